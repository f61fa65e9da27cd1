//! What stands beside the text or in its place: a part of the program that is fetched while the text is already shown.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::document::Root;
use shared::features::answers::GuidingQuestion;
use shared::ids::{DelegationId, PracticeId, QuestionId};

use super::running::{Running, running_panel};
use super::tour::TourCard;
use crate::features::answers::tab::Tab;
use crate::features::{
    announcements, answers, ballots, comments, desks, drafting, floor, no_objection, people,
    practices, pulling, temperature,
};
use crate::{live::LiveTable, prose_pane::Held, views::fetched};

/// What is beside the text, or in its place.
#[derive(Clone)]
pub enum Beyond {
    /// Votes, the floor and people.
    Beside,
    /// All practices.
    Practices,
    /// One of them.
    Practice(PracticeId),
    /// All ballots.
    Ballots,
    /// A delegation's desk.
    Desk(DelegationId),
    /// What other tables answer to a question.
    Elsewhere(QuestionId),
    /// How far a question has come, and what of it the person looks at.
    Stages(QuestionId, RwSignal<Tab>),
    /// What the delegations had answered to a question, side by side.
    Compilation(QuestionId),
    /// Which themes the answer to a question speaks to: a delegation's, or the joint one.
    AnswerThemes(Memo<Option<GuidingQuestion>>, Option<DelegationId>),
    /// What the checker of wording finds in a text, by its root; what holds its editor, and what changes when it rests.
    Drafting(Root, Held, RwSignal<()>),
    /// The first steps, above the text.
    FirstSteps,
}

type Shows = fn(LiveTable, Beyond) -> AnyView;

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn beyond() -> Result<Shows, SplitLoaderError> {
    Ok(show_beyond)
}

fn show_beyond(live: LiveTable, panel: Beyond) -> AnyView {
    match panel {
        Beyond::Beside => view! {
            <pulling::left::LeftThere live />
            // What awaits a vote comes first; who speaks stands under the bar, too.
            <temperature::card::TemperatureCard live />
            <no_objection::list::DecisionsBeside live />
            <ballots::list::BallotsBeside live />
            <comments::dialogs::CommentsBeside />
            <floor::panel::FloorPanel live />
            {running_panel(live, Running::Temperature)}
            <announcements::list::SaidHere live />
            {running_panel(live, Running::Projecting)}
            {running_panel(live, Running::Notes)}
            {running_panel(live, Running::Roll)}
            <people::list::People live />
        }
        .into_any(),
        Beyond::Practices => view! { <practices::list::Practices live /> }.into_any(),
        Beyond::Practice(id) => view! { <practices::practice::Practice live id /> }.into_any(),
        Beyond::Ballots => view! { <ballots::list::Ballots live /> }.into_any(),
        Beyond::Drafting(root, held, rested) => {
            view! { <drafting::panel::CheckWording live root held rested /> }.into_any()
        }
        Beyond::AnswerThemes(question, whose) => {
            view! { <answers::themes_of::ThemesOf live question whose /> }.into_any()
        }
        Beyond::FirstSteps => view! { <TourCard /> }.into_any(),
        Beyond::Desk(id) => view! { <desks::desk::Desk live id /> }.into_any(),
        Beyond::Elsewhere(question) => {
            view! { <pulling::elsewhere::Elsewhere live question /> }.into_any()
        }
        Beyond::Stages(question, tab) => {
            view! { <answers::stages::Stages live question tab /> }.into_any()
        }
        Beyond::Compilation(question) => {
            view! { <pulling::compilation::Compiled live question /> }.into_any()
        }
    }
}

/// A panel beside the text, or in its place.
pub fn beyond_panel(live: LiveTable, panel: Beyond) -> AnyView {
    fetched(|| Box::pin(beyond()), move |show| show(live, panel.clone()))
}
