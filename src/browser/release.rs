use crate::ports::{Json, Release, Then};
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

/// Each file names the release that it is of (`cargo xtask dist` writes it). A tab that is older than what the host has
/// by now would read a newer one wrongly: that counts as not there.
const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// The folder that the program was loaded from.
#[derive(Debug)]
pub struct Folder(pub String);

impl Release for Folder {
    fn address(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    fn read(&self, name: &str, then: Then) {
        let address = self.address(name);
        spawn_local(async move {
            let read = parsed(&address).await.ok();
            then(read.map(|value| Rc::new(Parsed(value)) as Rc<dyn Json>));
        });
    }
}

/// The content of a file.
async fn parsed(address: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = JsFuture::from(window.fetch_with_str(address))
        .await?
        .dyn_into()?;
    // A host's page for what it does not have is no JSON either.
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    let content = JsFuture::from(answer.json()?).await?;
    let release = Reflect::get(&content, &"release".into())?;
    if release.as_string().as_deref() != Some(RELEASE) {
        return Err(JsValue::NULL);
    }
    Ok(content)
}

struct Parsed(JsValue);

impl Json for Parsed {
    fn text(&self, path: &[&str]) -> Option<String> {
        let mut at = self.0.clone();
        for name in path {
            at = Reflect::get(&at, &JsValue::from_str(name)).ok()?;
        }
        at.as_string()
    }
}
