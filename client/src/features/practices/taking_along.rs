//! All practices as files: a booklet to read, and what another table can bring in.

use leptos::prelude::*;

use crate::{
    api,
    live::LiveTable,
    views::{FileLink, Refused, Show, handler, memo},
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
        let label = words.say(key);
        if ending != "html" {
            return view! { <FileLink href label refused /> }.into_any();
        }
        view! {
            <a class="button quiet" href=move || href.get() target="_blank" rel="external noopener">
                {label}
                <span class="unseen">" "{words.say("opens-tab")}</span>
            </a>
        }
        .into_any()
    };
    // A server may be built without PDF; every one makes the others.
    let forms = LocalResource::new(api::outcome_forms);
    let pdf = move || {
        let makes = |forms: &Vec<String>| forms.iter().any(|form| form == PDF.1);
        let is_made = forms.with(|it| it.as_ref().is_some_and(|it| it.as_ref().is_ok_and(makes)));
        is_made.then(|| file(PDF))
    };
    view! {
        <div class="actions" role="group" aria-label=words.say("practices-take")>{FILES.map(file).into_iter().collect_view()} {pdf}</div>
        <Refused why=refused />
    }
}
