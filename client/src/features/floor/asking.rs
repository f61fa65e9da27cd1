//! For who speaks for a delegation: asking for the floor, and thinking better of it.

use leptos::prelude::*;
use shared::features::floor::{FloorCommand, SpeechKind};
use shared::ids::SpeechId;
use shared::limits;
use shared::limits::named;
use shared::refusal::{Noun, Refusal};

use super::handing_in::{StatementField, reserved_to_head};
use super::kept_text::{self, Place};
use super::kind_key;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{Dialog, FormButtons, Refused, TextField, focus_soon, handler, memo, said},
    words::use_words,
};

/// What the dialog offers; a point of order has a button of its own.
const KINDS: [SpeechKind; 4] = [
    SpeechKind::Statement,
    SpeechKind::Intervention,
    SpeechKind::Answer,
    SpeechKind::RightOfReply,
];

fn ask_for(kind: SpeechKind, on_behalf_of: String) -> FloorCommand {
    FloorCommand::AskForFloor {
        speech: new_id(),
        kind,
        on_behalf_of,
    }
}

/// Why the table would not take it now.
fn why_not(live: LiveTable, kind: SpeechKind) -> Option<Refusal> {
    live.would_refuse(ask_for(kind, String::new()))
}

/// The buttons; nothing for who speaks for nobody.
#[component]
pub fn Asking(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let speaks = memo(move || live.me().is_some_and(|me| me.speaks_for().is_some()));
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let may = memo(move || KINDS.into_iter().any(|kind| why_not(live, kind).is_none()));
    let may_point = memo(move || why_not(live, SpeechKind::PointOfOrder).is_none());
    let point = move |_| {
        let command = ask_for(SpeechKind::PointOfOrder, String::new());
        live.ask(command, words, refused);
    };
    move || {
        speaks.get().then(|| {
            view! {
                <div class="actions">
                    {move || may.get().then(|| view! {
                        <button type="button" class="primary" on:click=handler(move |_| open.set(true))>
                            {words.say("floor-ask")}
                        </button>
                    })}
                    {move || may_point.get().then(|| view! {
                        <button type="button" class="quiet" on:click=handler(point)>
                            {words.say("speech-point-of-order")}
                        </button>
                    })}
                </div>
                <Refused why=refused />
                <Dialog open title=words.say("floor-ask")>
                    <Form live open />
                </Dialog>
            }
        })
    }
}

#[component]
fn Form(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let free = KINDS
        .into_iter()
        .find(|kind| untrack(|| why_not(live, *kind)).is_none());
    let kind = RwSignal::new(free.unwrap_or(SpeechKind::Statement));
    let others = RwSignal::new(String::new());
    let place = Place::of(live, None);
    let typed = place.as_ref().and_then(Place::read);
    let is_typed = typed.is_some();
    let text = RwSignal::new(typed.unwrap_or_default());
    kept_text::keep(place, text, String::new());
    let wrong_text = RwSignal::new(None::<String>);
    let allowed =
        Signal::derive(move || live.with(|table| table.floor.limits.get(&kind.get()).copied())?);
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let reserved = reserved_to_head(live);
    let is_reserved = move || reserved.with(Option::is_some);
    let head_only = said(move || reserved.get().map(|refusal| words.refusal(&refusal)));
    let ask = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let words_given = others.get_untracked().trim().to_owned();
        if !words_given.is_empty()
            && let Err(refusal) = named(&words_given, Noun::Name, limits::NAME)
        {
            wrong.set(Some(words.refusal(&refusal)));
            focus_soon("floor-others");
            return;
        }
        let given = text.get_untracked();
        let has_text = !given.trim().is_empty() && reserved.with_untracked(Option::is_none);
        if has_text && let Err(refusal) = named(given.trim(), Noun::Statement, limits::STATEMENT) {
            wrong_text.set(Some(words.refusal(&refusal)));
            focus_soon("statement-text");
            return;
        }
        let speech: SpeechId = new_id();
        let command = FloorCommand::AskForFloor {
            speech: speech.clone(),
            kind: kind.get_untracked(),
            on_behalf_of: words_given,
        };
        let done = move |answer: Result<(), Refusal>| match answer {
            Ok(()) => drop(open.try_set(false)),
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) if has_text => {
                let text = given;
                // From now on it belongs to the speech, also if it is not taken.
                Place::of(live, None).inspect(Place::forget);
                let place = Place::of(live, Some(&speech));
                place.inspect(|place| place.write(&text));
                let hands_in = FloorCommand::HandInStatement {
                    speech: speech.clone(),
                    text,
                };
                live.ask_then(hands_in, move |answer| {
                    if answer.is_ok() {
                        Place::of(live, Some(&speech)).inspect(Place::forget);
                    }
                    done(answer);
                });
            }
            answer => done(answer),
        });
    };
    let option = move |of: SpeechKind| {
        let why = memo(move || why_not(live, of).map(|why| words.refusal(&why)));
        let key = kind_key(of);
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="floor-kind"
                    disabled=move || why.get().is_some()
                    prop:checked=move || kind.get() == of
                    on:change=handler(move |_| kind.set(of))
                />
                <span>
                    <span prop:textContent=words.say(&key)></span>
                    <span class="small hint" prop:textContent=words.say(&format!("{key}-hint"))></span>
                    {move || why.get().map(|why| view! { <span class="small hint" prop:textContent=why></span> })}
                </span>
            </label>
        }
    };
    view! {
        <form class="ask-floor" on:submit=handler(ask) novalidate>
            <fieldset>
                <legend class="label">{words.say("floor-what-for")}</legend>
                {KINDS.map(option).collect_view()}
            </fieldset>
            <TextField
                id="floor-others"
                label=words.say("floor-others")
                hint=words.say("floor-others-hint")
                value=others
                on_input=Callback::new(move |text| {
                    others.set(text);
                    wrong.set(None);
                })
                wrong
            />
            <p class="small why-not" hidden=move || !is_reserved() prop:textContent=head_only></p>
            <details class="statement-form" open=is_typed hidden=is_reserved>
                <summary>{words.say("statement-with-text")}</summary>
                <StatementField live text wrong=wrong_text allowed />
            </details>
            <Refused why=refused />
            <FormButtons submit=words.say("floor-ask-submit") open />
        </form>
    }
}
