//! What the importer was not sure of, beside what it concerns; and what it left out.

use leptos::prelude::*;
use shared::concept_note::{Doubt, Omission, Omitted};

use super::check::question_field;
use super::drafting::{Drafting, use_drafting};
use super::placed::{Spot, left_out};
use crate::{
    views::{Notice, Show, Tone, focus_soon, handler, memo, said},
    words::{Wording, use_words},
};

fn told(words: Wording, doubt: &Doubt) -> String {
    match doubt.value() {
        Some((name, value)) => words.tell(doubt.key(), &[(name, value.into())]),
        None => words.say(doubt.key()),
    }
}

/// How many places are to be looked at, and what concerns no single one; nothing while nothing is typed.
#[component]
pub fn Doubts() -> impl IntoView {
    let words = use_words();
    let Drafting { doubts, .. } = use_drafting();
    let beside = memo(move || {
        doubts.with(|doubts| {
            doubts
                .iter()
                .filter(|(spot, _)| *spot != Spot::Note)
                .map(|(_, (number, _))| *number)
                .collect::<Vec<_>>()
        })
    });
    let heading = move || {
        let count = beside.with(Vec::len);
        if count == 0 {
            words.say("preview-doubts")
        } else {
            words.tell("preview-doubts-beside", &[("count", count.into())])
        }
    };
    let go = move |_| {
        if let Some(first) = beside.with_untracked(|beside| beside.first().copied()) {
            focus_soon(format!("doubt-{first}"));
        }
    };
    // The region stays, so that what comes to stand in it is read aloud.
    view! {
        <div role="status">
            <Show when=move || doubts.with(|doubts| !doubts.is_empty())>
                <Notice tone=Tone::Warn>
                    <p prop:textContent=said(heading)></p>
                    <Show when=move || beside.with(|beside| !beside.is_empty())>
                        <p>
                            <button type="button" class="quiet" id="first-doubt" on:click=handler(go)>
                                {words.say("preview-first-doubt")}
                            </button>
                        </p>
                    </Show>
                    <List spot=Spot::Note />
                </Notice>
            </Show>
        </div>
    }
}

/// What is doubtful at one place, each until somebody says that it is right.
#[component]
pub fn DoubtsAt(spot: Spot) -> impl IntoView {
    let Drafting { doubts, .. } = use_drafting();
    let any = memo(move || doubts.with(|doubts| doubts.iter().any(|(at, _)| *at == spot)));
    view! {
        <Show when=move || any.get()>
            <div class="doubts notice warn">
                <span class="sign" aria-hidden="true">
                    "!"
                </span>
                <List spot />
            </div>
        </Show>
    }
}

#[component]
fn List(spot: Spot) -> impl IntoView {
    let Drafting { doubts, .. } = use_drafting();
    let here = memo(move || {
        let all = doubts.get().into_iter();
        all.filter(|(at, _)| *at == spot)
            .map(|(_, doubt)| doubt)
            .collect::<Vec<_>>()
    });
    let items = move || {
        let items = here.get().into_iter();
        items
            .map(|(number, doubt)| view! { <Item spot number doubt /> })
            .collect_view()
    };
    view! {
        <Show when=move || here.with(|here| !here.is_empty())>
            <ul class="plain">{items}</ul>
        </Show>
    }
}

#[component]
fn Item(spot: Spot, number: usize, doubt: Doubt) -> impl IntoView {
    let words = use_words();
    let Drafting { draft, .. } = use_drafting();
    let settles = doubt.is_about_a_line() || doubt.is_about_the_whole();
    let text = told(words, &doubt);
    let name = words.tell(
        "preview-doubt-settled-of",
        &[("doubt", text.clone().into())],
    );
    let settle = move |_| {
        draft.update(|draft| {
            if draft.doubts.get(number) == Some(&doubt) {
                draft.doubts.remove(number);
            }
        });
        focus_soon(match spot {
            Spot::Note => "note-text".to_owned(),
            Spot::Title => "title".to_owned(),
            Spot::Section(key) => format!("section-{key}-edit"),
            Spot::Question(key) => question_field(key),
            Spot::Footnote(key) => format!("footnote-{key}-edit"),
        });
    };
    view! {
        <li>
            <span dir="auto" prop:textContent=text></span>
            {settles
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="correct"
                            id=format!("doubt-{number}")
                            aria-label=name
                            on:click=handler(settle)
                        >
                            {words.say("preview-doubt-settled")}
                        </button>
                    }
                })}
        </li>
    }
}

/// Everything of the source that is not in the note, folded away until somebody asks.
#[component]
pub fn LeftOut() -> impl IntoView {
    let words = use_words();
    let drafting = use_drafting();
    let omissions = drafting.piece(|draft| draft.omissions.clone());
    let in_files = drafting.piece(|draft| {
        let told = draft.doubts.iter().filter(|doubt| left_out(doubt));
        told.cloned().collect::<Vec<_>>()
    });
    let count = move || omissions.with(Vec::len) + in_files.with(Vec::len);
    let heading = move || words.tell("preview-left-out", &[("count", count().into())]);
    let rows = move || {
        let kinds = omissions.with(|omissions| by_kind(omissions));
        let kinds = kinds.into_iter().map(|(what, texts)| {
            let texts = texts
                .into_iter()
                .map(|text| view! { <li dir="auto" prop:textContent=text></li> })
                .collect_view();
            view! {
                <dt prop:textContent=words.say(what.key())></dt>
                <dd>
                    <ul class="plain">{texts}</ul>
                </dd>
            }
        });
        kinds.collect_view()
    };
    let files = move || {
        let files = in_files.get().into_iter();
        files
            .map(|doubt| view! { <li dir="auto" prop:textContent=told(words, &doubt)></li> })
            .collect_view()
    };
    view! {
        <Show when=move || { count() > 0 }>
            <details class="left-out" id="left-out">
                <summary prop:textContent=said(heading)></summary>
                <p class="hint">{words.say("preview-left-out-hint")}</p>
                <Show when=move || omissions.with(|omissions| !omissions.is_empty())>
                    <dl>{rows}</dl>
                </Show>
                <Show when=move || in_files.with(|told| !told.is_empty())>
                    <ul class="plain">{files}</ul>
                </Show>
            </details>
        </Show>
    }
}

/// What was left out, kind by kind, each text once with how often it stood there.
fn by_kind(omissions: &[Omission]) -> Vec<(Omitted, Vec<String>)> {
    let kinds = Omitted::ALL.into_iter().map(|what| {
        let mut texts: Vec<(String, usize)> = Vec::new();
        for omission in omissions.iter().filter(|omission| omission.what == what) {
            match texts.iter_mut().find(|(text, _)| *text == omission.text) {
                Some((_, times)) => *times += 1,
                None => texts.push((omission.text.clone(), 1)),
            }
        }
        let texts = texts.into_iter().map(|(text, times)| match times {
            1 => text,
            _ => format!("{text} × {times}"),
        });
        (what, texts.collect::<Vec<_>>())
    });
    kinds.filter(|(_, texts)| !texts.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::new_session::draft::{Draft, find};

    const NOTE: &str = "A title\n\nBackground\n\nWorkers wait for months.\n\nGuiding questions\n\n1. Who waits?\n2. Who pays?\n\nGetting there\n\nBy bus.\n";

    fn drafted() -> Draft {
        let mut draft = Draft::fresh();
        draft.type_text(NOTE.to_owned());
        draft
    }

    #[test]
    fn a_doubt_stands_beside_its_section() {
        let draft = drafted();
        let key = draft.sections[1].key;
        let spots: Vec<_> = draft
            .placed_doubts()
            .into_iter()
            .map(|(spot, _)| spot)
            .collect();
        assert_eq!(spots, [Spot::Section(key)]);
        assert_eq!(draft.omissions.len(), 1);
    }

    #[test]
    fn correcting_something_else_silences_no_doubt() {
        let mut draft = drafted();
        let key = draft.questions[0].key;
        draft.correct(|draft| {
            find(&mut draft.questions, key).unwrap().text = "Who waits longest?".to_owned();
        });
        assert_eq!(draft.placed_doubts().len(), 1);
        assert_eq!(draft.omissions.len(), 1);
        let text = draft.text.replace("By bus.", "By bus or boat.");
        draft.type_text(text);
        assert_eq!(draft.placed_doubts().len(), 1);
        let section = draft.sections[1].key;
        draft.correct(|draft| draft.sections.retain(|row| row.key != section));
        assert_eq!(draft.placed_doubts().len(), 0);
    }

    #[test]
    fn what_was_left_out_is_told_once() {
        let page = |text: &str| Omission {
            what: Omitted::PageNumber,
            text: text.to_owned(),
        };
        let omissions = [page("2"), page("2"), page("3")];
        assert_eq!(
            by_kind(&omissions),
            [(
                Omitted::PageNumber,
                vec!["2 × 2".to_owned(), "3".to_owned()]
            )]
        );
    }
}
