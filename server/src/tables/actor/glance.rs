//! What a table tells whoever looks on from outside: what it is at, who is there and who writes, and how they are connected.

use super::Table;
use super::connections::Connected;
use crate::tables::handle::{Glanced, Seated};
use shared::ids::ParticipantId;
use shared::lobby::{Glance, Line};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

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
        } else if self.connections.departures().often(&connected.participant) {
            Line::Unsteady
        } else {
            Line::Steady
        }
    }
}

impl Connected {
    fn writes(&self) -> bool {
        self.wrote.is_some_and(|when| when.elapsed() < WRITES)
    }
}
