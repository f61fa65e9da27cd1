//! A temperature check: how the room leans, which is no vote.

pub mod ask;
mod bars;
pub mod card;
pub mod projected;
pub mod strip;

use leptos::prelude::*;
use shared::features::temperature::{Leaning, TemperatureCheck};

use crate::{live::LiveTable, words::Wording};

/// The check that is on.
fn check(live: LiveTable) -> Option<TemperatureCheck> {
    live.with(|table| table.temperature.now.clone()).flatten()
}

/// Whether one is on.
fn is_on(live: LiveTable) -> Memo<bool> {
    crate::views::memo(move || live.with(|table| table.temperature.now.is_some()) == Some(true))
}

/// What is asked.
fn asked(live: LiveTable, words: Wording) -> Option<String> {
    let wording = live.with(|table| Some(table.temperature.now.as_ref()?.wording.clone()))??;
    Some(if wording.is_empty() {
        words.say("temperature-usual")
    } else {
        wording
    })
}

/// The key of a leaning's name.
pub fn leaning_key(leaning: Leaning) -> String {
    format!("leaning-{}", leaning.as_str())
}
