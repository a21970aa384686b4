//! The weekly problem score against the published vectors of EV-Q-02. Each test names its row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use aftermile_engine::message::english;
use aftermile_engine::problem::{
    Grade, Lasting, Question, WeekReport, beyond_noise, lasting, time_loss,
};
use proptest::prelude::*;

const NA: i32 = -1;

fn grade(points: i32) -> Option<Grade> {
    if points == NA {
        return None;
    }
    Some(Grade::of_points(points).unwrap())
}

/// The answers as they stand in the row, without the way the questions are asked.
fn report(points: &[i32]) -> WeekReport {
    let at = |i: usize| points.get(i).copied().and_then(grade);
    WeekReport {
        taking_part: at(0),
        changing: at(1),
        running_well: at(2),
        feeling: at(3),
    }
}

#[test]
fn ev_q_02_coding() {
    assert_eq!(Grade::ALL.map(Grade::points), [0, 8, 17, 25]);
    assert_eq!(Grade::of_points(13), None);
}

#[test]
fn ev_q_02_severity() {
    for (points, sum) in [
        ([17, 25, 25, 25], Some(92)),
        ([8, 17, 8, 8], Some(41)),
        ([8, 17, 17, 0], Some(42)),
        ([0, 0, 0, 0], Some(0)),
        ([0, 0, 0, NA], None),
        ([8, 0, 0, 0], Some(8)),
        ([8, 0, 17, 25], Some(50)),
        ([8, 25, 0, 25], Some(58)),
        ([25, 0, 0, 0], Some(25)),
        ([8, 8, 0, 0], Some(16)),
        ([8, 8, 8, 0], Some(24)),
    ] {
        assert_eq!(report(&points).severity(), sum, "{points:?}");
    }
}

#[test]
fn ev_q_02_substantial() {
    for (points, is) in [
        ([0, 0, 0], None),
        ([0, 0, 17], None),
        ([8, 0, 0], Some(false)),
        ([17, 0, 0], Some(false)),
        ([8, 8, 0], Some(false)),
        ([8, 8, 8], Some(false)),
        ([8, 0, 17], Some(true)),
        ([8, 25, 0], Some(true)),
        ([8, 17, 25], Some(true)),
        ([17, 0, 17], Some(true)),
        ([17, 25, 0], Some(true)),
        ([25, NA, NA], Some(true)),
        ([25, 0, 0], Some(true)),
        ([NA, 17, NA], Some(true)),
        ([NA, NA, 25], Some(true)),
        ([NA, 8, NA], None),
        ([NA, NA, 8], None),
        ([NA, NA, NA], None),
        ([NA, 0, NA], None),
        ([NA, NA, 0], None),
        ([8, NA, NA], None),
        ([0, NA, NA], None),
    ] {
        assert_eq!(report(&points).substantial(), is, "{points:?}");
    }
}

#[test]
fn ev_q_02_edge_case_without_a_published_vector() {
    for points in [[8, 8, NA], [8, NA, 0], [17, NA, 8], [17, 0, NA], [8, 0, NA]] {
        assert_eq!(report(&points).substantial(), Some(false), "{points:?}");
    }
    // Our own choice: without the first answer two small others do not say that it was small.
    assert_eq!(report(&[NA, 8, 8]).substantial(), None);
}

#[test]
fn ev_q_02_a_problem_is_any_first_answer_but_none() {
    assert_eq!(report(&[0]).has_problem(), Some(false));
    assert_eq!(report(&[8]).has_problem(), Some(true));
    assert_eq!(report(&[NA, 25, 25, 25]).has_problem(), None);
}

#[test]
fn ev_q_02_time_loss() {
    let weeks =
        |firsts: &[i32]| -> Vec<WeekReport> { firsts.iter().map(|p| report(&[*p])).collect() };
    assert_eq!(time_loss(&weeks(&[8, 8, 8, 25])), 1);
    assert_eq!(time_loss(&weeks(&[25, 25])), 2);
    assert_eq!(time_loss(&weeks(&[8])), 0);
}

#[test]
fn ev_q_02_nothing_troubled_me_ends_the_questions() {
    let mut week = WeekReport::default();
    week.answer(Question::TakingPart, Grade::None);
    assert_eq!((week.next(), week.severity()), (None, Some(0)));
    // A slip taken back asks the rest again.
    week.answer(Question::TakingPart, Grade::Mild);
    assert_eq!(
        (week.next(), week.severity()),
        (Some(Question::Changing), None)
    );
    // No running at all does not fill in the rest.
    week.answer(Question::TakingPart, Grade::Severe);
    assert_eq!(week.next(), Some(Question::Changing));
    week.answer(Question::Changing, Grade::Severe);
    week.answer(Question::TakingPart, Grade::Moderate);
    assert_eq!(
        week.changing,
        Some(Grade::Severe),
        "kept when the first answer moves"
    );
}

#[test]
fn ev_q_03_a_change_under_35_is_noise() {
    assert!(!beyond_noise(8, 43) && beyond_noise(8, 44));
    assert!(!beyond_noise(92, 57) && beyond_noise(92, 56));
}

#[test]
fn ev_q_03_persistence() {
    let weeks: Vec<WeekReport> = [[8, 0, 0], [0, 0, 0], [8, 17, 0], [NA, NA, NA], [8, 8, 8]]
        .iter()
        .map(|p| report(p))
        .collect();
    assert_eq!(
        lasting(&weeks),
        Lasting {
            weeks: 2,
            substantial: 1
        }
    );
    assert_eq!(
        lasting(&weeks[..4]),
        Lasting {
            weeks: 1,
            substantial: 1
        }
    );
    assert_eq!(lasting(&weeks[..2]), Lasting::default());
    assert_eq!(lasting(&[]), Lasting::default());
}

#[test]
fn every_question_and_answer_has_its_text() {
    for question in Question::ALL {
        assert!(english(question.key()).is_some(), "{question:?}");
        let texts: Vec<&str> = Grade::ALL
            .iter()
            .map(|g| english(&format!("{}.{}", question.key(), g.id())).unwrap())
            .collect();
        for (i, text) in texts.iter().enumerate() {
            assert!(!texts[..i].contains(text), "{question:?}: {text} twice");
        }
    }
}

#[test]
fn kept_as_json() {
    let week = report(&[8, 17, NA, 25]);
    let text = serde_json::to_string(&week).unwrap();
    assert_eq!(
        text,
        r#"{"taking_part":"mild","changing":"moderate","feeling":"severe"}"#
    );
    assert_eq!(serde_json::from_str::<WeekReport>(&text).unwrap(), week);
}

fn any_grade() -> impl Strategy<Value = Option<Grade>> {
    proptest::option::of(proptest::sample::select(Grade::ALL.to_vec()))
}

proptest! {
    #[test]
    fn a_worse_answer_never_lowers_the_score(
        answers in proptest::array::uniform4(0usize..4), which in 0usize..4,
    ) {
        let graded = answers.map(|i| Grade::ALL[i].points());
        let mut worse = answers;
        worse[which] = (worse[which] + 1).min(3);
        let worse = worse.map(|i| Grade::ALL[i].points());
        let (a, b) = (report(&graded), report(&worse));
        prop_assert!(a.severity() <= b.severity());
        prop_assert!((0..=100).contains(&b.severity().unwrap()));
        prop_assert!(a.substantial() <= b.substantial(), "{a:?} {b:?}");
    }

    #[test]
    fn missing_answers_are_never_read_as_none(a in any_grade(), b in any_grade(), c in any_grade(), d in any_grade()) {
        let week = WeekReport { taking_part: a, changing: b, running_well: c, feeling: d };
        prop_assert_eq!(week.severity().is_none(), [a, b, c, d].contains(&None));
        if a.is_none() {
            prop_assert_ne!(week.substantial(), Some(false));
            prop_assert_eq!(week.has_problem(), None);
        }
    }
}
