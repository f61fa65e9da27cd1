//! Time left, on the server's clock: the same second on every screen.

use leptos::prelude::*;
use shared::ids::Timestamp;
use std::time::Duration;

use super::{memo, said};
use crate::words::use_words;

/// How often it is looked at, in milliseconds.
const LOOK: u64 = 250;

/// How much time is left: until when, or how much on a clock that stands still, in milliseconds.
pub type Left = (Option<Timestamp>, Option<u64>);

/// Something that is told four times a second while the view is there.
pub fn ticking() -> RwSignal<()> {
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_millis(LOOK)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    tick
}

/// How many seconds there are until a moment; fewer than none when it is over.
pub fn seconds(until: Timestamp, now: Timestamp) -> i64 {
    (until.0.cast_signed() - now.0.cast_signed()) / 1000
}

/// Minutes and seconds.
pub fn digits(seconds: i64) -> String {
    format!("{}:{:02}", seconds.abs() / 60, seconds.abs() % 60)
}

/// The time left; past the end it says by how much, and that it stands still if it does.
#[component]
pub fn TimeLeft(
    /// How much there is.
    clock: Memo<Option<Left>>,
    /// What time it is at the server.
    now: Callback<(), Timestamp>,
) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    // What is left in seconds, and whether it stands still.
    let left = memo(move || {
        let (ends, left) = clock.get()?;
        if let Some(left) = left {
            return Some((i64::try_from(left / 1000).ok()?, true));
        }
        tick.track();
        Some((seconds(ends?, now.run(())), false))
    });
    let is_there = memo(move || left.get().is_some());
    let is = move |wanted: fn((i64, bool)) -> bool| left.get().is_some_and(wanted);
    let text = said(move || {
        let (seconds, is_paused) = left.get()?;
        let digits = digits(seconds);
        Some(match (seconds < 0, is_paused) {
            (true, _) => words.tell("clock-over", &[("time", digits.into())]),
            (false, true) => words.tell("clock-paused", &[("left", digits.into())]),
            (false, false) => digits,
        })
    });
    move || {
        is_there.get().then(|| {
            view! {
                <span
                    class="clock"
                    class:over=move || is(|(seconds, _)| seconds < 0)
                    class:paused=move || is(|(_, is_paused)| is_paused)
                    role="timer"
                    aria-label=words.say("clock-label")
                    prop:textContent=text
                ></span>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_minutes_and_seconds() {
        let left = |until: u64, now| digits(seconds(Timestamp(until), Timestamp(now)));
        assert_eq!(left(120_000, 0), "2:00");
        assert_eq!(left(120_000, 20_001), "1:39");
        assert_eq!(left(5_000, 5_999), "0:00");
        assert_eq!(left(0, 61_000), "1:01");
    }
}
