//! The note as it was understood, everything in it open to correction.

use leptos::prelude::*;
use shared::concept_note::Section;

use super::check::THEMES;
use super::drafting::{Drafting, use_drafting};
use super::{
    correctable::Correctable,
    doubts::{Doubts, DoubtsAt, LeftOut},
    draft::{Draft, find, keys},
    footnotes::Footnotes,
    placed::Spot,
    questions::Questions,
};
use crate::{
    views::{For, TextField, focus_soon, handler},
    words::use_words,
};

/// Title, background, footnotes and questions.
#[component]
pub fn Preview() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let title = drafting.piece(|draft| draft.title.clone());
    view! {
        <section class="preview" aria-labelledby="preview-heading">
            <h2 id="preview-heading">{words.say("preview-heading")}</h2>
            <p class="hint">{words.say("preview-hint")}</p>
            <Doubts />
            <div class="leaf">
                <TextField
                    id="title"
                    class="title-field"
                    long=true
                    label=words.say("preview-title")
                    value=title
                    wrong=drafting.lacking("title".to_owned())
                    on_input=move |title: String| {
                        // A title is one line, however many it takes to show.
                        let title = title.replace('\n', " ");
                        draft.update(|draft| draft.correct(|draft| draft.title = title));
                    }
                />
                <DoubtsAt spot=Spot::Title />
                <Background />
                <Footnotes />
                <Questions />
                <Themes />
            </div>
            <LeftOut />
        </section>
    }
}

/// What practices may speak to: those that the background enumerates, to be corrected.
#[component]
fn Themes() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    view! {
        <section class="group">
            <TextField
                id=THEMES
                long=true
                label=words.say("preview-themes")
                hint=words.say("preview-themes-hint")
                value=drafting.piece(|draft| draft.themes.clone())
                wrong=drafting.lacking(THEMES.to_owned())
                on_input=move |themes: String| draft.update(|draft| draft.type_themes(themes))
            />
        </section>
    }
}

#[component]
fn Background() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let sections = drafting.piece(|draft| keys(&draft.sections));
    let add = move |_| {
        draft.update(|draft| {
            let row = draft.row(Section::default());
            let key = row.key;
            draft.sections.push(row);
            focus_soon(format!("section-{key}-heading"));
        });
    };
    view! {
        <section class="group" aria-labelledby="background-heading">
            <h3 class="kicker" id="background-heading">
                {words.say("preview-background")}
            </h3>
            <For each=move || sections.get() key=|key| *key let(key)>
                <SectionView key />
            </For>
            <p>
                <button type="button" class="quiet" id="add-section" on:click=handler(add)>
                    {words.say("preview-add-section")}
                </button>
            </p>
        </section>
    }
}

/// A section as it reads, or as it is corrected.
#[component]
fn SectionView(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let section = drafting.piece(move |draft| {
        draft
            .sections
            .iter()
            .find(|row| row.key == key)
            .map(|row| row.what.clone())
            .unwrap_or_default()
    });
    let editing = RwSignal::new(section.with_untracked(|section| *section == Section::default()));
    let set = move |change: Box<dyn FnOnce(&mut Section)>| {
        draft.update(|draft| {
            draft.correct(|draft| {
                find(&mut draft.sections, key).map(change);
            });
        });
    };
    let remove = move |()| {
        draft.update(|draft| draft.correct(|draft| draft.sections.retain(|row| row.key != key)));
        focus_soon("add-section");
    };
    let name = move || {
        section.with(|section| {
            words.tell(
                "preview-section-of",
                &[("heading", bare(&section.heading).into())],
            )
        })
    };
    let reads = move || view! { <SectionText section /> };
    view! {
        <article class="section" class:editing=editing>
            <Correctable
                kind="section"
                key
                first=format!("section-{key}-heading")
                name=Signal::derive(name)
                editing
                remove
                reads
            >
                <TextField
                    id=format!("section-{key}-heading")
                    label=words.say("preview-section-heading")
                    value=Signal::derive(move || section.with(|section| section.heading.clone()))
                    on_input=move |heading| set(Box::new(|section| section.heading = heading))
                />
                <TextField
                    id=format!("section-{key}-text")
                    long=true
                    label=words.say("preview-section-text")
                    hint=words.say("preview-section-hint")
                    value=Signal::derive(move || section.with(|section| section.text.clone()))
                    on_input=move |text| set(Box::new(|section| section.text = text))
                />
            </Correctable>
            <DoubtsAt spot=Spot::Section(key) />
        </article>
    }
}

#[component]
fn SectionText(section: Memo<Section>) -> impl IntoView {
    let drafting = use_drafting();
    let marks = drafting.piece(known_marks);
    move || {
        let Section { heading, text } = section.get();
        let marks = marks.get();
        let paragraphs = text
            .split('\n')
            .map(str::trim)
            .filter(|text| !text.is_empty());
        view! {
            {(!heading.is_empty()).then(|| view! { <h4 dir="auto">{noted(&heading, &marks)}</h4> })}
            {paragraphs.map(|text| view! { <p dir="auto">{noted(text, &marks)}</p> }).collect_view()}
        }
    }
}

fn known_marks(draft: &Draft) -> Vec<(String, u32)> {
    draft
        .footnotes
        .iter()
        .map(|row| (row.what.mark.clone(), row.key))
        .collect()
}

/// A text with its `[^1]` raised, each a link to its footnote. One that leads nowhere stays as it is written.
fn noted(text: &str, marks: &[(String, u32)]) -> Vec<AnyView> {
    let mut pieces = text.split("[^");
    let plain = |piece: &str| view! { <span prop:textContent=piece.to_owned()></span> }.into_any();
    let mut views = vec![plain(pieces.next().unwrap_or_default())];
    for piece in pieces {
        let known = piece.split_once(']').and_then(|(mark, rest)| {
            let (_, key) = marks.iter().find(|(known, _)| known == mark)?;
            Some((mark, *key, rest))
        });
        match known {
            Some((mark, key, rest)) => {
                let href = format!("#note-{key}");
                // To the router it is a link outside, so that the browser itself goes there.
                views.push(
                    view! { <sup><a href=href rel="external" prop:textContent=mark.to_owned()></a></sup> }
                        .into_any(),
                );
                views.push(plain(rest));
            }
            None => views.push(plain(&format!("[^{piece}"))),
        }
    }
    views
}

/// A heading without its marks, for an accessible name.
fn bare(text: &str) -> String {
    let mut pieces = text.split("[^");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once(']').map_or(piece, |(_, rest)| rest));
    }
    bare
}
