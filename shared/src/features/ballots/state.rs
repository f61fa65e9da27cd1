//! How ballots change.

use super::ballot::{Ballot, Reminded, Standing};
use super::event::BallotEvent;
use crate::ids::{BallotId, ParticipantId, Timestamp};
use crate::table::Moment;

/// Takes in what happened.
pub(crate) fn apply(
    ballots: &mut Vec<Ballot>,
    at: Timestamp,
    by: Option<&ParticipantId>,
    event: &BallotEvent,
) -> Option<Moment> {
    match event {
        BallotEvent::BallotOpened {
            ballot,
            rules,
            wording,
            sealed,
        } => {
            let mut opened = Ballot::open(ballot.clone(), rules.clone(), at);
            opened.wording.clone_from(wording);
            opened.sealed = *sealed;
            ballots.push(opened);
            let ballot = ballot.clone();
            Some(Moment::BallotOpened { ballot })
        }
        BallotEvent::VoteCast {
            ballot,
            practice,
            delegation,
            choice,
            sealed: _,
            on_paper,
        } => {
            change(ballots, ballot, |b| {
                b.cast(practice, delegation, *choice);
                b.note_cast(delegation, (by, at), *on_paper);
            });
            None
        }
        BallotEvent::BallotCast {
            ballot,
            delegation,
            marks,
            sealed: _,
            on_paper,
        } => {
            change(ballots, ballot, |b| {
                b.cast_whole(delegation, marks.clone());
                b.note_cast(delegation, (by, at), *on_paper);
            });
            None
        }
        BallotEvent::VotersReminded { ballot, to } => {
            change(ballots, ballot, |b| {
                if let Standing::Open { reminded, .. } = &mut b.standing {
                    let to = to.clone();
                    *reminded = Some(Reminded { at, to });
                }
            });
            None
        }
        BallotEvent::BallotClosed {
            ballot,
            results,
            counted,
            attendance,
            on_paper,
        } => {
            let closed = Standing::Closed {
                at,
                results: results.clone(),
                counted: counted.clone(),
                attendance: attendance.clone(),
                on_paper: on_paper.clone(),
            };
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
