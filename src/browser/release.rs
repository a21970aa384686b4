use crate::ports::{Json, Release, Then};
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

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
    JsFuture::from(answer.json()?).await
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
