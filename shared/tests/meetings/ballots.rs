//! Holding ballots.

use crate::meeting::{Meeting, ballot, cancels, closes, delegation, opens, practice, rules, votes};
use shared::features::agenda::Phase;
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{BallotRules, Choice, DecisionRule, Standing, Verdict};
use shared::features::people::Role;
use shared::refusal::{Noun, Refusal};
use shared::table::Command;

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
    meeting.does("fay", closes("b1"));
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
    let command = Command::Ballots(BallotCommand::OpenBallot {
        ballot: "b2".parse().expect("an id"),
        rules: untitled,
    });
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
    let seats = crate::seating::seats(delegation("island"));
    meeting.convenes("fay", seats).expect("it is seated");
    let ivy = crate::meeting::person("ivy", Role::Delegate, Some("island"));
    meeting.admits(&ivy).expect("she is let in");
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
        meeting.does("fay", closes("b1"));
        let rules = BallotRules {
            recorded,
            ..rules(&["p1"])
        };
        meeting.does(
            "fay",
            BallotCommand::OpenBallot {
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

fn deciding(id: &str, practices: &[&str], rule: DecisionRule) -> Command {
    Command::Ballots(BallotCommand::OpenBallot {
        ballot: ballot(id),
        rules: BallotRules {
            indicative: false,
            rule: Some(rule),
            ..rules(practices)
        },
    })
}

#[test]
fn an_indicative_ballot_is_followed_by_one_that_decides() {
    let mut meeting = Meeting::voting();
    let again = deciding("b2", &["p1"], DecisionRule::SimpleMajority);
    assert_eq!(
        meeting.asks("fay", again.clone()),
        Err(Refusal::PutToBallot),
        "one at a time"
    );
    meeting.does("ana", votes("b1", "p1", Choice::CannotSupport));
    meeting.does("fay", closes("b1"));
    meeting.does("fay", again);
    assert_eq!(
        meeting.table.ballots[1].votes_cast_by(&delegation("north").id),
        Some(0),
        "votes are cast anew"
    );
    meeting.does("ana", votes("b2", "p1", Choice::Support));
    meeting.does("fay", closes("b2"));
    let verdict =
        |nth: usize| meeting.table.ballots[nth].results().expect("it is closed")[0].verdict;
    assert_eq!(verdict(0), None, "an indicative ballot decides nothing");
    assert_eq!(verdict(1), Some(Verdict::Adopted));
}

#[test]
fn a_ballot_is_held_again_as_often_as_it_takes() {
    let mut meeting = Meeting::voting();
    for nth in 2..6 {
        let last = format!("b{}", nth - 1);
        let end = if nth % 2 == 0 {
            closes(&last)
        } else {
            cancels(&last)
        };
        meeting.does("fay", end);
        let rules = BallotRules {
            again: Some(ballot(&last)),
            ..rules(&["p1", "p2", "p3"])
        };
        let ballot = ballot(&format!("b{nth}"));
        meeting.does("fay", BallotCommand::OpenBallot { ballot, rules });
    }
    let of_nothing = BallotRules {
        again: Some(ballot("b99")),
        ..rules(&["p1"])
    };
    meeting.does("fay", closes("b5"));
    let decision = meeting.asks(
        "fay",
        BallotCommand::OpenBallot {
            ballot: ballot("b6"),
            rules: of_nothing,
        },
    );
    assert_eq!(decision, Err(Refusal::Unknown { what: Noun::Ballot }));
}

#[test]
fn a_ballot_has_a_rule_just_if_it_decides() {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    let rules = [(true, Some(DecisionRule::TwoThirds)), (false, None)];
    for (indicative, rule) in rules {
        let rules = BallotRules {
            indicative,
            rule,
            ..crate::meeting::rules(&["p1"])
        };
        let ballot = ballot("b2");
        let decision = meeting.asks("fay", BallotCommand::OpenBallot { ballot, rules });
        assert_eq!(decision, Err(Refusal::NeedsRule));
    }
}

#[test]
fn every_rule_says_when_a_practice_is_adopted() {
    use DecisionRule::{NoObjection, SimpleMajority, TwoThirds};
    for (rule, counts, is_adopted) in [
        (NoObjection, (3, 0, 0), true),
        (NoObjection, (0, 0, 2), true),
        (NoObjection, (9, 1, 0), false),
        (NoObjection, (0, 0, 0), false),
        (SimpleMajority, (2, 1, 5), true),
        (SimpleMajority, (1, 1, 0), false),
        (SimpleMajority, (0, 0, 7), false),
        (TwoThirds, (2, 1, 0), true),
        (TwoThirds, (4, 2, 9), true),
        (TwoThirds, (3, 2, 0), false),
        (TwoThirds, (0, 0, 4), false),
    ] {
        let (support, cannot, abstain) = counts;
        let verdict = rule.verdict(support, cannot, abstain);
        assert_eq!(
            verdict == Verdict::Adopted,
            is_adopted,
            "{rule:?} {counts:?}"
        );
    }
}

#[test]
fn a_cancelled_ballot_counts_no_vote_and_shows_none() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::CannotSupport));
    let needed = Refusal::NeedsRole {
        role: Role::Facilitator,
    };
    assert_eq!(meeting.asks("ana", cancels("b1")), Err(needed));
    let silent = Command::Ballots(BallotCommand::CancelBallot {
        ballot: ballot("b1"),
        reason: " ".into(),
    });
    let what = Noun::Reason;
    assert_eq!(meeting.asks("fay", silent), Err(Refusal::Empty { what }));
    meeting.does("fay", cancels("b1"));
    assert_eq!(meeting.asks("fay", cancels("b1")), Ok(vec![]));
    for (name, command) in [
        ("ana", votes("b1", "p1", Choice::Support)),
        ("fay", closes("b1")),
    ] {
        assert_eq!(meeting.asks(name, command), Err(Refusal::BallotCancelled));
    }
    let found = &meeting.table.ballots[0];
    assert!(matches!(found.standing, Standing::Cancelled { .. }));
    assert_eq!(found.results(), None);
    let north = delegation("north").id;
    assert_eq!(found.choice_of(&practice("p1"), &north), None);
    let table = serde_json::to_string(&meeting.table).expect("a table is JSON");
    assert!(!table.contains("cannot-support"), "{table}");
    meeting.moves_to(Phase::WrapUp);
}

#[test]
fn a_closed_ballot_is_not_cancelled() {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    let decision = meeting.asks("fay", cancels("b1"));
    assert_eq!(decision, Err(Refusal::BallotClosed));
}

/// Logs from before there were rules and wordings.
#[test]
fn an_old_ballot_is_read_as_it_was_held() {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    for text in [
        r#"{"event":"ballot-opened","ballot":"b2","rules":{"title":"T","practices":["p1"],"indicative":false,"recorded":false}}"#,
        r#"{"event":"ballot-closed","ballot":"b2","results":[{"practice":"p1","support":2,"cannot_support":0,"abstain":0,"not_voted":["coast"],"recorded":{}}]}"#,
    ] {
        let event = serde_json::from_str(text).expect("an event as it was written");
        meeting.record(None, Ok(vec![event])).expect("it happened");
    }
    let found = &meeting.table.ballots[1];
    assert_eq!((found.rules.rule, found.wording.len()), (None, 0));
    assert_eq!(found.results().expect("it is closed")[0].verdict, None);
}
