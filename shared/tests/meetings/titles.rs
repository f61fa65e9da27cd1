//! The facilitator puts names, titles and questions right while the table is at work.

use crate::meeting::{Meeting, delegation, written};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, QuestionWording};
use shared::features::delegations::DelegationCommand;
use shared::features::people::Role;
use shared::features::titles::TitleCommand;
use shared::outcome::{Outcome, markdown};
use shared::refusal::{Noun, Refusal};
use shared::table::Command;
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

fn renames(name: &str) -> TitleCommand {
    TitleCommand::RenameTable { name: name.into() }
}

fn calls_north(name: &str, short: &str) -> DelegationCommand {
    let mut delegation = delegation("north");
    (delegation.name, delegation.short) = (name.into(), short.into());
    DelegationCommand::ReviseDelegation { delegation }
}

#[test]
fn what_is_called_otherwise_is_so_in_the_outcome() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", renames("  Table of the\u{200b} North "));
    let title = TitleCommand::ReviseTitle {
        title: "Rights at sea".into(),
    };
    meeting.does("fay", title);
    meeting.does("fay", words("What has been seen?"));
    meeting.does("fay", calls_north("Process of the North", "PN"));
    let root = Root::parse("answer/q1/north").expect("a root");
    let prose = written(&[(root, "We saw boats.")]);
    let outcome = Outcome::of(&meeting.table, &prose, 1, [0; 32], crate::meeting::at(0));
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
    let all: [Command; 3] = [
        renames("Another").into(),
        words("Another?").into(),
        calls_north("Another", "ANO").into(),
    ];
    for command in all {
        let mut meeting = Meeting::in_phase(Phase::Drafting);
        for name in ["ana", "rae", "obi"] {
            let refused = meeting.asks(name, command.clone());
            let role = Role::Facilitator;
            assert_eq!(refused, Err(Refusal::NeedsRole { role }), "{name}");
        }
        meeting.moves_to(Phase::Closed);
        let refused = meeting.asks("fay", command.clone());
        assert!(
            matches!(refused, Err(Refusal::WrongPhase { .. })),
            "{command:?}"
        );
    }
}

#[test]
fn nothing_is_called_nothing_or_like_another() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let empty = |what| Err(Refusal::Empty { what });
    assert_eq!(meeting.asks("fay", renames(" \u{200b}")), empty(Noun::Name));
    assert_eq!(meeting.asks("fay", words(" ")), empty(Noun::Question));
    let taken = meeting.asks("fay", calls_north("SOUTH  process", "N"));
    assert!(
        matches!(taken, Err(Refusal::DuplicateDelegation { .. })),
        "{taken:?}"
    );
    let nobody = DelegationCommand::ReviseDelegation {
        delegation: delegation("nobody"),
    };
    let what = Noun::Delegation;
    assert_eq!(meeting.asks("fay", nobody), Err(Refusal::Unknown { what }));
    // Its own name is not another's.
    meeting.does("fay", calls_north("north process", "N"));
}
