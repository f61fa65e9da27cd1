//! What an outcome tells.

use crate::meeting::{Meeting, ballot, closes, opens, practice, votes, written};
use crate::story;
use shared::features::agenda::Phase;
use shared::features::ballots::Choice;
use shared::features::people::Role;
use shared::features::practices::PracticeField;
use shared::ids::Timestamp;
use shared::outcome::{Moment, Outcome, OutcomeStanding, VERSION};
use shared::seq::Seq;
use std::collections::BTreeMap;

fn told(meeting: &Meeting) -> Outcome {
    Outcome::of(
        &meeting.table,
        &BTreeMap::new(),
        Seq::new(1),
        [0; 32],
        Timestamp(0),
    )
}

fn order(outcome: &Outcome) -> Vec<(usize, &str)> {
    outcome
        .practices
        .iter()
        .map(|practice| (practice.rank, practice.id.as_str()))
        .collect()
}

#[test]
fn it_tells_what_was_asked_and_answered_and_who_was_silent() {
    let outcome = story::outcome();
    let [both, jointly, own] = outcome.questions.as_slice() else {
        panic!("three questions")
    };
    assert_eq!(both.joint.as_ref().map(Vec::len), Some(7));
    let answered = |question: &shared::outcome::Asked| {
        let own = question.by_delegation.iter().flatten();
        own.map(|own| (own.delegation.to_string(), own.answer.len()))
            .collect::<Vec<_>>()
    };
    let who = |n, s, c| {
        vec![
            ("north".to_owned(), n),
            ("south".to_owned(), s),
            ("coast".to_owned(), c),
        ]
    };
    assert_eq!(answered(both), who(0, 1, 0));
    assert_eq!(jointly.joint, Some(vec![]), "blank prose is no answer");
    assert_eq!(jointly.by_delegation, None);
    assert_eq!(own.joint, None);
    assert_eq!(answered(own), who(1, 0, 0));
}

#[test]
fn practices_stand_by_support_then_fewer_against_then_endorsements_then_title() {
    let mut meeting = Meeting::discussing();
    for (id, title) in [("p4", "beta"), ("p5", "Alpha"), ("p6", "Gamma")] {
        meeting.does("ana", crate::meeting::brings(id, title));
    }
    meeting.does("ben", crate::meeting::endorses("p6"));
    meeting.moves_to(Phase::Voting);
    meeting.does("fay", opens("b1", &["p1", "p2", "p3"]));
    for (who, id, choice) in [
        ("ana", "p2", Choice::Support),
        ("ben", "p2", Choice::CannotSupport),
        ("ana", "p3", Choice::Support),
        ("ana", "p1", Choice::CannotSupport),
    ] {
        meeting.does(who, votes("b1", id, choice));
    }
    let before = told(&meeting);
    assert!(
        before
            .practices
            .iter()
            .all(|practice| practice.tally.is_none()),
        "it is still open"
    );
    meeting.does("fay", closes("b1"));
    let after = told(&meeting);
    let want = [
        (1, "p3"),
        (2, "p2"),
        (3, "p6"),
        (4, "p5"),
        (4, "p4"),
        (6, "p1"),
    ];
    assert_eq!(order(&after), want);
}

#[test]
fn a_later_ballot_stands_for_an_earlier_one() {
    let mut meeting = story::meeting();
    assert_eq!(order(&told(&meeting))[0], (1, "p1"));
    meeting.does("fay", opens("b2", &["p1", "p3"]));
    meeting.does("cleo", votes("b2", "p3", Choice::Support));
    assert_eq!(
        order(&told(&meeting))[0],
        (1, "p1"),
        "an open ballot counts for nothing"
    );
    meeting.does("fay", closes("b2"));
    let outcome = told(&meeting);
    assert_eq!(order(&outcome), [(1, "p3"), (2, "p2"), (3, "p1")]);
    let tally = outcome.practices[2]
        .tally
        .as_ref()
        .expect("it was voted on");
    assert_eq!((&tally.ballot, tally.tally.support), (&ballot("b2"), 0));
}

#[test]
fn of_an_open_ballot_it_tells_how_many_have_voted_and_no_more() {
    let outcome = story::outcome();
    let standing = &outcome.ballots[1].standing;
    let want = OutcomeStanding::Open {
        voted: 1,
        delegations: 3,
        practices: vec![practice("p3")],
    };
    assert_eq!(standing, &want);
    assert_eq!(
        outcome.log.chain, None,
        "the digest would tell the last vote from three guesses"
    );
    let chain = story::closed().log.chain.expect("no ballot is open");
    assert_eq!(chain, "ab".repeat(32));
}

#[test]
fn it_tells_who_took_part_and_how_it_came_about() {
    let outcome = story::closed();
    let people: Vec<Vec<&str>> = outcome
        .delegations
        .iter()
        .map(|delegation| {
            delegation
                .people
                .iter()
                .map(|person| person.name.as_str())
                .collect()
        })
        .collect();
    assert_eq!(people, [vec!["abel", "ana"], vec!["ben"], vec!["cleo"]]);
    let others: Vec<Role> = outcome
        .others
        .iter()
        .map(|attended| attended.role)
        .collect();
    assert_eq!(
        others,
        [Role::Facilitator, Role::Rapporteur, Role::Observer]
    );
    let moments: Vec<&Moment> = outcome
        .milestones
        .iter()
        .map(|milestone| &milestone.what)
        .collect();
    let opened = Moment::BallotOpened {
        ballot: ballot("b1"),
    };
    let closed = Moment::BallotClosed {
        ballot: ballot("b1"),
    };
    let phase = |to: Phase| Moment::Phase {
        to: to.into(),
        title: String::new(),
    };
    let want = [
        &Moment::Convened,
        &phase(Phase::Practices),
        &phase(Phase::Voting),
        &opened,
        &closed,
        &phase(Phase::Closed),
    ];
    assert_eq!(moments, want);
    assert!(
        outcome
            .milestones
            .is_sorted_by_key(|milestone| milestone.at)
    );
    let counts = &outcome.counts;
    assert_eq!(
        (counts.delegations, counts.participants, counts.practices),
        (3, 7, 3)
    );
    assert_eq!((counts.joint_answers, counts.own_answers), (1, 2));
    assert_eq!((counts.endorsements, counts.remarks), (1, 2));
    assert_eq!((counts.closed_ballots, counts.votes), (1, 4));
    assert!(outcome.is_closed() && !story::outcome().is_closed());
    assert!(outcome.is_draft(), "as long as nobody signed it");
}

#[test]
fn it_tells_the_cards_and_what_was_said_on_them() {
    let outcome = story::outcome();
    let first = &outcome.practices[0];
    assert_eq!(
        (first.rank, first.card.title.as_str()),
        (1, "Shared referral desk")
    );
    assert_eq!(
        first.fields.keys().collect::<Vec<_>>(),
        [&PracticeField::Results]
    );
    assert_eq!(first.endorsed_by, ["coast".parse().expect("an id")]);
    let asked = &outcome.practices[1].remarks;
    assert_eq!(asked[0].answer.as_deref(), Some("We all do."));
    assert_eq!(asked[1].answer, None);
}

#[test]
fn the_json_is_the_outcome_and_says_its_version() {
    for outcome in [story::outcome(), story::closed()] {
        let json = outcome.json().expect("an outcome is JSON");
        let value: serde_json::Value = serde_json::from_str(&json).expect("and is read again");
        assert_eq!(value["version"], VERSION);
        assert_eq!(
            value["practices"][0]["card"]["title"],
            "Shared referral desk"
        );
        assert_eq!(value["ballots"][0]["standing"]["is"], "closed");
        assert_eq!(
            serde_json::from_str::<Outcome>(&json).expect("as an outcome"),
            outcome
        );
        let several = shared::outcome::json(&[outcome.clone(), outcome]).expect("JSON");
        let several: Vec<Outcome> = serde_json::from_str(&several).expect("two outcomes");
        assert_eq!(several.len(), 2);
    }
}

#[test]
fn prose_of_roots_that_are_not_there_is_left_out() {
    let meeting = Meeting::convened();
    let stray = written(&[(
        shared::document::Root::Joint("q9".parse().expect("an id")),
        "stray",
    )]);
    let outcome = Outcome::of(&meeting.table, &stray, Seq::new(1), [0; 32], Timestamp(0));
    assert!(!outcome.json().expect("JSON").contains("stray"));
}
