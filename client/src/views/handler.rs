//! What follows when something is pressed or chosen. Of a closure after `on:…`, Leptos makes code of its own for each; of these,
//! there is one for each kind of event.

use leptos::{ev::Event, prelude::event_target_checked};

/// A handler for `on:…`.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

/// A handler for `on:change` of a box that is ticked or not.
pub fn checked(mut turn: impl FnMut(bool) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |change| turn(event_target_checked(&change)))
}
