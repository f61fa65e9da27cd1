//! Practices out of a file: it is looked at first, one chooses what comes and whose it is, and then each is brought as any practice is.
//! Their words are written by whoever brings them.

mod bringing;
mod chosen;
mod doubts;

use js_sys::Uint8Array;
use leptos::{ev::Event, prelude::*, task::spawn_local};
use shared::features::practices::{FromFile, PracticeCard, PracticeCommand};
use shared::ids::DelegationId;
use shared::practice_file::Preview;
use shared::refusal::Refusal;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use self::bringing::{Bringing, bring_all};
use self::chosen::{Chosen, Rows};
use self::doubts::Doubts;
use crate::features::practices::told::probe;
use crate::{
    api,
    live::LiveTable,
    views::{Dialog, Refused, Show, TextField, focus_soon, handler, memo, said, use_toasts},
    words::use_words,
};

/// What the file chooser offers.
const OFFERED: &str = ".xlsx,.json,application/json";
/// The field for where they come from.
const COLLECTION: &str = "practices-collection";

/// The way to it, or why not now; for those who may bring practices from a file.
#[component]
pub fn BringIn(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let is_facilitator = live.is_facilitator();
    let may_ever = memo(move || is_facilitator.get() || live.my_delegation().is_some());
    let refusal = memo(move || {
        let first = live.with(|table| table.delegations.first().map(|it| it.id.clone()))?;
        live.would_refuse(PracticeCommand::BringFromFile {
            practice: probe(),
            delegation: live.my_delegation().or(first)?,
            card: PracticeCard {
                title: "–".to_owned(),
                ..PracticeCard::default()
            },
            from: FromFile {
                collection: "–".to_owned(),
                whose: String::new(),
            },
        })
    });
    view! {
        <Show when=move || may_ever.get()>
            <p class="actions">
                <button
                    type="button"
                    class="quiet"
                    disabled=move || refusal.with(Option::is_some)
                    on:click=handler(move |_| open.set(true))
                >
                    {words.say("practices-bring-in")}
                </button>
            </p>
            // Delegates read the same under their own button.
            {move || {
                refusal.get().filter(|_| is_facilitator.get()).map(|refusal| {
                    view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> }
                })
            }}
            <Dialog open title=words.say("practices-bring-in-title") class="wide">
                <FromFileForm live open />
            </Dialog>
        </Show>
    }
}

/// First the file, then what is in it.
#[component]
fn FromFileForm(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let reading = RwSignal::new(false);
    let found = RwSignal::new(None::<(String, Preview)>);
    let look = move |file: File| {
        let Some(table) = live.with(|table| table.id.clone()) else {
            return;
        };
        refused.set(None);
        reading.set(true);
        spawn_local(async move {
            let name = file.name();
            let preview = match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => api::practices_in(&table, Uint8Array::new(&buffer))
                    .await
                    .map_err(|trouble| trouble.words(words)),
                Err(_) => Err(words.say("note-unreadable")),
            };
            match preview {
                Ok(preview) => drop(found.try_set(Some((name, preview)))),
                Err(why) => drop(refused.try_set(Some(why))),
            }
            reading.try_set(false);
        });
    };
    let choose = move |event: Event| {
        if let Some(file) = chosen_file(&event) {
            look(file);
        }
    };
    let being_read = move || reading.get().then(|| words.say("practices-file-reading"));
    view! {
        <Refused why=refused />
        {move || match found.get() {
            Some((name, preview)) => {
                view! { <Looked live open name preview again=Callback::new(move |()| found.set(None)) /> }.into_any()
            }
            None => {
                view! {
                    <p class="hint">{words.say("practices-bring-in-hint")}</p>
                    <div class="file">
                        <label class="button quiet" for="practices-file">{words.say("practices-file-choose")}</label>
                        <input id="practices-file" class="unseen" type="file" accept=OFFERED on:change=handler(choose) />
                        <span class="hint" role="status" prop:textContent=said(being_read)></span>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// What is in the file, what of it comes, and the way to bring that.
#[component]
fn Looked(
    live: LiveTable,
    open: RwSignal<bool>,
    /// What the file is called.
    name: String,
    preview: Preview,
    /// Goes back to choosing a file.
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let mine = untrack(|| live.my_delegation());
    let named = if preview.collection.is_empty() {
        stem(&name)
    } else {
        preview.collection.clone()
    };
    let collection = RwSignal::new(named);
    let tried = RwSignal::new(false);
    let fault = memo(move || {
        let collection = collection.get();
        let whose = String::new();
        let checked = FromFile { collection, whose }.cleaned().check();
        checked
            .err()
            .filter(|fault| tried.get() || !matches!(fault, Refusal::Empty { .. }))
    });
    let wrong = Signal::derive(move || fault.get().map(|fault| words.refusal(&fault)));
    let rows: Vec<Chosen> = preview
        .coming
        .into_iter()
        .map(|coming| Chosen::of(coming, mine.as_ref()))
        .collect();
    let rows = StoredValue::new(rows);
    let bringing = Bringing::new();
    let is_busy = bringing.is_busy();
    let progress = {
        let bringing = bringing.clone();
        move || bringing.told(words)
    };
    let wanted =
        memo(move || rows.with_value(|rows| rows.iter().filter(|it| it.is_wanted()).count()));
    let unplaced = memo(move || rows.with_value(|rows| rows.iter().any(Chosen::lacks_delegation)));
    let all_for = Callback::new(move |delegation: DelegationId| {
        rows.with_value(|rows| {
            for row in rows.iter().filter(|row| untrack(|| row.lacks_delegation())) {
                row.whose.set(Some(delegation.clone()));
            }
        });
    });
    let bring = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        // Enter sends a form whose button is disabled; nothing is written twice.
        if is_busy.get_untracked() {
            return;
        }
        tried.set(true);
        if fault.with_untracked(Option::is_some) {
            focus_soon(COLLECTION);
            return;
        }
        let is_wanted = |row: &&Chosen| untrack(|| row.is_wanted());
        let chosen = rows.with_value(|rows| rows.iter().filter(is_wanted).cloned().collect());
        bring_all(
            (live, words),
            collection.get_untracked(),
            chosen,
            bringing.clone(),
            move |brought| {
                toasts.say(words.tell("practices-brought-in", &[("count", brought.into())]));
            },
        );
    };
    let label = move || words.tell("practices-bring-chosen", &[("count", wanted.get().into())]);
    let count = rows.with_value(Vec::len);
    view! {
        <form on:submit=handler(bring) novalidate>
            <p>{words.tell("practices-found", &[("count", count.into())])}</p>
            <Doubts doubts=preview.doubts />
            <TextField
                id=COLLECTION
                label=words.say("practices-collection")
                hint=words.say("practices-collection-hint")
                value=collection
                on_input=Callback::new(move |text| collection.set(text))
                wrong
                line=true
            />
            <fieldset disabled=move || is_busy.get()>
                <Rows live rows is_placed=mine.is_some() unplaced=unplaced all_for />
            </fieldset>
            <p class="small" role="status" prop:textContent=said(progress)></p>
            <div class="actions">
                <button
                    type="submit"
                    class="primary"
                    disabled=move || is_busy.get() || wanted.get() == 0
                    prop:textContent=said(label)
                ></button>
                <button type="button" class="quiet" on:click=handler(move |_| again.run(()))>
                    {words.say("practices-another-file")}
                </button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("close")}</button>
            </div>
        </form>
    }
}

fn chosen_file(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    // So that choosing the same file again is a change again.
    input.set_value("");
    file
}

/// A file's name without what it ends in.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.to_owned()
}
