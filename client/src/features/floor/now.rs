//! Who has the floor, and what whoever presides does with that.

use leptos::prelude::*;
use shared::features::floor::{Floor, FloorCommand, Ruling, Speech};
use shared::ids::SpeechId;

use super::clock::{SpeechTime, ticking};
use super::statement::{Confirm, HandedIn};
use super::{delegation, kind_key, speaker, speech};
use crate::{
    live::LiveTable,
    views::{Icon, Monogram, Refused, handler, icon, memo, said},
    words::{Wording, use_words},
};

/// How much more time one press gives, in seconds.
const MORE: u32 = 60;

/// Who speaks; under a point of order, who goes on after it as well.
#[component]
pub fn Now(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let of = move |find: fn(&Floor) -> Option<&Speech>| {
        memo(move || live.with(|table| find(&table.floor).map(|it| it.id.clone()))?)
    };
    let speaking = of(Floor::speaking);
    let paused = of(Floor::paused);
    let presides = live.presides();
    let nobody = move || {
        (speaking.get().is_none() && paused.get().is_none()).then(|| words.say("floor-nobody"))
    };
    view! {
        <p class="small nobody" prop:textContent=said(nobody)></p>
        {move || speaking.get().map(|id| view! { <Holder live id /> })}
        {move || paused.get().map(|id| view! { <Holder live id /> })}
        {move || presides.get().then(|| view! { <Next live /> })}
    }
}

/// One who has the floor.
#[component]
fn Holder(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let found = untrack(|| speech(live, &id).and_then(|it| delegation(live, &it.delegation)));
    let about = {
        let id = id.clone();
        memo(move || speech(live, &id).map(|it| about(words, &it)))
    };
    let is_paused = {
        let id = id.clone();
        memo(move || speech(live, &id).is_some_and(|it| !it.speaks()))
    };
    let presides = live.presides();
    let of = id.clone();
    found.map(|found| {
        view! {
            <div class="holder" class:paused=is_paused>
                <Monogram short=found.short colour=found.colour />
                <span class="who">
                    <strong dir="auto" prop:textContent=found.name></strong>
                    <span class="small" prop:textContent=said(move || about.get())></span>
                    <span class="small" prop:textContent=said(move || is_paused.get().then(|| words.say("floor-paused")))></span>
                </span>
                <SpeechTime live id=id.clone() />
                <HandedIn live id=id.clone() />
                <Confirm live id is_short=true />
                {move || presides.get().then(|| view! { <Handle live id=of.clone() /> })}
            </div>
        }
    })
}

/// What for, and for whom else.
pub fn about(words: Wording, speech: &Speech) -> String {
    let kind = words.say(&kind_key(speech.kind));
    if speech.on_behalf_of.is_empty() {
        return kind;
    }
    let others = speech.on_behalf_of.clone();
    words.tell(
        "floor-on-behalf",
        &[("kind", kind.into()), ("others", others.into())],
    )
}

/// What whoever presides does about a speaker.
#[component]
fn Handle(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let is_point = untrack(|| speech(live, &id)).is_some_and(|it| it.is_point());
    let ask = move |command: FloorCommand| live.ask(command, words, refused);
    let buttons = if is_point {
        view! { <Rule live id refused /> }.into_any()
    } else {
        let (pausing, ending, returning) = (id.clone(), id.clone(), id.clone());
        let tick = ticking();
        let may_return = {
            let speech = id.clone();
            memo(move || {
                tick.track();
                let speech = speech.clone();
                live.would_refuse(FloorCommand::ReturnToList { speech })
                    .is_none()
            })
        };
        let put_back = move || {
            let speech = returning.clone();
            ask(FloorCommand::ReturnToList { speech });
        };
        let speaks = {
            let id = id.clone();
            memo(move || speech(live, &id).is_some_and(|it| it.speaks()))
        };
        // Behind a point of order, it waits for the ruling.
        let is_free = memo(move || {
            let resume = FloorCommand::ResumeSpeech { speech: id.clone() };
            live.would_refuse(resume).is_none()
        });
        let of = pausing.clone();
        let end = move || {
            let speech = ending.clone();
            ask(FloorCommand::EndSpeech { speech });
        };
        let pause = move || {
            let speech = pausing.clone();
            ask(if speaks.get_untracked() {
                FloorCommand::PauseSpeech { speech }
            } else {
                FloorCommand::ResumeSpeech { speech }
            });
        };
        let label = move || {
            words.say(if speaks.get() {
                "floor-pause"
            } else {
                "floor-resume"
            })
        };
        let (pause, end) = (StoredValue::new(pause), StoredValue::new(end));
        let put_back = StoredValue::new(put_back);
        view! {
            {move || is_free.get().then(|| view! {
                <div class="actions">
                    <button type="button" class="quiet" on:click=handler(move |_| pause.with_value(|pause| pause())) prop:textContent=said(label)></button>
                    <button type="button" class="quiet" on:click=handler(move |_| end.with_value(|end| end()))>
                        {words.say("floor-end")}
                    </button>
                    {move || may_return.get().then(|| view! {
                        <button type="button" class="quiet" on:click=handler(move |_| put_back.with_value(|put_back| put_back()))>
                            {words.say("floor-return")}
                        </button>
                    })}
                    <More live id=of.clone() refused />
                </div>
            })}
        }
        .into_any()
    };
    view! {
        {buttons}
        <Refused why=refused />
    }
}

/// More time, for one and then for all.
#[component]
fn More(live: LiveTable, id: SpeechId, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let state = {
        let id = id.clone();
        memo(move || {
            let speech = speech(live, &id)?;
            live.with(|table| {
                let all = table.floor.extra.get(&speech.kind).copied().unwrap_or(0);
                let is_limited = table.floor.limits.contains_key(&speech.kind);
                is_limited.then_some((speech.kind, speech.extra, all))
            })?
        })
    };
    let one = move || {
        if let Some((_, own, all)) = state.get_untracked() {
            let (speech, extra) = (id.clone(), own.max(all) + MORE);
            live.ask(FloorCommand::ExtendSpeech { speech, extra }, words, refused);
        }
    };
    let everybody = move |_| {
        if let Some((kind, extra, _)) = state.get_untracked() {
            live.ask(FloorCommand::ExtendAll { kind, extra }, words, refused);
        }
    };
    let is_more = memo(move || state.get().is_some_and(|(_, own, all)| own > all));
    let is_limited = memo(move || state.get().is_some());
    let one = StoredValue::new(one);
    view! {
        {move || is_limited.get().then(|| view! {
            <button type="button" class="quiet" on:click=handler(move |_| one.with_value(|one| one()))>
                {words.say("floor-more")}
            </button>
        })}
        {move || is_more.get().then(|| view! {
            <button type="button" class="quiet" on:click=handler(everybody)>
                {words.say("floor-more-all")}
            </button>
        })}
    }
}

/// The chair's ruling on a point of order.
#[component]
pub fn Rule(live: LiveTable, id: SpeechId, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let button = move |ruling: Ruling| {
        let speech = id.clone();
        let rule = move |_| {
            let speech = speech.clone();
            live.ask(FloorCommand::RuleOnPoint { speech, ruling }, words, refused);
        };
        view! {
            <button type="button" class="quiet" on:click=handler(rule)>
                {words.say(&format!("floor-{}", ruling.as_str()))}
            </button>
        }
    };
    view! { <div class="actions">{Ruling::ALL.map(button).collect_view()}</div> }
}

/// The button that gives the floor to whoever is next.
#[component]
fn Next(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let next = memo(move || {
        live.with(|table| {
            let turns = table.floor.order(&table.delegations);
            turns.first().map(|turn| turn.speech.id.clone())
        })?
    });
    let command = move || {
        let speech = next.get()?;
        let after = live.with(|table| table.floor.holder().map(|it| it.id.clone()))?;
        Some(FloorCommand::GiveFloor { speech, after })
    };
    // While a point of order is heard, the chair rules first.
    let is_free = memo(move || command().is_some_and(|it| live.would_refuse(it).is_none()));
    let label = move || {
        let name = speaker(live, &next.get()?);
        Some(words.tell("floor-call", &[("name", name.into())]))
    };
    let call = move |_| {
        if let Some(command) = untrack(command) {
            live.ask(command, words, refused);
        }
    };
    // What is taken away is taken out, so that the focus is led on.
    view! {
        {move || is_free.get().then(|| view! {
            <button type="button" class="primary call-next" on:click=handler(call)>
                {icon(Icon::Mic)}
                <span prop:textContent=said(label)></span>
            </button>
        })}
        <Refused why=refused />
    }
}
