//! The session played again, as a film: how fast it goes and where it stops ([`Film`], which knows no clock), and the row of
//! controls that runs it.

use leptos::{ev::KeyboardEvent, leptos_dom::helpers::IntervalHandle, prelude::*};
use shared::history::{Timeline, What};
use std::time::Duration;
use wasm_bindgen::JsCast as _;

use super::looking::Looking;
use crate::{
    clock::millis,
    views::{Icon, Show, handler, icon, said},
    words::use_words,
};

/// How often it is looked whether the next moment has come.
const TICK: Duration = Duration::from_millis(100);
/// The longest that one moment is shown, in milliseconds: nobody watches a coffee break.
const LONGEST: f64 = 2_000.0;

/// How fast a session is played.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Speed {
    /// From one mark to the next, in so many milliseconds each.
    Marks(f64),
    /// Each moment as long as any other, in milliseconds.
    Steps(f64),
    /// By the timeline's own time, so many times as fast, with long pauses cut short.
    Times(f64),
}

/// The speeds that there are, by the key of their name.
const SPEEDS: [(&str, Speed); 6] = [
    ("history-speed-marks", Speed::Marks(2_000.0)),
    ("history-speed-slow", Speed::Steps(1_000.0)),
    ("history-speed-steps", Speed::Steps(300.0)),
    ("history-speed-10", Speed::Times(10.0)),
    ("history-speed-60", Speed::Times(60.0)),
    ("history-speed-300", Speed::Times(300.0)),
];
/// What is chosen to begin with, and where a person would rather see little move.
const USUAL: (usize, usize) = (4, 0);

/// When each moment was, in milliseconds, and which of them are events; all by place.
struct Film {
    times: Vec<u64>,
    /// The places of all marks, in order, and whether something happened there other than that people wrote.
    marks: Vec<(usize, bool)>,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    place: usize,
    /// For how many milliseconds that moment has been shown.
    for_ms: f64,
    /// Whether it stops here.
    stops: bool,
}

impl Film {
    fn of(timeline: &Timeline) -> Self {
        let times = timeline.moments.iter().map(|(_, at)| at.0).collect();
        let marks = timeline.marks.iter().map(|mark| {
            let place = timeline.moments.partition_point(|(seq, _)| *seq < mark.seq);
            (place, !matches!(mark.what, What::Wrote { .. }))
        });
        Self {
            times,
            marks: marks.collect(),
        }
    }

    fn last(&self) -> usize {
        self.times.len().saturating_sub(1)
    }

    fn is_event(&self, place: usize) -> bool {
        self.marks.contains(&(place, true))
    }

    /// The moment after this one, and how long this one is shown, in milliseconds; nothing after the last.
    fn next(&self, place: usize, speed: Speed) -> Option<(usize, f64)> {
        let next = match speed {
            Speed::Marks(_) => {
                let mut later = self.marks.iter().map(|(place, _)| *place);
                later.find(|later| *later > place).unwrap_or(self.last())
            }
            Speed::Steps(_) | Speed::Times(_) => place + 1,
        };
        if place >= self.last() {
            return None;
        }
        let next = next.min(self.last());
        let wait = match speed {
            Speed::Marks(each) | Speed::Steps(each) => each,
            Speed::Times(times) => {
                let gap = self.times[next].saturating_sub(self.times[place]);
                #[allow(clippy::cast_precision_loss, reason = "a gap has some bits")]
                let gap = gap as f64;
                (gap / times).min(LONGEST)
            }
        };
        Some((next, wait))
    }

    /// What is shown so many milliseconds later. It stops at the end, and at events if it shall; from one mark to the next,
    /// only at the end.
    fn after(&self, mut shown: Shown, elapsed: f64, speed: Speed, at_events: bool) -> Shown {
        shown.for_ms += elapsed;
        let at_events = at_events && !matches!(speed, Speed::Marks(_));
        while let Some((next, wait)) = self.next(shown.place, speed) {
            if shown.for_ms < wait {
                return shown;
            }
            shown.for_ms -= wait;
            shown.place = next;
            shown.stops = next == self.last() || at_events && self.is_event(next);
            if shown.stops {
                shown.for_ms = 0.0;
                return shown;
            }
        }
        Shown {
            stops: true,
            ..shown
        }
    }
}

/// The controls under the slider: play and pause, how fast, and whether it stops at what happens.
#[component]
pub(super) fn Play(looking: Looking) -> impl IntoView {
    let words = use_words();
    let film = StoredValue::new(looking.timeline.with_value(Film::of));
    let speed = RwSignal::new(if wants_little_motion() {
        USUAL.1
    } else {
        USUAL.0
    });
    let at_events = RwSignal::new(true);
    let running = RwSignal::new(false);
    run(looking, film, speed, at_events, running);
    let toggle = move || {
        let is_over = film.with_value(Film::last) == looking.place.get_untracked();
        if is_over && !running.get_untracked() {
            // From the beginning again.
            looking.place.set(0);
        }
        running.update(|running| *running = !*running);
    };
    hear_space(toggle);
    let label = move || {
        words.say(if running.get() {
            "history-pause"
        } else {
            "history-play"
        })
    };
    let option = |(place, (key, _)): (usize, (&'static str, Speed))| {
        let is_chosen = move || speed.get() == place;
        view! { <option value=place.to_string() prop:selected=is_chosen>{words.say(key)}</option> }
    };
    let choose = move |value: String| {
        if let Some(place) = value.parse().ok().filter(|place| *place < SPEEDS.len()) {
            speed.set(place);
        }
    };
    view! {
        <div class="playing">
            <button type="button" class="quiet play" on:click=handler(move |_| toggle())>
                <Show when=move || running.get() fallback=|| icon(Icon::Play)>
                    {icon(Icon::Pause)}
                </Show>
                <span prop:textContent=said(label)></span>
            </button>
            <label class="speed">
                <span>{words.say("history-speed")}</span>
                <select on:change:target=move |change| choose(change.target().value())>
                    {SPEEDS.into_iter().enumerate().map(option).collect_view()}
                </select>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || at_events.get()
                    on:change:target=move |change| at_events.set(change.target().checked())
                />
                <span>{words.say("history-stops")}</span>
            </label>
        </div>
    }
}

/// Goes on while it runs. Whoever slides meanwhile is followed: it goes on from there.
fn run(
    looking: Looking,
    film: StoredValue<Film>,
    speed: RwSignal<usize>,
    at_events: RwSignal<bool>,
    running: RwSignal<bool>,
) {
    let clock = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        let before = clock.try_update_value(Option::take).flatten();
        before.inspect(IntervalHandle::clear);
    };
    Effect::new(move |_| {
        stop();
        if !running.get() {
            return;
        }
        let (last_look, for_ms) = (StoredValue::new(millis()), StoredValue::new((0_usize, 0.0)));
        let tick = move || {
            // The page may have been left meanwhile.
            let (Some(place), Some(before)) =
                (looking.place.try_get_untracked(), last_look.try_get_value())
            else {
                return;
            };
            let now = millis();
            last_look.set_value(now);
            #[allow(clippy::cast_precision_loss, reason = "some milliseconds")]
            let elapsed = (now - before) as f64;
            let (known, for_before) = for_ms.get_value();
            let shown = Shown {
                place,
                for_ms: if known == place { for_before } else { 0.0 },
                stops: false,
            };
            let (_, speed) = SPEEDS[speed.get_untracked()];
            let at_events = at_events.get_untracked();
            let then = film.with_value(|film| film.after(shown, elapsed, speed, at_events));
            for_ms.set_value((then.place, then.for_ms));
            if then.place != place {
                looking.place.set(then.place);
            }
            if then.stops {
                running.set(false);
            }
        };
        clock.set_value(set_interval_with_handle(tick, TICK).ok());
    });
    on_cleanup(stop);
}

/// The space bar plays and pauses, unless what has the keyboard means something by it.
fn hear_space(toggle: impl Fn() + 'static) {
    let hear = window_event_listener(leptos::ev::keydown, move |key: KeyboardEvent| {
        let plain = !(key.ctrl_key() || key.alt_key() || key.meta_key() || key.shift_key());
        if key.key() != " " || !plain || key.default_prevented() || key.repeat() {
            return;
        }
        let target = key.target();
        let target = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let means = "button, a, select, textarea, summary, input:not([type=range]), [contenteditable=true], dialog *";
        if target.is_some_and(|target| target.matches(means).unwrap_or(true)) {
            return;
        }
        key.prevent_default();
        toggle();
    });
    on_cleanup(move || hear.remove());
}

fn wants_little_motion() -> bool {
    let little = window().match_media("(prefers-reduced-motion: reduce)");
    little.ok().flatten().is_some_and(|little| little.matches())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two letters within a second, a coffee break, a move of the table, and the end.
    fn film() -> Film {
        Film {
            times: vec![0, 500, 1_000, 1_801_000, 1_802_000, 1_803_000],
            marks: vec![(0, true), (2, false), (3, true), (5, false)],
        }
    }

    fn at(place: usize) -> Shown {
        Shown {
            place,
            for_ms: 0.0,
            stops: false,
        }
    }

    #[test]
    fn steps_are_all_as_long_and_what_is_left_over_counts() {
        let film = film();
        let speed = Speed::Steps(300.0);
        let shown = film.after(at(0), 650.0, speed, false);
        assert_eq!((shown.place, shown.for_ms), (2, 50.0));
        let shown = film.after(shown, 240.0, speed, false);
        assert_eq!(shown.place, 2);
        assert_eq!(film.after(shown, 20.0, speed, false).place, 3);
    }

    #[test]
    fn its_own_time_runs_as_often_as_fast_and_pauses_are_cut_short() {
        let film = film();
        let speed = Speed::Times(10.0);
        assert_eq!(film.after(at(0), 49.0, speed, false).place, 0);
        assert_eq!(film.after(at(0), 51.0, speed, false).place, 1);
        // Half an hour would be three minutes.
        assert_eq!(film.after(at(2), LONGEST - 1.0, speed, false).place, 2);
        assert_eq!(film.after(at(2), LONGEST, speed, false).place, 3);
    }

    #[test]
    fn it_stops_at_events_and_at_the_end() {
        let film = film();
        let speed = Speed::Steps(100.0);
        let stopped = film.after(at(0), 5_000.0, speed, true);
        assert_eq!((stopped.place, stopped.stops), (3, true), "the table moved");
        let on = film.after(
            Shown {
                stops: false,
                ..stopped
            },
            5_000.0,
            speed,
            true,
        );
        assert_eq!(
            (on.place, on.stops),
            (5, true),
            "it goes on from there to the end"
        );
        assert!(film.after(at(5), 0.0, speed, false).stops);
        let through = film.after(at(0), 350.0, speed, false);
        assert_eq!((through.place, through.stops), (3, false));
    }

    #[test]
    fn from_mark_to_mark_it_shows_each_and_nothing_between() {
        let film = film();
        let speed = Speed::Marks(2_000.0);
        let mut shown = at(0);
        let mut seen = Vec::new();
        while !shown.stops {
            shown = film.after(shown, 2_000.0, speed, true);
            seen.push(shown.place);
        }
        assert_eq!(seen, [2, 3, 5]);
    }

    #[test]
    fn of_nothing_it_shows_nothing_and_stops() {
        let empty = Film {
            times: Vec::new(),
            marks: Vec::new(),
        };
        for (_, speed) in SPEEDS {
            assert!(empty.after(at(0), 1_000.0, speed, true).stops);
        }
    }
}
