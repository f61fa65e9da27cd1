//! Nobody learns a choice before its ballot closes.

use crate::arbitrary::{held, somebody};
use crate::meeting::{Meeting, closes, replay, votes};
use proptest::prelude::*;
use shared::document::DocumentId;
use shared::features::ballots::BallotEvent;
use shared::features::ballots::{Choice, Marks, Standing};
use shared::features::desks::DeskEvent;
use shared::features::people::{Participant, Role};
use shared::ids::{BallotId, Timestamp};
use shared::outcome::{Outcome, html, markdown};
use shared::seq::Seq;
use shared::table::{Event, Record};
use shared::words::{Language, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

proptest! {
    #[test]
    fn what_one_sees_of_the_table_is_the_table_of_what_one_sees(meeting in held(), viewer in somebody()) {
        let seen: Vec<Record> = meeting.log.iter().map(|record| record.clone().seen_by(&viewer)).collect();
        // Of a desk that was shared with them once, they know what they saw then.
        prop_assert_eq!(replay(&seen).seen_by(&viewer), meeting.table.seen_by(&viewer));
    }

    #[test]
    fn seeing_twice_is_seeing_once(meeting in held(), viewer in somebody()) {
        let seen = meeting.table.seen_by(&viewer);
        prop_assert_eq!(seen.seen_by(&viewer), seen);
    }

    /// Two meetings that differ in nothing but what others chose on open ballots look the same.
    #[test]
    fn no_choice_of_another_delegation_shows_before_closing(
        meeting in held(),
        viewer in somebody(),
        choices in prop::collection::vec(0..3_usize, 64),
    ) {
        let other = otherwise(&meeting, &viewer, &choices);
        let (table, there) = (&meeting.table, replay(&other));
        prop_assert_eq!(table.seen_by(&viewer), there.seen_by(&viewer));
        for (here, there) in meeting.log.iter().zip(&other) {
            let (here, there) = (here.clone().seen_by(&viewer), there.clone().seen_by(&viewer));
            let json = |record: &Record| serde_json::to_string(record).expect("a record is JSON");
            prop_assert_eq!(json(&here), json(&there));
        }
        let everybody = Participant { role: Role::Observer, delegation: None, ..viewer };
        let other = otherwise(&meeting, &everybody, &choices);
        prop_assert_eq!(told(&meeting.log), told(&other));
    }

    /// Who reads a desk, and by which handle, is known to those who do, and to nobody else.
    #[test]
    fn desks_are_known_to_those_who_work_on_them(meeting in held(), viewer in somebody()) {
        let (table, seen) = (&meeting.table, meeting.table.seen_by(&viewer));
        let documents = table.documents_of(&viewer);
        prop_assert_eq!(&seen.documents_of(&viewer), &documents);
        for desk in table.delegations.iter().map(|delegation| DocumentId::Desk(delegation.id.clone())) {
            let reads = table.readers(&desk).holds(&viewer);
            prop_assert_eq!(reads, documents.contains(&desk));
            let handle = table.handle(&desk).expect("there is such a desk");
            prop_assert_eq!(table.document(handle), Some(desk.clone()));
            if reads {
                prop_assert_eq!(seen.handle(&desk), Some(handle));
            }
        }
        let theirs = |record: &Record| match &record.event {
            Event::Desks(DeskEvent::DeskShared { members, .. } | DeskEvent::DeskUnshared { members, .. }) => {
                viewer.speaks_for().is_some_and(|own| members.contains(own))
            }
            Event::Desks(DeskEvent::DeskChanged) => record.by.is_none(),
            _ => true,
        };
        let seen = meeting.log.iter().map(|record| record.clone().seen_by(&viewer));
        prop_assert!(seen.into_iter().all(|record| theirs(&record)));
    }

    #[test]
    fn nobody_but_a_delegate_sees_any_choice_of_an_open_ballot(meeting in held(), viewer in somebody()) {
        let seen = meeting.table.seen_by(&viewer);
        for ballot in &seen.ballots {
            let Standing::Open { votes, ballots, .. } = &ballot.standing else { continue };
            for (delegation, choice) in votes.values().flatten() {
                let own = viewer.role == Role::Delegate && viewer.delegation.as_ref() == Some(delegation);
                prop_assert_eq!(choice.is_some(), own);
            }
            for (delegation, marks) in ballots {
                let own = viewer.role == Role::Delegate && viewer.delegation.as_ref() == Some(delegation);
                prop_assert_eq!(marks.is_some(), own);
            }
        }
    }
}

/// The same log with other choices, by others than the viewer's delegation, on ballots that are open.
fn otherwise(meeting: &Meeting, viewer: &Participant, choices: &[usize]) -> Vec<Record> {
    let open: BTreeSet<&BallotId> = meeting
        .table
        .open_ballots()
        .map(|ballot| &ballot.id)
        .collect();
    let mut fresh = choices.iter().cycle().map(|nth| Choice::ALL[*nth]);
    let mut log = meeting.log.clone();
    for record in &mut log {
        if let Event::Ballots(BallotEvent::VoteCast {
            ballot,
            delegation,
            choice,
            ..
        }) = &mut record.event
            && open.contains(ballot)
            && viewer.speaks_for() != Some(delegation)
        {
            *choice = fresh.next();
        }
        if let Event::Ballots(BallotEvent::BallotCast {
            ballot,
            delegation,
            marks,
            ..
        }) = &mut record.event
            && open.contains(ballot)
            && viewer.speaks_for() != Some(delegation)
        {
            let nothing = Marks::Approval {
                options: BTreeSet::new(),
            };
            *marks = Some(nothing);
        }
    }
    log
}

/// Everything that an outcome says, in all its forms, with a digest that depends on the whole log.
fn told(log: &[Record]) -> [String; 3] {
    let words = Words::of(Language::ENGLISH);
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(log)
        .expect("a log is JSON")
        .hash(&mut hasher);
    let mut chain = [0; 32];
    chain[..8].copy_from_slice(&hasher.finish().to_be_bytes());
    let outcome = Outcome::of(
        &replay(log),
        &BTreeMap::new(),
        Seq::new(7),
        chain,
        Timestamp(0),
    );
    let json = outcome.json().expect("an outcome is JSON");
    let outcomes = [outcome];
    [json, markdown(&outcomes, &words), html(&outcomes, &words)]
}

#[test]
fn members_of_a_delegation_see_their_own_vote_and_no_other() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::CannotSupport));
    let p1 = crate::meeting::practice("p1");
    let north = crate::meeting::delegation("north").id;
    let sees = |name: &str| {
        let seen = meeting.table.seen_by(&meeting.who(name));
        seen.ballots[0].choice_of(&p1, &north)
    };
    assert_eq!(sees("abel"), Some(Choice::CannotSupport));
    for name in ["ben", "fay", "rae", "obi"] {
        assert_eq!(sees(name), None, "{name}");
    }
}

#[test]
fn an_observer_who_claims_a_delegation_sees_no_vote_of_it() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    let spy = crate::meeting::person("obi", Role::Observer, Some("north"));
    let seen = meeting.table.seen_by(&spy);
    assert_eq!(seen, meeting.table.seen_by(&meeting.who("obi")));
    let vote = meeting.log.last().expect("the vote").clone().seen_by(&spy);
    assert!(matches!(
        vote.event,
        Event::Ballots(BallotEvent::VoteCast { choice: None, .. })
    ));
}

#[test]
fn on_closing_all_see_the_same_at_once() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    meeting.does("fay", closes("b1"));
    let closed = meeting.log.last().expect("the closing").clone();
    for (name, _, _) in crate::meeting::PEOPLE {
        let viewer = meeting.who(name);
        assert_eq!(closed.clone().seen_by(&viewer), closed);
        assert_eq!(meeting.table.seen_by(&viewer), meeting.table);
    }
}
