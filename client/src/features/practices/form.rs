//! A practice to be filled in: its title and what there is to tell first, the details after. What is wrong
//! stands by its field.

use leptos::prelude::*;
use shared::{
    features::practices::card_faults,
    features::practices::{Evidence, PracticeCard, PracticeField, PracticeKind},
    features::themes::Theme,
    ids::QuestionId,
    refusal::{Noun, Refusal},
};
use std::collections::BTreeMap;

use crate::{
    live::LiveTable,
    views::{Refused, Show, TextField, checked, focus_soon, handler, memo, said},
    words::use_words,
};

/// The text fields of a card: the field's id, and what a refusal calls it.
const TEXTS: [(&str, Noun); 5] = [
    ("practice-title", Noun::Title),
    ("practice-place", Noun::Place),
    ("practice-theme", Noun::Theme),
    ("practice-contact", Noun::Contact),
    ("practice-validated-by", Noun::Name),
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
            let mut done = tidy(&card.get_untracked());
            // A theme that went meanwhile is not there to be unticked.
            let there = untrack(|| live.with(|table| table.themes.clone())).unwrap_or_default();
            done.themes.retain(|id| there.iter().any(|it| it.id == *id));
            on_done.run(done);
        } else {
            focus_first();
        }
    };
    let set = move |change: fn(&mut PracticeCard, String)| {
        Callback::new(move |text| card.update(|card| change(card, text)))
    };
    let details =
        fields.map(|_| view! { <h3 class="details-title">{words.say("practice-details")}</h3> });
    let has_themes = untrack(|| live.with(|table| !table.themes.is_empty())).unwrap_or_default();
    view! {
        <form class="practice-form" on:submit=handler(done) novalidate>
            <TextField
                id=TEXTS[0].0
                label=words.say("field-title")
                value=Signal::derive(move || card.with(|card| card.title.clone()))
                on_input=set(|card, text| card.title = text)
                wrong=wrong(Noun::Title)
                line=true
            />
            <KindField card />
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
            <ThemesField live card />
            <TextField
                id=TEXTS[2].0
                label=words.say(if has_themes { "practice-own-theme" } else { "field-theme" })
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
            <EvidenceField card wrong=wrong(Noun::Name) />
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
        validated_by: line(&card.validated_by),
        ..card.clone()
    }
}

/// Whether it is a practice or a lesson learned.
#[component]
fn KindField(card: RwSignal<PracticeCard>) -> impl IntoView {
    let words = use_words();
    let option = move |kind: PracticeKind| {
        let is_chosen = move || card.with(|card| card.kind == kind);
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="practice-kind"
                    prop:checked=is_chosen
                    on:change=handler(move |_| card.update(|card| card.kind = kind))
                />
                <span>{words.say(&format!("practice-kind-{}", kind.as_str()))}</span>
            </label>
        }
    };
    view! {
        <fieldset class="in-a-row">
            <legend>{words.say("field-kind")}</legend>
            {PracticeKind::ALL.map(option).collect_view()}
        </fieldset>
    }
}

/// The table's themes that it speaks to; nothing while there are none.
#[component]
fn ThemesField(live: LiveTable, card: RwSignal<PracticeCard>) -> impl IntoView {
    let words = use_words();
    let themes = memo(move || live.with(|table| table.themes.clone()).unwrap_or_default());
    let has_any = memo(move || themes.with(|themes| !themes.is_empty()));
    let option = move |theme: Theme| {
        let (of, id) = (theme.id.clone(), theme.id);
        let is_chosen = move || card.with(|card| card.themes.contains(&of));
        let choose = move |is_spoken_to: bool| {
            card.update(|card| {
                if is_spoken_to {
                    card.themes.insert(id.clone());
                } else {
                    card.themes.remove(&id);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_chosen on:change=checked(choose) />
                <span dir="auto">{theme.name}</span>
            </label>
        }
    };
    view! {
        <Show when=move || has_any.get()>
            <fieldset>
                <legend>{words.say("practice-themes")}</legend>
                {move || themes.get().into_iter().map(option).collect_view()}
            </fieldset>
        </Show>
    }
}

/// What shows its results, and how mature it is by that.
#[component]
fn EvidenceField(
    card: RwSignal<PracticeCard>,
    /// What is wrong with who validated it.
    wrong: Signal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let option = move |evidence: Evidence| {
        let is_given = move || card.with(|card| card.evidence.contains(&evidence));
        let give = move |is_given: bool| {
            card.update(|card| {
                if is_given {
                    card.evidence.insert(evidence);
                } else {
                    card.evidence.remove(&evidence);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_given on:change=checked(give) />
                <span>{words.say(&format!("evidence-{}", evidence.as_str()))}</span>
            </label>
        }
    };
    let follows = move || {
        let maturity = card.with(PracticeCard::maturity)?;
        let name = words.say(&format!("maturity-{}", maturity.as_str()));
        Some(words.tell("practice-maturity-follows", &[("maturity", name.into())]))
    };
    let is_practice = memo(move || card.with(|card| card.maturity().is_some()));
    view! {
        <Show when=move || is_practice.get()>
            <fieldset>
                <legend>{words.say("practice-evidence")}</legend>
                {Evidence::ALL.map(option).collect_view()}
                <p class="hint" role="status" prop:textContent=said(follows)></p>
            </fieldset>
        </Show>
        <TextField
            id=TEXTS[4].0
            label=words.say("field-validated-by")
            example=words.say("practice-validated-example")
            value=Signal::derive(move || card.with(|card| card.validated_by.clone()))
            on_input=Callback::new(move |text| card.update(|card| card.validated_by = text))
            wrong
            line=true
        />
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
    let further = PracticeField::ALL
        .into_iter()
        .filter(|it| !PracticeField::EXPECTED.contains(it));
    view! {
        {PracticeField::EXPECTED.map(field).collect_view()}
        <details class="further">
            <summary>{words.say("practice-further")}</summary>
            {further.map(field).collect_view()}
        </details>
    }
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
