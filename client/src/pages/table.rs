//! The page of a round table.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use shared::{features::people::Role, ids::TableId};

use crate::{
    features::projector::projection,
    live::{Link, LiveTable},
    pages::NotFound,
    room::{Room, attention::Attention},
    views::{Loading, Notice, Page, Tone, handler, memo, opened},
    words::use_words,
};

/// The page: the room, once the server has told what is in it.
#[component]
pub fn Table() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <At id shown=room_or_screen /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// The room; a projector shows what it is told to, by whatever address it came.
fn room_or_screen(live: LiveTable) -> AnyView {
    let role = untrack(|| live.me()).map(|me| me.role);
    if role == Some(Role::Projector) {
        projection(live)
    } else {
        view! { <Room live /> }.into_any()
    }
}

/// What is shown of a table, once the server has told what is in it and for those who have a place there.
#[component]
pub fn At(
    /// The table.
    id: TableId,
    /// What is shown.
    shown: fn(LiveTable) -> AnyView,
) -> impl IntoView {
    let live = LiveTable::open(id);
    let is_there = memo(move || live.table.with(Option::is_some));
    let turned_away = memo(move || match live.link.get() {
        Link::Stranger => Some("table-stranger"),
        Link::Removed => Some("table-removed"),
        Link::SignedOut => Some("table-signed-out"),
        Link::ClosedToObservers => Some(CLOSED),
        Link::Connecting | Link::Live | Link::Lost | Link::Full | Link::Refused(_) => None,
    });
    let has_opened = memo(move || {
        let is_live = live.documents.with(|all| !all.is_empty());
        is_live
            || live
                .link
                .with(|link| *link != Link::Connecting && *link != Link::Live)
    });
    Effect::new(move |_| has_opened.get().then(opened));
    on_cleanup(opened);
    move || match (turned_away.get(), is_there.get()) {
        (Some(why), _) => view! { <TurnedAway live why /> }.into_any(),
        (None, true) => shown(live),
        (None, false) => view! { <Waiting live /> }.into_any(),
    }
}

/// Before the first word of the server.
#[component]
fn Waiting(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let away = move || match live.link.get() {
        Link::Connecting
        | Link::Live
        | Link::Stranger
        | Link::Removed
        | Link::SignedOut
        | Link::ClosedToObservers => None,
        Link::Lost | Link::Refused(_) => Some("table-unreachable"),
        Link::Full => Some("table-full"),
    };
    view! {
        <Page title=words.say("table-opening")>
            {move || match away() {
                None => view! { <Loading /> }.into_any(),
                Some(key) => {
                    view! {
                        <Notice tone=Tone::Warn>
                            <p prop:textContent=words.say(key)></p>
                            <p>
                                <button type="button" class="quiet" on:click=handler(move |_| live.try_now())>
                                    {words.say("try-now")}
                                </button>
                            </p>
                        </Notice>
                    }
                        .into_any()
                }
            }}
        </Page>
    }
}

/// With what the words begin where observers are kept out: they may be let in again.
const CLOSED: &str = "table-closed-to-observers";

/// The browser has no seat here, or has one no longer.
#[component]
fn TurnedAway(
    /// The table.
    live: LiveTable,
    /// What its words begin with.
    why: &'static str,
) -> impl IntoView {
    let words = use_words();
    let again = (why == CLOSED).then(|| {
        view! {
            <p>
                <button type="button" class="primary" on:click=handler(move |_| drop(window().location().reload()))>
                    {words.say("table-look-again")}
                </button>
            </p>
        }
    });
    view! {
        <Page title=words.say(&format!("{why}-title")) class="narrow">
            <p prop:textContent=words.say(&format!("{why}-text"))></p>
            {again}
            <Attention live />
            <p>
                <A href="/">{words.say("not-found-back")}</A>
            </p>
        </Page>
    }
}
