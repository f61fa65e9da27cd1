//! What only those see who run the table, facilitators and whoever presides: a part of the program that others never fetch.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::features::answers::GuidingQuestion;

use crate::features::{
    agenda, answers, ballots, floor, lead, no_objection, notes, projector, roll_call, temperature,
};
use crate::{live::LiveTable, views::fetched};

/// What those see who run the table.
#[derive(Clone, Copy)]
pub enum Running {
    /// Moving the table, and its clock.
    Facilitate,
    /// What a move will do, and the way back.
    Moves,
    /// What the room is shown.
    Projecting,
    /// Changing the agenda, while this is set.
    EditAgenda(RwSignal<bool>),
    /// Asking one question more, while this is set.
    AddQuestion(RwSignal<bool>),
    /// Wording a question otherwise.
    ChangeWording(Memo<Option<GuidingQuestion>>),
    /// Keeping the answers to a question private, and revealing them.
    Disclose(Memo<Option<GuidingQuestion>>),
    /// Putting something to the vote.
    OpenBallot,
    /// Leading everybody's view, for whoever presides.
    Lead,
    /// The list of speakers, for whoever presides.
    Presiding,
    /// Asking how the room leans.
    Temperature,
    /// Putting wording with a time to object.
    PutWording,
    /// What the facilitators note for each other.
    Notes,
    /// Calling the roll.
    Roll,
}

type Shows = fn(LiveTable, Running) -> AnyView;

#[wasm_split(running, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn running() -> Result<Shows, SplitLoaderError> {
    Ok(show_running)
}

fn show_running(live: LiveTable, panel: Running) -> AnyView {
    use answers::{adding::AddQuestionDialog, wording::ChangeWording};
    match panel {
        Running::Facilitate => view! { <agenda::facilitate::Facilitate live /> }.into_any(),
        Running::Moves => view! { <agenda::moving::MoveDialogs live /> }.into_any(),
        Running::Projecting => view! { <projector::control::Projecting live /> }.into_any(),
        Running::EditAgenda(open) => view! { <agenda::EditAgenda live open /> }.into_any(),
        Running::AddQuestion(adding) => view! { <AddQuestionDialog live adding /> }.into_any(),
        Running::ChangeWording(question) => view! { <ChangeWording live question /> }.into_any(),
        Running::Disclose(question) => {
            view! { <answers::disclosing::Disclose live question /> }.into_any()
        }
        Running::OpenBallot => view! { <ballots::form::OpenBallot live /> }.into_any(),
        Running::Lead => view! { <lead::leading::Leading live /> }.into_any(),
        Running::Presiding => view! { <floor::presiding::Presiding live /> }.into_any(),
        Running::Roll => view! { <roll_call::panel::Roll live /> }.into_any(),
        Running::Temperature => view! { <temperature::ask::AskTemperature live /> }.into_any(),
        Running::PutWording => view! { <no_objection::form::PutToTheTable live /> }.into_any(),
        Running::Notes => view! { <notes::Notes live /> }.into_any(),
    }
}

/// A panel for those who run the table; nothing for others, who do not fetch it either.
pub fn running_panel(live: LiveTable, panel: Running) -> impl IntoView {
    let runs = live.runs();
    move || {
        runs.get()
            .then(|| fetched(|| Box::pin(running()), move |show| show(live, panel)))
    }
}
