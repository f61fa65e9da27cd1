//! Where focus goes when what had it is gone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves focus to the element of that id, once the page has been brought up to date.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        let found = document()
            .get_element_by_id(&id)
            .and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(found) = found {
            found.focus().ok();
        }
    });
}
