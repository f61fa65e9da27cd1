//! A hold on a name, which one page of this browser has at a time; it ends with the page, however
//! that ends.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// In web-sys, locks are still unstable.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"])]
    fn request(name: &str, options: &JsValue, then: &JsValue) -> Result<Promise, JsValue>;
}

/// A hold. Dropping it lets go.
pub(super) struct WebLock {
    let_go: Option<Function>,
}

impl WebLock {
    /// Takes the name, unless another page has it.
    ///
    /// Over plain http there are no locks, and everybody gets it. Then two pages may both answer for
    /// the same words: sending them twice is sending them once, but they may be offered back twice.
    pub async fn take(name: &str) -> Option<Self> {
        let (until, let_go) = promise();
        let (answered, answer) = promise();
        let then = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let is_ours = lock.is_object();
            // Telling a promise cannot fail.
            answer.call1(&JsValue::NULL, &is_ours.into()).ok();
            if is_ours {
                until.into()
            } else {
                JsValue::UNDEFINED
            }
        });
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok();
        let Ok(requested) = request(name, &options, &then) else {
            return Some(Self { let_go: None });
        };
        // Whichever comes first: the answer, or the browser's refusal to give any.
        let first = Promise::race(&Array::of2(&answered, &requested));
        match JsFuture::from(first).await {
            Ok(is_ours) if is_ours.is_falsy() => None,
            Ok(_) => Some(Self {
                let_go: Some(let_go),
            }),
            Err(_) => Some(Self { let_go: None }),
        }
    }
}

impl Drop for WebLock {
    fn drop(&mut self) {
        if let Some(let_go) = self.let_go.take() {
            let_go.call0(&JsValue::NULL).ok();
        }
    }
}

/// A promise, and what fulfils it.
fn promise() -> (Promise, Function) {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    // The browser calls back before it returns.
    (promise, fulfil.unwrap_or_else(|| Function::new_no_args("")))
}
