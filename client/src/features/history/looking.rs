//! Which moment is looked at, and what the server tells of it.

use leptos::prelude::*;
use shared::history::{Then, Timeline};
use shared::ids::{TableId, Timestamp};
use shared::seq::Seq;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, Trouble};

/// How long one waits after having asked too often.
const BREATH: Duration = Duration::from_millis(500);

/// After how long it is said that an answer is on its way.
const SLOW: Duration = Duration::from_millis(500);

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Looking {
    /// All that happened.
    pub timeline: StoredValue<Timeline>,
    /// The moment, by its place among the timeline's.
    pub place: RwSignal<usize>,
    /// The text, by its root; none for the one that is being written at each moment.
    pub root: RwSignal<Option<String>>,
    /// What was told last.
    pub then: RwSignal<Option<Then>>,
    /// Why nothing newer was told.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether an answer takes so long that it is said.
    pub is_slow: RwSignal<bool>,
    table: StoredValue<TableId>,
    asking: StoredValue<bool>,
    /// How many moments were asked for.
    asked: StoredValue<u64>,
}

impl Looking {
    /// Begins with the last moment.
    pub fn at_the_end(table: TableId, timeline: Timeline) -> Self {
        let last = timeline.moments.len().saturating_sub(1);
        let looking = Self {
            timeline: StoredValue::new(timeline),
            place: RwSignal::new(last),
            root: RwSignal::new(None),
            then: RwSignal::new(None),
            trouble: RwSignal::new(None),
            is_slow: RwSignal::new(false),
            table: StoredValue::new(table),
            asking: StoredValue::new(false),
            asked: StoredValue::new(0),
        };
        Effect::new(move |_| {
            looking.place.track();
            looking.root.track();
            looking.ask();
        });
        looking
    }

    /// The moment: the last entry that counts, and when it was.
    pub fn moment(self) -> Option<(Seq, Timestamp)> {
        let place = self.place.get();
        self.timeline
            .with_value(|timeline| timeline.moments.get(place).copied())
    }

    /// The mark that the moment belongs to, by its place: what is being written is a mark when it is over.
    pub fn mark(self) -> Option<usize> {
        let (seq, _) = self.moment()?;
        self.timeline.with_value(|timeline| {
            let place = timeline.marks.partition_point(|mark| mark.seq < seq);
            (place < timeline.marks.len()).then_some(place)
        })
    }

    /// Goes to a mark.
    pub fn go_to_mark(self, mark: usize) {
        let place = self.timeline.with_value(|timeline| {
            let seq = timeline.marks.get(mark)?.seq;
            Some(timeline.moments.partition_point(|(at, _)| *at < seq))
        });
        if let Some(place) = place {
            self.place.set(place);
        }
    }

    /// Goes so many marks further, or back.
    pub fn leap(self, by: isize) {
        let last = self
            .timeline
            .with_value(|timeline| timeline.marks.len().saturating_sub(1));
        let Some(now) = untrack(|| self.mark()) else {
            return;
        };
        self.go_to_mark(now.saturating_add_signed(by).min(last));
    }

    /// Of a long history, the first moment takes a second or two.
    fn says_when_slow(self) {
        let asked = self.asked.try_get_value();
        let late = move || {
            if self.asked.try_get_value() == asked {
                self.is_slow.try_set(true);
            }
        };
        set_timeout(late, SLOW);
    }

    /// Asks for the moment; if an answer is on its way, when that has come. Whoever slides fast is shown some of what they pass.
    pub fn ask(self) {
        // The page may have been left meanwhile.
        if self.asking.try_get_value() != Some(false) {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            while let Some(wanted) = self.wanted() {
                let (seq, root) = &wanted;
                let table = self.table.try_get_value();
                let Some(table) = table else { return };
                self.says_when_slow();
                let told = api::then(&table, *seq, root.as_deref()).await;
                self.asked.try_update_value(|asked| *asked += 1);
                self.is_slow.try_set(false);
                match told {
                    Err(Trouble::Refused { status: 429, .. }) => {
                        set_timeout(move || self.ask(), BREATH);
                        break;
                    }
                    Err(trouble) => {
                        self.trouble.try_set(Some(trouble));
                    }
                    Ok(then) => {
                        self.trouble.try_set(None);
                        self.then.try_set(Some(then));
                    }
                }
                if self.wanted().as_ref() == Some(&wanted) {
                    break;
                }
            }
            self.asking.try_update_value(|asking| *asking = false);
        });
    }

    fn wanted(self) -> Option<(Seq, Option<String>)> {
        let place = self.place.try_get_untracked()?;
        let root = self.root.try_get_untracked()?;
        let seq = |timeline: &Timeline| timeline.moments.get(place).map(|(seq, _)| *seq);
        Some((self.timeline.try_with_value(seq)??, root))
    }
}
