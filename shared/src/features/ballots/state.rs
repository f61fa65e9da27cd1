//! How ballots change.

use super::ballot::{Ballot, Standing};
use super::event::BallotEvent;
use crate::ids::{BallotId, Timestamp};
use crate::table::Moment;

/// Takes in what happened.
pub(crate) fn apply(
    ballots: &mut Vec<Ballot>,
    at: Timestamp,
    event: &BallotEvent,
) -> Option<Moment> {
    match event {
        BallotEvent::BallotOpened {
            ballot,
            rules,
            wording,
        } => {
            let mut opened = Ballot::open(ballot.clone(), rules.clone(), at);
            opened.wording.clone_from(wording);
            ballots.push(opened);
            let ballot = ballot.clone();
            Some(Moment::BallotOpened { ballot })
        }
        BallotEvent::VoteCast {
            ballot,
            practice,
            delegation,
            choice,
        } => {
            change(ballots, ballot, |b| b.cast(practice, delegation, *choice));
            None
        }
        BallotEvent::BallotClosed { ballot, results } => {
            let results = results.clone();
            let closed = Standing::Closed { at, results };
            change(ballots, ballot, |b| b.standing = closed);
            let ballot = ballot.clone();
            Some(Moment::BallotClosed { ballot })
        }
        // What was voted is forgotten, by whoever knew it.
        BallotEvent::BallotCancelled { ballot, reason } => {
            let reason = reason.clone();
            let cancelled = Standing::Cancelled { at, reason };
            change(ballots, ballot, |b| b.standing = cancelled);
            let ballot = ballot.clone();
            Some(Moment::BallotCancelled { ballot })
        }
    }
}

fn change(ballots: &mut [Ballot], ballot: &BallotId, change: impl FnOnce(&mut Ballot)) {
    if let Some(ballot) = ballots.iter_mut().find(|b| &b.id == ballot) {
        change(ballot);
    }
}
