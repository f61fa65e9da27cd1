//! For who presides: in which order those speak who wait.

use leptos::prelude::*;
use shared::features::floor::{Counted, FloorCommand, OrderPolicy};

use super::list::policy_key;
use crate::{
    live::LiveTable,
    random::random,
    views::{Refused, handler, said},
    words::use_words,
};

/// What can be chosen; what is drawn is drawn when it is set.
const POLICIES: [OrderPolicy; 8] = [
    OrderPolicy::AsAsked,
    OrderPolicy::LeastSpoken {
        counted: Counted::Round,
    },
    OrderPolicy::LeastSpoken {
        counted: Counted::Table,
    },
    OrderPolicy::FirstTimers {
        counted: Counted::Round,
    },
    OrderPolicy::FirstTimers {
        counted: Counted::Table,
    },
    OrderPolicy::ByLot { seed: 0 },
    OrderPolicy::Protocol,
    OrderPolicy::Alphabetical { from: 'A' },
];

/// How many lots there are: as many as one can read out.
const LOTS: usize = 1_000_000;

/// The choice. It is set by a button, since the keys go through what is offered one by one.
#[component]
pub fn Order(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let now = move || live.with(|table| place(&table.floor.policy)).unwrap_or(0);
    let chosen = RwSignal::new(untrack(now));
    let is_drawn = move || POLICIES[chosen.get()].is_drawn();
    let label = move || {
        words.say(if is_drawn() {
            "order-draw"
        } else {
            "order-set"
        })
    };
    let set = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let policy = drawn(live, &POLICIES[chosen.get_untracked()]);
        live.ask(FloorCommand::OrderList { policy }, words, refused);
    };
    let choose = move |value: String| {
        if let Some(at) = value.parse().ok().filter(|at| *at < POLICIES.len()) {
            chosen.set(at);
        }
    };
    let offered = POLICIES.iter().enumerate().map(|(at, policy)| {
        view! {
            <option value=at.to_string() selected=move || chosen.get() == at>
                {words.say(policy_key(policy))}
            </option>
        }
    });
    view! {
        <form class="field" on:submit=handler(set)>
            <label for="floor-order">{words.say("order-label")}</label>
            <select id="floor-order" on:change:target=move |select| choose(select.target().value())>
                {offered.collect_view()}
            </select>
            <p class="small" prop:textContent=said(move || is_drawn().then(|| words.say("order-draw-hint")))></p>
            <div class="actions">
                <button type="submit" class="quiet" prop:textContent=said(label)></button>
            </div>
            <Refused why=refused />
        </form>
    }
}

/// Which of those offered it is.
fn place(policy: &OrderPolicy) -> usize {
    let key = policy_key(policy);
    let found = POLICIES.iter().position(|it| policy_key(it) == key);
    found.unwrap_or(0)
}

/// The policy with what is drawn for it now: a number, or the first letter of one of the delegations.
fn drawn(live: LiveTable, policy: &OrderPolicy) -> OrderPolicy {
    match policy {
        OrderPolicy::ByLot { .. } => {
            let seed = u32::try_from(random(LOTS)).unwrap_or_default();
            OrderPolicy::ByLot { seed }
        }
        OrderPolicy::Alphabetical { .. } => {
            let letters = live.table.with_untracked(|table| {
                let delegations = table.iter().flat_map(|table| &table.delegations);
                let first = delegations.filter_map(|it| it.name.chars().next());
                first.filter(|it| it.is_alphabetic()).collect::<Vec<_>>()
            });
            let from = letters.get(random(letters.len().max(1)));
            OrderPolicy::Alphabetical {
                from: from.copied().unwrap_or('A'),
            }
        }
        OrderPolicy::AsAsked
        | OrderPolicy::LeastSpoken { .. }
        | OrderPolicy::FirstTimers { .. }
        | OrderPolicy::Protocol => policy.clone(),
    }
}
