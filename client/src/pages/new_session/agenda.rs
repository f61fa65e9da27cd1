//! The agenda that the tables begin with.

use leptos::prelude::*;
use shared::features::agenda::AgendaItem;
use shared::ids::QuestionId;

use super::drafting::{Drafting, use_drafting};
use crate::features::agenda::templates::{Asked, Templates};
use crate::words::use_words;

/// A choice of usual agendas, and what would stand on the one that is chosen.
#[component]
pub fn Agenda(
    /// What stands on it.
    items: RwSignal<Vec<AgendaItem>>,
) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    // As the server will number them.
    let questions = drafting.piece(|draft| {
        let numbered = draft.asked().into_iter().zip(1..);
        let asked = numbered.filter_map(|(question, number)| {
            Some(Asked {
                id: QuestionId::new(format!("q{number}")).ok()?,
                label: question.label,
                name: question.name,
            })
        });
        asked.collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(draft.with_untracked(|draft| draft.agenda));
    Effect::new(move |_| {
        let place = chosen.get();
        if draft.with_untracked(|draft| draft.agenda != place) {
            draft.update(|draft| draft.agenda = place);
        }
    });
    view! {
        <section class="stack" aria-labelledby="agenda-heading">
            <h2 id="agenda-heading">{words.say("agenda-of-session")}</h2>
            <p class="hint">{words.say("agenda-of-session-hint")}</p>
            <Templates questions chosen items />
        </section>
    }
}
