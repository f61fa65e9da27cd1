//! Practices that are brought in from a file, and what a file is taken for.

use crate::meeting::{Meeting, brings, card, endorses, opens, practice};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::practices::{FromFile, PracticeCommand, PracticeField};
use shared::ids::DelegationId;
use shared::limits;
use shared::practice_file::{DoubtKind, PracticeFileError, Preview, read_json};
use shared::refusal::{Noun, Refusal};
use shared::table::Command;
use shared::words::{Language, Words};

fn from(collection: &str) -> FromFile {
    FromFile {
        collection: collection.into(),
        whose: "Northern Process".into(),
    }
}

pub fn files(id: &str, delegation: &str, title: &str) -> Command {
    Command::Practices(PracticeCommand::BringFromFile {
        practice: practice(id),
        delegation: delegation.parse::<DelegationId>().expect("an id"),
        card: card(title),
        from: from("Last year’s consultation"),
    })
}

fn withdraws(id: &str) -> Command {
    Command::Practices(PracticeCommand::WithdrawPractice {
        practice: practice(id),
    })
}

fn revises(id: &str, title: &str) -> Command {
    Command::Practices(PracticeCommand::RevisePractice {
        practice: practice(id),
        card: card(title),
    })
}

#[test]
fn a_facilitator_brings_for_any_delegation_and_a_delegate_for_their_own() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("fay", files("p1", "north", "Referral desk"));
    meeting.does("ben", files("p2", "south", "Hotline"));
    let other = meeting.asks("ben", files("p3", "north", "Hotline"));
    assert_eq!(other, Err(Refusal::NotYours));
    for looks_on in ["rae", "oli"] {
        if meeting
            .table
            .participants
            .keys()
            .any(|id| id.as_str() == looks_on)
        {
            let none = meeting.asks(looks_on, files("p3", "north", "Hotline"));
            assert!(none.is_err(), "{looks_on}");
        }
    }
    let nobody = meeting.asks("fay", files("p3", "nowhere", "Hotline"));
    let what = Noun::Delegation;
    assert_eq!(nobody, Err(Refusal::Unknown { what }));
    let filed = meeting
        .table
        .practice(&practice("p1"))
        .and_then(|it| it.filed.clone());
    let filed = filed.expect("it says where it comes from");
    assert_eq!(filed.by.as_str(), "fay");
    assert_eq!(filed.from, from("Last year’s consultation"));
    // Others speak to it as to any: it is the delegation's.
    meeting.does("ben", endorses("p1"));
    assert_eq!(meeting.asks("ana", endorses("p1")), Err(Refusal::YourOwn));
}

#[test]
fn asking_again_is_asking_once_and_the_mark_stays() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("fay", files("p1", "north", "Referral desk"));
    assert_eq!(
        meeting.asks("fay", files("p1", "north", "Referral desk")),
        Ok(Vec::new())
    );
    let taken = Refusal::IdTaken {
        what: Noun::Practice,
    };
    assert_eq!(
        meeting.asks("ana", brings("p1", "Referral desk")),
        Err(taken.clone())
    );
    assert_eq!(
        meeting.asks("fay", files("p1", "south", "Referral desk")),
        Err(taken)
    );
    meeting.does("ana", revises("p1", "Shared referral desk"));
    let there = meeting
        .table
        .practice(&practice("p1"))
        .expect("it is there");
    assert!(
        there.filed.is_some(),
        "whoever revises it does not hide where it comes from"
    );
}

#[test]
fn its_words_are_written_by_whoever_brought_it_and_by_its_delegation() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("fay", files("p1", "north", "Referral desk"));
    meeting.does("ana", brings("p2", "Hotline"));
    let may = |meeting: &Meeting, who: &str, id: &str| {
        let root = Root::Practice(practice(id), PracticeField::Done);
        meeting.table.may_write(&meeting.who(who), &root).is_ok()
    };
    assert!(may(&meeting, "fay", "p1") && may(&meeting, "ana", "p1"));
    assert!(!may(&meeting, "ben", "p1") && !may(&meeting, "fay", "p2"));
    assert_eq!(
        meeting.asks("fay", revises("p2", "Mine")),
        Err(Refusal::NeedsDelegation)
    );
    meeting.does("fay", revises("p1", "Referral desks"));
    meeting.does("fay", withdraws("p1"));
    assert_eq!(meeting.asks("fay", withdraws("p1")), Ok(Vec::new()));
    assert_eq!(
        meeting.asks("fay", withdraws("p2")),
        Err(Refusal::NeedsDelegation)
    );
}

#[test]
fn it_comes_when_practices_do_and_says_from_where() {
    let mut meeting = Meeting::convened();
    let early = meeting.asks("fay", files("p1", "north", "Referral desk"));
    assert!(early.is_err(), "{early:?}");
    meeting.moves_to(Phase::Practices);
    let unnamed = |collection: &str, whose: &str| {
        Command::Practices(PracticeCommand::BringFromFile {
            practice: practice("p1"),
            delegation: "north".parse().expect("an id"),
            card: card("Referral desk"),
            from: FromFile {
                collection: collection.into(),
                whose: whose.into(),
            },
        })
    };
    let what = Noun::Name;
    assert_eq!(
        meeting.asks("fay", unnamed(" \u{202e}", "")),
        Err(Refusal::Empty { what })
    );
    let long = "x".repeat(limits::NAME + 1);
    let most = limits::NAME;
    let what = Noun::Delegation;
    assert_eq!(
        meeting.asks("fay", unnamed("Last year", &long)),
        Err(Refusal::TooLong { what, most })
    );
    meeting.does("fay", unnamed("Last\u{202e} year", "X"));
    let filed = meeting
        .table
        .practice(&practice("p1"))
        .and_then(|it| it.filed.clone());
    assert_eq!(filed.expect("it is there").from.collection, "Last year");
    meeting.moves_to(Phase::Voting);
    meeting.does("fay", opens("b1", &["p1"]));
    assert!(meeting.asks("fay", withdraws("p1")).is_err());
}

fn looked_at(meeting: &Meeting, practices: &serde_json::Value) -> Preview {
    let file = serde_json::json!({
        "form": "roundtable-practices", "version": 1, "title": "Last\u{202e} year", "made": 1, "practices": practices,
    });
    let rows = read_json(file.to_string().as_bytes()).expect("it is a collection");
    rows.fitted(Some(&meeting.table))
}

#[test]
fn a_file_is_fitted_to_the_table_and_all_that_does_not_fit_is_told() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("ana", brings("p1", "Referral desk"));
    let question = meeting.table.questions[0].clone();
    let north = meeting.table.delegations[0].name.clone();
    let preview = looked_at(
        &meeting,
        &serde_json::json!([
            { "title": "referral  DESK", "brought_by": north.to_uppercase(), "question": question.text, "themes": ["Sea", "Air"], "likes": 3 },
            { "title": " " },
            { "title": "x".repeat(limits::TITLE + 1) },
            { "title": 7 },
            { "title": "Hot\u{202e}line", "question": "Why?", "fields": { "done": [
                { "kind": "ul", "indent": 99, "runs": [
                    { "text": "a\u{202e}\nb", "strong": true }, { "text": " c", "link": "javascript:alert(1)" },
                ] },
                { "kind": "paragraph", "runs": [{ "text": "  " }] },
            ] } },
        ]),
    );
    assert_eq!(preview.collection, "Last year");
    let rows: Vec<_> = preview.coming.iter().map(|it| it.row).collect();
    assert_eq!(rows, [1, 5]);
    let first = &preview.coming[0];
    assert_eq!(
        first.delegation.as_ref().map(DelegationId::as_str),
        Some("north")
    );
    assert_eq!(first.card.question, Some(question.id));
    assert_eq!(first.card.theme, "Sea");
    assert!(first.is_there, "whoever brings it looks twice");
    let second = &preview.coming[1];
    assert_eq!(
        (second.card.title.as_str(), second.is_there),
        ("Hotline", false)
    );
    let done = &second.fields[&PracticeField::Done];
    assert_eq!((done.len(), done[0].indent), (1, 8));
    assert_eq!(done[0].runs[0].text, "a b");
    assert!(done[0].runs.iter().all(|run| run.marks.link.is_none()));
    let told: Vec<_> = preview.doubts.iter().map(|it| (it.row, it.what)).collect();
    for doubt in [
        (None, DoubtKind::Unread),
        (Some(1), DoubtKind::OwnTheme),
        (Some(1), DoubtKind::Theme),
        (Some(1), DoubtKind::IsThere),
        (Some(2), DoubtKind::Untitled),
        (Some(3), DoubtKind::TooLong),
        (Some(4), DoubtKind::Unreadable),
        (Some(5), DoubtKind::Invisible),
        (Some(5), DoubtKind::Question),
        (Some(5), DoubtKind::Link),
    ] {
        assert!(told.contains(&doubt), "{doubt:?} is not told: {told:?}");
    }
    // What is offered can be asked as it is.
    for (nth, coming) in preview.coming.iter().enumerate() {
        let command = PracticeCommand::BringFromFile {
            practice: practice(&format!("n{nth}")),
            delegation: "north".parse().expect("an id"),
            card: coming.card.clone(),
            from: from(&preview.collection),
        };
        meeting.does("fay", command);
    }
}

#[test]
fn what_is_no_collection_is_refused_with_a_reason() {
    let nested = format!("{{\"form\":{}", "[".repeat(100_000));
    let many = format!(
        "{{\"form\":\"roundtable-practices\",\"version\":1,\"practices\":[{}{{}}]}}",
        "{},".repeat(limits::PRACTICES)
    );
    for (text, code) in [
        ("{", "json"),
        (nested.as_str(), "json"),
        ("{}", "no-collection"),
        ("[1]", "no-collection"),
        (
            r#"{"form":"roundtable-practices","version":2}"#,
            "other-version",
        ),
        (
            r#"{"form":"roundtable-practices","version":1}"#,
            "no-collection",
        ),
        (
            r#"{"form":"roundtable-practices","version":1,"practices":[]}"#,
            "empty",
        ),
        (many.as_str(), "too-many"),
    ] {
        let refused = read_json(text.as_bytes()).map(|_| ()).expect_err(code);
        assert_eq!(refused.code(), code);
    }
    let large = " ".repeat(5_000_000);
    assert_eq!(
        read_json(large.as_bytes()).map(|_| ()),
        Err(PracticeFileError::TooLarge)
    );
}

#[test]
fn everything_that_can_be_told_has_words() {
    let words = Words::of(Language::ENGLISH);
    let doubts = DoubtKind::ALL.map(|it| it.key().to_owned());
    let most = 1;
    let errors = [
        PracticeFileError::NeitherOf,
        PracticeFileError::OldOrEncrypted,
        PracticeFileError::TooLarge,
        PracticeFileError::TooLargeInside,
        PracticeFileError::Unsafe,
        PracticeFileError::Damaged,
        PracticeFileError::NoTitles,
        PracticeFileError::Json { line: 1, column: 1 },
        PracticeFileError::NoCollection,
        PracticeFileError::OtherVersion,
        PracticeFileError::TooMany { most },
        PracticeFileError::Empty,
    ];
    for key in doubts.into_iter().chain(errors.map(PracticeFileError::key)) {
        let said = words.tell(
            &key,
            &[
                ("text", "x".into()),
                ("line", 1.into()),
                ("column", 1.into()),
                ("most", 1.into()),
            ],
        );
        assert!(said != key && !said.contains('{'), "{key}: {said}");
    }
}
