//! Pages whose program is fetched when they are first shown, so that coming in stays quick: those at a table,
//! those of whoever convenes, and that on which one looks back. Each `lazy` function is one file; pages that are used together share one.

use leptos::{prelude::*, wasm_split::wasm_split};
use leptos_router::LazyRoute;
use wasm_bindgen_futures::JsFuture;

use super::{History, Lobby, NewSession, Outcome, Projector, Session, Sessions, Table};
use crate::prose::editor;

#[derive(Clone, Copy)]
enum AtTable {
    Table,
    Outcome,
    Projector,
}

#[derive(Clone, Copy)]
enum Convening {
    Sessions,
    NewSession,
    Session,
    Lobby,
}

#[lazy]
fn at_table(page: AtTable) -> AnyView {
    match page {
        AtTable::Table => view! { <Table /> }.into_any(),
        AtTable::Outcome => view! { <Outcome /> }.into_any(),
        AtTable::Projector => view! { <Projector /> }.into_any(),
    }
}

#[lazy]
fn convening(page: Convening) -> AnyView {
    match page {
        Convening::Sessions => view! { <Sessions /> }.into_any(),
        Convening::NewSession => view! { <NewSession /> }.into_any(),
        Convening::Session => view! { <Session /> }.into_any(),
        Convening::Lobby => view! { <Lobby /> }.into_any(),
    }
}

/// With what else is fetched after the text of a table: the more parts there are, the more they share, each in a file.
#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split)]
fn looking_back() -> AnyView {
    view! { <History /> }.into_any()
}

/// A page with prose: its program and the editor's script come side by side.
async fn with_editor(page: AtTable) -> AnyView {
    let script = JsFuture::from(editor::fetch());
    let view = at_table(page).await;
    // It never fails: without the script, the page's last words are shown and this waits for ever.
    script.await.ok();
    view
}

macro_rules! fetched {
    ($($(#[$doc:meta])* $page:ident: $view:expr;)*) => {$(
        $(#[$doc])*
        pub struct $page;

        impl LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $view.await
            }
        }
    )*};
}

fetched! {
    /// The round table.
    TablePage: with_editor(AtTable::Table);
    /// What leaves the room.
    OutcomePage: with_editor(AtTable::Outcome);
    /// What was.
    HistoryPage: looking_back();
    /// What the room is shown.
    ProjectorPage: with_editor(AtTable::Projector);
    /// One's sessions.
    SessionsPage: convening(Convening::Sessions);
    /// A session being made.
    NewSessionPage: convening(Convening::NewSession);
    /// One session.
    SessionPage: convening(Convening::Session);
    /// All tables of a session.
    LobbyPage: convening(Convening::Lobby);
}
