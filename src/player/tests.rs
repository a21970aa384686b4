use super::{Course, MORE_S, Part, Phase, Segment, State, Timeline};
use aftermile_engine::Side;
use aftermile_engine::session::{Session, Sides};
use proptest::prelude::*;

fn session() -> Session {
    let part = |step: &str, exercise: &str, sides, sets, seconds| aftermile_engine::session::Part {
        step: step.into(),
        exercise: exercise.into(),
        sides,
        sets,
        seconds,
        swaps: vec!["ST-13".into()],
    };
    let parts = vec![
        part("walk_down", "AR-01", Sides::Once, 1, 300),
        part("roll", "RO-03", Sides::Each, 1, 45),
        part("roll", "RO-01", Sides::Each, 1, 45),
        part("stretch", "ST-01", Sides::Each, 2, 30),
    ];
    Session {
        asked_min: 15,
        total_s: parts
            .iter()
            .map(aftermile_engine::session::Part::total_s)
            .sum(),
        exact: false,
        parts,
    }
}

fn all() -> Timeline {
    Timeline::of(&session()).unwrap()
}

/// A short timeline: get ready 5 s, work 20 s, change 5 s, work 20 s.
fn short() -> Timeline {
    let segment = |phase, side, seconds| Segment {
        phase,
        part: 0,
        side: Some(side),
        set: 1,
        seconds,
    };
    Timeline {
        parts: vec![Part {
            step: "roll".into(),
            exercise: "RO-01".into(),
            sets: 1,
            swaps: Vec::new(),
        }],
        segments: vec![
            segment(Phase::GetReady, Side::Left, 5),
            segment(Phase::Work, Side::Left, 20),
            segment(Phase::ChangeSide, Side::Right, 5),
            segment(Phase::Work, Side::Right, 20),
        ],
    }
}

#[test]
fn the_timeline_sums_to_the_session() {
    let session = session();
    let all = all();
    assert_eq!(all.total_s(), session.total_s);
    assert_eq!(all.parts.len(), 4);
    assert_eq!(all.segments.last().map(|s| s.phase), Some(Phase::Work));
    assert_eq!(Timeline::of(&Session::default()), None);
}

#[test]
fn what_is_swapped_can_be_swapped_back() {
    let mut all = all();
    assert!(all.swap(1, "ST-13"));
    assert_eq!(all.parts[1].exercise, "ST-13");
    assert!(all.swap(1, "RO-03"));
    assert_eq!(all.parts[1].exercise, "RO-03");
    assert!(!short().swap(0, "ST-13"), "where nothing is offered");
    assert!(!all.swap(1, "AR-01"), "what is not offered there");
    assert!(!all.swap(99, "ST-13"));
}

#[test]
fn no_two_parts_are_swapped_to_the_same() {
    let mut all = all();
    all.parts[0].swaps.push("ST-13".into());
    assert!(all.swap(1, "ST-13"));
    assert!(!all.swaps_of(0).contains(&"ST-13".to_owned()));
    assert!(!all.swap(0, "ST-13"));
    assert!(all.swap(1, "RO-03"));
    assert!(all.swaps_of(0).contains(&"ST-13".to_owned()));
    assert!(all.swap(0, "ST-13"));
}

#[test]
fn it_runs_by_the_clock_alone() {
    let all = short();
    let mut me = Course::new(0);
    me.look(&all, 60_000);
    assert_eq!(
        me.left_ms(&all),
        5_000,
        "it does not run before it is started"
    );
    me.run(&all, 60_000);
    for t in (60_000..=67_000).step_by(250) {
        me.look(&all, t);
    }
    assert_eq!((me.at(), me.left_ms(&all)), (1, 18_000));
    me.pause(&all, 68_000);
    me.look(&all, 500_000);
    assert_eq!(
        (me.at(), me.left_ms(&all), me.state),
        (1, 17_000, State::Paused)
    );
}

#[test]
fn ninety_seconds_out_of_sight_are_counted_and_it_waits_at_the_steps_end() {
    let all = all();
    let mut me = Course::new(0);
    me.run(&all, 0);
    me.seen(&all, false, 3_000);
    // A hidden page's timers are late, or do not come at all.
    me.seen(&all, true, 93_000);
    assert_eq!(
        (me.at(), me.left_ms(&all), me.state),
        (0, 207_000, State::Running)
    );

    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    me.seen(&all, false, 2_000);
    me.look(&all, 30_000);
    me.seen(&all, true, 92_000);
    // The gap ran into the step, and the step to its end; no further.
    assert_eq!(
        (me.at(), me.left_ms(&all), me.state),
        (1, 0, State::Waiting)
    );
    assert!(me.is_done(1));
    me.run(&all, 100_000);
    assert_eq!(
        (me.at(), me.left_ms(&all), me.state),
        (2, 5_000, State::Running)
    );
}

#[test]
fn a_device_that_slept_is_as_a_page_out_of_sight() {
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    me.look(&all, 1_000);
    me.look(&all, 3_600_000);
    assert_eq!((me.at(), me.state), (1, State::Waiting));
}

#[test]
fn a_clock_set_back_takes_nothing_away() {
    let all = short();
    let mut me = Course::new(100_000);
    me.run(&all, 100_000);
    me.look(&all, 103_000);
    me.look(&all, 40_000);
    me.look(&all, 41_000);
    assert_eq!((me.at(), me.left_ms(&all)), (0, 1_000));
}

#[test]
fn skipping_goes_to_the_next_steps_gap_and_back_returns() {
    let all = all();
    let mut me = Course::new(0);
    me.run(&all, 0);
    me.skip(&all, 1_000);
    assert_eq!(all.segments[me.at()].phase, Phase::GetReady);
    assert!(!me.is_done(0), "a step that was skipped is not done");
    me.skip(&all, 2_000);
    assert_eq!(all.segments[me.at()].phase, Phase::ChangeSide);
    assert_eq!(all.segments[me.at()].part, 1);
    me.back(&all, 2_500);
    assert_eq!(all.segments[me.at()].phase, Phase::GetReady);
    me.skip_part(&all, 3_000);
    assert_eq!(all.segments[me.at()].part, 2);
    for _ in 0..20 {
        me.skip(&all, 4_000);
    }
    assert_eq!(me.state, State::Finished);
    me.back(&all, 5_000);
    assert_eq!(me.state, State::Finished);
}

#[test]
fn back_late_in_a_step_begins_it_again() {
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    for t in (0..=15_000).step_by(1_000) {
        me.look(&all, t);
    }
    me.back(&all, 15_000);
    assert_eq!((me.at(), me.left_ms(&all)), (1, 20_000));
    me.back(&all, 15_100);
    assert_eq!(
        (me.at(), me.left_ms(&all)),
        (0, 5_000),
        "nothing is before the first"
    );
}

#[test]
fn an_exercise_begun_again_begins_with_its_first_side_and_nothing_of_it_is_done() {
    let all = all();
    let run_to = |me: &mut Course, there: &dyn Fn(&Course) -> bool| {
        let mut now = 0;
        me.run(&all, now);
        while !there(me) {
            now += 1_000;
            me.look(&all, now);
        }
        now
    };
    let stretch = all.segments.iter().position(|s| s.part == 3).unwrap();
    let works: Vec<usize> = (stretch..all.segments.len())
        .filter(|at| all.segments[*at].phase == Phase::Work)
        .collect();
    // In the last set, with the others done.
    let last = *works.last().unwrap();
    let mut me = Course::new(0);
    let now = run_to(&mut me, &|me| me.at() == last);
    me.pause(&all, now);
    assert!(works.iter().any(|work| me.is_done(*work)));
    me.again(&all, now);
    assert_eq!((me.at(), me.state), (stretch, State::Paused));
    assert_eq!(all.segments[me.at()].phase, Phase::GetReady);
    assert!(works.iter().all(|work| !me.is_done(*work)));
    assert!(me.is_done(0), "what came before it stays done");
    // One side of a swapped exercise is not all of it.
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    for t in (0..=32_000).step_by(1_000) {
        me.look(&all, t);
    }
    assert!(me.at() == 3 && me.is_done(1));
    me.again(&all, 32_000);
    assert!(me.at() == 0 && !me.is_done(1));
}

#[test]
fn more_time_has_an_end() {
    let all = short();
    let mut me = Course::new(0);
    for _ in 0..4 {
        assert!(me.more(&all, 0));
    }
    assert!(!me.more(&all, 0) && !me.has_more());
    assert_eq!(me.left_ms(&all), 65_000);
    // It belongs to this segment, not to the next.
    me.run(&all, 0);
    for t in (0..=65_000).step_by(1_000) {
        me.look(&all, t);
    }
    assert_eq!((me.at(), me.left_ms(&all)), (1, 20_000));
}

#[test]
fn a_stored_course_is_paused_where_it_was_and_a_strange_one_refused() {
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    for t in (0..=12_000).step_by(1_000) {
        me.look(&all, t);
    }
    let text = me.write().unwrap();
    assert!(text.is_ascii());
    let back = Course::read(&text, &all, 9_000_000).unwrap();
    assert_eq!(
        (back.at(), back.left_ms(&all), back.state),
        (1, 13_000, State::Paused)
    );
    for strange in ["99 0 0 0", "", "1 0", "x", "-1 0 0 0"] {
        assert_eq!(Course::read(strange, &all, 0), None, "{strange:?}");
    }
    let odd = Course::read("1 9999 99999999 0 0 1 77 x", &all, 0).unwrap();
    assert_eq!(odd.left_ms(&all), 0);
    assert!(odd.is_done(1) && !odd.is_done(0) && !odd.is_done(77));
    me.skip(&all, 13_000);
    me.skip(&all, 13_000);
    assert_eq!(me.state, State::Finished);
    assert_eq!(me.write(), None, "what is finished is not taken up");
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Look,
    Run,
    Pause,
    Skip,
    SkipPart,
    Back,
    Again,
    More,
    Hide,
    Show,
    StoreAndTakeUp,
}

fn acts() -> impl Strategy<Value = Vec<(i64, Act)>> {
    let act = prop::sample::select(vec![
        Act::Look,
        Act::Look,
        Act::Run,
        Act::Run,
        Act::Pause,
        Act::Skip,
        Act::SkipPart,
        Act::Back,
        Act::Again,
        Act::More,
        Act::Hide,
        Act::Show,
        Act::StoreAndTakeUp,
    ]);
    // Also clocks that go back, and long sleeps.
    let pause = prop_oneof![8 => 0_i64..4_000, 2 => 4_000_i64..200_000, 1 => -50_000_i64..0];
    prop::collection::vec((pause, act), 0..60)
}

fn act(me: &mut Course, all: &Timeline, act: Act, now: i64) {
    match act {
        Act::Look => me.look(all, now),
        Act::Run => me.run(all, now),
        Act::Pause => me.pause(all, now),
        Act::Skip => me.skip(all, now),
        Act::SkipPart => me.skip_part(all, now),
        Act::Back => me.back(all, now),
        Act::Again => me.again(all, now),
        Act::More => drop(me.more(all, now)),
        Act::Hide => me.seen(all, false, now),
        Act::Show => me.seen(all, true, now),
        Act::StoreAndTakeUp => {
            me.look(all, now);
            if let Some(text) = me.write() {
                *me = Course::read(&text, all, now).unwrap();
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_the_position_is_one(acts in acts()) {
        let all = all();
        let mut me = Course::new(0);
        let mut now = 0;
        for (pause, one) in acts {
            now += pause;
            let before = me.clone();
            act(&mut me, &all, one, now);
            prop_assert!(me.at() < all.segments.len());
            prop_assert!(me.left_ms(&all) >= 0);
            prop_assert!(me.left_ms(&all) <= me.whole_ms(&all));
            let longest = all.segments.iter().map(|s| s.seconds).max().unwrap();
            prop_assert!(me.whole_ms(&all) <= i64::from(longest + 4 * MORE_S) * 1_000);
            // Only a step that was worked in can be done, and waiting is only ever at a step's end.
            for work in 0..all.segments.len() {
                prop_assert!(!me.is_done(work) || all.segments[work].phase == Phase::Work);
            }
            if me.state == State::Waiting {
                prop_assert_eq!(me.left_ms(&all), 0);
                prop_assert!(me.is_done(me.at()));
            }
            if before.state == State::Finished {
                prop_assert_eq!(me.state, State::Finished);
                prop_assert_eq!(me.at(), before.at());
            }
            // Looking twice at the same moment changes nothing.
            me.look(&all, now);
            let mut again = me.clone();
            again.look(&all, now);
            prop_assert_eq!(&again, &me);
        }
    }

    /// Without skips, what has passed while it ran is exactly what has been gone through.
    #[test]
    fn time_is_neither_lost_nor_made(steps in prop::collection::vec((0_i64..3_900, 0_u8..4), 0..200)) {
        let all = all();
        let mut me = Course::new(0);
        let (mut now, mut ran, mut added) = (0, 0, 0);
        for (pause, what) in steps {
            now += pause;
            if me.state == State::Running {
                ran += pause;
            }
            match what {
                0 => me.run(&all, now),
                1 => me.pause(&all, now),
                2 => added += if me.more(&all, now) { i64::from(MORE_S) * 1_000 } else { 0 },
                _ => me.look(&all, now),
            }
        }
        if me.state != State::Finished {
            let before: i64 = all.segments.iter().take(me.at()).map(|s| i64::from(s.seconds) * 1_000).sum();
            let here = me.whole_ms(&all) - me.left_ms(&all);
            // What was added to segments that are over counts too.
            let still_here = me.whole_ms(&all) - i64::from(all.segments[me.at()].seconds) * 1_000;
            prop_assert_eq!(before + here + (added - still_here), ran);
        }
    }

    /// It does not matter how often the clock was looked at.
    #[test]
    fn looking_often_or_seldom_is_the_same(cuts in prop::collection::vec(1_i64..3_900, 1..150)) {
        let all = all();
        let (mut often, mut seldom) = (Course::new(0), Course::new(0));
        often.run(&all, 0);
        seldom.run(&all, 0);
        let mut now = 0;
        for cut in cuts {
            for step in [cut / 3, cut / 2, cut] {
                often.look(&all, now + step);
            }
            now += cut;
            seldom.look(&all, now);
            prop_assert_eq!(&often, &seldom);
        }
    }

    /// Hidden for any time: right to the millisecond, and never past the step's end.
    #[test]
    fn out_of_sight_it_is_right_and_stops_at_the_steps_end(begun in 0_i64..3_900, away in 0_i64..400_000) {
        let all = short();
        let mut me = Course::new(0);
        me.run(&all, 0);
        me.seen(&all, false, begun);
        me.seen(&all, true, begun + away);
        let gone = (begun + away).min(25_000);
        let before: i64 = all.segments.iter().take(me.at()).map(|s| i64::from(s.seconds) * 1_000).sum();
        prop_assert_eq!(before + me.whole_ms(&all) - me.left_ms(&all), gone);
        prop_assert_eq!(me.state == State::Waiting, begun + away >= 25_000);
    }
}

#[test]
fn a_step_is_heard_at_its_start_half_and_end_and_nowhere_else() {
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    let mut heard = Vec::new();
    for t in (0..=51_000).step_by(200) {
        let before = me.clone();
        me.look(&all, t);
        heard.extend(super::heard(&before, &me, &all));
    }
    use super::Cue::{Finish, Half, Last, Next, Start};
    let step = [Start, Half, Last(3), Last(2), Last(1)];
    let wanted: Vec<_> = step
        .into_iter()
        .chain([Next])
        .chain(step)
        .chain([Finish])
        .collect();
    assert_eq!(heard, wanted);
}

#[test]
fn what_passed_out_of_sight_is_not_made_up_for() {
    let all = short();
    let mut me = Course::new(0);
    me.run(&all, 0);
    let before = me.clone();
    me.seen(&all, false, 1_000);
    me.seen(&all, true, 80_000);
    assert_eq!(super::heard(&before, &me, &all), Some(super::Cue::Wait));
    let before = me.clone();
    me.look(&all, 81_000);
    assert_eq!(super::heard(&before, &me, &all), None);
}
