//! The facilitator puts names, titles and questions right while the table is at work.

use crate::meeting::{Meeting, delegation, written};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, QuestionWording};
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::limits;
use shared::outcome::{Outcome, markdown};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::session::SessionCommand;
use shared::words::{Language, Words};

fn words(text: &str) -> AnswerCommand {
    AnswerCommand::ReviseQuestion {
        question: "q1".parse().expect("an id"),
        wording: QuestionWording {
            label: "1".into(),
            name: "First".into(),
            text: text.into(),
        },
    }
}

fn renames(name: &str) -> SessionCommand {
    SessionCommand::RenameTable {
        table: "table-2".parse().expect("an id"),
        name: name.into(),
    }
}

fn retitles(title: &str) -> SessionCommand {
    SessionCommand::ReviseTitle {
        title: title.into(),
    }
}

fn calls_north(name: &str, short: &str) -> SessionCommand {
    let mut delegation = delegation("north");
    (delegation.name, delegation.short) = (name.into(), short.into());
    SessionCommand::ReviseDelegation { delegation }
}

/// Every way in which the session calls something otherwise.
fn renaming() -> [SessionCommand; 3] {
    [
        renames("  Table of the\u{200b} North "),
        retitles("Rights at sea"),
        calls_north("Process of the North", "PN"),
    ]
}

#[test]
fn what_is_called_otherwise_is_so_in_the_outcome() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for command in renaming() {
        let done = meeting.convenes("fay", command.clone());
        assert!(done.is_ok_and(|events| events.len() == 1), "{command:?}");
        assert_eq!(meeting.convenes("fay", command), Ok(vec![]), "a retry");
    }
    meeting.does("fay", words("What has been seen?"));
    let root = Root::parse("answer/q1/north").expect("a root");
    let prose = written(&[(root, "We saw boats.")]);
    let outcome = Outcome::of(
        &meeting.table,
        &prose,
        Seq::new(1),
        [0; 32],
        crate::meeting::at(0),
    );
    let told = markdown(&[outcome], &Words::of(Language::ENGLISH));
    for text in [
        "Table of the North",
        "Rights at sea",
        "What has been seen?",
        "Process of the North",
        "We saw boats.",
    ] {
        assert!(told.contains(text), "{text} is not in {told}");
    }
}

#[test]
fn only_the_facilitator_names_things_and_not_at_a_closed_table() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let role = Role::Facilitator;
    for name in ["ana", "rae", "obi"] {
        let refused = Err(Refusal::NeedsRole { role });
        assert_eq!(meeting.asks(name, words("Another?")), refused, "{name}");
        for command in renaming() {
            let refused = Err(Refusal::NeedsRole { role });
            assert_eq!(meeting.convenes(name, command), refused, "{name}");
        }
    }
    meeting.moves_to(Phase::Closed);
    let refused = Refusal::TableClosed;
    assert_eq!(meeting.asks("fay", words("Another?")), Err(refused.clone()));
    for command in renaming() {
        assert_eq!(meeting.convenes("fay", command), Err(refused.clone()));
    }
}

#[test]
fn nothing_is_called_nothing_or_like_another() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let what = Noun::Question;
    assert_eq!(
        meeting.asks("fay", words(" ")),
        Err(Refusal::Empty { what })
    );
    for (command, what) in [
        (renames(" \u{200b}"), Noun::Name),
        (retitles("\t"), Noun::Title),
        (calls_north("North", " "), Noun::ShortName),
    ] {
        let refused = Err(Refusal::Empty { what });
        assert_eq!(meeting.convenes("fay", command), refused);
    }
    let taken = meeting.convenes("fay", calls_north("SOUTH  process", "N"));
    assert!(
        matches!(taken, Err(Refusal::DuplicateDelegation { .. })),
        "{taken:?}"
    );
    let nobody = SessionCommand::ReviseDelegation {
        delegation: delegation("nobody"),
    };
    let what = Noun::Delegation;
    let refused = Err(Refusal::Unknown { what });
    assert_eq!(meeting.convenes("fay", nobody), refused);
    // Its own name is not another's.
    let own = meeting.convenes("fay", calls_north("NORTH process", "N"));
    assert!(own.is_ok_and(|events| !events.is_empty()));
}

#[test]
fn a_delegation_belongs_to_a_group_or_to_none() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let belongs = |group: &str| SessionCommand::ReviseDelegation {
        delegation: Delegation {
            group: group.into(),
            ..delegation("north")
        },
    };
    let group = |meeting: &Meeting| meeting.table.delegations[0].group.clone();
    assert_eq!(group(&meeting), "");
    let done = meeting.convenes("fay", belongs(" Isles\u{200b} "));
    done.expect("a facilitator may");
    assert_eq!(group(&meeting), "Isles");
    let (what, most) = (Noun::Group, limits::NAME);
    let long = meeting.convenes("fay", belongs(&"x".repeat(most + 1)));
    assert_eq!(long, Err(Refusal::TooLong { what, most }));
    meeting.convenes("fay", belongs("")).expect("of none again");
    assert_eq!(group(&meeting), "");
}
