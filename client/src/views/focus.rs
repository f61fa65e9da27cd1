//! Where focus goes, and where it stays when what had it is gone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Moves focus to the element of that id, once the page has been brought up to date.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if let Some(found) = by_id(&id) {
            found.focus().ok();
        }
    });
}

/// The same, without scrolling there.
pub fn focus_quietly(id: &'static str) {
    request_animation_frame(move || {
        if let Some(found) = by_id(id) {
            quietly(&found);
        }
    });
}

/// The same as [`focus_soon`], after what was to be scrolled first: two frames from now.
pub fn focus_after(id: String) {
    request_animation_frame(move || focus_soon(id));
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn quietly(element: &HtmlElement) {
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    element.focus_with_options(&still).ok();
}

/// What has the focus, with everything around it from the inside.
type Chain = Vec<HtmlElement>;

/// Keeps focus from falling out of the page when what had it is taken away: from a bar over the text it goes back
/// to where one was writing, from elsewhere to the nearest part of the page that was around it. `changes` reads
/// whatever may take something away.
pub fn keep_focus(changes: impl Fn() + 'static) {
    let around = StoredValue::new_local(Chain::new());
    let written = StoredValue::new_local(Chain::new());
    let note = window_event_listener(leptos::ev::focusin, move |event| {
        let focused = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let focused = focused.map(chain).unwrap_or_default();
        if focused.first().is_some_and(is_text_box) {
            written.try_set_value(focused.clone());
        }
        around.try_set_value(focused);
    });
    on_cleanup(move || note.remove());
    Effect::new(move |_| {
        changes();
        request_animation_frame(move || {
            let chains = (around.try_get_value(), written.try_get_value());
            if let (Some(around), Some(written)) = chains
                && is_lost(&around)
                && let Some(left) = text_box(&around, &written).or_else(|| nearest(&around))
            {
                quietly(&left);
            }
        });
    });
}

fn chain(element: Element) -> Chain {
    std::iter::successors(Some(element), |element| element.parent_element())
        .filter_map(|element| element.dyn_into().ok())
        .collect()
}

fn is_text_box(element: &HtmlElement) -> bool {
    element.matches("[role=textbox]").unwrap_or(false)
}

/// What is still there has lost the focus to a press beside it, and that is how it is meant to be.
fn is_lost(around: &[HtmlElement]) -> bool {
    let document = document();
    let is_nowhere = document
        .active_element()
        .is_none_or(|active| Some(active.as_ref()) == document.body().as_deref());
    is_nowhere && around.first().is_some_and(|it| !it.is_connected())
}

/// Where one was writing before one went to a bar; the text box may have been made anew meanwhile.
fn text_box(around: &[HtmlElement], written: &[HtmlElement]) -> Option<HtmlElement> {
    let was_in_a_bar = around.iter().any(|it| it.class_list().contains("top"));
    let was_writing = around.first().is_some_and(is_text_box);
    let place = written.iter().find(|it| it.is_connected());
    let place = place.filter(|_| was_in_a_bar || was_writing)?;
    if is_text_box(place) {
        return Some(place.clone());
    }
    let anew = place.query_selector("[role=textbox]").ok()??;
    anew.dyn_into().ok()
}

/// The nearest part of the page around it that is still there and shown.
fn nearest(around: &[HtmlElement]) -> Option<HtmlElement> {
    let is_part = |it: &&HtmlElement| {
        it.is_connected()
            && it.offset_height() > 0
            && it
                .matches("section, article, nav, main, header, form, [tabindex]")
                .unwrap_or(false)
    };
    let part = around.iter().find(is_part)?;
    if !part.has_attribute("tabindex") {
        part.set_tab_index(-1);
    }
    Some(part.clone())
}
