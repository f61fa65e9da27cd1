//! Pages whose program is fetched when they are first shown, so that coming in stays quick: those at a table,
//! those of whoever convenes, and those on which one looks back, or prints. Each module that a `wasm_split` function names is one file; pages that are used together share one.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_router::LazyRoute;
use wasm_bindgen_futures::JsFuture;

use super::device::{Device, hand_over::HandOver};
use super::{
    History, Interpreter, Knock, Lobby, NewSession, Outcome, Participants, Projector, Report,
    Session, Sessions, Sheet, Table,
};
use crate::prose::editor;
use crate::views::{Fetching, fetched, fetched_as_page};

/// Shows one of the pages that are fetched together.
type Shows<Which> = fn(Which) -> AnyView;

#[derive(Clone, Copy)]
enum AtTable {
    Table,
    Outcome,
    Projector,
    Interpreter,
    Participants,
    Report,
}

#[derive(Clone, Copy)]
enum Convening {
    Sessions,
    NewSession,
    Session,
    Lobby,
}

#[derive(Clone, Copy)]
enum Beside {
    History,
    Sheet,
    Knock,
    Device,
    HandOver,
}

#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
#[wasm_split(at_table, wasm_split_path = ::leptos::wasm_split, fallible)]
fn at_table() -> Result<Shows<AtTable>, SplitLoaderError> {
    Ok(|page| match page {
        AtTable::Table => view! { <Table /> }.into_any(),
        AtTable::Outcome => view! { <Outcome /> }.into_any(),
        AtTable::Projector => view! { <Projector /> }.into_any(),
        AtTable::Interpreter => view! { <Interpreter /> }.into_any(),
        AtTable::Participants => view! { <Participants /> }.into_any(),
        AtTable::Report => view! { <Report /> }.into_any(),
    })
}

#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
#[wasm_split(convening, wasm_split_path = ::leptos::wasm_split, fallible)]
fn convening() -> Result<Shows<Convening>, SplitLoaderError> {
    Ok(|page| match page {
        Convening::Sessions => view! { <Sessions /> }.into_any(),
        Convening::NewSession => view! { <NewSession /> }.into_any(),
        Convening::Session => view! { <Session /> }.into_any(),
        Convening::Lobby => view! { <Lobby /> }.into_any(),
    })
}

/// With what else is fetched after the text of a table: the more parts there are, the more they share, each in a file.
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
fn beside() -> Result<Shows<Beside>, SplitLoaderError> {
    Ok(|page| match page {
        Beside::History => view! { <History /> }.into_any(),
        Beside::Sheet => view! { <Sheet /> }.into_any(),
        // Whoever comes in has time to fetch it, and needs it at the table.
        Beside::Knock => view! { <Knock /> }.into_any(),
        Beside::Device => view! { <Device /> }.into_any(),
        Beside::HandOver => view! { <HandOver /> }.into_any(),
    })
}

/// Making a link for another device, where a dialog is open for it.
pub fn hand_over() -> AnyView {
    fetched(|| Box::pin(beside()), |show| show(Beside::HandOver))
}

/// A page, once its program is here. Where that cannot be fetched, it is said in its place, and tried again.
async fn page<Which: Copy + Send + Sync + 'static>(
    fetch: fn() -> Fetching<Shows<Which>>,
    which: Which,
) -> AnyView {
    match fetch().await {
        Ok(show) => show(which),
        Err(_) => fetched_as_page(fetch, move |show| show(which)),
    }
}

async fn of_convening(which: Convening) -> AnyView {
    page(|| Box::pin(convening()), which).await
}

/// A page with prose: its program and the editor's script come side by side.
async fn with_editor(which: AtTable) -> AnyView {
    let script = JsFuture::from(editor::fetch());
    let view = page(|| Box::pin(at_table()), which).await;
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
    HistoryPage: page(|| Box::pin(beside()), Beside::History);
    /// Knocking, and waiting to be let in.
    KnockPage: page(|| Box::pin(beside()), Beside::Knock);
    /// A table on paper.
    SheetPage: page(|| Box::pin(beside()), Beside::Sheet);
    /// Being the same person on another device.
    DevicePage: page(|| Box::pin(beside()), Beside::Device);
    /// What the room is shown.
    ProjectorPage: with_editor(AtTable::Projector);
    /// What interpreters need.
    InterpreterPage: with_editor(AtTable::Interpreter);
    /// The report.
    ReportPage: with_editor(AtTable::Report);
    /// Who takes part.
    ParticipantsPage: with_editor(AtTable::Participants);
    /// One's sessions.
    SessionsPage: of_convening(Convening::Sessions);
    /// A session being made.
    NewSessionPage: of_convening(Convening::NewSession);
    /// One session.
    SessionPage: of_convening(Convening::Session);
    /// All tables of a session.
    LobbyPage: of_convening(Convening::Lobby);
}
