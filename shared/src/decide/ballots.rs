//! Holding ballots: one vote a delegation, changed by any of its members until the ballot closes.

use super::names::named;
use super::{Decision, needs_role, speaks_for, unless};
use crate::ballot::{BallotRules, Choice};
use crate::event::Event;
use crate::ids::{BallotId, PracticeId};
use crate::limits;
use crate::participant::{Participant, Role};
use crate::phase::Phase;
use crate::refusal::{Noun, Refusal};
use crate::round_table::RoundTable;
use std::collections::BTreeSet;

impl RoundTable {
    pub(super) fn open_ballot(
        &self,
        who: &Participant,
        ballot: BallotId,
        rules: BallotRules,
    ) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if let Some(found) = self.ballot(&ballot) {
            let is_same = found.rules == rules;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken { what: Noun::Ballot })
            };
        }
        self.needs_phase(&[Phase::Voting])?;
        named(&rules.title, Noun::Title, limits::TITLE)?;
        self.check_practices(&rules.practices)?;
        if self.ballots.len() >= limits::BALLOTS {
            return Err(Refusal::TooMany {
                what: Noun::Ballot,
                most: limits::BALLOTS,
            });
        }
        Ok(vec![Event::BallotOpened { ballot, rules }])
    }

    /// A ballot asks about some practices of this table, each once.
    fn check_practices(&self, practices: &[PracticeId]) -> Result<(), Refusal> {
        let what = Noun::Practice;
        if practices.is_empty() {
            return Err(Refusal::Empty { what });
        }
        let mut seen = BTreeSet::new();
        for practice in practices {
            self.practice(practice).ok_or(Refusal::Unknown { what })?;
            if !seen.insert(practice) {
                return Err(Refusal::IdTaken { what });
            }
        }
        Ok(())
    }

    pub(super) fn close_ballot(&self, who: &Participant, ballot: BallotId) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self
            .ballot(&ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        if !found.is_open() {
            return Ok(Vec::new());
        }
        let results = found.count(&self.delegations);
        Ok(vec![Event::BallotClosed { ballot, results }])
    }

    pub(super) fn cast_vote(
        &self,
        who: &Participant,
        ballot: BallotId,
        practice: PracticeId,
        choice: Choice,
    ) -> Decision {
        let delegation = speaks_for(who)?.clone();
        let found = self
            .ballot(&ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        if !found.is_open() {
            return Err(Refusal::BallotClosed);
        }
        if !found.rules.practices.contains(&practice) {
            return Err(Refusal::NotOnBallot);
        }
        let is_so = found.choice_of(&practice, &delegation) == Some(choice);
        Ok(unless(
            is_so,
            Event::VoteCast {
                ballot,
                practice,
                delegation,
                choice: Some(choice),
            },
        ))
    }
}
