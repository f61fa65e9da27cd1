//! A speaker's time, counted on the server's clock.

use leptos::prelude::*;
use shared::features::floor::{Light, Speech, TimeLeft};
use shared::ids::{SpeechId, Timestamp};
use std::time::Duration;

use crate::features::floor::speech;
use crate::{
    live::LiveTable,
    views::{Icon, icon, memo, said},
    words::{Wording, use_words},
};

/// Changes so often that a clock that is read by it is right to the second.
pub fn ticking() -> RwSignal<()> {
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_millis(250)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    tick
}

/// Minutes and seconds.
pub fn digits(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What is left, or by how much it is over; a second that has begun is there until it is gone.
fn left(words: Wording, left: TimeLeft) -> String {
    let (key, seconds) = match u64::try_from(left.millis) {
        Ok(millis) if millis > 0 => ("floor-left", millis.div_ceil(1000)),
        Ok(_) | Err(_) => ("floor-over", left.millis.unsigned_abs() / 1000),
    };
    words.tell(key, &[("time", digits(seconds).into())])
}

const fn light_key(light: Light) -> &'static str {
    match light {
        Light::Green => "floor-green",
        Light::Amber => "floor-amber",
        Light::Red => "floor-red",
    }
}

/// How long a speech has been, or has left, and how that stands: in words, by a sign and by colour.
#[component]
pub fn SpeechTime(
    live: LiveTable,
    /// Whose time it is.
    id: SpeechId,
) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let stand = memo(move || {
        tick.track();
        let speech = speech(live, &id)?;
        let time = live.with(|table| table.floor.time_left(&speech, live.now()))?;
        Some(match time {
            Some(time) => (left(words, time), Some(light_key(time.light))),
            None => (spoken(&speech, live.now()), None),
        })
    });
    let light = memo(move || stand.get().and_then(|(_, light)| light));
    let sign = move || match light.get() {
        Some("floor-red") => icon(Icon::TriangleAlert),
        Some(_) | None => icon(Icon::Timer),
    };
    view! {
        <span class="speech-time" data-light=move || light.get()>
            {sign}
            <span role="timer" aria-label=words.say("floor-time") prop:textContent=said(move || stand.get().map(|(time, _)| time))></span>
            <span class="small" prop:textContent=said(move || light.get().map(|key| words.say(key)))></span>
        </span>
    }
}

fn spoken(speech: &Speech, now: Timestamp) -> String {
    digits(speech.spoken(now) / 1000)
}
