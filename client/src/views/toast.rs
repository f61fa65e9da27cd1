//! Short words in the corner: some go away by themselves, announcements wait longer and lead somewhere.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::{sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{For, Icon, icon};
use crate::words::use_words;

/// For how many seconds a toast stays: long enough to be read twice.
const STAY: u32 = 6;

/// And an announcement: long enough to finish the sentence that one is writing.
const WAIT: u32 = 45;

/// The key that leads to the announcements from wherever one is.
const WAY: &str = "F8";

/// Where views leave short words.
#[derive(Clone, Copy)]
pub struct Tray {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Goes somewhere. Not a signal's callback: those end with whatever announced it.
pub type Way = Arc<dyn Fn() + Send + Sync>;

/// What happened elsewhere.
#[derive(Clone)]
pub struct Announcement {
    /// What it is about: a newer one about the same takes its place.
    pub about: String,
    /// What it says.
    pub text: String,
    /// Goes there.
    pub way: Way,
}

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    /// Of an announcement: what it is about, and the way there.
    leads: Option<(String, Way)>,
    /// For how many seconds more it stays.
    left: u32,
}

/// Gives all views below a tray.
pub fn provide_toasts() {
    provide_context(Tray {
        toasts: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    });
}

/// The tray of this page.
pub fn use_toasts() -> Tray {
    expect_context()
}

impl Tray {
    /// Shows and reads aloud a short word. Nothing that must not be missed belongs here.
    pub fn say(self, text: String) {
        self.put(text, None, STAY);
    }

    /// Tells what happened elsewhere, with the way there.
    pub fn announce(self, announcement: Announcement) {
        let Announcement { about, text, way } = announcement;
        self.retain(|toast| !toast.is_about(&about));
        self.put(text, Some((about, way)), WAIT);
    }

    /// Puts away what was announced about some things: one is there, or it leads nowhere any more.
    pub fn forget(self, is_such: impl Fn(&str) -> bool) {
        let leads = |toast: &Toast| {
            toast
                .leads
                .as_ref()
                .is_some_and(|(about, _)| is_such(about))
        };
        let any = self
            .toasts
            .try_with_untracked(|toasts| toasts.iter().any(leads));
        if any == Some(true) {
            self.retain(|toast| !leads(toast));
        }
    }

    fn put(self, text: String, leads: Option<(String, Way)>, left: u32) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let toast = Toast {
            number,
            text,
            leads,
            left,
        };
        self.toasts.try_update(|toasts| toasts.push(toast));
    }

    fn retain(self, stays: impl Fn(&Toast) -> bool) {
        self.toasts.try_update(|toasts| toasts.retain(stays));
    }

    /// A second has passed in which they could be read.
    fn age(self) {
        let is_idle = self.toasts.try_with_untracked(Vec::is_empty) != Some(false);
        if is_idle {
            return;
        }
        let ends = |toast: &Toast| toast.left <= 1;
        let any_ends = self
            .toasts
            .try_with_untracked(|toasts| toasts.iter().any(ends));
        // Only those that go are shown to be gone: the others are not made anew.
        if let Some(mut toasts) = self.toasts.try_write_untracked() {
            toasts.retain(|toast| !ends(toast));
            toasts.iter_mut().for_each(|toast| toast.left -= 1);
        }
        if any_ends == Some(true) {
            self.toasts.notify();
        }
    }
}

impl Toast {
    fn is_about(&self, about: &str) -> bool {
        self.leads.as_ref().is_some_and(|(it, _)| it == about)
    }
}

/// The corner where toasts are shown.
#[component]
pub fn Toasts() -> impl IntoView {
    let words = use_words();
    let tray = use_toasts();
    let corner = NodeRef::<html::Section>::new();
    let before = StoredValue::new_local(None::<HtmlElement>);
    let age = move || {
        if !document().hidden() && !is_held(corner) {
            tray.age();
        }
    };
    let clock = set_interval_with_handle(age, Duration::from_secs(1)).ok();
    let way = window_event_listener(leptos::ev::keydown, move |key| come(&key, corner, before));
    on_cleanup(move || {
        clock.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
        way.remove();
    });
    let dismiss = move |number: u32| {
        let had_focus = has_focus(corner);
        tray.retain(|toast| toast.number != number);
        if had_focus {
            go_on(corner, before);
        }
    };
    let shown = move |toast: Toast| {
        let Toast {
            number,
            text,
            leads,
            ..
        } = toast;
        let follow = leads.map(|(_, way)| {
            let go = move |_| {
                tray.retain(|toast| toast.number != number);
                way();
            };
            view! {
                <button type="button" class="go" on:click=go>
                    <span>{words.say("go-there")}</span>
                    {icon(Icon::ArrowRight)}
                </button>
            }
        });
        view! {
            <div class="toast">
                <p dir="auto" prop:textContent=text></p>
                {follow}
                <button type="button" class="icon" aria-label=words.say("dismiss") on:click=move |_| dismiss(number)>
                    {icon(Icon::X)}
                </button>
            </div>
        }
    };
    let escape = move |key: KeyboardEvent| {
        if key.key() == "Escape" {
            go_back(before);
        }
    };
    view! {
        <section class="toasts" aria-label=words.tell("toasts-label", &[("key", WAY.into())]) node_ref=corner on:keydown=escape>
            <div class="toasts-said" aria-live="polite">
                <For each=move || tray.toasts.get() key=|toast| toast.number children=shown />
            </div>
        </section>
    }
}

/// Somebody is at them, by hand or by keyboard.
fn is_held(corner: NodeRef<html::Section>) -> bool {
    let corner = corner.try_get_untracked().flatten();
    corner.is_some_and(|corner| corner.matches(":hover, :focus-within").unwrap_or_default())
}

fn has_focus(corner: NodeRef<html::Section>) -> bool {
    let corner = corner.try_get_untracked().flatten();
    corner.is_some_and(|corner| corner.matches(":focus-within").unwrap_or_default())
}

type Before = StoredValue<Option<HtmlElement>, LocalStorage>;

/// Comes to the first toast, from where the keyboard was.
fn come(key: &KeyboardEvent, corner: NodeRef<html::Section>, before: Before) {
    if key.key() != WAY {
        return;
    }
    let Some(button) = first_button(corner) else {
        return;
    };
    key.prevent_default();
    if !has_focus(corner) {
        let focused = document().active_element();
        before.set_value(focused.and_then(|focused| focused.dyn_into().ok()));
    }
    button.focus().ok();
}

fn first_button(corner: NodeRef<html::Section>) -> Option<HtmlElement> {
    let found = corner.get_untracked()?.query_selector("button");
    found.ok()??.dyn_into().ok()
}

/// Goes on to the next toast, or back.
fn go_on(corner: NodeRef<html::Section>, before: Before) {
    request_animation_frame(move || match first_button(corner) {
        Some(button) => drop(button.focus()),
        None => go_back(before),
    });
}

fn go_back(before: Before) {
    let place = before
        .get_value()
        .filter(|place| place.is_connected() && place.tag_name() != "BODY");
    let main = || {
        document()
            .get_element_by_id("main")
            .and_then(|main| main.dyn_into().ok())
    };
    if let Some(place) = place.or_else(main) {
        place.focus().ok();
    }
}
