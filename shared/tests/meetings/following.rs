//! A table follows its session: it takes what it lacks, whenever that is, and nothing is ever taken from it.

use crate::arbitrary::{any_session, held};
use crate::meeting::{
    Meeting, delegation, hands_over, names_head, person, replay, reserves_voting,
};
use proptest::prelude::*;
use shared::features::agenda::Phase;
use shared::features::people::Role;
use shared::ids::TableId;
use shared::refusal::{Noun, Refusal};
use shared::session::{Member, Session, SessionCommand, SessionEvent};
use std::collections::BTreeSet;

proptest! {
    #[test]
    fn what_is_taken_in_is_not_lacking_any_more(mut meeting in held(), (session, names) in any_session()) {
        let before = meeting.table.clone();
        let lacking = session.lacking(&meeting.table, &names);
        meeting.record(None, Ok(lacking)).expect("it takes it in");
        prop_assert_eq!(session.lacking(&meeting.table, &names), vec![]);
        let now = &meeting.table;
        for delegation in &before.delegations {
            prop_assert!(now.delegation(&delegation.id).is_some(), "nobody loses a seat");
        }
        for who in before.participants.keys() {
            prop_assert!(now.participants.contains_key(who), "nobody is forgotten");
        }
        if before.agenda.at == Phase::Closed {
            prop_assert_eq!((&now.name, &now.note), (&before.name, &before.note));
            prop_assert_eq!(&now.delegations, &before.delegations);
        } else {
            prop_assert_eq!((&now.name, &now.note.title), (&session.tables[0].name, &session.title));
        }
        prop_assert_eq!(&replay(&meeting.log), now);
    }
}

/// A session of three tables, the first of which is the meeting's; north sits at all of them, south and coast at the first.
fn session() -> Session {
    let mut session = Meeting::convened().session;
    for (id, name) in [("table-3", "Table 3"), ("table-4", "Table 4")] {
        let mut table = session.tables[0].clone();
        (table.id, table.name) = (id.parse().expect("an id"), name.into());
        table.delegations.truncate(1);
        session.tables.push(table);
    }
    session
}

fn table(id: &str) -> TableId {
    id.parse().expect("an id")
}

/// Asks as the facilitator, while these tables are closed.
fn asks(
    session: &Session,
    command: SessionCommand,
    closed: &[&str],
) -> Result<Vec<SessionEvent>, Refusal> {
    let fay = person("fay", Role::Facilitator, None).id;
    let closed: BTreeSet<_> = closed.iter().copied().map(table).collect();
    session.decide(&fay, command, &closed)
}

fn places(id: &str, tables: &[&str]) -> SessionCommand {
    SessionCommand::PlaceDelegation {
        delegation: id.parse().expect("an id"),
        tables: tables.iter().copied().map(table).collect(),
    }
}

#[test]
fn a_delegation_is_given_another_table_once() {
    let mut session = session();
    let placed = SessionEvent::DelegationPlaced {
        delegation: delegation("south").id,
        table: table("table-3"),
    };
    let asked = places("south", &["table-3", "table-2", "table-3"]);
    let events = asks(&session, asked.clone(), &[]);
    assert_eq!(events, Ok(vec![placed.clone()]));
    session.apply(&placed);
    assert_eq!(asks(&session, asked, &[]), Ok(vec![]));
    let everywhere = asks(&session, places("south", &[]), &[]);
    assert_eq!(everywhere.map(|events| events.len()), Ok(1));
    for (asked, what) in [
        (places("nobody", &[]), Noun::Delegation),
        (places("south", &["nowhere"]), Noun::Table),
    ] {
        assert_eq!(asks(&session, asked, &[]), Err(Refusal::Unknown { what }));
    }
}

#[test]
fn closed_tables_are_left_as_they_are() {
    let session = session();
    let refused = Err(Refusal::TableClosed);
    let closed = ["table-3", "table-4"];
    assert_eq!(
        asks(&session, places("south", &["table-4"]), &closed),
        refused
    );
    assert_eq!(asks(&session, places("south", &[]), &closed), refused);
    // Where it is wanted and may sit, it sits.
    let one = asks(&session, places("south", &[]), &["table-4"]);
    assert_eq!(one.map(|events| events.len()), Ok(1));
    let revise = |id: &str| SessionCommand::ReviseDelegation {
        delegation: shared::features::delegations::Delegation {
            name: "Another".into(),
            ..delegation(id)
        },
    };
    let all = ["table-2", "table-3", "table-4"];
    assert_eq!(asks(&session, revise("north"), &all), refused);
    assert_eq!(asks(&session, revise("south"), &["table-2"]), refused);
    assert!(asks(&session, revise("north"), &closed).is_ok());
}

#[test]
fn a_table_is_added_once_and_called_like_no_other() {
    let mut session = session();
    let adds = |id: &str, name: &str, seated: &[&str]| SessionCommand::AddTable {
        table: table(id),
        name: name.into(),
        delegations: seated.iter().map(|id| id.parse().expect("an id")).collect(),
    };
    let events = asks(&session, adds("new", " New\u{200b} ", &["coast"]), &[]).unwrap();
    for event in &events {
        session.apply(event);
    }
    assert_eq!(session.tables[3].name, "New");
    assert_eq!(
        asks(&session, adds("new", "New", &["coast"]), &[]),
        Ok(vec![])
    );
    let (table, delegation) = (Noun::Table, Noun::Delegation);
    for (command, refusal) in [
        (adds("new", "Newer", &[]), Refusal::IdTaken { what: table }),
        (
            adds("x", "NEW", &[]),
            Refusal::DuplicateTable { name: "NEW".into() },
        ),
        (adds("x", "", &[]), Refusal::Empty { what: Noun::Name }),
        (
            adds("x", "X", &["nobody"]),
            Refusal::Unknown { what: delegation },
        ),
    ] {
        assert_eq!(asks(&session, command, &[]), Err(refusal));
    }
}

#[test]
fn who_is_removed_is_not_let_in_by_those_who_were_not_told() {
    let mut meeting = Meeting::convened();
    let ana = meeting.who("ana");
    let remove = SessionCommand::RemoveParticipant {
        participant: ana.id.clone(),
    };
    let events = meeting.convenes("fay", remove.clone()).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(meeting.convenes("fay", remove), Ok(vec![]));
    assert!(!meeting.session.people.contains_key(&ana.id));
    assert_eq!(meeting.who("ana"), ana, "her line in the record stays");
    let south = Member {
        role: Role::Delegate,
        delegation: Some(delegation("south").id),
    };
    let tables = session();
    let names: Vec<_> = tables.tables_of(&south).map(|table| &*table.name).collect();
    assert_eq!(names, ["Table 2"]);
}

#[test]
fn events_are_read_as_they_were_written() {
    let convened = SessionEvent::SessionConvened(Box::new(session()));
    let json = serde_json::to_string(&convened).unwrap();
    assert!(json.starts_with(r#"{"event":"session-convened""#), "{json}");
    assert_eq!(
        serde_json::from_str::<SessionEvent>(&json).unwrap(),
        convened
    );
}

#[test]
fn whoever_was_removed_neither_presides_nor_heads_a_delegation() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", hands_over(&[], &["ana", "rae"]));
    meeting.does("fay", names_head("north", Some("ana")));
    meeting.does("fay", reserves_voting("north", true));
    let removes = |name: &str| SessionCommand::RemoveParticipant {
        participant: name.parse().expect("an id"),
    };
    meeting.convenes("fay", removes("ana")).expect("removed");
    let presides = |meeting: &Meeting, name: &str| {
        let who = meeting.who(name).id;
        meeting.table.presides(&who)
    };
    assert!(presides(&meeting, "rae") && !presides(&meeting, "ana"));
    assert!(meeting.table.roll_call.heads.is_empty());
    assert!(meeting.table.roll_call.reserved.is_empty());
    meeting.convenes("fay", removes("rae")).expect("removed");
    assert!(presides(&meeting, "fay"), "the facilitators do again");
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn a_table_is_closed_to_observers_and_opened_again() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let here = meeting.table.id.clone();
    let allow = |allowed: bool| SessionCommand::AllowObservers {
        table: here.clone(),
        allowed,
    };
    let admitted = |meeting: &Meeting, name: &str| {
        let who = meeting.who(name).id;
        meeting.table.admitted(&who).is_some()
    };
    let observer = Member {
        role: Role::Observer,
        delegation: None,
    };
    for name in ["ana", "obi"] {
        let refused = meeting.convenes(name, allow(false));
        assert!(matches!(refused, Err(Refusal::NeedsRole { .. })), "{name}");
    }
    meeting.convenes("fay", allow(false)).expect("closed");
    assert_eq!(meeting.convenes("fay", allow(false)), Ok(Vec::new()));
    for name in ["fay", "ana", "ben", "rae"] {
        assert!(admitted(&meeting, name), "{name}");
    }
    assert!(!admitted(&meeting, "obi"));
    assert_eq!(meeting.session.tables_of(&observer).count(), 0);
    // Also where the table is closed, and for those who come later.
    meeting.moves_to(Phase::Closed);
    let olga = person("olga", Role::Observer, None);
    meeting.admits(&olga).expect("let in");
    assert!(!admitted(&meeting, "olga"));
    meeting.convenes("fay", allow(true)).expect("opened");
    assert!(admitted(&meeting, "obi") && admitted(&meeting, "olga"));
    assert_eq!(meeting.session.tables_of(&observer).count(), 1);
    let elsewhere = SessionCommand::AllowObservers {
        table: table("nowhere"),
        allowed: true,
    };
    let what = Noun::Table;
    assert_eq!(
        meeting.convenes("fay", elsewhere),
        Err(Refusal::Unknown { what })
    );
    assert_eq!(replay(&meeting.log), meeting.table);
}
