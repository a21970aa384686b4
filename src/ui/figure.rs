//! A drawn exercise, moving or still. What it shows is said in words beside it.

use super::parts::live;
use crate::figures;
use crate::state::App;
use crate::state::player::Drawn;
use aftermile_engine::Side;
use leptos::prelude::*;

/// The figure of an exercise, its working side towards the reader. Nothing where none is drawn.
pub fn view(app: App, exercise: &str, side: Option<Side>, moves: bool) -> AnyView {
    // The walk has a figure of its own name in the catalogue of figures.
    let id = if exercise == "walk" {
        "AR-01"
    } else {
        exercise
    }
    .to_owned();
    live(move || {
        let Drawn::Ready(file) = app.drawn() else {
            return ().into_any();
        };
        let Some(figure) = figures::find(&*file, &id) else {
            return ().into_any();
        };
        let flip = match side {
            Some(Side::Left) => figure.side == 'r',
            Some(Side::Right) => figure.side == 'l',
            None => false,
        };
        let moves = moves && !app.keeps_still();
        let class = match (moves, flip) {
            (true, true) => "fig go flip",
            (true, false) => "fig go",
            (false, true) => "fig flip",
            (false, false) => "fig",
        };
        let markup = if moves {
            figure.markup
        } else {
            figures::still(&figure.markup)
        };
        view! { <svg class=class viewBox="0 0 320 240" aria-hidden="true" data-figure=id.clone() inner_html=markup></svg> }
            .into_any()
    })
}
