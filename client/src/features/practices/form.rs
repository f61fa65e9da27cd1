//! A practice to be filled in: its title and what there is to tell first, the details after. What is wrong
//! stands by its field.

use leptos::prelude::*;
use shared::{
    features::practices::card_faults,
    features::practices::{PracticeCard, PracticeField},
    ids::QuestionId,
    refusal::{Noun, Refusal},
};
use std::collections::BTreeMap;

use crate::{
    live::LiveTable,
    views::{Refused, TextField, focus_soon, memo},
    words::use_words,
};

/// The text fields of a card: the field's id, and what a refusal calls it.
const TEXTS: [(&str, Noun); 4] = [
    ("practice-title", Noun::Title),
    ("practice-place", Noun::Place),
    ("practice-theme", Noun::Theme),
    ("practice-contact", Noun::Contact),
];

/// The id of the field for some prose.
fn field_id(field: PracticeField) -> String {
    format!("practice-{}", field.as_str())
}

/// The form.
#[component]
pub fn PracticeForm(
    /// The table.
    live: LiveTable,
    /// The title and the details.
    #[prop(into)]
    card: RwSignal<PracticeCard>,
    /// The words of its fields, while they have no place of their own at the table.
    #[prop(optional)]
    fields: Option<RwSignal<BTreeMap<PracticeField, String>>>,
    /// What its button says.
    #[prop(into)]
    submit: String,
    /// Why the table did not take it.
    refused: RwSignal<Option<Refusal>>,
    /// Takes what was filled in.
    on_done: Callback<PracticeCard>,
) -> impl IntoView {
    let words = use_words();
    let tried = RwSignal::new(false);
    let faults = memo(move || {
        let mut faults = card_faults(&tidy(&card.get()));
        // Nobody is told that a title is missing before they have tried.
        faults.retain(|fault| tried.get() || !matches!(fault, Refusal::Empty { .. }));
        faults.extend(refused.get());
        faults
    });
    let wrong = move |about: Noun| {
        Signal::derive(move || {
            let found = faults.get().into_iter().find(|fault| fault.is_about(about));
            found.map(|fault| words.refusal(&fault))
        })
    };
    let elsewhere = Signal::derive(move || {
        let nowhere = |fault: &Refusal| TEXTS.iter().all(|(_, noun)| !fault.is_about(*noun));
        let found = faults.get().into_iter().find(nowhere);
        found.map(|fault| words.refusal(&fault))
    });
    let focus_first = move || {
        let found = TEXTS
            .iter()
            .find(|(_, noun)| faults.with_untracked(|all| all.iter().any(|it| it.is_about(*noun))));
        if let Some((id, _)) = found {
            focus_soon(*id);
        }
    };
    // What the table refuses is known only later.
    Effect::new(move |_| {
        if refused.with(Option::is_some) {
            focus_first();
        }
    });
    let done = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        tried.set(true);
        refused.set(None);
        if faults.with_untracked(Vec::is_empty) {
            on_done.run(tidy(&card.get_untracked()));
        } else {
            focus_first();
        }
    };
    let set = move |change: fn(&mut PracticeCard, String)| {
        Callback::new(move |text| card.update(|card| change(card, text)))
    };
    let details =
        fields.map(|_| view! { <h3 class="details-title">{words.say("practice-details")}</h3> });
    view! {
        <form class="practice-form" on:submit=done novalidate>
            <TextField
                id=TEXTS[0].0
                label=words.say("field-title")
                value=Signal::derive(move || card.with(|card| card.title.clone()))
                on_input=set(|card, text| card.title = text)
                wrong=wrong(Noun::Title)
                line=true
            />
            {fields.map(|fields| view! { <ProseFields fields /> })}
            {details}
            <TextField
                id=TEXTS[1].0
                label=words.say("field-place-and-time")
                example=words.say("practice-place-example")
                value=Signal::derive(move || card.with(|card| card.place_and_time.clone()))
                on_input=set(|card, text| card.place_and_time = text)
                wrong=wrong(Noun::Place)
                line=true
            />
            <QuestionField live card />
            <TextField
                id=TEXTS[2].0
                label=words.say("field-theme")
                value=Signal::derive(move || card.with(|card| card.theme.clone()))
                on_input=set(|card, text| card.theme = text)
                wrong=wrong(Noun::Theme)
            />
            <TextField
                id=TEXTS[3].0
                label=words.say("field-contact")
                value=Signal::derive(move || card.with(|card| card.contact.clone()))
                on_input=set(|card, text| card.contact = text)
                wrong=wrong(Noun::Contact)
                line=true
            />
            <Refused why=elsewhere />
            <div class="actions">
                <button type="submit" class="primary">{submit}</button>
            </div>
        </form>
    }
}

/// One line each, however it was typed or pasted.
fn tidy(card: &PracticeCard) -> PracticeCard {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    PracticeCard {
        title: line(&card.title),
        place_and_time: line(&card.place_and_time),
        contact: line(&card.contact),
        question: card.question.clone(),
        theme: line(&card.theme),
    }
}

/// What there is to tell, as plain text; at the table it can be given form.
#[component]
fn ProseFields(fields: RwSignal<BTreeMap<PracticeField, String>>) -> impl IntoView {
    let words = use_words();
    let field = move |field: PracticeField| {
        let value = move || fields.with(|all| all.get(&field).cloned().unwrap_or_default());
        view! {
            <TextField
                id=field_id(field)
                label=words.say(&format!("field-{}", field.as_str()))
                example=words.say(&format!("placeholder-{}", field.as_str()))
                value=Signal::derive(value)
                on_input=Callback::new(move |text| fields.update(|all| drop(all.insert(field, text))))
                long=true
            />
        }
    };
    PracticeField::ALL.map(field).collect_view()
}

/// The guiding question that the practice answers.
#[component]
fn QuestionField(live: LiveTable, card: RwSignal<PracticeCard>) -> impl IntoView {
    let words = use_words();
    let questions = live.with(|table| {
        let questions = table.questions.iter();
        questions
            .map(|question| (question.id.clone(), question.text.clone()))
            .collect::<Vec<_>>()
    });
    let option = move |(id, text): (QuestionId, String)| {
        let value = id.to_string();
        let selected = card.with_untracked(|card| card.question.as_ref() == Some(&id));
        view! { <option value=value selected=selected>{text}</option> }
    };
    let options = questions.unwrap_or_default().into_iter().map(option);
    view! {
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
    }
}
