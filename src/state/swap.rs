//! Another exercise in the place of one of the session, on the answer page.

use super::App;
use aftermile_engine::Plan;
use leptos::prelude::*;

/// Swaps what may still be swapped in this plan, and gives back what was.
pub(super) fn apply(plan: &mut Plan, swapped: &[(String, String)]) -> Vec<(String, String)> {
    let Some(session) = plan.session.as_mut() else {
        return Vec::new();
    };
    // Each by what the plan itself names there: a part may hold by now what another one was named.
    let names = || session.parts.iter().map(|p| p.exercise.as_str());
    let places: Vec<_> = swapped
        .iter()
        .filter_map(|pair| Some((names().position(|name| name == pair.0)?, pair)))
        .collect();
    let mut done = Vec::new();
    for (place, (from, to)) in places {
        if session.swap(place, to) {
            done.push((from.clone(), to.clone()));
        }
    }
    done
}

impl App {
    /// Puts another exercise in the place of a part of the opened run's session, and remembers it with the run. The
    /// page is not drawn anew: what shows the session reads it again when [`App::changes`] counts.
    pub fn swap_part(&self, part: usize, to: &str) {
        let mut changed = None;
        self.opened.update_untracked(|opened| {
            let record = opened.as_mut().map(|o| &mut o.record);
            let session = record.and_then(|r| r.plan.session.as_mut().map(|s| (&r.id, s)));
            let Some((id, session)) = session else {
                return;
            };
            let from = session.parts.get(part).map(|p| p.exercise.clone());
            if let Some(from) = from.filter(|_| session.swap(part, to)) {
                changed = Some((id.clone(), from));
            }
        });
        let Some((id, from)) = changed else {
            return;
        };
        let inner = self.inner();
        if let Some(run) = inner.history.run(&id) {
            let mut run = (*run).clone();
            // What the plan names is remembered, also when it is swapped once more or back again.
            match run.swapped.iter_mut().find(|(_, now)| *now == from) {
                Some(pair) => to.clone_into(&mut pair.1),
                None => run.swapped.push((from, to.to_owned())),
            }
            run.swapped.retain(|(from, to)| from != to);
            run.updated_ms = self.now().at_ms.max(run.updated_ms.saturating_add(1));
            self.kept(inner.history.save(&run));
        }
        self.changes.update(|n| *n += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::history::tests::answered;
    use aftermile_engine::Plan;

    fn exercises(plan: &Plan) -> Vec<String> {
        let session = plan.session.as_ref().unwrap();
        session.parts.iter().map(|p| p.exercise.clone()).collect()
    }

    #[test]
    fn two_parts_may_have_changed_places() {
        let before = Plan::new(&answered::long()).unwrap();
        let names = exercises(&before);
        let (first, second) = (names[0].clone(), names[1].clone());
        let mut plan = before;
        let parts = &mut plan.session.as_mut().unwrap().parts;
        parts[0].swaps.push(second.clone());
        parts[1].swaps.push(first.clone());
        let swapped = [
            (first.clone(), second.clone()),
            (second.clone(), first.clone()),
        ];
        assert_eq!(apply(&mut plan, &swapped), swapped);
        let after = exercises(&plan);
        assert_eq!((&after[0], &after[1]), (&second, &first));
        assert_eq!(after[2..], names[2..]);
    }

    #[test]
    fn what_is_no_longer_offered_is_left() {
        let mut plan = Plan::new(&answered::long()).unwrap();
        let names = exercises(&plan);
        let gone = [
            (names[0].clone(), "no-such-exercise".to_owned()),
            ("no-such-part".to_owned(), names[0].clone()),
        ];
        assert!(apply(&mut plan, &gone).is_empty());
        assert_eq!(exercises(&plan), names);
    }
}
