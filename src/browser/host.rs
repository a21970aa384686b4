use crate::ports::host::{Host, Offer, Place, Setting};
use js_sys::{Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The host page as `mount` was told of it. `tell` is its function for what happens here.
#[derive(Debug)]
pub struct HostLink {
    setting: Setting,
    tell: Option<Function>,
}

impl HostLink {
    /// Reads the options of `mount`; what is missing or of another type counts as not set.
    pub fn new(options: &JsValue) -> HostLink {
        let get = |name: &str| Reflect::get(options, &name.into()).ok();
        let text = |name: &str| get(name).and_then(|v| v.as_string()).unwrap_or_default();
        HostLink {
            setting: Setting {
                place: Place::by_id(&text("place")),
                name: text("host"),
                keeps_nothing: text("storage") == "none",
                asks_plan: get("plan").is_some_and(|v| v.is_truthy()),
                preset: text("preset"),
                region: text("region").to_ascii_uppercase(),
                home: text("home"),
            },
            tell: get("tell").and_then(|f| f.dyn_into().ok()),
        }
    }

    fn tell(&self, what: &str, detail: &JsValue) {
        if let Some(tell) = &self.tell {
            let _ = tell.call2(&JsValue::UNDEFINED, &what.into(), detail);
        }
    }
}

impl Host for HostLink {
    fn setting(&self) -> Setting {
        self.setting.clone()
    }

    fn started(&self) {
        self.tell("start", &JsValue::UNDEFINED);
    }

    fn finished(&self) {
        self.tell("finish", &JsValue::UNDEFINED);
    }

    fn plan(&self, rules: &str, json: &str) {
        let Ok(json) = JSON::parse(json) else {
            return;
        };
        let detail = Object::new();
        let parts: [(&str, JsValue); 3] = [
            ("schema", 1.into()),
            ("rules", rules.into()),
            ("plan", json),
        ];
        for (name, value) in parts {
            let _ = Reflect::set(&detail, &name.into(), &value);
        }
        self.tell("plan", &detail);
    }

    fn accept(&self, offer: Offer) {
        self.tell("accept", &offer.id().into());
    }

    fn hand_over(&self) {
        self.tell("hand-over", &JsValue::UNDEFINED);
    }
}
