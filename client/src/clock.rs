//! A clock that nobody puts right: how long ago something was does not change with what a device takes for the time.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Monotonic, in milliseconds; it may stand still while the device sleeps.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// By how much the device's own clock, which may be set, is ahead of this one: it changes when the one is put right or the
/// other stood still.
#[allow(clippy::cast_possible_truncation, reason = "a date has 41 bits")]
pub fn wall_ahead() -> i64 {
    js_sys::Date::now() as i64 - millis()
}

/// Milliseconds since the page was opened.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a page that is open for ever has 53 bits"
)]
pub fn millis() -> i64 {
    now() as i64
}
