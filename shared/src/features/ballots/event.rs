//! What happened to ballots, and who may see it. Ballots are secret until they close, and for ever if they are
//! cancelled.

use super::ballot::{Ballot, Choice, Standing, Tally, Wording};
use super::count::{Attendance, Counted};
use super::marks::Marks;
use super::rules::BallotRules;
use crate::ids::{BallotId, DelegationId, PracticeId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum BallotEvent {
    /// A ballot was opened.
    BallotOpened {
        /// Its id.
        ballot: BallotId,
        /// How it is held.
        rules: BallotRules,
        /// What the practices said then, in the ballot's order. (Logs from before this was kept have none.)
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wording: Vec<Wording>,
        /// Whether no choice on it enters the log.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
    },
    /// A delegation cast or changed its vote.
    VoteCast {
        /// On which ballot.
        ballot: BallotId,
        /// On which practice.
        practice: PracticeId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it chose; `None` for everyone who may not see it yet.
        choice: Option<Choice>,
        /// Whether the ballot is sealed: what was chosen does not enter the log.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
        /// Whether it was chosen on paper, and entered by whoever did this.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        on_paper: bool,
    },
    /// A delegation cast or changed its ballot as a whole.
    BallotCast {
        /// Which ballot.
        ballot: BallotId,
        /// Which delegation.
        delegation: DelegationId,
        /// What it said; `None` for everyone who may not see it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        marks: Option<Marks>,
        /// Whether the ballot is sealed: what was said does not enter the log.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        sealed: bool,
        /// Whether it was filled in on paper, and entered by whoever did this.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        on_paper: bool,
    },
    /// Delegations that had yet to vote were reminded.
    VotersReminded {
        /// Of which ballot.
        ballot: BallotId,
        /// Which; nobody else is told of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<DelegationId>,
    },
    /// A ballot was closed, and counted.
    BallotClosed {
        /// Which ballot.
        ballot: BallotId,
        /// The count, in the ballot's order, where each practice is voted on by itself.
        results: Vec<Tally>,
        /// The count of a ballot that is cast as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted: Option<Box<Counted>>,
        /// Who was there, if the roll was called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attendance: Option<Attendance>,
        /// The delegations whose votes were entered from paper last.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on_paper: Vec<DelegationId>,
    },
    /// A ballot was cancelled, and its votes discarded.
    BallotCancelled {
        /// Which ballot.
        ballot: BallotId,
        /// Why.
        reason: String,
    },
}

tagged!(BallotEvent, "event");

/// Who may see what a delegation chose on an open ballot.
const fn of_choice(delegation: &DelegationId) -> Audience<'_> {
    Audience::Delegations(std::slice::from_ref(delegation))
}

impl BallotEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::VoteCast { delegation, .. } | Self::BallotCast { delegation, .. } => {
                of_choice(delegation)
            }
            Self::VotersReminded { to, .. } => Audience::Delegations(to.as_slice()),
            Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) fn veil(&mut self) {
        match self {
            Self::VoteCast { choice, .. } => *choice = None,
            Self::BallotCast { marks, .. } => *marks = None,
            Self::VotersReminded { to, .. } => to.clear(),
            Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => {}
        }
    }

    /// It, as it lies in the log: without what a delegation said on a ballot that is sealed.
    #[must_use]
    pub(crate) fn sealed(mut self) -> Self {
        if let Self::VoteCast { sealed: true, .. } | Self::BallotCast { sealed: true, .. } = self {
            self.veil();
        }
        self
    }

    /// It, with what the delegation says by now on a ballot that is sealed, as far as that is known.
    #[must_use]
    pub(crate) fn recalled(mut self, ballots: &[Ballot]) -> Self {
        let find = |id: &BallotId| ballots.iter().find(|it| it.id == *id);
        match &mut self {
            Self::VoteCast {
                ballot,
                practice,
                delegation,
                choice: choice @ None,
                ..
            } => *choice = find(ballot).and_then(|it| it.choice_of(practice, delegation)),
            Self::BallotCast {
                ballot,
                delegation,
                marks: marks @ None,
                ..
            } => *marks = find(ballot).and_then(|it| it.marks_of(delegation)).cloned(),
            Self::VoteCast { .. }
            | Self::BallotCast { .. }
            | Self::VotersReminded { .. }
            | Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => {}
        }
        self
    }
}

impl Ballot {
    /// Takes out every choice whose audience may not be told.
    pub(crate) fn veil(&mut self, may_see: impl Fn(Audience<'_>) -> bool) {
        match &mut self.standing {
            Standing::Open {
                votes,
                ballots,
                reminded,
                ..
            } => {
                if let Some(reminded) = reminded
                    && !may_see(Audience::Delegations(&reminded.to))
                {
                    reminded.to.clear();
                }
                for (delegation, choice) in votes.values_mut().flatten() {
                    if !may_see(of_choice(delegation)) {
                        *choice = None;
                    }
                }
                for (delegation, marks) in ballots {
                    if !may_see(of_choice(delegation)) {
                        *marks = None;
                    }
                }
            }
            // A closed ballot holds what is published, a cancelled one no vote.
            Standing::Closed { .. } | Standing::Cancelled { .. } => {}
        }
    }
}

impl Ballot {
    /// It, as it lies in snapshots: without what was said on it, if it is sealed.
    pub(crate) fn seal(&mut self) {
        if self.sealed {
            self.veil(|_| false);
        }
    }

    /// It, as far as a snapshot of an earlier build knows it: not who cast a vote.
    pub(crate) fn forget_what_is_unknown_to(&mut self, told: &Self) {
        if let (Standing::Open { cast, .. }, Standing::Open { cast: told, .. }) =
            (&mut self.standing, &told.standing)
            && told.is_empty()
        {
            cast.clear();
        }
    }
}
