//! The concept note's background, with its footnotes where they hang.

use leptos::prelude::*;
use shared::concept_note::ConceptNote;

use crate::{
    live::LiveTable,
    views::{memo, said},
    words::use_words,
};

/// The note.
#[component]
pub fn Note(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let note = memo(move || live.with(|table| table.note.clone()).unwrap_or_default());
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-note")></p>
        <h2 class="question" id="page" tabindex="-1" dir="auto" prop:textContent=said(move || note.get().title)></h2>
        <article class="note">{move || note.with(background)}</article>
        <footer class="footnotes">
            <ol>
                {move || {
                    note.get().footnotes.into_iter().map(|footnote| {
                        view! {
                            <li id=format!("footnote-{}", footnote.mark)>
                                <span class="mark" prop:textContent=footnote.mark.clone()></span>
                                <span dir="auto" prop:textContent=footnote.text></span>
                            </li>
                        }
                    }).collect_view()
                }}
            </ol>
        </footer>
    }
}

fn background(note: &ConceptNote) -> impl IntoView + use<> {
    let sections = note.background.iter().map(|section| {
        let heading = (!section.heading.is_empty())
            .then(|| view! { <h3 dir="auto">{marked(&section.heading)}</h3> });
        let paragraphs = section
            .text
            .split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty());
        let paragraphs =
            paragraphs.map(|paragraph| view! { <p dir="auto">{marked(paragraph)}</p> });
        view! { <section>{heading} {paragraphs.collect_view()}</section> }
    });
    sections.collect_view()
}

fn plain(piece: &str) -> AnyView {
    view! { <span prop:textContent=piece.to_owned()></span> }.into_any()
}

/// A text with `[^1]` turned into raised marks.
pub fn marked(text: &str) -> impl IntoView + use<> {
    let mut pieces = Vec::new();
    for (at, piece) in text.split("[^").enumerate() {
        match piece.split_once(']').filter(|_| at > 0) {
            Some((mark, rest)) => {
                pieces.push(view! { <sup prop:textContent=mark.to_owned()></sup> }.into_any());
                pieces.push(plain(rest));
            }
            None => pieces.push(plain(piece)),
        }
    }
    pieces
}
