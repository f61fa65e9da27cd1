//! Each delegation answers by itself, and all answers are revealed at once.

use crate::meeting::{Meeting, adds, at, question_id, replay, written};
use shared::document::{DocumentId, Root};
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, Answered};
use shared::features::people::Role;
use shared::ids::{DelegationId, Timestamp};
use shared::outcome::{Outcome, markdown};
use shared::refusal::Refusal;
use shared::seq::Seq;
use shared::table::Command;
use shared::words::{Language, Words};

fn keeps(question: &str) -> Command {
    let question = question_id(question);
    AnswerCommand::KeepPrivate { question }.into()
}

fn reveals(question: &str) -> Command {
    let question = question_id(question);
    AnswerCommand::RevealAnswers { question }.into()
}

fn delegation(id: &str) -> DelegationId {
    id.parse().expect("an id")
}

fn private(question: &str, of: &str) -> Root {
    Root::Private(question_id(question), delegation(of))
}

fn own(question: &str, of: &str) -> Root {
    Root::Own(question_id(question), delegation(of))
}

/// Whether somebody reads the document of a root.
fn reads(meeting: &Meeting, name: &str, root: &Root) -> bool {
    let who = meeting.who(name);
    let document = root.document();
    let reads = meeting.table.readers(&document).holds(&who);
    let is_listed = meeting.table.documents_of(&who).contains(&document);
    assert!(reads == is_listed || document == DocumentId::Table);
    reads
}

#[test]
fn an_answer_is_its_delegations_until_all_are_revealed() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let (north, south) = (private("q1", "north"), private("q1", "south"));
    let may = |meeting: &Meeting, name: &str, root: &Root| {
        meeting.table.may_write(&meeting.who(name), root)
    };
    assert_eq!(may(&meeting, "ana", &north), Err(Refusal::NotAnsweredSo));
    assert!(
        !reads(&meeting, "ana", &north),
        "there is no such thing yet"
    );
    meeting.does("fay", keeps("q1"));
    assert_eq!(may(&meeting, "ana", &north), Ok(()));
    assert_eq!(may(&meeting, "ben", &north), Err(Refusal::NotYours));
    let openly = may(&meeting, "ana", &own("q1", "north"));
    assert_eq!(openly, Err(Refusal::AnsweredPrivately));
    // Who was writing openly when that happened lands the last words.
    let since = meeting.log.last().expect("it happened").at;
    let lands = |after: u64| {
        let (ana, now) = (meeting.who("ana"), Timestamp(since.0 + after));
        meeting.table.may_land(&ana, &own("q1", "north"), now)
    };
    assert_eq!(lands(9_000), Ok(()));
    assert_eq!(lands(11_000), Err(Refusal::AnsweredPrivately));
    assert!(reads(&meeting, "ana", &north) && !reads(&meeting, "ana", &south));
    for name in ["ben", "fay", "rae", "obi"] {
        assert!(!reads(&meeting, name, &north), "{name}");
    }
    let handle = meeting.table.handle(&north.document());
    meeting.does("fay", reveals("q1"));
    for name in ["ana", "ben", "fay", "rae", "obi"] {
        assert!(reads(&meeting, name, &north) && reads(&meeting, name, &south));
    }
    assert_ne!(meeting.table.handle(&north.document()), handle);
    assert_eq!(may(&meeting, "ana", &north), Ok(()), "it goes on");
    assert_eq!(may(&meeting, "ben", &north), Err(Refusal::NotYours));
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn it_is_in_the_outcome_when_it_is_revealed() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", keeps("q1"));
    let prose = written(&[
        (own("q1", "north"), "Said openly."),
        (private("q1", "north"), "Said in private."),
    ]);
    let told = |meeting: &Meeting| {
        let outcome = Outcome::of(&meeting.table, &prose, Seq::new(1), [0; 32], at(0));
        markdown(&[outcome], &Words::of(Language::ENGLISH))
    };
    assert!(told(&meeting).contains("Said openly."));
    assert!(!told(&meeting).contains("Said in private."));
    meeting.does("fay", reveals("q1"));
    let told = told(&meeting);
    let order = told.find("Said openly.") < told.find("Said in private.");
    assert!(told.contains("Said in private.") && order);
}

#[test]
fn who_runs_the_table_does_it_once_and_not_back() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let role = Role::Facilitator;
    for command in [keeps("q1"), reveals("q1")] {
        for name in ["ana", "rae", "obi"] {
            let refused = meeting.asks(name, command.clone());
            assert_ne!(refused, Ok(Vec::new()), "{name}");
            assert!(refused.is_err(), "{role:?}");
        }
    }
    assert_eq!(
        meeting.asks("fay", reveals("q1")),
        Ok(Vec::new()),
        "all is open"
    );
    meeting.does("fay", keeps("q1"));
    assert_eq!(meeting.asks("fay", keeps("q1")), Ok(Vec::new()));
    meeting.does("fay", reveals("q1"));
    assert_eq!(meeting.asks("fay", reveals("q1")), Ok(Vec::new()));
    assert_eq!(
        meeting.asks("fay", keeps("q1")),
        Err(Refusal::AnswersRevealed)
    );
    meeting.does("fay", adds("together", "Who?", Answered::Jointly));
    assert_eq!(
        meeting.asks("fay", keeps("together")),
        Err(Refusal::NotAnsweredSo)
    );
    meeting.does("fay", keeps("q3"));
    meeting.moves_to(Phase::Closed);
    assert_eq!(
        meeting.asks("fay", reveals("q3")),
        Err(Refusal::TableClosed)
    );
}

#[test]
fn every_document_goes_by_a_number_of_its_own() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for question in ["q1", "q3"] {
        meeting.does("fay", keeps(question));
    }
    let table = &meeting.table;
    let desks = table
        .delegations
        .iter()
        .map(|it| DocumentId::Desk(it.id.clone()));
    let all: Vec<_> = desks
        .chain(table.private_answers())
        .chain([DocumentId::Notes, DocumentId::Table])
        .collect();
    assert!(all.len() > 3);
    for document in &all {
        let handle = table.handle(document).expect("it has one");
        assert_eq!(table.document(handle).as_ref(), Some(document));
        let twins = all.iter().filter(|it| table.handle(it) == Some(handle));
        assert_eq!(twins.count(), 1, "{document}");
        assert_eq!(
            DocumentId::parse(&document.to_string()).as_ref(),
            Some(document)
        );
    }
}
