//! The footnotes under the background.

use leptos::prelude::*;
use shared::concept_note::Footnote;

use super::drafting::{Drafting, use_drafting};
use super::{
    check::footnote_field,
    correctable::Correctable,
    doubts::DoubtsAt,
    draft::{Row, find, keys},
    placed::Spot,
};
use crate::{
    views::{For, TextField, focus_soon, handler, said},
    words::use_words,
};

/// The footnotes, each as it reads or as it is corrected.
#[component]
pub fn Footnotes() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let footnotes = drafting.piece(|draft| keys(&draft.footnotes));
    let add = move |_| {
        draft.update(|draft| {
            let row = draft.row(Footnote {
                mark: next_mark(&draft.footnotes),
                text: String::new(),
            });
            let key = row.key;
            draft.footnotes.push(row);
            focus_soon(footnote_field(key));
        });
    };
    view! {
        <section class="group" aria-labelledby="footnotes-heading">
            <h3 class="kicker" id="footnotes-heading">
                {words.say("preview-footnotes")}
            </h3>
            <ul class="plain notes">
                <For each=move || footnotes.get() key=|key| *key let(key)>
                    <FootnoteView key />
                </For>
            </ul>
            <p>
                <button type="button" class="quiet" id="add-footnote" on:click=handler(add)>
                    {words.say("preview-add-footnote")}
                </button>
            </p>
        </section>
    }
}

/// The first number that no footnote is marked with.
fn next_mark(footnotes: &[Row<Footnote>]) -> String {
    // One more number than there are footnotes: one of them is free.
    let mut marks = (1..=footnotes.len() + 1).map(|number| number.to_string());
    let taken = |mark: &String| footnotes.iter().any(|row| row.what.mark == *mark);
    marks.find(|mark| !taken(mark)).unwrap_or_default()
}

#[component]
fn FootnoteView(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let footnote = drafting.piece(move |draft| {
        draft
            .footnotes
            .iter()
            .find(|row| row.key == key)
            .map(|row| row.what.clone())
            .unwrap_or_default()
    });
    let mark = move || footnote.with(|footnote| footnote.mark.clone());
    let text = move || footnote.with(|footnote| footnote.text.clone());
    let editing = RwSignal::new(footnote.with_untracked(|footnote| footnote.text.is_empty()));
    let set = move |change: Box<dyn FnOnce(&mut Footnote)>| {
        draft.update(|draft| {
            draft.correct(|draft| {
                find(&mut draft.footnotes, key).map(change);
            });
        });
    };
    let remove = move |()| {
        draft.update(|draft| draft.correct(|draft| draft.footnotes.retain(|row| row.key != key)));
        focus_soon("add-footnote");
    };
    let name = move || words.tell("preview-footnote-of", &[("mark", mark().into())]);
    let reads = move || {
        view! {
            <sup prop:textContent=said(mark)></sup>
            <span dir="auto" prop:textContent=said(text)></span>
        }
    };
    view! {
        <li id=format!("note-{key}") class:editing=editing>
            <Correctable
                kind="footnote"
                key
                first=footnote_field(key)
                name=Signal::derive(name)
                editing
                remove
                reads
            >
                <TextField
                    id=format!("footnote-{key}-mark")
                    class="tight"
                    label=words.say("preview-footnote-mark")
                    value=Signal::derive(mark)
                    on_input=move |mark| set(Box::new(|footnote| footnote.mark = mark))
                />
                <TextField
                    id=footnote_field(key)
                    long=true
                    label=words.say("preview-footnote-text")
                    wrong=drafting.lacking(footnote_field(key))
                    value=Signal::derive(text)
                    on_input=move |text| set(Box::new(|footnote| footnote.text = text))
                />
            </Correctable>
            <DoubtsAt spot=Spot::Footnote(key) />
        </li>
    }
}
