use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

/// A part that is made anew when what it reads changes. Boxed: the machinery of each would weigh more than what it says.
pub fn live(part: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: SharedReactiveFunction<AnyView> = Arc::new(Mutex::new(part));
    part.into_any()
}
