//! Moving the table, keeping time, locking answers, being ready.

use crate::meeting::{Meeting, brings, closes, moves};
use shared::command::Command;
use shared::ids::Timestamp;
use shared::participant::Role;
use shared::phase::Phase;
use shared::refusal::{Noun, Refusal};

const READY: Command = Command::ShowReadiness { ready: true };

#[test]
fn the_facilitator_moves_the_table_forwards_and_backwards() {
    let mut meeting = Meeting::convened();
    for to in [
        Phase::Drafting,
        Phase::Practices,
        Phase::Drafting,
        Phase::Closed,
        Phase::WrapUp,
    ] {
        meeting.does("fay", moves(meeting.table.phase, to));
        assert_eq!(meeting.table.phase, to);
    }
}

#[test]
fn nobody_but_the_facilitator_moves_the_table_keeps_time_or_locks() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        for command in [
            moves(Phase::Drafting, Phase::Practices),
            Command::KeepTime {
                ends: Some(Timestamp(9)),
            },
            Command::LockAnswer {
                question: "q1".parse().expect("an id"),
                locked: true,
            },
        ] {
            let needed = Refusal::NeedsRole {
                role: Role::Facilitator,
            };
            assert_eq!(meeting.asks(name, command), Err(needed));
        }
    }
}

#[test]
fn a_second_click_on_next_never_skips_a_phase() {
    let mut meeting = Meeting::convened();
    let next = moves(Phase::Welcome, Phase::Drafting);
    meeting.does("fay", next.clone());
    assert_eq!(
        meeting.asks("fay", next),
        Ok(vec![]),
        "a retry is granted and changes nothing"
    );
    let stale = moves(Phase::Welcome, Phase::Practices);
    let refusal = Refusal::PhaseHasMoved {
        now: Phase::Drafting,
    };
    assert_eq!(meeting.asks("fay", stale), Err(refusal));
}

#[test]
fn the_table_does_not_move_while_a_ballot_is_open() {
    let mut meeting = Meeting::voting();
    for to in [Phase::WrapUp, Phase::Practices, Phase::Closed] {
        assert_eq!(
            meeting.asks("fay", moves(Phase::Voting, to)),
            Err(Refusal::BallotOpen)
        );
    }
    meeting.does("fay", closes("b1"));
    meeting.does("fay", moves(Phase::Voting, Phase::WrapUp));
}

#[test]
fn a_new_phase_begins_with_nobody_ready_and_no_clock_running() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("ana", READY);
    assert_eq!(
        meeting.asks("abel", READY),
        Ok(vec![]),
        "a delegation is ready once"
    );
    meeting.does(
        "fay",
        Command::KeepTime {
            ends: Some(Timestamp(99_000)),
        },
    );
    meeting.moves_to(Phase::Practices);
    assert!(meeting.table.ready.is_empty());
    assert_eq!(meeting.table.ends, None);
}

#[test]
fn delegations_are_ready_and_nobody_else() {
    let mut meeting = Meeting::convened();
    for name in ["fay", "rae", "obi"] {
        assert_eq!(meeting.asks(name, READY), Err(Refusal::NeedsDelegation));
    }
    meeting.does("ana", READY);
    meeting.does("abel", Command::ShowReadiness { ready: false });
    assert!(meeting.table.ready.is_empty());
}

#[test]
fn at_a_closed_table_nothing_changes_but_the_phase() {
    let mut meeting = Meeting::in_phase(Phase::Closed);
    let question = "q1".parse().expect("an id");
    for (name, command) in [
        (
            "fay",
            Command::KeepTime {
                ends: Some(Timestamp(5)),
            },
        ),
        (
            "fay",
            Command::LockAnswer {
                question,
                locked: true,
            },
        ),
        ("ana", READY),
        ("ana", brings("p1", "Referral desk")),
    ] {
        let decision = meeting.asks(name, command);
        assert!(
            matches!(decision, Err(Refusal::WrongPhase { .. })),
            "{decision:?}"
        );
    }
    meeting.does("fay", moves(Phase::Closed, Phase::WrapUp));
    meeting.does("ana", READY);
}

#[test]
fn only_a_question_that_is_asked_can_be_locked() {
    let mut meeting = Meeting::convened();
    let lock = |id: &str, locked| Command::LockAnswer {
        question: id.parse().expect("an id"),
        locked,
    };
    let unknown = Refusal::Unknown {
        what: Noun::Question,
    };
    assert_eq!(meeting.asks("fay", lock("q9", true)), Err(unknown));
    meeting.does("fay", lock("q1", true));
    assert_eq!(meeting.asks("fay", lock("q1", true)), Ok(vec![]));
    meeting.does("fay", lock("q1", false));
}
