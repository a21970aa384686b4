//! The program behind the card: the questions, and the way to all that follows them.
//!
//! In a release (`--features split`) the linker's output is cut here too: all that only [`Program`] reaches stands in
//! files of its own, which `web/parts.js` fetches when somebody wants more than the card. Elsewhere (tests,
//! `trunk serve`) everything is there from the start.

use crate::i18n::Units;
use crate::later::Missing;
use crate::mount;
use crate::ports::host::Offer;
use crate::state::App;
use leptos::prelude::AnyView;
use wasm_bindgen::JsValue;

/// The ways into it. No other part of the first file may name what they call.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Opens it in the place of the card: the element and the options that `mount` was given, whether the card was
    /// shown alone before, and what was wished for at it meanwhile.
    pub open: fn(&JsValue, &JsValue, bool, Vec<Wish>) -> (App, AnyView),
    pub take: fn(App, Wish),
}

/// What the runner or the page around wants of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Start,
    Import,
    /// The runner's choice.
    Units(Units),
    /// The host page's, for a runner who has not chosen.
    HostUnits(Units),
    /// Whether the host page may have the next plan.
    GivePlan(bool),
    Offer(Offer),
    Withdraw(Offer),
}

const fn ways() -> Program {
    Program {
        open: mount::open,
        take: App::take,
    }
}

#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
mod whole {
    use super::{Missing, Program, ways};

    pub fn here() -> Option<Program> {
        Some(ways())
    }

    #[allow(clippy::unused_async)]
    pub async fn load() -> Result<(), Missing> {
        Ok(())
    }

    #[allow(clippy::unused_async)]
    pub async fn load_all() -> Result<(), Missing> {
        Ok(())
    }
}
#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
pub use whole::{here, load, load_all};

#[cfg(all(feature = "split", target_arch = "wasm32"))]
mod apart {
    // What the macro writes: the declarations of functions that the other files bring.
    #![allow(unsafe_code)]

    use super::{Missing, Program, ways};
    use crate::later;
    use leptos::wasm_split::wasm_split;
    use std::cell::Cell;
    use std::future::Future;
    use std::pin::Pin;

    /// Fetches the rest.
    type Rest = fn() -> Pin<Box<dyn Future<Output = Result<(), Missing>>>>;

    thread_local! {
        static HERE: Cell<Option<(Program, Rest)>> = const { Cell::new(None) };
    }

    fn rest() -> Pin<Box<dyn Future<Output = Result<(), Missing>>>> {
        Box::pin(later::load())
    }

    #[wasm_split(ask, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn open() -> Result<(Program, Rest), Missing> {
        Ok((ways(), rest))
    }

    pub fn here() -> Option<Program> {
        HERE.get().map(|(program, _)| program)
    }

    pub async fn load() -> Result<(), Missing> {
        if HERE.get().is_none() {
            HERE.set(Some(open().await?));
        }
        Ok(())
    }

    /// With the later part. Without that the questions still work; the page says what is missing.
    pub async fn load_all() -> Result<(), Missing> {
        load().await?;
        if let Some((_, rest)) = HERE.get() {
            let _ = rest().await;
        }
        Ok(())
    }
}
#[cfg(all(feature = "split", target_arch = "wasm32"))]
pub use apart::{here, load, load_all};
