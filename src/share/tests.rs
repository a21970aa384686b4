use super::{LONGEST, PREFIX, Shared, SharedMark, SharedPart, SharedStep, Unreadable};
use crate::ports::Moment;
use aftermile_engine::answers::Side;
use aftermile_engine::{Arg, Level, Message, Slot};

fn sample() -> Shared {
    Shared {
        rules: "0.1.0".into(),
        rules_date: "2026-05-02".into(),
        moment: Moment {
            at_ms: 1_777_701_600_000,
            offset_min: -300,
        },
        level: Level::SelfCare,
        headline: Message::new("headline.even"),
        total_s: 480,
        parts: vec![SharedPart {
            step: 0,
            exercise: "RO-01".into(),
            each: true,
            sets: 2,
            seconds: 45,
        }],
        steps: vec![
            SharedStep {
                slot: Slot::Now,
                id: "walk_down".into(),
                dose: Some(
                    Message::new("dose.walk")
                        .with("time", Arg::Range(5, 10, "min".into()))
                        .with("effort", Arg::Quantity(3, "of 10".into()))
                        .with("count", Arg::Count(2))
                        .with("said", Arg::Key("said.kind.easy".into()))
                        .with(
                            "places",
                            Arg::List(vec![
                                Arg::Not(Box::new(Arg::Key("said.limp".into()))),
                                Arg::Place("quads".into(), Side::Left),
                            ]),
                        ),
                ),
            },
            SharedStep {
                slot: Slot::Tonight,
                id: "sleep".into(),
                dose: None,
            },
        ],
        left_out: vec!["strength".into()],
        next: Some(("even".into(), 48)),
        help: vec![(Level::SameDay, "swollen".into())],
        marks: vec![SharedMark {
            hour: 24,
            low: 2,
            likely: 4,
            high: 6,
        }],
    }
}

#[test]
fn a_link_is_read_back_whole() {
    let text = sample().fragment();
    assert_eq!(Shared::read(&text), Some(Ok(sample())));
    assert_eq!(Shared::read(&format!("#{text}")), Some(Ok(sample())));
    assert!(text.len() < LONGEST);
}

#[test]
fn it_needs_no_escaping_in_an_address() {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c);
    let text = sample().fragment();
    assert!(text.chars().all(plain), "{text}");
}

#[test]
fn another_fragment_is_none_of_ours() {
    assert_eq!(Shared::read("#chapter-2"), None);
    assert_eq!(Shared::read(""), None);
}

#[test]
fn a_newer_link_says_so_and_a_broken_one_too() {
    let text = sample().fragment();
    let newer = text.replacen("plan=1;", "plan=2;", 1);
    assert_eq!(Shared::read(&newer), Some(Err(Unreadable::Newer)));
    for cut in 0..text.len() - PREFIX.len() {
        let read = Shared::read(&text[..text.len() - cut - 1]).unwrap();
        assert_eq!(read, Err(Unreadable::Broken), "{cut}");
    }
}

#[test]
fn no_link_carries_an_urgent_level() {
    for level in [Level::Emergency, Level::SameDay] {
        let text = Shared { level, ..sample() }.fragment();
        assert_eq!(Shared::read(&text), Some(Err(Unreadable::Broken)));
    }
}
