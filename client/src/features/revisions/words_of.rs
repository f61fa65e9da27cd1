//! Words of a frozen or compared text, as they were marked, and what became of them.

use leptos::prelude::*;
use shared::features::revisions::{ComparedRun, WordChange};
use shared::prose::{Block, BlockKind, Direction, Marks};

use crate::words::Wording;

/// A paragraph with these words in it.
pub(super) fn paragraph(form: &Block, number: Option<u32>, words: Vec<AnyView>) -> AnyView {
    let kind = match form.kind {
        BlockKind::Paragraph => "",
        BlockKind::H1 | BlockKind::H2 | BlockKind::H3 => "is-heading",
        BlockKind::Ul | BlockKind::Ol => "is-item",
    };
    let mark = match form.kind {
        BlockKind::Ul => Some("•".to_owned()),
        _ => number.map(|number| format!("{number}.")),
    };
    let dir = match form.dir {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => "auto",
    };
    let style = format!("--indent:{}", form.indent);
    view! {
        <p class=kind class:is-quote=form.quote dir=dir style=style>
            {mark.map(|mark| view! { <span class="mark" prop:textContent=mark></span> })}
            {words}
        </p>
    }
    .into_any()
}

/// Words, and what became of them: to be seen without colour, and to be heard.
pub(super) fn compared(words: Wording, run: &ComparedRun) -> AnyView {
    let inner = marked(&run.text, &run.marks);
    let heard = |key| view! { <span class="unseen" prop:textContent=words.say(key)></span> };
    match run.change {
        WordChange::Same => inner,
        WordChange::Inserted => view! {
            <ins>{heard("revision-inserted")}{inner}{heard("revision-inserted-end")}</ins>
        }
        .into_any(),
        WordChange::Deleted => view! {
            <del>{heard("revision-deleted")}{inner}{heard("revision-deleted-end")}</del>
        }
        .into_any(),
    }
}

/// Words as they are marked.
pub(super) fn marked(text: &str, marks: &Marks) -> AnyView {
    let mut shown = view! { <span prop:textContent=text.to_owned()></span> }.into_any();
    if marks.strong {
        shown = view! { <strong>{shown}</strong> }.into_any();
    }
    if marks.em {
        shown = view! { <em>{shown}</em> }.into_any();
    }
    if marks.underline {
        shown = view! { <u>{shown}</u> }.into_any();
    }
    if marks.strike {
        shown = view! { <s>{shown}</s> }.into_any();
    }
    shown
}
