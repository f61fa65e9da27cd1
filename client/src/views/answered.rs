//! Who answers a question, to be chosen.

use leptos::prelude::*;
use shared::features::answers::Answered;

use crate::words::use_words;

/// What can be chosen, in the order in which it is offered.
const ANSWERED: [(Answered, &str); 3] = [
    (Answered::Both, "answered-both"),
    (Answered::Jointly, "answered-jointly"),
    (Answered::ByDelegation, "answered-by-delegation"),
];

/// A list of the ways in which a question can be answered.
#[component]
pub fn AnsweredField(
    /// Its id.
    #[prop(into)]
    id: String,
    /// What is chosen.
    #[prop(into)]
    value: Signal<Answered>,
    /// Takes what is chosen.
    #[prop(into)]
    set: Callback<Answered>,
) -> impl IntoView {
    let words = use_words();
    let place = move || {
        ANSWERED
            .iter()
            .position(|(answered, _)| *answered == value.get())
            .unwrap_or_default()
    };
    let choose = move |at: String| {
        let chosen = at.parse().ok().and_then(|at: usize| ANSWERED.get(at));
        if let Some((answered, _)) = chosen {
            set.run(*answered);
        }
    };
    let offered = ANSWERED.iter().enumerate().map(|(at, (_, key))| {
        view! {
            <option value=at.to_string() selected=move || place() == at>
                {words.say(key)}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{words.say("question-answered")}</label>
            <select id=id on:change:target=move |select| choose(select.target().value())>
                {offered.collect_view()}
            </select>
        </div>
    }
}
