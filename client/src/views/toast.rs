//! Short words in the corner: some go away by themselves, announcements wait longer and lead somewhere.

use super::handler::handler;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::{sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{For, Icon, icon, said};
use crate::words::use_words;

/// For how many seconds a toast stays: long enough to be read twice.
const STAY: u32 = 6;

/// And an announcement: long enough to finish the sentence that one is writing.
const WAIT: u32 = 45;

/// How many stay until they are closed: the others can be read again where they were said.
const STANDING: usize = 3;

/// How often words that change with time are looked at, in milliseconds: so that all screens show the same second.
const TICK: u64 = 250;

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

/// Something that a person said, which stays in sight until it is closed.
#[derive(Clone)]
pub struct Standing {
    /// What it is about: a newer one about the same takes its place.
    pub about: String,
    /// What it says; read aloud once.
    pub text: String,
    /// What is shown in the place of that, as time goes by.
    pub ticks: Option<Ticks>,
    /// Goes there, if it leads somewhere.
    pub way: Option<Way>,
    /// Hears that somebody closed it, or followed it.
    pub closed: Way,
}

/// Words that change with time.
pub type Ticks = Arc<dyn Fn() -> String + Send + Sync>;

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    ticks: Option<Ticks>,
    /// Of an announcement: what it is about.
    about: Option<String>,
    /// And the way there.
    way: Option<Way>,
    /// Who hears that it was closed.
    closed: Option<Way>,
    /// For how many seconds more it stays; until it is closed.
    left: Option<u32>,
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
        self.put(Toast::of(text, STAY));
    }

    /// Tells what happened elsewhere, with the way there.
    pub fn announce(self, announcement: Announcement) {
        let Announcement { about, text, way } = announcement;
        self.retain(|toast| !toast.is_about(&about));
        self.put(Toast {
            about: Some(about),
            way: Some(way),
            ..Toast::of(text, WAIT)
        });
    }

    /// Tells what a person said. Of several, the last few stay in sight.
    pub fn keep(self, said: Standing) {
        self.retain(|toast| !toast.is_about(&said.about));
        let stands = |toasts: &Vec<Toast>| {
            let standing = toasts.iter().filter(|it| it.left.is_none());
            let numbers = standing.map(|it| it.number).collect::<Vec<_>>();
            numbers.into_iter().rev().nth(STANDING - 1)
        };
        let last = self.toasts.try_with_untracked(stands).flatten();
        self.retain(|toast| toast.left.is_some() || last.is_none_or(|last| toast.number > last));
        self.put(Toast {
            ticks: said.ticks,
            about: Some(said.about),
            way: said.way,
            closed: Some(said.closed),
            left: None,
            ..Toast::of(said.text, WAIT)
        });
    }

    /// Puts away what was announced about some things: one is there, or it leads nowhere any more.
    pub fn forget(self, is_such: impl Fn(&str) -> bool) {
        let leads = |toast: &Toast| toast.about.as_ref().is_some_and(|about| is_such(about));
        let any = self
            .toasts
            .try_with_untracked(|toasts| toasts.iter().any(leads));
        if any == Some(true) {
            self.retain(|toast| !leads(toast));
        }
    }

    fn put(self, mut toast: Toast) {
        toast.number = self.next.get_value();
        self.next.set_value(toast.number.wrapping_add(1));
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
        let ends = |toast: &Toast| toast.left.is_some_and(|left| left <= 1);
        let any_ends = self
            .toasts
            .try_with_untracked(|toasts| toasts.iter().any(ends));
        // Only those that go are shown to be gone: the others are not made anew.
        if let Some(mut toasts) = self.toasts.try_write_untracked() {
            toasts.retain(|toast| !ends(toast));
            let going = toasts.iter_mut().filter_map(|toast| toast.left.as_mut());
            going.for_each(|left| *left -= 1);
        }
        if any_ends == Some(true) {
            self.toasts.notify();
        }
    }
}

impl Toast {
    fn of(text: String, left: u32) -> Self {
        Self {
            number: 0,
            text,
            ticks: None,
            about: None,
            way: None,
            closed: None,
            left: Some(left),
        }
    }

    fn is_about(&self, about: &str) -> bool {
        self.about.as_ref().is_some_and(|it| it == about)
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
    let tick = RwSignal::new(());
    let ticking = set_interval_with_handle(
        move || {
            if document().hidden() || tray.toasts.try_with_untracked(Vec::is_empty) != Some(false) {
                return;
            }
            tick.try_set(());
        },
        Duration::from_millis(TICK),
    )
    .ok();
    let way = window_event_listener(leptos::ev::keydown, move |key| come(&key, corner, before));
    on_cleanup(move || {
        for clock in [clock, ticking].into_iter().flatten() {
            clock.clear();
        }
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
            ticks,
            way,
            closed,
            ..
        } = toast;
        let is_standing = closed.is_some();
        let hear = move || {
            if let Some(closed) = &closed {
                closed();
            }
        };
        let followed = hear.clone();
        let follow = way.map(|way| {
            let go = move |_| {
                tray.retain(|toast| toast.number != number);
                followed();
                way();
            };
            view! {
                <button type="button" class="go" on:click=handler(go)>
                    <span>{words.say("go-there")}</span>
                    {icon(Icon::ArrowRight)}
                </button>
            }
        });
        let is_ticking = ticks.is_some();
        // What changes every second is not read aloud every second.
        let ticking = ticks.map(|ticks| {
            let now = said(move || {
                tick.track();
                ticks()
            });
            view! { <p class="ticks" dir="auto" role="timer" aria-live="off" prop:textContent=now></p> }
        });
        let close = move |_| {
            hear();
            dismiss(number);
        };
        view! {
            <div class="toast" class:standing=is_standing>
                <p dir="auto" class:unseen=is_ticking prop:textContent=text></p>
                {ticking}
                {follow}
                <button type="button" class="icon" aria-label=words.say("dismiss") on:click=handler(close)>
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
        <section class="toasts" aria-label=words.tell("toasts-label", &[("key", WAY.into())]) node_ref=corner on:keydown=handler(escape)>
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
