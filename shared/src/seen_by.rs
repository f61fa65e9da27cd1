//! What may be shown to whom. Ballots are secret until they close; everything else at a table is
//! open to everyone at it.

use crate::ballot::{Standing, Votes};
use crate::event::{Event, Record};
use crate::ids::DelegationId;
use crate::participant::Participant;
use crate::round_table::RoundTable;

impl Record {
    /// The record as this participant may see it.
    #[must_use]
    pub fn seen_by(mut self, viewer: &Participant) -> Self {
        if let Event::VoteCast {
            delegation, choice, ..
        } = &mut self.event
            && viewer.speaks_for() != Some(delegation)
        {
            *choice = None;
        }
        self
    }
}

impl Record {
    /// The record as everybody may see it.
    #[must_use]
    pub fn seen_by_all(mut self) -> Self {
        if let Event::VoteCast { choice, .. } = &mut self.event {
            *choice = None;
        }
        self
    }
}

impl RoundTable {
    /// The table as this participant may see it: of open ballots, who has voted, and no choice but
    /// their own delegation's.
    #[must_use]
    pub fn seen_by(&self, viewer: &Participant) -> Self {
        let mut view = self.clone();
        for ballot in &mut view.ballots {
            if let Standing::Open { votes } = &mut ballot.standing {
                for votes in votes.values_mut() {
                    veil(votes, viewer.speaks_for());
                }
            }
        }
        view
    }
}

fn veil(votes: &mut Votes, own: Option<&DelegationId>) {
    for (delegation, choice) in votes {
        if own != Some(delegation) {
            *choice = None;
        }
    }
}
