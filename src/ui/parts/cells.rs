use super::{Data, Toggle, toggle};
use leptos::prelude::*;

/// What the cells measure: effort takes the accent, soreness its five steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Effort,
    Soreness,
}

/// 0 to 10 in two rows of six; 10 takes two places, so both rows end flush.
pub fn cells(
    scale: Scale,
    fact: &'static str,
    label: String,
    value: Signal<Option<i32>>,
    press: Callback<i32>,
) -> AnyView {
    let cells: Vec<AnyView> = (0..=10)
        .map(|n| {
            toggle(Toggle {
                class: class(scale, n),
                label: n.into_any(),
                on: Signal::derive(move || value.get() == Some(n)),
                press: Callback::new(move |()| press.run(n)),
                data: Data::value(fact, n.to_string()),
            })
        })
        .collect();
    view! { <div class="cells" role="group" aria-label=label>{cells}</div> }.into_any()
}

fn class(scale: Scale, n: i32) -> &'static str {
    match (scale, n) {
        (Scale::Effort, 10) => "cell eff ten",
        (Scale::Effort, _) => "cell eff",
        (Scale::Soreness, 10) => "cell ten k5",
        (Scale::Soreness, n) => match soreness_class(n) {
            "k0" => "cell k0",
            "k1" => "cell k1",
            "k2" => "cell k2",
            "k3" => "cell k3",
            "k4" => "cell k4",
            _ => "cell k5",
        },
    }
}

/// Which of the five soreness steps a score of 0 to 10 has; 0 for none.
pub fn soreness_class(score: i32) -> &'static str {
    match score {
        i32::MIN..=0 => "k0",
        1..=2 => "k1",
        3..=4 => "k2",
        5..=6 => "k3",
        7..=8 => "k4",
        _ => "k5",
    }
}
