//! The short facts on a practice's card, to be filled in.

use leptos::prelude::*;
use shared::{ids::QuestionId, limits, practice::PracticeCard};

use crate::{
    live_table::LiveTable,
    views::{Refused, TextField, focus_soon},
    words::use_words,
};

/// The form.
#[component]
pub fn PracticeForm(
    /// The table.
    live: LiveTable,
    /// What is in it to begin with.
    card: PracticeCard,
    /// What its button says.
    #[prop(into)]
    submit: String,
    /// Why the table did not take it.
    refused: RwSignal<Option<String>>,
    /// Takes what was filled in.
    on_done: Callback<PracticeCard>,
) -> impl IntoView {
    let words = use_words();
    let card = RwSignal::new(card);
    let tried = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        let empty = tried.get() && card.with(|card| card.title.trim().is_empty());
        let long = card.with(|card| card.title.chars().count() > limits::TITLE);
        match (empty, long) {
            (true, _) => Some(words.say("practice-title-missing")),
            (_, true) => Some(words.tell("practice-title-long", &[("most", limits::TITLE.into())])),
            _ => None,
        }
    });
    let questions = live.with(|table| {
        table
            .questions
            .iter()
            .map(|question| (question.id.clone(), question.text.clone()))
            .collect::<Vec<_>>()
    });
    let done = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        tried.set(true);
        if wrong.with_untracked(Option::is_none)
            && card.with_untracked(|card| !card.title.trim().is_empty())
        {
            refused.set(None);
            on_done.run(card.get_untracked());
        } else {
            focus_soon("practice-title");
        }
    };
    let options = questions
        .unwrap_or_default()
        .into_iter()
        .map(move |(id, text)| {
            let value = id.to_string();
            let selected = card.with_untracked(|card| card.question.as_ref() == Some(&id));
            view! { <option value=value selected=selected>{text}</option> }
        });
    let set = move |change: fn(&mut PracticeCard, String)| {
        Callback::new(move |text| card.update(|card| change(card, text)))
    };
    view! {
        <form class="practice-form" on:submit=done>
            <TextField
                id="practice-title"
                label=words.say("field-title")
                value=Signal::derive(move || card.with(|card| card.title.clone()))
                on_input=set(|card, text| card.title = text)
                wrong
            />
            <TextField
                id="practice-place"
                label=words.say("field-place-and-time")
                example=words.say("practice-place-example")
                value=Signal::derive(move || card.with(|card| card.place_and_time.clone()))
                on_input=set(|card, text| card.place_and_time = text)
            />
            <div class="field">
                <label for="practice-question">{words.say("field-question")}</label>
                <select
                    id="practice-question"
                    on:change=move |change| {
                        card.update(|card| card.question = QuestionId::new(event_target_value(&change)).ok());
                    }
                >
                    <option value="">{words.say("practice-no-question")}</option>
                    {options.collect_view()}
                </select>
            </div>
            <TextField
                id="practice-theme"
                label=words.say("field-theme")
                value=Signal::derive(move || card.with(|card| card.theme.clone()))
                on_input=set(|card, text| card.theme = text)
            />
            <TextField
                id="practice-contact"
                label=words.say("field-contact")
                value=Signal::derive(move || card.with(|card| card.contact.clone()))
                on_input=set(|card, text| card.contact = text)
            />
            <Refused why=refused />
            <div class="actions">
                <button type="submit" class="primary">{submit}</button>
            </div>
        </form>
    }
}
