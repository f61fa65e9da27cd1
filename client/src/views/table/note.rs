//! The concept note's background, with its footnotes where they hang.

use leptos::prelude::*;
use shared::concept_note::ConceptNote;

use crate::{live_table::LiveTable, words::use_words};

/// The note.
#[component]
pub fn Note(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let note = Memo::new(move |_| live.with(|table| table.note.clone()).unwrap_or_default());
    view! {
        <p class="kicker">{words.say("agenda-note")}</p>
        <h2 class="question" id="page" tabindex="-1" dir="auto">{move || note.get().title}</h2>
        <article class="note">{move || note.with(background)}</article>
        <footer class="footnotes">
            <ol>
                {move || {
                    note.get().footnotes.into_iter().map(|footnote| {
                        view! {
                            <li id=format!("footnote-{}", footnote.mark)>
                                <span class="mark">{footnote.mark.clone()}</span>
                                <span dir="auto">{footnote.text}</span>
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

/// A text with `[^1]` turned into raised marks.
pub fn marked(text: &str) -> impl IntoView + use<> {
    let mut pieces = Vec::new();
    for (at, piece) in text.split("[^").enumerate() {
        match piece.split_once(']').filter(|_| at > 0) {
            Some((mark, rest)) => {
                pieces.push(view! { <sup>{mark.to_owned()}</sup> }.into_any());
                pieces.push(rest.to_owned().into_any());
            }
            None => pieces.push(piece.to_owned().into_any()),
        }
    }
    pieces
}
