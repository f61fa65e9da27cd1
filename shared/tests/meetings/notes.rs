//! What facilitators note for each other is theirs alone.

use crate::arbitrary::{held, somebody};
use crate::meeting::{Meeting, PEOPLE, at, person, written};
use proptest::prelude::*;
use shared::document::{DocumentId, Root};
use shared::features::agenda::Phase;
use shared::features::people::Role;
use shared::outcome::{Outcome, Sheet, html, markdown};
use shared::refusal::Refusal;
use shared::seq::Seq;
use shared::words::{Language, Words};

proptest! {
    /// Whoever reads them facilitates, and knows them by one number; nobody else has them in their list.
    #[test]
    fn notes_are_read_and_written_by_those_who_facilitate(meeting in held(), viewer in somebody()) {
        let (table, seen) = (&meeting.table, meeting.table.seen_by(&viewer));
        let facilitates = viewer.role == Role::Facilitator;
        prop_assert_eq!(table.readers(&DocumentId::Notes).holds(&viewer), facilitates);
        for table in [table, &seen] {
            prop_assert_eq!(table.documents_of(&viewer).contains(&DocumentId::Notes), facilitates);
        }
        if table.may_write(&viewer, &Root::Notes).is_ok() {
            prop_assert!(facilitates && !table.agenda.is_closed());
        }
        let handle = table.handle(&DocumentId::Notes).expect("there are notes at every table");
        prop_assert_eq!(table.document(handle), Some(DocumentId::Notes));
        let others = table.delegations.iter().map(|it| DocumentId::Desk(it.id.clone()));
        let others = others.chain(table.private_answers()).chain([DocumentId::Table]);
        for other in others {
            prop_assert_ne!(table.handle(&other), Some(handle), "{}", other);
        }
    }
}

#[test]
fn no_export_tells_them() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let prose = written(&[
        (Root::Notes, "South will not move."),
        (Root::Joint("q1".parse().expect("an id")), "We agree."),
    ]);
    let words = Words::of(Language::ENGLISH);
    let outcome = Outcome::of(&meeting.table, &prose, Seq::new(1), [0; 32], at(0));
    let sheet = Sheet {
        table: &meeting.table,
        outcome: &outcome,
        question: None,
    };
    let json = outcome.json().expect("an outcome is JSON");
    let outcomes = [outcome.clone()];
    let told = [
        json,
        html(&outcomes, &words),
        markdown(&outcomes, &words),
        sheet.page(&words),
    ];
    for told in told {
        assert!(told.contains("We agree.") && !told.contains("will not move"));
    }
    assert!(
        !meeting.table.roots().contains(&Root::Notes),
        "no revision freezes them"
    );
    assert!(!Root::Notes.takes_comments());
}

#[test]
fn whoever_stops_facilitating_reads_them_no_more() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let reads = |meeting: &Meeting, name: &str| {
        let who = meeting.who(name);
        let readers = meeting.table.readers(&DocumentId::Notes);
        readers.holds(&who)
    };
    for (name, role, _) in PEOPLE {
        assert_eq!(reads(&meeting, name), role == Role::Facilitator, "{name}");
    }
    let fay = meeting.who("fay");
    assert_eq!(meeting.table.may_write(&fay, &Root::Notes), Ok(()));
    let later = person("fay", Role::Observer, None);
    meeting.admits(&later).expect("she looks on from now on");
    assert!(!reads(&meeting, "fay"));
    assert!(meeting.table.may_write(&later, &Root::Notes).is_err());
    // Nor by claiming to be what she was.
    assert_eq!(
        meeting.table.may_write(&fay, &Root::Notes),
        Err(Refusal::Stranger)
    );
}
