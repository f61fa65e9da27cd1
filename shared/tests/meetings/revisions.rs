//! The text is frozen as `Rev.1`, `Rev.2` …, and a paragraph of what was frozen is put back.

use crate::meeting::{Meeting, freezes, hands_over, restores};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::revisions::{FrozenText, authored, canonical};
use shared::limits;
use shared::outcome::{Outcome, markdown};
use shared::prose::{Block, BlockKind};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::Moment;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

#[test]
fn revisions_are_numbered_in_the_order_in_which_they_are_frozen() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", freezes("v1", "Zero draft"));
    meeting.does("fay", freezes("v2", "  After the \u{202E}break "));
    let frozen = &meeting.table.revisions.frozen;
    let told: Vec<_> = frozen
        .iter()
        .map(|it| (it.number, it.name.as_str(), it.entry))
        .collect();
    let last = Seq::new(meeting.log.len() as u64);
    let all = meeting.log.iter();
    assert_eq!(
        told,
        [
            (1, "Zero draft", last.before(1)),
            (2, "After the break", last)
        ]
    );
    assert_eq!(frozen[0].by, Some(meeting.who("fay").id));
    assert!(
        all.clone()
            .any(|record| record.at == frozen[0].at && record.seq == frozen[0].entry)
    );
}

#[test]
fn whoever_presides_freezes_and_the_facilitator_goes_on_to() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        let asked = meeting.asks(name, freezes("v1", "Zero draft"));
        assert_eq!(asked, Err(Refusal::NeedsChair), "{name}");
    }
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", freezes("v1", "Zero draft"));
    meeting.does("fay", freezes("v2", "First draft"));
    let asked = meeting.asks("ben", freezes("v3", "Mine"));
    assert_eq!(asked, Err(Refusal::NeedsChair));
}

#[test]
fn freezing_twice_is_freezing_once() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", freezes("v1", "Zero draft"));
    assert_eq!(
        meeting.asks("fay", freezes("v1", " Zero  draft")),
        Ok(vec![])
    );
    let taken = Refusal::IdTaken {
        what: Noun::Revision,
    };
    assert_eq!(meeting.asks("fay", freezes("v1", "Another")), Err(taken));
    meeting.moves_to(Phase::Closed);
    assert_eq!(
        meeting.asks("fay", freezes("v1", "Zero draft")),
        Ok(vec![]),
        "a late retry"
    );
    let late = meeting.asks("fay", freezes("v2", "Too late"));
    assert_eq!(late, Err(Refusal::TableClosed));
}

#[test]
fn a_revision_has_a_name_and_there_are_not_too_many() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let empty = meeting.asks("fay", freezes("v1", " \u{200B} "));
    assert_eq!(empty, Err(Refusal::Empty { what: Noun::Name }));
    let long = meeting.asks("fay", freezes("v1", &"x".repeat(limits::NAME + 1)));
    let most = limits::NAME;
    assert_eq!(
        long,
        Err(Refusal::TooLong {
            what: Noun::Name,
            most
        })
    );
    for nth in 0..limits::REVISIONS {
        meeting.does("fay", freezes(&format!("v{nth}"), "Draft"));
    }
    let more = meeting.asks("fay", freezes("more", "Draft"));
    let most = limits::REVISIONS;
    assert_eq!(
        more,
        Err(Refusal::TooMany {
            what: Noun::Revision,
            most
        })
    );
}

#[test]
fn whoever_may_write_a_text_puts_words_back_into_it() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let nothing = meeting.asks("ana", restores("r1", "v1", "answer/q1", 0));
    let unknown = |what| Err(Refusal::Unknown { what });
    assert_eq!(nothing, unknown(Noun::Revision));
    meeting.does("fay", freezes("v1", "Zero draft"));
    meeting.does("ana", restores("r1", "v1", "answer/q1", 2));
    assert_eq!(
        meeting.asks("ana", restores("r1", "v1", "answer/q1", 2)),
        Ok(vec![]),
        "asking twice is asking once"
    );
    let taken = Refusal::IdTaken {
        what: Noun::Passage,
    };
    let other = meeting.asks("ana", restores("r1", "v1", "answer/q1", 3));
    assert_eq!(other, Err(taken));
    let theirs = meeting.asks("ana", restores("r2", "v1", "answer/q3/south", 0));
    assert_eq!(theirs, Err(Refusal::NotYours));
    for root in ["answer/q9", "nowhere", "desk/north", ""] {
        let asked = meeting.asks("ana", restores("r2", "v1", root, 0));
        assert!(
            matches!(asked, Err(Refusal::Unknown { .. })),
            "{root}: {asked:?}"
        );
    }
    let looks_on = meeting.asks("obi", restores("r2", "v1", "answer/q1", 0));
    assert!(matches!(looks_on, Err(Refusal::NeedsRole { .. })));
    meeting.moves_to(Phase::Closed);
    let late = meeting.asks("ana", restores("r2", "v1", "answer/q1", 0));
    assert_eq!(late, Err(Refusal::TableClosed));
}

#[test]
fn the_outcome_tells_of_revisions_in_its_history() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", freezes("v1", "Zero draft"));
    let (number, name) = (1, "Zero draft".to_owned());
    let digest = String::new();
    let moment = Moment::RevisionFrozen {
        number,
        name,
        digest,
    };
    let told = meeting.table.milestones.iter();
    assert!(
        told.map(|milestone| &milestone.what)
            .any(|what| *what == moment)
    );
    let outcome = Outcome::of(
        &meeting.table,
        &BTreeMap::new(),
        Seq::new(9),
        [0; 32],
        crate::meeting::at(99),
    );
    let text = markdown(&[outcome], &Words::of(Language::ENGLISH));
    assert!(text.contains("frozen as Rev.1"), "{text}");
    assert!(text.contains("Zero draft"), "{text}");
}

#[test]
fn the_canonical_form_is_the_same_for_the_same_text_and_reads_back() {
    let block = |text: &str| crate::meeting::block(BlockKind::Paragraph, 0, text);
    let root = |name: &str| Root::parse(name).expect("a root");
    let text = |first: &str| -> BTreeMap<Root, Vec<Block>> {
        [
            (
                root("answer/q1"),
                vec![block(first), block("“Zweitens” \\ 😀")],
            ),
            (root("report/summary"), vec![block("الحقوق أثناء التنقل")]),
        ]
        .into()
    };
    let written = canonical(&text("First"));
    assert_eq!(written, canonical(&text("First")));
    assert_ne!(written, canonical(&text("First.")));
    let read = FrozenText::read(&written).expect("it reads back");
    assert_eq!(read.0, text("First"));
    assert!(
        written.starts_with(r#"{"form":1,"texts":{"answer/q1":"#),
        "{written}"
    );
    for odd in [
        "",
        "{}",
        r#"{"form":2,"texts":{}}"#,
        r#"{"form":1,"texts":{"nowhere":[]}}"#,
    ] {
        assert!(FrozenText::read(odd).is_err(), "{odd}");
    }
}

#[test]
fn a_passage_is_cut_where_its_author_changes() {
    let who = |name: &str| Some(name.parse().expect("an id"));
    let authors = vec![
        (None, 1),
        (who("ana"), 4),
        (who("ben"), 3),
        (who("ana"), 9),
        (who("ana"), 1),
    ];
    assert_eq!(
        authored(&authors, 3, 6),
        [(who("ana"), 2), (who("ben"), 3), (who("ana"), 1)]
    );
    assert_eq!(authored(&authors, 9, 99), [(who("ana"), 9)]);
    assert_eq!(authored(&authors, 40, 2), []);
}

#[test]
fn what_came_and_went_is_said_to_those_who_do_not_see_it() {
    let words = Words::of(Language::ENGLISH);
    for (key, said) in [
        ("revision-inserted", "[inserted:"),
        ("revision-inserted-end", "end of insertion]"),
        ("revision-deleted", "[deleted:"),
        ("revision-deleted-end", "end of deletion]"),
    ] {
        assert_eq!(words.say(key), said);
    }
    let count = |count: usize| words.tell("revision-unchanged", &[("count", count.into())]);
    assert_eq!(count(0), "All texts have changed.");
    assert_eq!(count(1), "One text has not changed.");
    assert_eq!(count(7), "7 texts have not changed.");
}
