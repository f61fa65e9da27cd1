//! What a table tells whoever looks on from outside: what it is at, who is there and who writes, and how they are connected.

use super::Table;
use super::connections::Connected;
use crate::tables::handle::{Glanced, Seated};
use shared::ids::ParticipantId;
use shared::lobby::{Glance, Line};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::Instant;

/// For how long somebody who wrote is said to write: as long as a thought between two sentences.
const WRITES: Duration = Duration::from_secs(6);
impl Table {
    /// What it is at and who is there, as it is committed.
    pub(super) fn glance(&self) -> Glanced {
        let mut here = BTreeMap::<&ParticipantId, Seated>::new();
        let connections = self.connections.iter();
        for (_, connected) in connections.filter(|(_, connected)| !connected.is_leaving) {
            let writes = connected.writes();
            let seated = here.entry(&connected.participant).or_insert_with(|| {
                let participant = connected.participant.clone();
                let line = self.line(connected);
                Seated {
                    participant,
                    writes,
                    line,
                }
            });
            seated.writes |= writes;
            // Of several pages, one that gets through is enough.
            if !connected.is_behind && seated.line == Line::Behind {
                seated.line = self.line(connected);
            }
        }
        for (who, is_behind) in self.connections.others().people() {
            let others = self.connections.others();
            let writes = others.wrote_at(who).is_some_and(is_writing);
            let line = if is_behind {
                Line::Behind
            } else {
                self.steady_line(who)
            };
            let seated = here.entry(who).or_insert_with(|| Seated {
                participant: who.clone(),
                writes,
                line,
            });
            seated.writes |= writes;
            if seated.line == Line::Behind {
                seated.line = line;
            }
        }
        let gone: BTreeSet<_> = self.connections.departures().lately().collect();
        let gone = gone.into_iter().filter(|who| !here.contains_key(who));
        Glanced {
            at: Glance::of(&self.state.table),
            gone: gone.cloned().collect(),
            here: here.into_values().collect(),
        }
    }

    fn line(&self, connected: &Connected) -> Line {
        if connected.is_behind {
            Line::Behind
        } else {
            self.steady_line(&connected.participant)
        }
    }

    /// How somebody is connected who is not behind.
    fn steady_line(&self, who: &ParticipantId) -> Line {
        if self.connections.departures().often(who) {
            Line::Unsteady
        } else {
            Line::Steady
        }
    }
}

impl Connected {
    fn writes(&self) -> bool {
        self.wrote.is_some_and(is_writing)
    }
}

fn is_writing(wrote: Instant) -> bool {
    wrote.elapsed() < WRITES
}
