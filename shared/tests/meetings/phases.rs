//! Moving the table, keeping time, locking answers, being ready.

use crate::meeting::{Meeting, brings, closes, moves};
use shared::features::agenda::AgendaCommand;
use shared::features::agenda::{MoveAhead, MoveClock, Phase};
use shared::features::answers::AnswerCommand;
use shared::features::people::Role;
use shared::ids::Timestamp;
use shared::refusal::{Noun, Refusal};
use shared::table::Command;
use shared::table::Event;

const READY: Command = Command::Agenda(AgendaCommand::ShowReadiness { ready: true });

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
        meeting.moves_to(to);
        assert_eq!(meeting.table.agenda.at, to);
    }
}

#[test]
fn nobody_but_the_facilitator_moves_the_table_keeps_time_or_locks() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        for command in [
            moves(Phase::Drafting, Phase::Practices),
            keeps(Some(9)),
            Command::Answers(AnswerCommand::LockAnswer {
                question: "q1".parse().expect("an id"),
                locked: true,
            }),
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
    let refusal = Refusal::AgendaHasMoved;
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

fn keeps(ends: Option<u64>) -> Command {
    let ends = ends.map(Timestamp);
    Command::Agenda(AgendaCommand::KeepTime { ends, left: None })
}

fn takes_back(from: Phase, to: Phase) -> Command {
    let (from, to) = (from.into(), to.into());
    Command::Agenda(AgendaCommand::TakeBackMove { from, to })
}

/// A table in drafting with north ready and the clock set.
fn timed() -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("ana", READY);
    assert_eq!(
        meeting.asks("abel", READY),
        Ok(vec![]),
        "a delegation is ready once"
    );
    meeting.does("fay", keeps(Some(99_000)));
    meeting
}

#[test]
fn a_new_phase_begins_with_nobody_ready_and_the_clock_runs_on() {
    let mut meeting = timed();
    meeting.moves_to(Phase::Practices);
    assert!(meeting.table.agenda.ready.is_empty());
    assert_eq!(meeting.table.agenda.ends, Some(Timestamp(99_000)));
}

#[test]
fn the_clock_stops_with_a_move_if_the_facilitator_says_so_and_when_the_table_closes() {
    for (to, clock) in [
        (Phase::Practices, MoveClock::Stops),
        (Phase::Closed, MoveClock::RunsOn),
        (Phase::Closed, MoveClock::Starts(Timestamp(99_000))),
    ] {
        let mut meeting = timed();
        let (from, goal) = (Phase::Drafting.into(), to.into());
        let to_there = AgendaCommand::Move {
            from,
            to: goal,
            clock,
        };
        meeting.does("fay", to_there);
        assert_eq!(meeting.table.agenda.ends, None, "{to:?}");
    }
}

#[test]
fn a_move_is_undone_with_phase_readiness_and_clock_as_they_were() {
    for to in Phase::ALL.into_iter().filter(|to| *to != Phase::Drafting) {
        for clock in [
            MoveClock::RunsOn,
            MoveClock::Stops,
            MoveClock::Starts(Timestamp(77_000)),
        ] {
            let mut meeting = timed();
            let before = meeting.table.clone();
            let from = Phase::Drafting;
            let (here, there) = (from.into(), to.into());
            let moving = AgendaCommand::Move {
                from: here,
                to: there,
                clock,
            };
            meeting.does("fay", moving);
            if to != Phase::Closed {
                meeting.does("ben", READY);
            }
            meeting.does("fay", takes_back(to, from));
            let (before, after) = (&before.agenda, &meeting.table.agenda);
            assert_eq!(
                (&after.at, after.since, &after.ready, after.ends),
                (&before.at, before.since, &before.ready, before.ends)
            );
            assert_eq!(crate::meeting::replay(&meeting.log), meeting.table);
        }
    }
}

#[test]
fn a_clock_that_was_set_after_the_move_stays_as_it_was_set() {
    for ends in [Some(123_000), None] {
        let mut meeting = timed();
        meeting.moves_to(Phase::Practices);
        meeting.does("fay", keeps(ends));
        meeting.does("fay", takes_back(Phase::Practices, Phase::Drafting));
        assert_eq!(meeting.table.agenda.ends, ends.map(Timestamp));
    }
}

#[test]
fn only_the_last_move_is_undone_and_only_once() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.moves_to(Phase::Practices);
    let undo = takes_back(Phase::Practices, Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        let needed = Refusal::NeedsRole {
            role: Role::Facilitator,
        };
        assert_eq!(meeting.asks(name, undo.clone()), Err(needed));
    }
    let stale = Refusal::AgendaHasMoved;
    let older = takes_back(Phase::Drafting, Phase::Welcome);
    assert_eq!(meeting.asks("fay", older), Err(stale));
    let elsewhere = takes_back(Phase::Practices, Phase::Welcome);
    assert_eq!(
        meeting.asks("fay", elsewhere),
        Err(Refusal::NothingToTakeBack)
    );
    meeting.does("fay", undo.clone());
    assert_eq!(
        meeting.asks("fay", undo),
        Ok(vec![]),
        "a retry is granted and changes nothing"
    );
    let again = takes_back(Phase::Drafting, Phase::Welcome);
    assert_eq!(meeting.asks("fay", again), Err(Refusal::NothingToTakeBack));
}

#[test]
fn a_move_is_not_undone_under_an_open_ballot() {
    let mut meeting = Meeting::voting();
    let undo = takes_back(Phase::Voting, Phase::Practices);
    assert_eq!(meeting.asks("fay", undo.clone()), Err(Refusal::BallotOpen));
    meeting.does("fay", closes("b1"));
    meeting.does("fay", undo);
    assert_eq!(meeting.table.agenda.at, Phase::Practices);
}

#[test]
fn a_closed_table_is_reopened() {
    let mut meeting = timed();
    meeting.moves_to(Phase::Closed);
    meeting.does("fay", takes_back(Phase::Closed, Phase::Drafting));
    meeting.does("ben", READY);
    meeting.moves_to(Phase::Closed);
    meeting.does("fay", moves(Phase::Closed, Phase::WrapUp));
    meeting.does("ben", READY);
}

#[test]
fn a_move_says_beforehand_what_it_will_do() {
    let mut meeting = timed();
    meeting.does(
        "fay",
        AnswerCommand::LockAnswer {
            question: "q2".parse().expect("an id"),
            locked: true,
        },
    );
    let ahead = |meeting: &Meeting, to: Phase| MoveAhead::of(&meeting.table, &to.into());
    let next = ahead(&meeting, Phase::Practices);
    assert!(next.locks.is_empty() && next.unlocks.is_empty() && next.can_keep_clock());
    assert_eq!((next.ready, next.clock), (1, Some(Timestamp(99_000))));
    let closing = ahead(&meeting, Phase::Closed);
    let locks: Vec<_> = closing.locks.iter().map(ToString::to_string).collect();
    assert_eq!(locks, ["q1", "q3"], "the second is locked already");
    assert!(!closing.can_keep_clock());
    let voting = Meeting::voting();
    assert_eq!(ahead(&voting, Phase::WrapUp).blocked_by.len(), 1);
    let closed = Meeting::in_phase(Phase::Closed);
    assert_eq!(ahead(&closed, Phase::WrapUp).unlocks.len(), 3);
    for (from, to) in Phase::ALL
        .map(|from| Phase::ALL.map(|to| (from, to)))
        .concat()
    {
        // What the move says is what becomes of every answer.
        let meeting = Meeting::in_phase(from);
        let (ana, root) = (meeting.who("ana"), "answer/q1".to_owned());
        let root = shared::document::Root::parse(&root).expect("a root");
        let ahead = ahead(&meeting, to);
        let could = meeting.table.may_write(&ana, &root).is_ok();
        let mut after = meeting;
        after.moves_to(to);
        let can = after.table.may_write(&ana, &root).is_ok();
        assert_eq!(!ahead.locks.is_empty(), could && !can, "{from:?} to {to:?}");
        assert_eq!(
            !ahead.unlocks.is_empty(),
            !could && can,
            "{from:?} to {to:?}"
        );
    }
}

/// Logs from before a move could be undone: the clock stopped with every move.
#[test]
fn an_old_log_adds_up_to_what_it_added_up_to() {
    let mut meeting = timed();
    let event = serde_json::from_str(r#"{"event":"phase-moved","to":"practices"}"#);
    let event: Event = event.expect("an event as it was written");
    meeting.record(None, Ok(vec![event])).expect("it happened");
    assert_eq!(meeting.table.agenda.at, Phase::Practices);
    assert_eq!(
        (meeting.table.agenda.ends, &meeting.table.agenda.before_move),
        (None, &None)
    );
    assert!(meeting.table.agenda.ready.is_empty());
    let undo = meeting.asks("fay", takes_back(Phase::Practices, Phase::Drafting));
    assert_eq!(undo, Err(Refusal::NothingToTakeBack));
    let table = serde_json::to_value(&meeting.table).expect("a table is JSON");
    assert!(
        table.get("before_move").is_none(),
        "snapshots stay what they were"
    );
}

#[test]
fn delegations_are_ready_and_nobody_else() {
    let mut meeting = Meeting::convened();
    for name in ["fay", "rae", "obi"] {
        assert_eq!(meeting.asks(name, READY), Err(Refusal::NeedsDelegation));
    }
    meeting.does("ana", READY);
    meeting.does("abel", AgendaCommand::ShowReadiness { ready: false });
    assert!(meeting.table.agenda.ready.is_empty());
}

#[test]
fn at_a_closed_table_nothing_changes_but_the_phase() {
    let mut meeting = Meeting::in_phase(Phase::Closed);
    let question = "q1".parse().expect("an id");
    for (name, command) in [
        ("fay", keeps(Some(5))),
        (
            "fay",
            Command::Answers(AnswerCommand::LockAnswer {
                question,
                locked: true,
            }),
        ),
        ("ana", READY),
        ("ana", brings("p1", "Referral desk")),
    ] {
        let decision = meeting.asks(name, command);
        assert!(
            matches!(decision, Err(Refusal::TableClosed)),
            "{decision:?}"
        );
    }
    meeting.does("fay", moves(Phase::Closed, Phase::WrapUp));
    meeting.does("ana", READY);
}

#[test]
fn only_a_question_that_is_asked_can_be_locked() {
    let mut meeting = Meeting::convened();
    let lock = |id: &str, locked| {
        Command::Answers(AnswerCommand::LockAnswer {
            question: id.parse().expect("an id"),
            locked,
        })
    };
    let unknown = Refusal::Unknown {
        what: Noun::Question,
    };
    assert_eq!(meeting.asks("fay", lock("q9", true)), Err(unknown));
    meeting.does("fay", lock("q1", true));
    assert_eq!(meeting.asks("fay", lock("q1", true)), Ok(vec![]));
    meeting.does("fay", lock("q1", false));
}
