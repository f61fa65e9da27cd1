//! What may be shown to whom. Ballots are secret until they close, and for ever if they are cancelled;
//! everything else at a table is open to everyone at it.

use crate::ballot::{Standing, Votes};
use crate::event::{Event, Record};
use crate::ids::DelegationId;
use crate::participant::Participant;
use crate::round_table::RoundTable;

/// Who may see all of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Everybody at the table.
    Everybody,
    /// Those who speak for this delegation; everybody else sees that it happened.
    Delegation(&'a DelegationId),
}

impl Audience<'_> {
    /// Whether this participant is among them.
    pub fn holds(self, viewer: &Participant) -> bool {
        match self {
            Self::Everybody => true,
            Self::Delegation(delegation) => viewer.speaks_for() == Some(delegation),
        }
    }
}

impl Event {
    /// Who may see all of it. What happens next, a new event included, is shown to nobody before that is
    /// said here.
    pub const fn audience(&self) -> Audience<'_> {
        match self {
            Self::VoteCast { delegation, .. } => Audience::Delegation(delegation),
            Self::Convened(_)
            | Self::DelegationSeated { .. }
            | Self::ParticipantAdmitted { .. }
            | Self::PhaseMoved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::AnswerLocked { .. }
            | Self::ReadinessShown { .. }
            | Self::PracticeBrought { .. }
            | Self::PracticeRevised { .. }
            | Self::PracticeWithdrawn { .. }
            | Self::PracticeEndorsed { .. }
            | Self::RemarkMade { .. }
            | Self::RemarkAnswered { .. }
            | Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => Audience::Everybody,
        }
    }

    /// What those see who may not see all of it.
    fn veil(&mut self) {
        match self {
            Self::VoteCast { choice, .. } => *choice = None,
            Self::Convened(_)
            | Self::DelegationSeated { .. }
            | Self::ParticipantAdmitted { .. }
            | Self::PhaseMoved { .. }
            | Self::MoveTakenBack { .. }
            | Self::TimeKept { .. }
            | Self::AnswerLocked { .. }
            | Self::ReadinessShown { .. }
            | Self::PracticeBrought { .. }
            | Self::PracticeRevised { .. }
            | Self::PracticeWithdrawn { .. }
            | Self::PracticeEndorsed { .. }
            | Self::RemarkMade { .. }
            | Self::RemarkAnswered { .. }
            | Self::BallotOpened { .. }
            | Self::BallotClosed { .. }
            | Self::BallotCancelled { .. } => {}
        }
    }
}

impl Record {
    /// The record as this participant may see it.
    #[must_use]
    pub fn seen_by(self, viewer: &Participant) -> Self {
        if self.event.audience().holds(viewer) {
            self
        } else {
            self.seen_by_all()
        }
    }

    /// The record as everybody may see it.
    #[must_use]
    pub fn seen_by_all(mut self) -> Self {
        self.event.veil();
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
            match &mut ballot.standing {
                Standing::Open { votes } => {
                    for votes in votes.values_mut() {
                        veil(votes, viewer.speaks_for());
                    }
                }
                // A closed ballot holds what is published, a cancelled one no vote.
                Standing::Closed { .. } | Standing::Cancelled { .. } => {}
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
