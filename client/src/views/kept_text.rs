//! Paragraphs of a text that was kept, to be read and not written.

use leptos::prelude::*;
use shared::prose::{Block, BlockKind, Direction, Marks};

/// A paragraph with these words in it.
pub fn paragraph(form: &Block, number: Option<u32>, words: Vec<AnyView>) -> AnyView {
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

/// A paragraph as it was kept.
pub fn kept_paragraph(block: &Block, number: Option<u32>) -> AnyView {
    let runs = block.runs.iter();
    let runs = runs.map(|run| marked(&run.text, &run.marks)).collect();
    paragraph(block, number, runs)
}

/// Words as they are marked.
pub fn marked(text: &str, marks: &Marks) -> AnyView {
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
