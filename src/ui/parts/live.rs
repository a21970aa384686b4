use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

/// A part that is made anew when what it reads changes. Boxed: the machinery of each would weigh more than what it says.
pub fn live(part: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: SharedReactiveFunction<AnyView> = Arc::new(Mutex::new(part));
    part.into_any()
}

type Read<T> = Box<dyn Fn() -> T + Send + Sync>;

/// A value that follows what it reads. Boxed for the same reason as [`live`]: each kind of closure would bring a
/// kind of signal with it.
pub fn follow<T: Clone + Send + Sync + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    let read: Read<T> = Box::new(read);
    Signal::derive(read)
}
