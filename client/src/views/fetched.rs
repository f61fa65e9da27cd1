//! Parts of the program that are fetched when something of them is first shown. Each module that a `wasm_split` function names is
//! a file of its own, and so is whatever any two of them share: there are two, `beyond` and `running`, and not one for each panel.
//! Such a function gives the program that shows what is in it, and fails where the network does.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use leptos::leptos_dom::helpers::{
    IntervalHandle, set_interval_with_handle, window_event_listener_untyped,
};
use std::time::Duration;

use super::{Notice, Tone};
use crate::words::use_words;

/// After how long it is tried again to fetch a part.
const AGAIN: Duration = Duration::from_secs(10);

/// A program being fetched.
pub type Fetching<P> = Pin<Box<dyn Future<Output = Result<P, SplitLoaderError>>>>;

/// Fetches a program, or takes it where it has been fetched, and shows what it makes; says so where it cannot be fetched.
pub fn fetched<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Fetching<P>,
    show: impl Fn(P) -> AnyView + Send + 'static,
) -> AnyView {
    let words = use_words();
    let program = RwSignal::new(None::<Option<P>>);
    let begin = move || {
        spawn_local(async move {
            let fetched = fetch().await.ok();
            program.try_set(Some(fetched));
        });
    };
    begin();
    let again = move || {
        if program.get_untracked().is_some_and(|it| it.is_none()) {
            program.set(None);
            begin();
        }
    };
    // Nobody may be there to press a button: it is tried as soon as there is a network, and now and then.
    let online = window_event_listener_untyped("online", move |_| again());
    let tries = set_interval_with_handle(again, AGAIN).ok();
    on_cleanup(move || {
        online.remove();
        tries.inspect(IntervalHandle::clear);
    });
    let shown = move || {
        if let Some(program) = program.get()? {
            // What it reads while it is made shall not make it anew: somebody may be writing in it.
            return Some(untrack(|| show(program)));
        }
        let again = view! {
            <Notice tone=Tone::Warn>
                <p>{words.say("part-unreachable")}</p>
                <p><button type="button" class="quiet" on:click=move |_| again()>{words.say("try-now")}</button></p>
            </Notice>
        };
        Some(again.into_any())
    };
    shown.into_any()
}
