//! No objection: wording that stands unless a delegation objects in time.

mod after;
pub mod card;
mod countdown;
pub mod form;
pub mod list;
mod objecting;
pub mod projected;
mod running;
pub mod strip;
mod wording;

use leptos::prelude::*;
use shared::features::no_objection::{NoObjection, NoObjectionStanding};
use shared::ids::DecisionId;

use crate::{live::LiveTable, words::Wording};

/// Wording that was put, as it is known by now.
type Put = Memo<Option<NoObjection>>;

/// What is counted down in the room, the one that ends first.
fn in_the_room(live: LiveTable) -> Memo<Option<DecisionId>> {
    crate::views::memo(move || {
        let first = live.with(|table| {
            let running = table.no_objections.running();
            let in_the_room = running.filter(|it| it.rules.time.is_room());
            in_the_room
                .min_by_key(|it| it.until)
                .map(|it| it.id.clone())
        });
        first.flatten()
    })
}

fn put(live: LiveTable, id: DecisionId) -> Put {
    crate::views::memo(move || {
        live.with(|table| table.no_objections.get(&id).cloned())
            .flatten()
    })
}

fn title(live: LiveTable, it: Put) -> Option<String> {
    let it = it.get()?;
    live.with(|table| it.called(table))
}

/// What came of it, in a sentence; nothing while it runs.
fn result(words: Wording, it: &NoObjection) -> Option<(&'static str, String)> {
    Some(match it.standing {
        NoObjectionStanding::Running => return None,
        NoObjectionStanding::Closed { count: 0, .. } => {
            ("stands", words.say("no-objection-stands"))
        }
        NoObjectionStanding::Closed { .. } => ("objected", words.say("no-objection-objected")),
        NoObjectionStanding::Cancelled { .. } => ("cancelled", words.say("no-objection-cancelled")),
    })
}

/// How many object, so far or at the end.
fn objections(words: Wording, it: &NoObjection) -> String {
    if it.count == 0 && it.is_running() {
        words.say("no-objection-none-object")
    } else {
        words.tell("no-objection-objections", &[("count", it.count.into())])
    }
}

/// Where it stands beside the text.
fn place(id: &DecisionId) -> String {
    format!("decision-{id}")
}
