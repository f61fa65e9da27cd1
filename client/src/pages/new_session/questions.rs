//! The guiding questions, as the note asks them or as the facilitator would rather.

use leptos::prelude::*;

use super::drafting::{Drafting, use_drafting};
use super::{
    check::{label_field, question_field},
    doubts::DoubtsAt,
    draft::{DraftPart, DraftQuestion, find, shift},
    placed::Spot,
};
use crate::{
    views::{AnsweredField, For, Icon, Show, TextField, focus_soon, handler, icon, memo, said},
    words::use_words,
};

/// The questions, each in a card of its own.
#[component]
pub fn Questions() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let questions = drafting.piece(|draft| {
        draft
            .questions
            .iter()
            .map(|row| row.key)
            .collect::<Vec<_>>()
    });
    let add = move |_| {
        draft.update(|draft| {
            let row = draft.row(DraftQuestion::default());
            let key = row.key;
            draft.questions.push(row);
            focus_soon(question_field(key));
        });
    };
    view! {
        <section class="group" aria-labelledby="questions-heading">
            <h3 class="kicker" id="questions-heading">
                {words.say("preview-questions")}
            </h3>
            <ol class="plain questions">
                <For each=move || questions.get() key=|key| *key let(key)>
                    <Question key />
                </For>
            </ol>
            <p>
                <button type="button" class="quiet" id="add-question" on:click=handler(add)>
                    {words.say("question-add")}
                </button>
            </p>
        </section>
    }
}

#[component]
fn Question(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting = use_drafting();
    let place = drafting.piece(move |draft| {
        draft
            .questions
            .iter()
            .position(|row| row.key == key)
            .map_or(0, |at| at + 1)
    });
    let split = piece(drafting, key, |question| {
        question.split && !question.parts.is_empty()
    });
    let parts = piece(drafting, key, |question| question.parts.len());
    // Where any question has a theme, each may have one.
    let themed =
        drafting.piece(|draft| draft.questions.iter().any(|row| !row.what.theme.is_empty()));
    let name = move || words.tell("question-number", &[("number", place.get().into())]);
    view! {
        <li>
            <div class="question-card" role="group" aria-label=name>
            <Show when=move || themed.get()>
                <TextField
                    id=format!("question-{key}-theme")
                    label=words.say("question-theme")
                    value=piece(drafting, key, |question| question.theme.clone())
                    on_input=move |theme| correct(drafting, key, |question| question.theme = theme)
                />
            </Show>
            <div class="question-row">
                <TextField
                    id=label_field(key)
                    wrong=drafting.lacking(label_field(key))
                    class="tight"
                    label=words.say("question-label")
                    value=piece(drafting, key, |question| question.label.clone())
                    on_input=move |label| correct(drafting, key, |question| question.label = label)
                />
                <TextField
                    id=question_field(key)
                    wrong=drafting.lacking(question_field(key))
                    class="wide"
                    long=true
                    label=words.say("question-text")
                    value=piece(drafting, key, |question| question.text.clone())
                    on_input=move |text| correct(drafting, key, |question| question.text = text)
                />
            </div>
            <DoubtsAt spot=Spot::Question(key) />
            <Show when=move || { parts.get() > 0 }>
                <Split key />
            </Show>
            <Show
                when=move || split.get()
                fallback=move || view! { <Whole key /> }
            >
                <ol class="plain parts">
                    <For each=move || 0..parts.get() key=|at| *at let(at)>
                        <Part key at />
                    </For>
                </ol>
            </Show>
            <Moves key place />
            </div>
        </li>
    }
}

fn piece<T: Clone + Default + PartialEq + Send + Sync + 'static>(
    drafting: Drafting,
    key: u32,
    piece: fn(&DraftQuestion) -> T,
) -> Memo<T> {
    drafting.piece(move |draft| {
        draft
            .questions
            .iter()
            .find(|row| row.key == key)
            .map(|row| piece(&row.what))
            .unwrap_or_default()
    })
}

/// Changes what the note says, too.
fn correct(drafting: Drafting, key: u32, change: impl FnOnce(&mut DraftQuestion)) {
    drafting.draft.update(|draft| {
        draft.correct(|draft| {
            find(&mut draft.questions, key).map(change);
        });
    });
}

/// Changes what no note says: how a question is put to the table.
fn choose(drafting: Drafting, key: u32, change: impl FnOnce(&mut DraftQuestion)) {
    drafting.draft.update(|draft| {
        find(&mut draft.questions, key).map(change);
    });
}

/// Offers the parts instead of the whole.
#[component]
fn Split(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting = use_drafting();
    let split = piece(drafting, key, |question| question.split);
    let names = piece(drafting, key, |question| {
        question
            .parts
            .iter()
            .map(|part| part.name.clone())
            .collect::<Vec<_>>()
    });
    let label = move || {
        let names = names.get();
        words.tell(
            "question-split",
            &[
                ("count", names.len().into()),
                ("names", names.join(" · ").into()),
            ],
        )
    };
    view! {
        <label class="check split">
            <input
                type="checkbox"
                prop:checked=split
                on:change:target=move |input| {
                    let split = input.target().checked();
                    choose(drafting, key, |question| question.split = split);
                }
            />
            <span prop:textContent=said(label)></span>
        </label>
    }
}

/// How the question is put to the table as a whole.
#[component]
fn Whole(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting = use_drafting();
    view! {
        <div class="question-row">
            <TextField
                id=format!("question-{key}-name")
                class="wide"
                label=words.say("question-name")
                example=words.say("question-name-example")
                value=piece(drafting, key, |question| question.name.clone())
                on_input=move |name| choose(drafting, key, |question| question.name = name)
            />
            <AnsweredField
                id=format!("question-{key}-answered")
                value=piece(drafting, key, |question| question.answered)
                set=move |answered| choose(drafting, key, |question| question.answered = answered)
            />
        </div>
    }
}

/// How one of its parts is put to the table.
#[component]
fn Part(key: u32, at: usize) -> impl IntoView {
    let words = use_words();
    let drafting = use_drafting();
    let part = drafting.piece(move |draft| {
        let question = draft.questions.iter().find(|row| row.key == key);
        question
            .and_then(|row| row.what.parts.get(at).cloned())
            .unwrap_or_default()
    });
    let revise = move |change: Box<dyn FnOnce(&mut DraftPart)>| {
        correct(drafting, key, |question| {
            question.parts.get_mut(at).map(change);
        });
    };
    view! {
        <li class="part">
            <div class="question-row">
                <TextField
                    id=format!("question-{key}-part-{at}-name")
                    class="wide"
                    label=words.say("question-name")
                    value=Signal::derive(move || part.with(|part| part.name.clone()))
                    on_input=move |name| revise(Box::new(|part| part.name = name))
                />
                <AnsweredField
                    id=format!("question-{key}-part-{at}-answered")
                    value=memo(move || part.with(|part| part.answered))
                    set=move |answered| revise(Box::new(move |part| part.answered = answered))
                />
            </div>
            <TextField
                id=format!("question-{key}-part-{at}")
                long=true
                label=words.say("question-text")
                value=Signal::derive(move || part.with(|part| part.text.clone()))
                on_input=move |text| revise(Box::new(|part| part.text = text))
            />
        </li>
    }
}

#[component]
fn Moves(key: u32, place: Memo<usize>) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let last = drafting.piece(|draft| draft.questions.len());
    let step = move |down: bool, id: String| {
        draft.update(|draft| draft.correct(|draft| shift(&mut draft.questions, key, down)));
        // The card is taken out and put in again, and its button loses focus with it.
        focus_soon(id);
    };
    let remove = move |_| {
        draft.update(|draft| draft.correct(|draft| draft.questions.retain(|row| row.key != key)));
        focus_soon("add-question");
    };
    let (up, down) = (format!("question-{key}-up"), format!("question-{key}-down"));
    let (go_up, go_down) = (up.clone(), down.clone());
    let number = move |words_key: &str| words.tell(words_key, &[("number", place.get().into())]);
    view! {
        <div class="actions">
            <button
                type="button"
                class="icon"
                id=up
                aria-label=move || number("question-up")
                aria-disabled=move || (place.get() == 1).to_string()
                on:click=handler(move |_| step(false, go_up.clone()))
            >
                {icon(Icon::ArrowUp)}
            </button>
            <button
                type="button"
                class="icon"
                id=down
                aria-label=move || number("question-down")
                aria-disabled=move || (place.get() == last.get()).to_string()
                on:click=handler(move |_| step(true, go_down.clone()))
            >
                {icon(Icon::ArrowDown)}
            </button>
            <button type="button" class="danger" aria-label=move || number("question-remove") on:click=handler(remove)>
                {words.say("remove")}
            </button>
        </div>
    }
}
