//! Parts of the program that are fetched when something of them is first shown. Each module that a `wasm_split` function names is
//! a file of its own, and so is whatever any two of them share: there are two, `beyond` and `running`, and not one for each panel.
//! Such a function gives the program that shows what is in it, and fails where the network does.

use super::handler::handler;
use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use leptos::leptos_dom::helpers::{
    IntervalHandle, set_interval_with_handle, window_event_listener_untyped,
};
use std::time::Duration;

use super::{Notice, Page, Tone, opened};
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
    let (program, again) = fetching(fetch);
    let shown = move || {
        Some(match program.get() {
            Fetched::Not => return None,
            // What it reads while it is made shall not make it anew: somebody may be writing in it.
            Fetched::Here(program) => untrack(|| show(program)),
            Fetched::Unreachable => view! { <Unreachable again /> }.into_any(),
        })
    };
    shown.into_any()
}

/// The same of what makes a whole page.
pub fn fetched_as_page<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Fetching<P>,
    show: impl Fn(P) -> AnyView + Send + 'static,
) -> AnyView {
    let words = use_words();
    let (program, again) = fetching(fetch);
    // While it is tried again, the page still says that it is not there.
    let shown = move || match program.get() {
        Fetched::Here(program) => untrack(|| show(program)),
        Fetched::Not | Fetched::Unreachable => view! {
            <Page title=words.say("part-title")>
                <Unreachable again />
            </Page>
        }
        .into_any(),
    };
    shown.into_any()
}

/// What became of fetching a program.
#[derive(Clone, Copy)]
enum Fetched<P> {
    /// Nothing yet.
    Not,
    Here(P),
    Unreachable,
}

/// What became of it, and trying again.
fn fetching<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Fetching<P>,
) -> (RwSignal<Fetched<P>>, Callback<()>) {
    let program = RwSignal::new(Fetched::Not);
    let begin = move || {
        spawn_local(async move {
            let fetched = fetch().await.map_or(Fetched::Unreachable, Fetched::Here);
            program.try_set(fetched);
        });
    };
    begin();
    let again = move || {
        if matches!(program.try_get_untracked(), Some(Fetched::Unreachable)) {
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
    (program, Callback::new(move |()| again()))
}

/// In the place of what cannot be fetched. A newer version has other parts: then only loading the page anew helps.
#[component]
fn Unreachable(again: Callback<()>) -> impl IntoView {
    let words = use_words();
    // It shall be seen.
    opened();
    let reload = |_| drop(window().location().reload());
    view! {
        <Notice tone=Tone::Warn>
            <p>{words.say("part-unreachable")}</p>
            <p class="actions">
                <button type="button" class="quiet" on:click=handler(move |_| again.run(()))>{words.say("try-now")}</button>
                <button type="button" class="quiet" on:click=handler(reload)>{words.say("reload")}</button>
            </p>
        </Notice>
    }
}
