//! The text of a statement as it is read, the pace that it asks for, and the statements that were delivered.

use leptos::prelude::*;
use shared::features::floor::{Delivered, FAST, FloorCommand, MISTAKEN, Pace, Statement, time_for};
use shared::features::people::Role;
use shared::ids::{DelegationId, SpeechId};

use super::clock::{digits, ticking};
use super::{delegation, speech};
use crate::{
    live::LiveTable,
    views::{Icon, Monogram, Refused, Show, handler, icon, memo, said},
    words::{Wording, use_words},
};

/// The text that was handed in for a speech, as far as one may read it.
pub fn text_of(live: LiveTable, id: &SpeechId) -> Option<String> {
    speech(live, id)?.statement?.text
}

/// Whether one was handed in.
pub fn is_handed_in(live: LiveTable, id: &SpeechId) -> bool {
    speech(live, id).is_some_and(|it| it.statement.is_some())
}

/// How a pace is said.
pub fn pace_said(words: Wording, pace: Pace) -> String {
    let count = ("words", pace.words.into());
    let Some(a_minute) = pace.a_minute else {
        return words.tell("pace-no-limit", &[count]);
    };
    let key = if pace.is_fast() {
        "pace-fast"
    } else {
        "pace-fine"
    };
    let needed = digits(time_for(pace.words).into());
    let values = [
        count,
        ("pace", a_minute.into()),
        ("most", FAST.into()),
        ("time", needed.into()),
    ];
    words.tell(key, &values)
}

/// Paragraphs, each in its own direction.
#[component]
pub fn Paragraphs(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let lines = memo(move || {
        text.with(|text| {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(str::to_owned).collect::<Vec<_>>()
        })
    });
    let line = |line: String| view! { <p dir="auto" prop:textContent=line></p> };
    view! { <div class="statement-text">{move || lines.get().into_iter().map(line).collect_view()}</div> }
}

/// The pace that a text asks for: a calm sign, in words and by colour, without a sound.
#[component]
pub fn PaceSign(
    live: LiveTable,
    /// Of which speech.
    id: SpeechId,
    /// Whether it is said only if it is too fast.
    #[prop(optional)]
    only_too_fast: bool,
) -> impl IntoView {
    let words = use_words();
    let pace = memo(move || {
        let speech = speech(live, &id)?;
        let pace = live.with(|table| table.floor.pace(&speech)).flatten();
        pace.filter(|pace| !only_too_fast || pace.is_fast())
    });
    let is_fast = move || pace.get().is_some_and(Pace::is_fast).to_string();
    let is_there = memo(move || pace.with(Option::is_some));
    view! {
        <Show when=move || is_there.get()>
            <p class="pace small" role="status" data-fast=is_fast>
                {icon(Icon::Timer)}
                <span prop:textContent=said(move || pace.get().map(|pace| pace_said(words, pace)))></span>
            </p>
        </Show>
    }
}

/// For who speaks and who interprets: the speaker is too fast. Nothing for everybody else.
#[component]
pub fn TooFast(live: LiveTable, id: SpeechId) -> impl IntoView {
    let concerns = {
        let id = id.clone();
        memo(move || {
            let Some(me) = live.me() else { return false };
            let of = speech(live, &id).map(|speech| speech.delegation);
            me.role == Role::Interpreter || (of.is_some() && me.speaks_for() == of.as_ref())
        })
    };
    view! {
        <Show when=move || concerns.get()>
            <PaceSign live id=id.clone() only_too_fast=true />
        </Show>
    }
}

/// That a text was handed in for a speech; the text itself for whoever may read it.
#[component]
pub fn HandedIn(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let (there, read) = (id.clone(), id.clone());
    let is_there = memo(move || is_handed_in(live, &there));
    let text = memo(move || text_of(live, &read));
    let is_readable = memo(move || text.with(Option::is_some));
    let id = StoredValue::new(id);
    view! {
        <Show when=move || is_there.get()>
            <Show when=move || is_readable.get() fallback=move || view! { <p class="small handed-in">{words.say("statement-handed-in")}</p> }>
                <details class="handed-in">
                    <summary class="small">{words.say("statement-handed-in")}</summary>
                    <Paragraphs text=Signal::derive(move || text.get().unwrap_or_default()) />
                    <PaceSign live id=id.get_value() />
                </details>
            </Show>
        </Show>
    }
}

/// For who speaks for the delegation and who presides: a short speech was its statement, and what was handed in is published.
#[component]
pub fn Confirm(
    live: LiveTable,
    id: SpeechId,
    /// Whether that is offered for a moment only: whoever speaks longer publishes it by that.
    #[prop(optional)]
    is_short: bool,
) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let tick = ticking();
    let may = {
        let id = id.clone();
        memo(move || {
            tick.track();
            let is_long = speech(live, &id).is_some_and(|it| it.spoken(live.now()) >= MISTAKEN);
            let speech = id.clone();
            let confirm = FloorCommand::ConfirmStatement { speech };
            // It is shown to those who would be asked, and to nobody else.
            !(is_short && is_long)
                && live.with(|table| table.floor.heard(&id).is_some()) == Some(true)
                && live.would_refuse(confirm).is_none()
        })
    };
    let confirm = move || {
        let speech = id.clone();
        live.ask(FloorCommand::ConfirmStatement { speech }, words, refused);
    };
    let confirm = StoredValue::new(confirm);
    view! {
        <Show when=move || may.get()>
            <button type="button" class="quiet confirm-statement" on:click=handler(move |_| confirm.with_value(|confirm| confirm()))>
                {words.say("statement-confirm")}
            </button>
        </Show>
        <Refused why=refused />
    }
}

/// What delegations handed in that had the floor for a moment, with the way to publish it.
#[component]
pub fn NotPublished(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let all = memo(move || {
        live.with(|table| {
            let heard = |(of, kept): (&DelegationId, &Statement)| {
                let id = kept.heard.as_ref()?.speech.clone();
                Some((id, table.delegation(of)?.name.clone()))
            };
            table
                .floor
                .kept
                .iter()
                .filter_map(heard)
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let presides = live.presides();
    let rows = memo(move || {
        let mine = live.my_delegation();
        let concerns = |id: &SpeechId| {
            let of = live.with(|table| table.floor.heard(id).map(|(of, _)| of.clone()));
            presides.get() || mine.is_some() && of.flatten() == mine
        };
        let mut rows = all.get();
        rows.retain(|(id, _)| concerns(id));
        rows
    });
    let row = move |(id, name): (SpeechId, String)| {
        let text = words.tell("statement-confirm-says", &[("name", name.into())]);
        view! {
            <li>
                <span class="small who" prop:textContent=text></span>
                <Confirm live id />
            </li>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <ul class="speakers not-published" aria-label=words.say("statement-confirm-title")>
                <For each=move || rows.get() key=Clone::clone children=row />
            </ul>
        </Show>
    }
}

/// The statements that were delivered, the newest first; nothing while there are none.
#[component]
pub fn DeliveredStatements(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let all = memo(move || {
        let all = live.with(|table| table.floor.delivered.clone());
        let mut all = all.unwrap_or_default();
        all.reverse();
        all
    });
    let is_any = memo(move || all.with(|all| !all.is_empty()));
    let title = move || {
        words.tell(
            "statements-delivered",
            &[("count", all.with(Vec::len).into())],
        )
    };
    view! {
        <Show when=move || is_any.get()>
            <details class="delivered">
                <summary prop:textContent=said(title)></summary>
                <ul class="speakers">
                    <For each=move || all.get() key=|it| (it.speech.clone(), it.at) let(it)>
                        <OneDelivered live it />
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn OneDelivered(live: LiveTable, it: Delivered) -> impl IntoView {
    let words = use_words();
    let of = untrack(|| delegation(live, &it.delegation));
    let (name, mono) = of.map_or_else(Default::default, |of| {
        let mono = view! { <Monogram short=of.short colour=of.colour /> };
        (of.name, Some(mono))
    });
    let about = if it.on_behalf_of.is_empty() {
        words.moment(it.at)
    } else {
        let others = [
            ("others", it.on_behalf_of.into()),
            ("at", words.moment(it.at).into()),
        ];
        words.tell("statement-on-behalf", &others)
    };
    view! {
        <li>
            {mono}
            <details class="who">
                <summary>
                    <span dir="auto" prop:textContent=name></span>
                    <span class="small" prop:textContent=about></span>
                </summary>
                <Paragraphs text=it.text />
            </details>
        </li>
    }
}
