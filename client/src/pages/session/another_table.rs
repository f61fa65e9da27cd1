//! One table more, while the session is on.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::api::{NewQuestion, NewTable};
use shared::features::answers::Answered;
use shared::features::delegations::Delegation;
use shared::ids::DelegationId;
use shared::limits::{self, named};
use shared::refusal::Noun;
use std::collections::BTreeSet;

use super::choices::Choices;
use super::office::{Office, use_office};
use crate::{
    api,
    views::{DelegationChip, Refused, TextField, focus_soon, handler, use_toasts},
    words::use_words,
};

/// Adds a table with delegations and questions of its own.
#[component]
pub fn AnotherTable() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        tables,
        delegations,
        ..
    } = use_office();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let questions = RwSignal::new(String::new());
    // Who does not sit there: a delegation that is seated meanwhile does.
    let absent = RwSignal::new(BTreeSet::<DelegationId>::new());
    let name_refused = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let add = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        let asked = name.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&asked, Noun::Name, limits::NAME) {
            name_refused.set(Some(words.refusal(&refusal)));
            focus_soon("another-table");
            return;
        }
        let sits = |delegation: &Delegation| {
            absent.with_untracked(|absent| !absent.contains(&delegation.id))
        };
        let new = NewTable {
            name: asked,
            delegations: delegations.with_untracked(|all| {
                let seated = all.iter().filter(|delegation| sits(delegation));
                seated.map(|delegation| delegation.id.clone()).collect()
            }),
            questions: questions.with_untracked(|text| in_lines(text)),
        };
        busy.set(true);
        let session = session.clone();
        spawn_local(async move {
            match api::add_table(&session, &new).await {
                Ok(table) => {
                    let done =
                        words.tell("table-add-done", &[("name", table.name.as_str().into())]);
                    toasts.say(done);
                    tables.try_update(|tables| tables.push(table));
                    name.try_set(String::new());
                    questions.try_set(String::new());
                    focus_soon("another-table");
                }
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="card no-print" on:submit=handler(add) aria-labelledby="another-table-heading" novalidate>
            <h2 id="another-table-heading">{words.say("table-add-heading")}</h2>
            <TextField
                id="another-table"
                label=words.say("table-add-name")
                value=name
                wrong=name_refused
                on_input=move |text| {
                    name.set(text);
                    name_refused.set(None);
                }
            />
            <Choices
                legend=words.say("table-add-delegations")
                all=delegations
                absent
                key=|delegation: &Delegation| delegation.id.clone()
                show=|delegation: Delegation| {
                    view! { <DelegationChip name=delegation.name short=delegation.short colour=delegation.colour /> }
                        .into_any()
                }
            />
            <TextField
                id="another-table-questions"
                label=words.say("table-add-questions")
                hint=words.say("table-add-questions-hint")
                value=questions
                long=true
                on_input=move |text| questions.set(text)
            />
            <Refused why=refused />
            <div class="actions">
                <button class="quiet" type="submit" aria-busy=move || busy.get().to_string()>
                    {words.say("table-add")}
                </button>
            </div>
        </form>
    }
}

/// Each line is a question.
fn in_lines(text: &str) -> Vec<NewQuestion> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let question = |(text, number): (&str, usize)| NewQuestion {
        label: number.to_string(),
        name: String::new(),
        text: text.to_owned(),
        answered: Answered::default(),
    };
    lines.zip(1..).map(question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_question() {
        let asked = in_lines("  Who waits?\n\n Who pays? \n");
        let texts: Vec<_> = asked
            .iter()
            .map(|question| (question.label.as_str(), question.text.as_str()))
            .collect();
        assert_eq!(texts, [("1", "Who waits?"), ("2", "Who pays?")]);
        assert!(in_lines(" \n").is_empty());
    }
}
