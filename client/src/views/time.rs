//! Moments, in the reader's own time zone.

use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use shared::ids::Timestamp;
use wasm_bindgen::JsValue;

use crate::words::use_words;

/// A moment in the reader's time zone; in UTC on pointing at it.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    let words = use_words();
    view! {
        <time datetime=iso(at) title=words.moment(at) prop:textContent=time_of(at)></time>
    }
}

#[allow(clippy::cast_precision_loss, reason = "a date is well below 2^53 ms")]
fn date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

fn iso(at: Timestamp) -> String {
    date(at).to_iso_string().into()
}

/// A moment in the reader's time zone.
pub fn time_of(at: Timestamp) -> String {
    styled(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The time of day of a moment, in the reader's time zone.
pub fn time_of_day(at: Timestamp) -> String {
    styled(at, &[("timeStyle", "short")])
}

/// A moment with its time zone, which is the reader's.
pub fn time_in_full(at: Timestamp) -> String {
    styled(at, &[("dateStyle", "full"), ("timeStyle", "long")])
}

/// A moment as a field for a day and a time takes it, in the reader's time zone: `2026-11-23T14:05`.
pub fn local_input(at: Timestamp) -> String {
    let date = date(at);
    let day = (date.get_full_year(), date.get_month() + 1, date.get_date());
    let (year, month, day) = day;
    let (hour, minute) = (date.get_hours(), date.get_minutes());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

/// The moment that was given in such a field.
pub fn typed_locally(text: &str) -> Option<Timestamp> {
    if text.is_empty() {
        return None;
    }
    // What has no time zone is read in the reader's.
    let millis = Date::parse(text);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date is well below 2^53 ms, and checked"
    )]
    let at = || Timestamp(millis as u64);
    (millis.is_finite() && millis >= 0.0).then(at)
}

/// A moment to the second, in the reader's time zone.
pub fn time_to_the_second(at: Timestamp) -> String {
    styled(at, &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

fn styled(at: Timestamp, parts: &[(&str, &str)]) -> String {
    let style = Object::new();
    for &(part, length) in parts {
        // Setting a property of a plain object cannot fail.
        Reflect::set(&style, &part.into(), &length.into()).ok();
    }
    date(at).to_locale_string(&locale(), &style).into()
}

/// The reader's own variety of the language that the words around the date are in: `en-GB` in an English page.
fn locale() -> String {
    let language = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    let own = window().navigator().languages();
    let mut own = own.iter().filter_map(|own| own.as_string());
    own.find(|own| own.split('-').next() == Some(language.as_str()))
        .unwrap_or(language)
}
