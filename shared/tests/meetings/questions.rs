//! The facilitator asks one question more while the table is at work.

use crate::meeting::{Meeting, adds, at, question_id, replay, written};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, Answered, QuestionWording};
use shared::features::people::Role;
use shared::limits;
use shared::outcome::{Outcome, markdown};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::words::{Language, Words};

const TAKEN: Refusal = Refusal::IdTaken {
    what: Noun::Question,
};

fn joint(id: &str) -> Root {
    Root::Joint(question_id(id))
}

fn own(id: &str, delegation: &str) -> Root {
    Root::Own(question_id(id), delegation.parse().expect("an id"))
}

#[test]
fn a_question_that_is_added_is_answered_and_in_the_outcome() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", adds("late", " Who waits at sea?\n", Answered::Both));
    let asked = meeting.table.questions.last().expect("it is the last");
    assert_eq!((asked.id.as_str(), asked.locked), ("late", false));
    assert_eq!(asked.text, "Who waits at sea?");
    let may = |name: &str, root: Root| meeting.table.may_write(&meeting.who(name), &root);
    for root in [joint("late"), own("late", "north")] {
        assert!(meeting.table.roots().contains(&root), "{root}");
        assert_eq!(may("ana", root), Ok(()));
    }
    assert_eq!(may("ben", own("late", "north")), Err(Refusal::NotYours));
    let prose = written(&[
        (joint("late"), "All of us."),
        (own("late", "north"), "We saw boats."),
    ]);
    let outcome = Outcome::of(&meeting.table, &prose, Seq::new(1), [0; 32], at(0));
    let told = markdown(&[outcome], &Words::of(Language::ENGLISH));
    for text in ["Who waits at sea?", "All of us.", "We saw boats."] {
        assert!(told.contains(text), "{text} is not in {told}");
    }
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn it_is_answered_as_was_chosen() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", adds("together", "Who?", Answered::Jointly));
    meeting.does("fay", adds("apart", "Who?", Answered::ByDelegation));
    let may = |root| meeting.table.may_write(&meeting.who("ana"), &root);
    assert_eq!(may(joint("together")), Ok(()));
    assert_eq!(may(own("together", "north")), Err(Refusal::NotAnsweredSo));
    assert_eq!(may(joint("apart")), Err(Refusal::NotAnsweredSo));
    assert_eq!(may(own("apart", "north")), Ok(()));
}

#[test]
fn only_the_facilitator_asks_and_not_at_a_closed_table() {
    let asks = || adds("late", "Who waits?", Answered::Both);
    for phase in Phase::ALL {
        let mut meeting = Meeting::in_phase(phase);
        for name in ["ana", "rae", "obi"] {
            let role = Role::Facilitator;
            let refused = meeting.asks(name, asks());
            assert_eq!(refused, Err(Refusal::NeedsRole { role }), "{name}");
        }
        match phase {
            Phase::Closed => {
                let refused = meeting.asks("fay", asks());
                assert_eq!(refused, Err(Refusal::TableClosed));
            }
            _ => meeting.does("fay", asks()),
        }
    }
}

#[test]
fn what_is_asked_twice_is_one_question_and_its_id_is_taken() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", adds("late", "Who waits?", Answered::Both));
    meeting.moves_to(Phase::Closed);
    let again = meeting.asks("fay", adds("late", "Who waits? ", Answered::Both));
    assert_eq!(again, Ok(Vec::new()));
    let others = [
        adds("late", "Who waits longest?", Answered::Both),
        adds("late", "Who waits?", Answered::Jointly),
        adds("q1", "Who waits?", Answered::Both),
    ];
    for other in others {
        assert_eq!(meeting.asks("fay", other), Err(TAKEN));
    }
}

#[test]
fn an_id_whose_seed_would_be_another_roots_is_taken() {
    // Found by trying some hundred thousand ids.
    let (first, second) = ("q-541828", "q-824648");
    assert_eq!(
        joint(first).seeder(),
        joint(second).seeder(),
        "look for another such pair"
    );
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", adds(first, "Who waits?", Answered::Jointly));
    let refused = meeting.asks("fay", adds(second, "Who pays?", Answered::Jointly));
    assert_eq!(refused, Err(TAKEN));
    meeting.does("fay", adds(second, "Who pays?", Answered::ByDelegation));
}

#[test]
fn a_question_keeps_to_limits_as_its_wording_does() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let long = |most: usize| "x".repeat(most + 1);
    let cases = [
        ("", " ", "", Noun::Question),
        ("", &long(limits::REMARK), "", Noun::Question),
        (&long(limits::LABEL), "Who?", "", Noun::Label),
        ("", "Who?", &long(limits::NAME), Noun::ShortName),
    ];
    for (label, text, name, what) in cases {
        let wording = QuestionWording {
            label: label.into(),
            name: name.into(),
            text: text.into(),
        };
        let question = question_id("late");
        let answered = Answered::Both;
        let command = AnswerCommand::AddQuestion {
            question,
            wording,
            answered,
        };
        let refused = meeting.asks("fay", command);
        assert!(
            matches!(&refused, Err(refusal) if refusal.is_about(what)),
            "{what:?}: {refused:?}"
        );
    }
}

#[test]
fn a_table_is_asked_so_many_questions_and_no_more() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for nth in meeting.table.questions.len()..limits::QUESTIONS {
        meeting.does("fay", adds(&format!("n{nth}"), "Who?", Answered::Jointly));
    }
    let refusal = Refusal::TooMany {
        what: Noun::Question,
        most: 50,
    };
    let refused = meeting.asks("fay", adds("late", "Who?", Answered::Jointly));
    assert_eq!(refused, Err(refusal));
}
