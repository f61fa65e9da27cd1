//! How a question is worded, and the facilitator's way to word it otherwise.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::answers::{AnswerCommand, GuidingQuestion, QuestionWording};
use shared::refusal::{Noun, Refusal};

use crate::{
    live::LiveTable,
    views::{Dialog, Icon, Refused, TextField, focus_soon, handler, icon},
    words::use_words,
};

/// The fields, and what is wrong with each.
const FIELDS: [(&str, Noun); 3] = [
    ("wording-label", Noun::Label),
    ("wording-text", Noun::Question),
    ("wording-name", Noun::ShortName),
];

/// A button, and the dialog that it opens.
#[component]
pub fn ChangeWording(live: LiveTable, question: Memo<Option<GuidingQuestion>>) -> impl IntoView {
    let words = use_words();
    let editing = RwSignal::new(false);
    view! {
        <button type="button" class="quiet small" on:click=handler(move |_| editing.set(true))>
            {icon(Icon::PenLine)}
            <span prop:textContent=words.say("question-change")></span>
        </button>
        <Dialog open=editing title=words.say("question-change")>
            <Change live question editing />
        </Dialog>
    }
}

#[component]
fn Change(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let now = question.get_untracked();
    let id = now.as_ref().map(|question| question.id.clone());
    let wording = now.as_ref().map(GuidingQuestion::wording);
    let wording = RwSignal::new(wording.unwrap_or(QuestionWording {
        label: String::new(),
        name: String::new(),
        text: String::new(),
    }));
    let refused = RwSignal::new(None::<Refusal>);
    let save = move |submit: SubmitEvent| {
        submit.prevent_default();
        let wording = wording.get_untracked().cleaned();
        if let Some(fault) = wording.faults().into_iter().next() {
            return show(refused, fault);
        }
        let Some(question) = id.clone() else { return };
        let command = AnswerCommand::ReviseQuestion { question, wording };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => drop(editing.try_set(false)),
            Err(refusal) => show(refused, refusal),
        });
    };
    view! {
        <form class="practice-form" on:submit=handler(save) novalidate>
            <p class="hint">{words.say("question-change-hint")}</p>
            <WordingFields wording refused />
            <Refused why=elsewhere(refused) />
            <div class="actions">
                <button type="submit" class="primary">{words.say("question-change-save")}</button>
            </div>
        </form>
    }
}

/// The fields of a wording, and by each what is wrong with it.
#[component]
pub(super) fn WordingFields(
    wording: RwSignal<QuestionWording>,
    refused: RwSignal<Option<Refusal>>,
) -> impl IntoView {
    let words = use_words();
    let wrong = move |about: Noun| {
        Signal::derive(move || {
            let here = refused.get().filter(|refusal| refusal.is_about(about));
            here.map(|refusal| words.refusal(&refusal))
        })
    };
    let set = move |change: fn(&mut QuestionWording, String)| {
        Callback::new(move |text| {
            refused.set(None);
            wording.update(|wording| change(wording, text));
        })
    };
    let value = move |read: fn(&QuestionWording) -> &String| {
        Signal::derive(move || wording.with(|wording| read(wording).clone()))
    };
    view! {
        <TextField
            id=FIELDS[1].0
            label=words.say("question-change-text")
            value=value(|wording| &wording.text)
            on_input=set(|wording, text| wording.text = text)
            wrong=wrong(FIELDS[1].1)
            long=true
        />
        <TextField
            id=FIELDS[0].0
            label=words.say("question-change-label")
            value=value(|wording| &wording.label)
            on_input=set(|wording, text| wording.label = text)
            wrong=wrong(FIELDS[0].1)
        />
        <TextField
            id=FIELDS[2].0
            label=words.say("question-change-name")
            value=value(|wording| &wording.name)
            on_input=set(|wording, text| wording.name = text)
            wrong=wrong(FIELDS[2].1)
        />
    }
}

/// What was refused and belongs to none of the fields.
pub(super) fn elsewhere(refused: RwSignal<Option<Refusal>>) -> Signal<Option<String>> {
    let words = use_words();
    Signal::derive(move || {
        let is_at_a_field = |refusal: &Refusal| FIELDS.iter().any(|(_, it)| refusal.is_about(*it));
        let here = refused.get().filter(|refusal| !is_at_a_field(refusal));
        here.map(|refusal| words.refusal(&refusal))
    })
}

/// Shows what was refused, and leads to its field.
pub(super) fn show(refused: RwSignal<Option<Refusal>>, refusal: Refusal) {
    if let Some((id, _)) = FIELDS.iter().find(|(_, it)| refusal.is_about(*it)) {
        focus_soon(*id);
    }
    refused.try_set(Some(refusal));
}
