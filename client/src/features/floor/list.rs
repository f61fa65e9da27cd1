//! The list of speakers: who waits, in which order, and why each comes where they come.

use leptos::prelude::*;
use shared::features::floor::{Counted, FloorCommand, ListStanding, OrderPolicy, Speech, Why};
use shared::ids::SpeechId;

use super::clock::{digits, ticking};
use super::handing_in::HandIn;
use super::now::{Rule, about};
use super::statement::HandedIn;
use super::{delegation, speaker, speech};
use crate::{
    live::LiveTable,
    views::{Icon, Monogram, Refused, handler, icon, memo, said},
    words::{Wording, use_words},
};

/// Who waits: speeches and reasons, in order.
fn turns(live: LiveTable) -> Vec<(Speech, Why)> {
    let turns = live.with(|table| {
        let turns = table.floor.order(&table.delegations).into_iter();
        turns
            .map(|turn| (turn.speech.clone(), turn.why))
            .collect::<Vec<_>>()
    });
    turns.unwrap_or_default()
}

/// The list.
#[component]
pub fn Speakers(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let turns = memo(move || turns(live));
    let ids = move || {
        let turns = turns.get().into_iter();
        turns.map(|(speech, _)| speech.id).collect::<Vec<_>>()
    };
    let count = move || words.tell("floor-waiting", &[("count", turns.with(Vec::len).into())]);
    let is_arranged = move || live.with(|table| table.floor.is_arranged()) == Some(true);
    let by_hand = move || is_arranged().then(|| words.say("floor-arranged"));
    let order = move || live.with(|table| order(words, &table.floor.policy, table.floor.draws));
    view! {
        <h3 class="list-title" prop:textContent=said(count)></h3>
        <Standing live />
        <ol class="speakers">
            <For each=ids key=Clone::clone let(id)>
                <Row live turns id />
            </For>
        </ol>
        <p class="small" prop:textContent=said(order)></p>
        <p class="small" prop:textContent=said(by_hand)></p>
    }
}

/// Whether one can still ask, and how long.
#[component]
fn Standing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let list = memo(move || live.with(|table| table.floor.list.clone()));
    let closes = move || match list.get()? {
        ListStanding::Closing { closes } => {
            tick.track();
            let left = closes.0.saturating_sub(live.now().0).div_ceil(1000);
            Some(words.tell("floor-closes", &[("time", digits(left).into())]))
        }
        ListStanding::Closed => Some(words.say("floor-closed")),
        ListStanding::Open => None,
    };
    // What is counted down is not read aloud each second: the announcement has said it.
    view! { <p class="small list-standing" prop:textContent=said(closes)></p> }
}

/// In which order they come, in a sentence.
fn order(words: Wording, policy: &OrderPolicy, draws: u32) -> String {
    let times = || ("draws", draws.into());
    match policy {
        OrderPolicy::ByLot { seed } => {
            words.tell("floor-order-lot", &[("seed", (*seed).into()), times()])
        }
        OrderPolicy::Alphabetical { from } => {
            let letter = from.to_uppercase().collect::<String>();
            words.tell("floor-order-letter", &[("letter", letter.into()), times()])
        }
        OrderPolicy::AsAsked
        | OrderPolicy::LeastSpoken { .. }
        | OrderPolicy::FirstTimers { .. }
        | OrderPolicy::Protocol => {
            let policy = words.say(policy_key(policy));
            words.tell("floor-order", &[("policy", policy.into())])
        }
    }
}

/// The key of a policy's name.
pub const fn policy_key(policy: &OrderPolicy) -> &'static str {
    match policy {
        OrderPolicy::AsAsked => "order-as-asked",
        OrderPolicy::LeastSpoken { counted } => match counted {
            Counted::Round => "order-least-round",
            Counted::Table => "order-least-table",
        },
        OrderPolicy::FirstTimers { counted } => match counted {
            Counted::Round => "order-first-round",
            Counted::Table => "order-first-table",
        },
        OrderPolicy::ByLot { .. } => "order-lot",
        OrderPolicy::Protocol => "order-protocol",
        OrderPolicy::Alphabetical { .. } => "order-letter",
    }
}

/// Why somebody comes here.
fn why_here(words: Wording, why: Why) -> String {
    match why {
        Why::Point => words.say("why-point"),
        Why::Reply => words.say("why-reply"),
        Why::Asked => words.say("why-asked"),
        Why::Tour => words.say("why-tour"),
        Why::Spoken(millis) => words.tell("why-spoken", &[("time", digits(millis / 1000).into())]),
        Why::First => words.say("why-first"),
        Why::NotFirst => words.say("why-not-first"),
        Why::Lot(place) => words.tell("why-lot", &[("place", place.into())]),
        Why::Protocol(place) => words.tell("why-protocol", &[("place", place.into())]),
        Why::Alphabet(from) => {
            let letter = from.to_uppercase().collect::<String>();
            words.tell("why-letter", &[("letter", letter.into())])
        }
        Why::Moved => words.say("why-moved"),
        Why::Stood => words.say("why-stood"),
        Why::Later => words.say("why-later"),
    }
}

/// One who waits.
#[component]
fn Row(live: LiveTable, turns: Memo<Vec<(Speech, Why)>>, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let of = id.clone();
    let turn = memo(move || turns.with(|turns| turns.iter().find(|(it, _)| it.id == of).cloned()));
    let found = untrack(|| speech(live, &id).and_then(|it| delegation(live, &it.delegation)));
    let about = move || turn.get().map(|(speech, _)| about(words, &speech));
    let why = move || turn.get().map(|(_, why)| why_here(words, why));
    let presides = live.presides();
    let is_own = {
        let of = found.as_ref().map(|it| it.id.clone());
        memo(move || live.me().is_some_and(|me| me.speaks_for() == of.as_ref()))
    };
    let is_point = untrack(|| speech(live, &id)).is_some_and(|it| it.is_point());
    let (own, text) = (id.clone(), id.clone());
    found.map(|found| {
        view! {
            <li class:point=is_point>
                <Monogram short=found.short colour=found.colour />
                <span class="who">
                    <span dir="auto" prop:textContent=found.name></span>
                    <span class="small" prop:textContent=said(about)></span>
                    <span class="small why-here" prop:textContent=said(why)></span>
                </span>
                {move || is_own.get().then(|| view! {
                    <Withdraw live id=own.clone() />
                    {(!is_point).then(|| view! { <HandIn live id=own.clone() /> })}
                })}
                <HandedIn live id=text.clone() />
                {move || presides.get().then(|| view! { <Handle live turns id=id.clone() is_point /> })}
            </li>
        }
    })
}

/// One's own name off the list; in a tour de table, pass.
#[component]
fn Withdraw(live: LiveTable, id: SpeechId) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let is_tour = untrack(|| speech(live, &id)).is_some_and(|it| it.tour);
    let label = words.say(if is_tour {
        "floor-pass"
    } else {
        "floor-withdraw"
    });
    let withdraw = move |_| {
        let speech = id.clone();
        live.ask(FloorCommand::WithdrawFromList { speech }, words, refused);
    };
    view! {
        <button type="button" class="quiet" on:click=handler(withdraw) prop:textContent=label></button>
        <Refused why=refused />
    }
}

/// What whoever presides does about one who waits.
#[component]
fn Handle(
    live: LiveTable,
    turns: Memo<Vec<(Speech, Why)>>,
    id: SpeechId,
    is_point: bool,
) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let ask = move |command: FloorCommand| live.ask(command, words, refused);
    let name = untrack(|| speaker(live, &id));
    let label = |key: &str| words.tell(key, &[("name", name.clone().into())]);
    let (calling, skipping) = (id.clone(), id.clone());
    let call = move |_| {
        let (speech, holder) = (calling.clone(), holder(live));
        ask(FloorCommand::GiveFloor {
            speech,
            after: holder,
        });
    };
    let skip = move |_| {
        let speech = skipping.clone();
        ask(FloorCommand::SkipSpeaker { speech });
    };
    let moving = {
        let id = id.clone();
        move |to: Direction| {
            let command = turns.with_untracked(|turns| to.moves(turns, &id));
            if let Some(command) = command {
                ask(command);
            }
        }
    };
    let can = {
        let id = id.clone();
        move |to: Direction| turns.with(|turns| to.moves(turns, &id).is_some())
    };
    let (up, down) = (moving.clone(), moving);
    let (can_up, can_down) = (can.clone(), can);
    view! {
        <div class="handle">
            <button type="button" class="icon" aria-label=label("floor-call") title=label("floor-call") on:click=handler(call)>{icon(Icon::Mic)}</button>
            {(!is_point).then(|| view! {
            <button type="button" class="icon" aria-label=label("floor-up") title=label("floor-up") aria-disabled=move || (!can_up(Direction::Up)).to_string() on:click=handler(move |_| up(Direction::Up))>{icon(Icon::ArrowUp)}</button>
            <button type="button" class="icon" aria-label=label("floor-down") title=label("floor-down") aria-disabled=move || (!can_down(Direction::Down)).to_string() on:click=handler(move |_| down(Direction::Down))>{icon(Icon::ArrowDown)}</button>
            <button type="button" class="icon" aria-label=label("floor-skip") title=label("floor-skip") on:click=handler(skip)>{icon(Icon::X)}</button>
            })}
        </div>
        {is_point.then(|| view! { <Rule live id refused /> })}
        <Refused why=refused />
    }
}

/// Who has the floor now.
fn holder(live: LiveTable) -> Option<SpeechId> {
    live.table.with_untracked(|table| {
        let holder = table.as_ref()?.floor.holder()?;
        Some(holder.id.clone())
    })
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

impl Direction {
    /// Moves it by one place, if it can be moved that way.
    fn moves(self, turns: &[(Speech, Why)], id: &SpeechId) -> Option<FloorCommand> {
        let own = &turns.iter().find(|(it, _)| it.id == *id)?.0;
        let alike: Vec<_> = turns
            .iter()
            .filter(|(it, _)| it.class() == own.class())
            .map(|(it, _)| it.id.clone())
            .collect();
        let at = alike.iter().position(|it| it == id)?;
        let before = match self {
            Self::Up | Self::Down if own.is_point() => return None,
            Self::Up => Some(alike.get(at.checked_sub(1)?)?.clone()),
            Self::Down => {
                alike.get(at + 1)?;
                alike.get(at + 2).cloned()
            }
        };
        let speech = id.clone();
        Some(FloorCommand::MoveSpeaker { speech, before })
    }
}
