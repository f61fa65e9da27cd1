//! Holding ballots.

use crate::meeting::{Meeting, closes, delegation, opens, practice, rules, votes};
use shared::ballot::{BallotRules, Choice};
use shared::command::Command;
use shared::participant::Role;
use shared::phase::Phase;
use shared::refusal::{Noun, Refusal};

#[test]
fn a_ballot_is_opened_in_voting_by_the_facilitator_only() {
    for phase in Phase::ALL {
        let mut meeting = Meeting::convened();
        meeting.moves_to(Phase::Practices);
        meeting.does("ana", crate::meeting::brings("p1", "Referral desk"));
        meeting.moves_to(phase);
        let needed = Refusal::NeedsRole {
            role: Role::Facilitator,
        };
        assert_eq!(meeting.asks("ana", opens("b1", &["p1"])), Err(needed));
        let decision = meeting.asks("fay", opens("b1", &["p1"]));
        assert_eq!(
            decision.is_ok(),
            phase == Phase::Voting,
            "{phase:?}: {decision:?}"
        );
    }
}

#[test]
fn a_ballot_asks_about_practices_of_this_table_each_once() {
    let mut meeting = Meeting::voting();
    let what = Noun::Practice;
    assert_eq!(
        meeting.asks("fay", opens("b2", &[])),
        Err(Refusal::Empty { what })
    );
    assert_eq!(
        meeting.asks("fay", opens("b2", &["p9"])),
        Err(Refusal::Unknown { what })
    );
    assert_eq!(
        meeting.asks("fay", opens("b2", &["p1", "p1"])),
        Err(Refusal::IdTaken { what })
    );
    let untitled = BallotRules {
        title: " ".into(),
        ..rules(&["p1"])
    };
    let command = Command::OpenBallot {
        ballot: "b2".parse().expect("an id"),
        rules: untitled,
    };
    assert_eq!(
        meeting.asks("fay", command),
        Err(Refusal::Empty { what: Noun::Title })
    );
}

#[test]
fn opening_and_closing_twice_is_opening_and_closing_once() {
    let mut meeting = Meeting::voting();
    assert_eq!(
        meeting.asks("fay", opens("b1", &["p1", "p2", "p3"])),
        Ok(vec![])
    );
    let taken = Refusal::IdTaken { what: Noun::Ballot };
    assert_eq!(
        meeting.asks("fay", opens("b1", &["p1"])),
        Err(taken.clone())
    );
    meeting.does("fay", closes("b1"));
    assert_eq!(meeting.asks("fay", closes("b1")), Ok(vec![]));
    assert_eq!(
        meeting.asks("fay", opens("b1", &["p1"])),
        Err(taken),
        "closed ids stay taken"
    );
    assert_eq!(
        meeting.asks("fay", opens("b1", &["p1", "p2", "p3"])),
        Ok(vec![])
    );
    assert!(!meeting.table.ballots[0].is_open());
}

#[test]
fn a_delegation_has_one_vote_that_any_of_its_members_casts_or_changes() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p2", Choice::Support));
    meeting.does("abel", votes("b1", "p2", Choice::Abstain));
    assert_eq!(
        meeting.asks("ana", votes("b1", "p2", Choice::Abstain)),
        Ok(vec![])
    );
    meeting.does("fay", closes("b1"));
    let tally = &meeting.table.ballots[0].results().expect("it is closed")[1];
    assert_eq!(
        (tally.support, tally.cannot_support, tally.abstain),
        (0, 0, 1)
    );
    assert_eq!(tally.not_voted.len(), 2);
}

#[test]
fn a_delegation_may_vote_on_its_own_practice_and_one_seated_late_votes_too() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    meeting.does(
        "fay",
        Command::SeatDelegation {
            delegation: delegation("island"),
        },
    );
    let ivy = crate::meeting::person("ivy", Role::Delegate, Some("island"));
    let decision = meeting.table.admit(ivy);
    meeting.record(None, decision).expect("she is let in");
    meeting.does("ivy", votes("b1", "p1", Choice::CannotSupport));
    meeting.does("fay", closes("b1"));
    let tally = &meeting.table.ballots[0].results().expect("it is closed")[0];
    assert_eq!(
        (tally.support, tally.cannot_support, tally.not_voted.len()),
        (1, 1, 2)
    );
}

#[test]
fn nobody_votes_but_delegates_on_what_is_asked_while_it_is_asked() {
    let mut meeting = Meeting::voting();
    for name in ["fay", "rae", "obi"] {
        let decision = meeting.asks(name, votes("b1", "p1", Choice::Support));
        assert_eq!(decision, Err(Refusal::NeedsDelegation));
    }
    let unknown = Refusal::Unknown { what: Noun::Ballot };
    assert_eq!(
        meeting.asks("ana", votes("b9", "p1", Choice::Support)),
        Err(unknown)
    );
    assert_eq!(
        meeting.asks("ana", votes("b1", "p9", Choice::Support)),
        Err(Refusal::NotOnBallot)
    );
    meeting.does("fay", closes("b1"));
    let late = meeting.asks("ana", votes("b1", "p1", Choice::Support));
    assert_eq!(late, Err(Refusal::BallotClosed));
}

#[test]
fn everybody_sees_who_has_yet_to_vote() {
    let mut meeting = Meeting::voting();
    let north = delegation("north").id;
    for id in ["p1", "p2"] {
        meeting.does("ana", votes("b1", id, Choice::Support));
    }
    let seen = meeting.table.seen_by(&meeting.who("obi"));
    assert!(seen.ballots[0].awaits(&north), "one practice is left");
    assert_eq!(seen.ballots[0].votes_cast_by(&north), Some(2));
    meeting.does("abel", votes("b1", "p3", Choice::Support));
    assert!(!meeting.table.seen_by(&meeting.who("obi")).ballots[0].awaits(&north));
}

#[test]
fn only_a_recorded_ballot_names_who_chose_what() {
    for recorded in [false, true] {
        let mut meeting = Meeting::voting();
        let rules = BallotRules {
            recorded,
            ..rules(&["p1"])
        };
        meeting.does(
            "fay",
            Command::OpenBallot {
                ballot: "b2".parse().expect("an id"),
                rules,
            },
        );
        meeting.does("ben", votes("b2", "p1", Choice::CannotSupport));
        meeting.does("fay", closes("b2"));
        let south = delegation("south").id;
        let chosen = meeting.table.ballots[1].choice_of(&practice("p1"), &south);
        assert_eq!(chosen, recorded.then_some(Choice::CannotSupport));
    }
}
