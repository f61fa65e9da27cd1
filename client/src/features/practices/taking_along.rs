//! All practices as files: a booklet to read, and what another table can bring in.

use leptos::prelude::*;

use crate::{
    live::LiveTable,
    views::{Refused, Show, file_or_page, handler, makes_files, memo},
    words::use_words,
};

/// The files: the words' key and the ending. The page is opened, the others are saved.
const FILES: [(&str, &str); 5] = [
    ("practices-as-docx", "docx"),
    ("practices-as-odt", "odt"),
    ("practices-as-html", "html"),
    ("practices-as-xlsx", "xlsx"),
    ("practices-as-json", "json"),
];

/// The same of what not every server makes.
const PDF: (&str, &str) = ("practices-as-pdf", "pdf");

/// The files, behind a line that opens them; nothing while there is no practice.
#[component]
pub fn TakeAlong(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let has_any = memo(move || live.with(|table| !table.practices.is_empty()) == Some(true));
    let is_opened = RwSignal::new(false);
    view! {
        <Show when=move || has_any.get()>
            <details class="choosing taking-along" on:toggle=handler(move |_| is_opened.set(true))>
                <summary>{words.say("practices-take")}</summary>
                <p class="hint">{words.say("practices-take-hint")}</p>
                <Show when=move || is_opened.get()>
                    <Files live />
                </Show>
            </details>
        </Show>
    }
}

#[component]
fn Files(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let table = memo(move || live.with(|table| table.id.clone()));
    let file = move |(key, ending): (&'static str, &'static str)| {
        let href = Signal::derive(move || {
            let table = table.get().map(|id| id.to_string()).unwrap_or_default();
            format!("/api/tables/{table}/practices/practices.{ending}")
        });
        file_or_page(ending, href, words.say(key), refused)
    };
    let has_pdf = makes_files(PDF.1);
    let pdf = move || has_pdf.get().then(|| file(PDF));
    view! {
        <div class="actions" role="group" aria-label=words.say("practices-take")>{FILES.map(file).into_iter().collect_view()} {pdf}</div>
        <Refused why=refused />
    }
}
