//! Holding ballots: one vote a delegation, changed by any of its members until the ballot closes. A
//! practice may be voted on again, once at a time.

use super::names::named;
use super::{Decision, needs_role, speaks_for, unless};
use crate::ballot::{BallotRules, Choice, Standing, Wording};
use crate::event::Event;
use crate::ids::{BallotId, PracticeId};
use crate::limits;
use crate::participant::{Participant, Role};
use crate::phase::Phase;
use crate::refusal::{Noun, Refusal};
use crate::round_table::RoundTable;
use std::collections::{BTreeMap, BTreeSet};

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
        self.check_rules(&rules)?;
        if self.ballots.len() >= limits::BALLOTS {
            return Err(Refusal::TooMany {
                what: Noun::Ballot,
                most: limits::BALLOTS,
            });
        }
        let wording = rules.practices.iter().filter_map(|id| self.practice(id));
        // The cards; whoever holds the document adds what is written in it.
        let prose = BTreeMap::new();
        let wording = wording
            .map(|practice| Wording::of(practice, &prose))
            .collect();
        Ok(vec![Event::BallotOpened {
            ballot,
            rules,
            wording,
        }])
    }

    /// A ballot has a title, asks about some practices, and has a rule just if it decides.
    fn check_rules(&self, rules: &BallotRules) -> Result<(), Refusal> {
        named(&rules.title, Noun::Title, limits::TITLE)?;
        self.check_practices(&rules.practices)?;
        if rules.indicative == rules.rule.is_some() {
            return Err(Refusal::NeedsRule);
        }
        match &rules.again {
            Some(again) if self.ballot(again).is_none() => {
                Err(Refusal::Unknown { what: Noun::Ballot })
            }
            _ => Ok(()),
        }
    }

    /// A ballot asks about some practices of this table, each once and none of them voted on now.
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
            if self.is_voted_on(practice) {
                return Err(Refusal::PutToBallot);
            }
        }
        Ok(())
    }

    pub(super) fn close_ballot(&self, who: &Participant, ballot: BallotId) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self
            .ballot(&ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        match &found.standing {
            Standing::Open { .. } => {
                let results = found.count(&self.delegations);
                Ok(vec![Event::BallotClosed { ballot, results }])
            }
            Standing::Closed { .. } => Ok(Vec::new()),
            Standing::Cancelled { .. } => Err(Refusal::BallotCancelled),
        }
    }

    pub(super) fn cancel_ballot(
        &self,
        who: &Participant,
        ballot: BallotId,
        reason: String,
    ) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self
            .ballot(&ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        match &found.standing {
            Standing::Open { .. } => {
                named(&reason, Noun::Reason, limits::REASON)?;
                Ok(vec![Event::BallotCancelled { ballot, reason }])
            }
            Standing::Closed { .. } => Err(Refusal::BallotClosed),
            Standing::Cancelled { .. } => Ok(Vec::new()),
        }
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
        match &found.standing {
            Standing::Open { .. } => {}
            Standing::Closed { .. } => return Err(Refusal::BallotClosed),
            Standing::Cancelled { .. } => return Err(Refusal::BallotCancelled),
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
