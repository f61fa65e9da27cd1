//! Writing a next step down, or otherwise than before.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::commitments::{Commitment, CommitmentCommand, Holder};
use shared::limits::{self, named};
use shared::refusal::Noun;

use crate::{
    live::LiveTable,
    random::new_id,
    views::{FormButtons, Refused, Show, TextField, focus_soon, handler, memo},
    words::use_words,
};

/// The form.
#[component]
pub(super) fn CommitmentForm(
    live: LiveTable,
    before: Option<Commitment>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let (mut chosen, mut other) = (String::new(), String::new());
    match before.as_ref().map(|it| it.who.clone()) {
        Some(Holder::Delegation { delegation }) => chosen = delegation.to_string(),
        Some(Holder::Other { name }) => other = name,
        None => {}
    }
    let text = |of: fn(&Commitment) -> &String| {
        RwSignal::new(before.as_ref().map(of).cloned().unwrap_or_default())
    };
    let (what, when) = (text(|it| &it.what), text(|it| &it.when));
    let (chosen, name) = (RwSignal::new(chosen), RwSignal::new(other));
    let id = before.map_or_else(new_id, |it| it.id);
    let wrong = RwSignal::new(None::<String>);
    let is_wrong = memo(move || wrong.get());
    let nameless = RwSignal::new(None::<String>);
    let is_nameless = memo(move || nameless.get());
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let said = what.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&said, Noun::Text, limits::COMMITMENT) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon("commitment-what");
        }
        let who = if let Ok(delegation) = chosen.get_untracked().parse() {
            Holder::Delegation { delegation }
        } else {
            let name = name.get_untracked().trim().to_owned();
            if let Err(refusal) = named(&name, Noun::Name, limits::NAME) {
                nameless.set(Some(words.refusal(&refusal)));
                return focus_soon("commitment-name");
            }
            Holder::Other { name }
        };
        let commitment = Commitment {
            id: id.clone(),
            what: said,
            who,
            when: when.get_untracked(),
        };
        let command = CommitmentCommand::KeepCommitment { commitment };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <TextField
                id="commitment-what"
                label=words.say("commitment-what")
                value=what
                on_input=move |text: String| {
                    what.set(text);
                    wrong.set(None);
                }
                wrong=is_wrong
                long=true
            />
            <Who live chosen />
            <Show when=move || chosen.with(String::is_empty)>
                <TextField
                    id="commitment-name"
                    label=words.say("commitment-name")
                    value=name
                    on_input=move |text: String| {
                        name.set(text);
                        nameless.set(None);
                    }
                    wrong=is_nameless
                />
            </Show>
            <TextField
                id="commitment-when"
                label=words.say("commitment-when")
                hint=words.say("commitment-when-hint")
                value=when
                on_input=move |text: String| when.set(text)
            />
            <Refused why=refused />
            <FormButtons submit=words.say("commitment-save") open />
        </form>
    }
}

/// Who will do it: a delegation, or somebody else.
#[component]
fn Who(live: LiveTable, chosen: RwSignal<String>) -> impl IntoView {
    let words = use_words();
    let all = untrack(|| {
        live.with(|table| {
            let all = table.delegations.iter();
            all.map(|it| (it.id.to_string(), it.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let somebody = (String::new(), words.say("commitment-other"));
    let all = std::iter::once(somebody).chain(all.unwrap_or_default());
    let option = move |(value, name): (String, String)| {
        let is_it = chosen.get_untracked() == value;
        view! { <option value=value selected=is_it prop:textContent=name></option> }
    };
    view! {
        <div class="field">
            <label for="commitment-who">{words.say("commitment-who")}</label>
            <select id="commitment-who" on:change:target=move |select| chosen.set(select.target().value())>
                {all.map(option).collect_view()}
            </select>
        </div>
    }
}
