//! A temperature check shows how the room leans, and no more.

use crate::arbitrary::{held, somebody};
use crate::meeting::{
    Meeting, asks_temperature, ends_temperature, hands_over, leans, moves, replay,
};
use proptest::prelude::*;
use shared::features::agenda::{AgendaCommand, Phase};
use shared::features::people::{Participant, Role};
use shared::features::temperature::{Leaning, TemperatureEvent};
use shared::ids::Timestamp;
use shared::limits;
use shared::outcome::Outcome;
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::{Event, Record};
use std::collections::BTreeMap;

/// A table at which a check is on, and two delegations have said how they lean.
fn checked() -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", asks_temperature("k1", " Could  we agree? "));
    meeting.does("ana", leans("k1", Leaning::Yes));
    meeting.does("ben", leans("k1", Leaning::Concerns));
    meeting
}

fn counts(meeting: &Meeting) -> [u32; 4] {
    let check = meeting.table.temperature.now.as_ref();
    let check = check.expect("a check is on");
    Leaning::ALL.map(|leaning| check.count(leaning))
}

#[test]
fn each_delegation_counts_once_and_what_it_says_last() {
    let mut meeting = checked();
    let check = meeting.table.temperature.now.as_ref();
    assert_eq!(check.expect("it is on").wording, "Could we agree?");
    assert_eq!(counts(&meeting), [1, 1, 0, 0]);
    // Another member of the same delegation.
    meeting.does("abel", leans("k1", Leaning::No));
    assert_eq!(counts(&meeting), [0, 1, 1, 0]);
    let again = meeting.asks("ana", leans("k1", Leaning::No));
    assert_eq!(again, Ok(Vec::new()));
    meeting.does("cleo", leans("k1", Leaning::NotYet));
    assert_eq!(counts(&meeting), [0, 1, 1, 1]);
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn it_is_asked_by_who_runs_the_table_and_one_at_a_time() {
    let mut meeting = checked();
    for name in ["ana", "rae", "obi"] {
        let refused = meeting.asks(name, asks_temperature("k2", ""));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
        let refused = meeting.asks(name, ends_temperature("k1"));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
    }
    for name in ["fay", "rae", "obi"] {
        let refused = meeting.asks(name, leans("k1", Leaning::Yes));
        assert_eq!(refused, Err(Refusal::NeedsDelegation), "{name}");
    }
    let second = meeting.asks("fay", asks_temperature("k2", ""));
    assert_eq!(second, Err(Refusal::CheckIsOn));
    meeting.does("fay", ends_temperature("k1"));
    assert_eq!(meeting.asks("fay", ends_temperature("k1")), Ok(Vec::new()));
    let what = Noun::TemperatureCheck;
    let late = meeting.asks("ana", leans("k1", Leaning::No));
    assert_eq!(late, Err(Refusal::Unknown { what }));
    let again = meeting.asks("fay", asks_temperature("k1", ""));
    assert_eq!(again, Err(Refusal::IdTaken { what }));
    let most = limits::TITLE;
    let what = Noun::Text;
    let long = meeting.asks("fay", asks_temperature("k2", &"x".repeat(most + 1)));
    assert_eq!(long, Err(Refusal::TooLong { what, most }));
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", asks_temperature("k2", ""));
    meeting.does("fay", ends_temperature("k2"));
}

#[test]
fn it_is_over_with_the_item() {
    let mut meeting = checked();
    meeting.moves_to(Phase::Practices);
    assert_eq!(meeting.table.temperature.now, None);
    let back = AgendaCommand::TakeBackMove {
        from: Phase::Practices.into(),
        to: Phase::Drafting.into(),
    };
    meeting.does("fay", asks_temperature("k2", ""));
    meeting.does("fay", back);
    assert_eq!(
        meeting.table.temperature.now, None,
        "it does not come back, nor stay"
    );
    meeting.does("fay", asks_temperature("k3", ""));
    meeting.does("fay", moves(Phase::Drafting, Phase::Closed));
    assert_eq!(meeting.table.temperature.now, None);
    let closed = meeting.asks("fay", asks_temperature("k4", ""));
    assert_eq!(closed, Err(Refusal::TableClosed));
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn who_leans_which_way_is_for_who_presided_when_it_was_asked_and_facilitators() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", hands_over(&[], &["cleo"]));
    meeting.does("fay", asks_temperature("k1", ""));
    meeting.does("ana", leans("k1", Leaning::No));
    meeting.does("fay", hands_over(&["cleo"], &["ben"]));
    let knows = |name: &str| {
        let seen = meeting.table.seen_by(&meeting.who(name));
        let check = seen.temperature.now.expect("everybody sees that it is on");
        assert_eq!(check.count(Leaning::No), 1, "and how many lean which way");
        check.leanings.len() == 1
    };
    assert!(["fay", "cleo", "ana", "abel"].into_iter().all(knows));
    assert!(!["ben", "rae", "obi"].into_iter().any(knows));
}

#[test]
fn nothing_of_it_leaves_the_room() {
    let outcome = |meeting: &Meeting| {
        let outcome = Outcome::of(
            &meeting.table,
            &BTreeMap::new(),
            Seq::new(7),
            [0; 32],
            Timestamp(0),
        );
        outcome.json().expect("an outcome is JSON")
    };
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let before = outcome(&meeting);
    meeting.does("fay", asks_temperature("k1", "Could we agree?"));
    meeting.does("ana", leans("k1", Leaning::No));
    assert_eq!(outcome(&meeting), before);
    let all = meeting.table.seen_by_all();
    let check = all.temperature.now.expect("it is on");
    assert!(check.leanings.is_empty());
}

proptest! {
    /// Two meetings that differ only in which of the other delegations leans which way look the same.
    #[test]
    fn nobody_learns_who_said_what(meeting in held(), viewer in somebody()) {
        let other: Vec<Record> = meeting.log.iter().cloned().map(swapped).collect();
        let may_see = |record: &Record| record.event.audience().holds(&viewer);
        for (here, there) in meeting.log.iter().zip(&other) {
            if may_see(here) || may_see(there) {
                continue;
            }
            prop_assert_eq!(here.clone().seen_by(&viewer), there.clone().seen_by(&viewer));
        }
        let nobody = Participant { id: "x".parse().expect("an id"), role: Role::Observer, delegation: None, ..viewer };
        for record in &meeting.log {
            if let Event::Temperature(TemperatureEvent::TemperatureSaid { .. }) = record.event {
                let seen = serde_json::to_string(&record.clone().seen_by(&nobody)).expect("JSON");
                let names = ["north", "south", "coast", "late", "ana", "abel", "ben"];
                let shown_to = seen.find("shown_to").unwrap_or(seen.len());
                prop_assert!(!names.iter().any(|name| seen[..shown_to].contains(name)), "{}", seen);
            }
        }
        let seen = meeting.table.seen_by(&nobody);
        prop_assert!(seen.temperature.now.is_none_or(|check| check.leanings.is_empty()));
    }
}

/// The record as if another delegation had said it.
fn swapped(mut record: Record) -> Record {
    if let Event::Temperature(TemperatureEvent::TemperatureSaid { delegation, .. }) =
        &mut record.event
    {
        *delegation = delegation.take().map(|delegation| {
            let other = if delegation.as_str() == "north" {
                "south"
            } else {
                "north"
            };
            other.parse().expect("an id")
        });
        record.by = Some("ben".parse().expect("an id"));
    }
    record
}
