//! Bringing practices, and what others say to them.

use crate::meeting::{
    Meeting, answers, asks_on, brings, cancels, card, closes, endorses, opens, practice,
};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::practices::PracticeCommand;
use shared::features::practices::{PracticeCard, PracticeField};
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::Command;

fn revises(id: &str, title: &str) -> Command {
    Command::Practices(PracticeCommand::RevisePractice {
        practice: practice(id),
        card: card(title),
    })
}

fn withdraws(id: &str) -> Command {
    Command::Practices(PracticeCommand::WithdrawPractice {
        practice: practice(id),
    })
}

/// North has brought `p1`.
fn with_p1() -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("ana", brings("p1", "Referral desk"));
    meeting
}

#[test]
fn a_delegation_brings_a_practice_and_any_of_its_members_revises_it() {
    let mut meeting = with_p1();
    meeting.does("abel", revises("p1", "Shared referral desk"));
    assert_eq!(
        meeting.asks("ben", revises("p1", "Mine")),
        Err(Refusal::NotYours)
    );
    assert_eq!(
        meeting.asks("fay", revises("p1", "Mine")),
        Err(Refusal::NeedsDelegation)
    );
    assert_eq!(
        meeting.table.practices[0].card.title,
        "Shared referral desk"
    );
}

#[test]
fn practices_are_brought_from_drafting_to_wrap_up() {
    for phase in Phase::ALL {
        let decision = Meeting::in_phase(phase).asks("ana", brings("p1", "Referral desk"));
        assert_eq!(
            decision.is_ok(),
            Phase::WORKING.contains(&phase),
            "{phase:?}"
        );
    }
}

#[test]
fn an_id_that_is_taken_stays_taken_even_by_what_was_withdrawn() {
    let mut meeting = with_p1();
    let taken = Refusal::IdTaken {
        what: Noun::Practice,
    };
    assert_eq!(
        meeting.asks("ana", brings("p1", "Referral desk")),
        Ok(vec![])
    );
    assert_eq!(
        meeting.asks("ana", brings("p1", "Another")),
        Err(taken.clone())
    );
    assert_eq!(
        meeting.asks("ben", brings("p1", "Referral desk")),
        Err(taken.clone())
    );
    meeting.does("abel", withdraws("p1"));
    assert_eq!(
        meeting.asks("ana", withdraws("p1")),
        Ok(vec![]),
        "it is withdrawn already"
    );
    // Its prose is still in the document, and must not become the words of another.
    assert_eq!(
        meeting.asks("ben", brings("p1", "Mine")),
        Err(taken.clone())
    );
    assert_eq!(
        meeting.asks("ana", brings("p1", "Referral desk")),
        Err(taken)
    );
    let unknown = Refusal::Unknown {
        what: Noun::Practice,
    };
    assert_eq!(meeting.asks("ben", withdraws("p1")), Err(unknown));
}

#[test]
fn bringing_and_withdrawing_does_not_get_around_the_limit() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    for nth in 0..limits::PRACTICES {
        meeting.does("ana", brings(&format!("p{nth}"), "Referral desk"));
        if nth % 2 == 0 {
            meeting.does("ana", withdraws(&format!("p{nth}")));
        }
    }
    let refusal = Refusal::TooMany {
        what: Noun::Practice,
        most: limits::PRACTICES,
    };
    assert_eq!(meeting.asks("ben", brings("late", "Late")), Err(refusal));
}

#[test]
fn what_is_voted_on_changes_only_when_the_ballot_is_over() {
    let mut meeting = with_p1();
    meeting.moves_to(Phase::Voting);
    meeting.does("fay", opens("b1", &["p1"]));
    let ana = meeting.who("ana");
    let prose = Root::Practice(practice("p1"), PracticeField::Done);
    for (nth, end) in [closes, cancels].into_iter().enumerate() {
        let id = format!("b{}", nth + 1);
        if nth > 0 {
            meeting.does("fay", opens(&id, &["p1"]));
        }
        assert_eq!(
            meeting.asks("ana", revises("p1", "Else")),
            Err(Refusal::PutToBallot)
        );
        assert_eq!(
            meeting.asks("ana", withdraws("p1")),
            Err(Refusal::PutToBallot)
        );
        assert_eq!(
            meeting.table.may_write(&ana, &prose),
            Err(Refusal::PutToBallot)
        );
        meeting.does("fay", end(&id));
        assert_eq!(meeting.table.may_write(&ana, &prose), Ok(()));
        meeting.does("ana", revises("p1", &format!("Desk {nth}")));
    }
    let titles = meeting.table.ballots.iter();
    let titles: Vec<_> = titles.map(|b| b.title_of(&practice("p1"))).collect();
    assert_eq!(
        titles,
        [Some("Referral desk"), Some("Desk 0")],
        "each ballot names what was voted on"
    );
    meeting.does("ana", withdraws("p1"));
    let then = meeting.table.ballots[0].title_of(&practice("p1"));
    assert_eq!(then, Some("Referral desk"));
}

#[test]
fn a_delegation_neither_endorses_nor_questions_its_own_practice() {
    let mut meeting = with_p1();
    assert_eq!(meeting.asks("abel", endorses("p1")), Err(Refusal::YourOwn));
    assert_eq!(
        meeting.asks("abel", asks_on("p1", "r1", "Why?")),
        Err(Refusal::YourOwn)
    );
    assert_eq!(
        meeting.asks("fay", endorses("p1")),
        Err(Refusal::NeedsDelegation)
    );
    meeting.does("ben", endorses("p1"));
    assert_eq!(meeting.asks("ben", endorses("p1")), Ok(vec![]));
    meeting.does(
        "ben",
        PracticeCommand::EndorsePractice {
            practice: practice("p1"),
            endorsed: false,
        },
    );
    assert!(meeting.table.practices[0].endorsed_by.is_empty());
}

#[test]
fn whoever_brought_it_answers_what_another_asked() {
    let mut meeting = with_p1();
    meeting.does("ben", asks_on("p1", "r1", "Who pays?"));
    assert_eq!(
        meeting.asks("cleo", answers("p1", "r1", "We do")),
        Err(Refusal::NotYours)
    );
    let unknown = Refusal::Unknown { what: Noun::Remark };
    assert_eq!(
        meeting.asks("ana", answers("p1", "r2", "We do")),
        Err(unknown)
    );
    meeting.does("abel", answers("p1", "r1", "We do."));
    assert_eq!(
        meeting.asks("ana", answers("p1", "r1", "We do.")),
        Ok(vec![])
    );
    let empty = Refusal::Empty { what: Noun::Text };
    assert_eq!(meeting.asks("ana", answers("p1", "r1", " ")), Err(empty));
    assert_eq!(
        meeting.table.practices[0].remarks[0].answer.as_deref(),
        Some("We do.")
    );
}

#[test]
fn a_remark_is_made_once_and_on_one_practice() {
    let mut meeting = with_p1();
    meeting.does("ana", brings("p2", "Hotline"));
    meeting.does("ben", asks_on("p1", "r1", "Who pays?"));
    assert_eq!(
        meeting.asks("ben", asks_on("p1", "r1", "Who pays?")),
        Ok(vec![])
    );
    let taken = Refusal::IdTaken { what: Noun::Remark };
    assert_eq!(
        meeting.asks("ben", asks_on("p1", "r1", "How?")),
        Err(taken.clone())
    );
    assert_eq!(
        meeting.asks("ben", asks_on("p2", "r1", "Who pays?")),
        Err(taken.clone())
    );
    assert_eq!(
        meeting.asks("cleo", asks_on("p1", "r1", "Who pays?")),
        Err(taken)
    );
}

#[test]
fn a_remark_that_was_made_is_granted_again_even_after_the_table_moved_on() {
    let mut meeting = with_p1();
    meeting.does("ben", asks_on("p1", "r1", "Who pays?"));
    meeting.moves_to(Phase::Closed);
    assert_eq!(
        meeting.asks("ben", asks_on("p1", "r1", "Who pays?")),
        Ok(vec![])
    );
}

#[test]
fn a_card_keeps_to_its_limits() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    let long = |most: usize| "x".repeat(most + 1);
    let cards = [
        (card(""), Refusal::Empty { what: Noun::Title }),
        (
            card(&long(limits::TITLE)),
            Refusal::TooLong {
                what: Noun::Title,
                most: limits::TITLE,
            },
        ),
        (
            PracticeCard {
                theme: long(limits::NAME),
                ..card("x")
            },
            Refusal::TooLong {
                what: Noun::Theme,
                most: limits::NAME,
            },
        ),
        (
            PracticeCard {
                contact: "\u{8}".into(),
                ..card("x")
            },
            Refusal::OddCharacters {
                what: Noun::Contact,
            },
        ),
        (
            PracticeCard {
                question: Some("q9".parse().expect("an id")),
                ..card("x")
            },
            Refusal::Unknown {
                what: Noun::Question,
            },
        ),
    ];
    for (card, refusal) in cards {
        let command = Command::Practices(PracticeCommand::BringPractice {
            practice: practice("p1"),
            card,
        });
        assert_eq!(meeting.asks("ana", command), Err(refusal));
    }
}
