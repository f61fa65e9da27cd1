//! Where the concept note comes from: typed, pasted, dropped or chosen.

use js_sys::Uint8Array;
use leptos::{
    ev::{DragEvent, Event},
    prelude::*,
    task::spawn_local,
};
use shared::concept_note::Reading;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement, TextDecoder, TextDecoderOptions};

use super::drafting::{Drafting, use_drafting};
use crate::{
    api,
    views::{Refused, handler, said, use_toasts},
    words::use_words,
};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What the file chooser offers.
const OFFERED: &str = ".txt,.md,.markdown,.docx,.pdf,text/plain,text/markdown,application/pdf";

/// The note as text, beside its preview, and the ways to bring a file.
#[component]
pub fn NoteSource() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, before, .. } = use_drafting();
    let toasts = use_toasts();
    let refused = RwSignal::new(None::<String>);
    let reading = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let text = drafting.piece(|draft| draft.text.clone());
    let bring = move |file: File| {
        if reading.with_untracked(Option::is_some) {
            return;
        }
        refused.set(None);
        reading.set(Some(file.name()));
        spawn_local(async move {
            match open(&file).await {
                Ok(note) => {
                    drafting.replace(|draft| match note {
                        Brought::Text(text) => draft.type_text(text),
                        Brought::Read(reading) => draft.take_reading(reading),
                    });
                    toasts.say(words.tell("note-brought", &[("file", file.name().into())]));
                }
                Err(unread) => {
                    let why = unread.words(words);
                    let said = words.tell(
                        "note-refused",
                        &[("file", file.name().into()), ("why", why.into())],
                    );
                    refused.try_set(Some(said));
                }
            }
            reading.try_set(None);
        });
    };
    let drop_file = move |drop: DragEvent| {
        drop.prevent_default();
        over.set(false);
        if let Some(file) = dropped(&drop) {
            bring(file);
        }
    };
    let being_read = move || match reading.get() {
        Some(file) => words.tell("note-reading", &[("file", file.into())]),
        None => words.say("note-kinds"),
    };
    let choose = move |event: Event| {
        if let Some(file) = chosen(&event) {
            bring(file);
        }
    };
    view! {
        <section class="note-source" aria-labelledby="note-heading">
            <h2 id="note-heading">{words.say("note-heading")}</h2>
            <p class="hint" id="note-hint">
                {words.say("note-hint")}
            </p>
            <Refused why=refused />
            <div
                class="drop"
                class:over=over
                on:dragover=move |drag| {
                    drag.prevent_default();
                    over.set(true);
                }
                on:dragleave=handler(move |_| over.set(false))
                on:drop=handler(drop_file)
            >
                <label for="note-text" class="unseen">
                    {words.say("note-text")}
                </label>
                <textarea
                    id="note-text"
                    dir="auto"
                    spellcheck="false"
                    aria-describedby="note-hint"
                    placeholder=words.say("note-example")
                    prop:value=text
                    on:input:target=move |input| {
                        // Who types on has made up their mind.
                        before.set(None);
                        draft.update(|draft| draft.type_text(input.target().value()));
                    }
                ></textarea>
                <div class="file">
                    <label class="button quiet" for="note-file">
                        {words.say("note-choose")}
                    </label>
                    <input id="note-file" class="unseen" type="file" accept=OFFERED on:change=handler(choose) />
                    <span class="hint" role="status" prop:textContent=said(being_read)></span>
                </div>
            </div>
        </section>
    }
}

/// A note as it came out of a file.
enum Brought {
    /// Text, still to be read.
    Text(String),
    /// A note that the server has read.
    Read(Reading),
}

/// Why nothing came out of a file.
enum Unread {
    /// The browser cannot read it.
    Unreadable,
    /// It is a PDF that gives no text, by what the reader says.
    Pdf(String),
    /// It is called a Word document and is none.
    NoWord,
    /// It is no text.
    NoText,
    /// The server did not read it.
    Trouble(api::Trouble),
}

impl Unread {
    fn words(&self, words: crate::words::Wording) -> String {
        match self {
            Self::Unreadable => words.say("note-unreadable"),
            Self::Pdf(why) => match why.as_str() {
                "locked" | "scanned" | "slow" | "unreachable" => {
                    words.say(&format!("note-pdf-{why}"))
                }
                _ => words.say("note-pdf-damaged"),
            },
            Self::NoWord => words.say("docx-not-zip"),
            Self::NoText => words.say("note-no-text"),
            Self::Trouble(trouble) => trouble.words(words),
        }
    }
}

/// Opens a file by what is in it, not by what it is called: names lie, and phones hide them.
async fn open(file: &File) -> Result<Brought, Unread> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| Unread::Unreadable)?;
    let bytes = Uint8Array::new(&buffer);
    let first = bytes.subarray(0, bytes.length().min(8)).to_vec();
    let zipped = first.starts_with(b"PK");
    // The container of old Word files and of encrypted new ones: the server knows what to say.
    let compound = first.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if is_pdf(&bytes) {
        read_pdf(bytes).await.map(Brought::Text)
    } else if zipped || compound {
        api::post_bytes("/api/notes", DOCX, bytes)
            .await
            .map(Brought::Read)
            .map_err(Unread::Trouble)
    } else if file.name().to_lowercase().ends_with(".docx") {
        Err(Unread::NoWord)
    } else {
        decode(&bytes).map(Brought::Text).ok_or(Unread::NoText)
    }
}

/// Whether the file is a PDF: some programs write a line before its mark.
fn is_pdf(bytes: &Uint8Array) -> bool {
    let start = bytes.subarray(0, bytes.length().min(1024)).to_vec();
    start.windows(5).any(|mark| mark == b"%PDF-")
}

#[wasm_bindgen]
extern "C" {
    /// The text of a PDF, by the reader that `client/editor/main.ts` registers and fetches.
    #[wasm_bindgen(js_namespace = ["globalThis", "roundtablePdf"], js_name = read, catch)]
    async fn text_of_pdf(bytes: Uint8Array) -> Result<JsValue, JsValue>;
}

async fn read_pdf(bytes: Uint8Array) -> Result<String, Unread> {
    let text = text_of_pdf(bytes)
        .await
        .map_err(|why| Unread::Pdf(why.as_string().unwrap_or_default()))?;
    text.as_string().ok_or(Unread::Unreadable)
}

/// UTF-8 or UTF-16 if it is, else what old Windows programs write; nothing if it holds no text.
fn decode(bytes: &Uint8Array) -> Option<String> {
    let first = bytes.subarray(0, bytes.length().min(2)).to_vec();
    let likely = match first[..] {
        [0xFF, 0xFE] => "utf-16le",
        [0xFE, 0xFF] => "utf-16be",
        _ => "utf-8",
    };
    let strict = TextDecoderOptions::new();
    strict.set_fatal(true);
    let text = [likely, "windows-1252"].into_iter().find_map(|name| {
        let decoder = TextDecoder::new_with_label_and_options(name, &strict).ok()?;
        decoder.decode_with_buffer_source(bytes).ok()
    })?;
    (!text.contains('\0') && !text.trim().is_empty()).then_some(text)
}

fn dropped(drop: &DragEvent) -> Option<File> {
    drop.data_transfer()?.files()?.get(0)
}

fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    // So that choosing the same file again is a change again.
    input.set_value("");
    file
}
