//! For who speaks for a delegation: handing in the text of a statement, another one in its place, and taking it back.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::document::Root;
use shared::features::floor::{FloorCommand, Pace};
use shared::ids::SpeechId;
use shared::limits::{self, named};
use shared::refusal::{Noun, Refusal};

use super::kept_text::{self, Place, with_added};
use super::speech;
use super::statement::{is_handed_in, pace_said, text_of};
use crate::{
    live::LiveTable,
    views::{Dialog, Refused, Show, TextField, focus_soon, handler, memo, said},
    words::use_words,
};

/// For which speech a text is handed in, while that is done. The dialog outlives the row on the list: whoever is given the floor
/// meanwhile loses no word.
#[derive(Clone, Copy)]
struct Handing {
    speech: RwSignal<Option<SpeechId>>,
    open: RwSignal<bool>,
}

/// Gives the list its way to the dialog.
pub fn provide_handing() {
    provide_context(Handing {
        speech: RwSignal::new(None),
        open: RwSignal::new(false),
    });
}

/// The button beside one's own place on the list.
#[component]
pub fn HandIn(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let handing = expect_context::<Handing>();
    let of = id.clone();
    let label = move || {
        words.say(if is_handed_in(live, &of) {
            "statement-change"
        } else {
            "statement-hand-in"
        })
    };
    let open = move |_| {
        handing.speech.set(Some(id.clone()));
        handing.open.set(true);
    };
    view! {
        <button type="button" class="quiet hand-in" aria-haspopup="dialog" on:click=handler(open) prop:textContent=said(label)></button>
    }
}

/// The dialog.
#[component]
pub fn HandingIn(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let handing = expect_context::<Handing>();
    view! {
        <Dialog open=handing.open title=words.say("statement-title")>
            <Form live handing />
        </Dialog>
    }
}

#[component]
fn Form(live: LiveTable, handing: Handing) -> impl IntoView {
    let words = use_words();
    let id = StoredValue::new(handing.speech.get_untracked());
    let before = untrack(|| text_of(live, &id.get_value()?));
    let is_there = before.is_some();
    let before = before.unwrap_or_default();
    let place = Place::of(live, id.get_value().as_ref());
    let typed = place.as_ref().and_then(Place::read);
    // What was typed and not handed in goes on from there.
    let is_unsent = RwSignal::new(typed.is_some());
    let text = RwSignal::new(typed.unwrap_or_else(|| before.clone()));
    kept_text::keep(place.clone(), text, before.clone());
    let discard = move |_| {
        text.set(before.clone());
        is_unsent.set(false);
        focus_soon("statement-text");
    };
    let discard = StoredValue::new(discard);
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let open = handing.open;
    let place = StoredValue::new(place);
    let ask = move |command: FloorCommand| {
        let place = place.get_value();
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                place.inspect(Place::forget);
                open.try_set(false);
            }
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    };
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let given = text.get_untracked();
        if let Err(refusal) = named(given.trim(), Noun::Statement, limits::STATEMENT) {
            wrong.set(Some(words.refusal(&refusal)));
            focus_soon("statement-text");
            return;
        }
        if let Some(speech) = id.get_value() {
            ask(FloorCommand::HandInStatement {
                speech,
                text: given,
            });
        }
    };
    let take_back = move |_| {
        if let Some(speech) = id.get_value() {
            ask(FloorCommand::TakeBackStatement { speech });
        }
    };
    let reserved = reserved_to_head(live);
    let is_reserved = move || reserved.with(Option::is_some);
    let why_not = said(move || reserved.get().map(|refusal| words.refusal(&refusal)));
    let allowed = memo(move || {
        let speech = speech(live, &id.get_value()?)?;
        live.with(|table| table.floor.allowed(&speech))?
    });
    view! {
        <form class="ask-floor statement-form" on:submit=handler(submit) novalidate>
            <Show when=move || is_unsent.get()>
                <div class="unsent">
                    <p class="small" role="status" prop:textContent=words.say("statement-unsent")></p>
                    <button type="button" class="quiet small" on:click=move |press| discard.with_value(|discard| discard(press))>
                        {words.say("statement-discard")}
                    </button>
                </div>
            </Show>
            <StatementField live text wrong allowed=allowed.into() />
            <Refused why=refused />
            <p class="small why-not" hidden=move || !is_reserved() prop:textContent=why_not></p>
            <div class="actions">
                <button type="submit" class="primary" disabled=is_reserved>{words.say("statement-submit")}</button>
                {is_there.then(|| view! { <button type="button" class="quiet" on:click=handler(take_back)>{words.say("statement-take-back")}</button> })}
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}

/// Why one may not hand in a text for one's delegation, if that is reserved to its head.
pub fn reserved_to_head(live: LiveTable) -> Memo<Option<Refusal>> {
    memo(move || {
        let me = live.me()?;
        let of = me.speaks_for()?.clone();
        live.with(|table| table.may_publish_for(&me, &of).err())?
    })
}

/// The text, from one's desk if one likes, and the pace that it asks for.
#[component]
pub fn StatementField(
    live: LiveTable,
    /// What is written.
    text: RwSignal<String>,
    /// What is wrong with it.
    wrong: RwSignal<Option<String>>,
    /// For how many seconds it is.
    allowed: Signal<Option<u32>>,
) -> impl IntoView {
    let words = use_words();
    // What is on the desk comes with the desk's document.
    if let Some(mine) = untrack(|| live.my_delegation()) {
        live.look_at(&Root::Desk(mine));
    }
    let desk = memo(move || {
        live.documents.track();
        desk_text(live)
    });
    // What is typed already stays.
    let add = move |found: Option<String>| {
        if let Some(found) = found {
            text.update(|text| *text = with_added(text, &found));
            wrong.set(None);
            focus_soon("statement-text");
        }
    };
    let take = move |_| add(untrack(|| desk_text(live)));
    let not_delivered = memo(move || {
        let mine = live.my_delegation()?;
        let kept = live.with(|table| table.floor.kept.get(&mine).cloned())?;
        kept?.text
    });
    let has_before = memo(move || not_delivered.with(Option::is_some));
    let take_again = move |_| add(not_delivered.get_untracked());
    let refused = RwSignal::new(None::<String>);
    let drop_kept = move |_| {
        live.ask(FloorCommand::DropKeptStatement, words, refused);
        focus_soon("statement-text");
    };
    let has_desk = memo(move || desk.with(Option::is_some));
    let pace = move || {
        let is_empty = text.with(|text| text.trim().is_empty());
        (!is_empty).then(|| text.with(|text| Pace::of(text, allowed.get())))
    };
    let is_fast = move || pace().is_some_and(Pace::is_fast).to_string();
    view! {
        <TextField
            id="statement-text"
            label=words.say("statement-text")
            hint=words.say("statement-who-reads")
            value=text
            on_input=Callback::new(move |given| {
                text.set(given);
                wrong.set(None);
            })
            wrong
            long=true
        />
        <p class="pace small" data-fast=is_fast prop:textContent=said(move || pace().map(|pace| pace_said(words, pace)))></p>
        <div class="actions">
            <Show when=move || has_before.get()>
                <button type="button" class="quiet" on:click=handler(take_again)>{words.say("statement-again")}</button>
                <button type="button" class="quiet" on:click=handler(drop_kept)>{words.say("statement-drop-kept")}</button>
            </Show>
            <Show when=move || has_desk.get()>
                <button type="button" class="quiet" on:click=handler(take)>{words.say("statement-from-desk")}</button>
            </Show>
        </div>
        <Show when=move || has_before.get()>
            <p class="small">{words.say("statement-kept")}</p>
        </Show>
        <Refused why=refused />
    }
}

/// What is on one's own desk, in plain paragraphs, if it is here and there is something.
fn desk_text(live: LiveTable) -> Option<String> {
    let root = Root::Desk(live.my_delegation()?);
    let document = live.document_of(&root)?;
    let blocks = document.open(&root.to_string()).blocks();
    let lines = blocks.iter().map(|block| {
        let runs = block.runs.iter().map(|run| run.text.as_str());
        runs.collect::<String>()
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
