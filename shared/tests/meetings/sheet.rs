//! A table on paper.

use crate::meeting::{Meeting, block, practice, question_id, votes, written};
use crate::read_html::{Token, read, squeezed, words as words_of};
use crate::story::{self, HOSTILE, say_everywhere};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::answers::AnswerCommand;
use shared::features::ballots::Choice;
use shared::ids::{QuestionId, Timestamp};
use shared::outcome::{Outcome, SHEET_STYLE, Sheet};
use shared::prose::{Block, BlockKind, Direction};
use shared::seq::Seq;
use shared::table::RoundTable;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

/// The sheet of all, or of one question.
fn sheet(table: &RoundTable, outcome: &Outcome, question: Option<&str>) -> String {
    let question: Option<QuestionId> = question.map(question_id);
    let sheet = Sheet {
        table,
        outcome,
        question: question.as_ref(),
    };
    sheet.page(&Words::of(Language::ENGLISH))
}

fn of(meeting: &Meeting, prose: &BTreeMap<Root, Vec<Block>>, question: Option<&str>) -> String {
    let at = Timestamp(1_795_449_900_000);
    let outcome = Outcome::of(&meeting.table, prose, Seq::new(42), [0; 32], at);
    sheet(&meeting.table, &outcome, question)
}

/// The numbers of paragraphs, each with the words beside it.
fn numbered(page: &str) -> Vec<(String, String)> {
    let rows = page.split("class=\"paper-number\">").skip(1);
    rows.map(|row| {
        let (number, rest) = row.split_once("</bdi>").expect("a number ends");
        let (paragraph, _) = rest.split_once("</p>").expect("a paragraph ends");
        (
            number.to_owned(),
            squeezed(&words_of(&read(&format!("{paragraph}</p>")))),
        )
    })
    .collect()
}

#[test]
fn paragraphs_are_numbered_by_question_and_by_practice_the_same_on_every_sheet() {
    let (meeting, outcome) = (story::meeting(), story::outcome());
    let whole = numbered(&sheet(&meeting.table, &outcome, None));
    let numbers: Vec<&str> = whole.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(
        numbers,
        ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "P1.1"]
    );
    assert!(
        whole[0].1.ends_with("One") && whole[6].1.ends_with("South says"),
        "{whole:?}"
    );
    let one = numbered(&sheet(&meeting.table, &outcome, Some("q1")));
    assert_eq!(one, whole, "the practice speaks to that question");
    let other = sheet(&meeting.table, &outcome, Some("q3"));
    assert!(numbered(&other).is_empty(), "a heading has no number");
    assert!(other.contains("North says") && !other.contains("Shared referral desk"));
}

#[test]
fn it_says_what_it_is_of_and_when_and_leaves_room_to_write() {
    let (meeting, outcome) = (story::meeting(), story::outcome());
    let page = sheet(&meeting.table, &outcome, None);
    for told in [
        "Table 2",
        "2026-11-23 16:05 UTC",
        "entry 42 of the log",
        "Brought by",
    ] {
        assert!(page.contains(told), "{told}");
    }
    for delegation in &meeting.table.delegations {
        assert!(page.contains(&delegation.name), "{}", delegation.name);
    }
    let rows = page.matches("class=\"paper-row\"").count();
    assert_eq!(page.matches("class=\"paper-beside\"").count(), rows);
    assert!(
        page.contains("paper-room"),
        "where nothing is written, there is room"
    );
    assert!(page.matches("<tr><td></td><td></td></tr>").count() >= 8);
    assert!(page.contains(SHEET_STYLE) && SHEET_STYLE.contains("@page sheet"));
    assert!(
        !SHEET_STYLE.contains("size: A4"),
        "the printer knows its paper"
    );
}

#[test]
fn a_paragraph_runs_in_its_own_direction_with_its_number() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let rtl = Block {
        dir: Some(Direction::Rtl),
        ..block(BlockKind::Paragraph, 0, "نحن معا")
    };
    let auto = block(BlockKind::Paragraph, 0, "معا");
    let prose = [(Root::Joint(question_id("q1")), vec![rtl, auto])].into();
    let page = of(&meeting, &prose, None);
    let tokens = read(&page);
    let rows = tokens
        .iter()
        .filter(|it| it.attribute("class") == Some("paper-row"));
    let turned: Vec<_> = rows.filter_map(|row| row.attribute("dir")).collect();
    assert_eq!(turned, ["rtl", "auto"]);
    let number = tokens
        .iter()
        .find(|it| it.attribute("class") == Some("paper-number"));
    assert!(
        number.is_some_and(|it: &Token| it.opens("bdi")),
        "the number has no say in it"
    );
}

#[test]
fn what_is_not_everybodys_is_never_on_it() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let keeps = AnswerCommand::KeepPrivate {
        question: question_id("q1"),
    };
    meeting.does("fay", keeps);
    let d = |id: &str| id.parse().expect("an id");
    let prose = written(&[
        (
            Root::Private(question_id("q1"), d("north")),
            "Said in private.",
        ),
        (Root::Desk(d("north")), "Only on our desk."),
        (Root::Joint(question_id("q1")), "Said by all."),
    ]);
    let page = of(&meeting, &prose, None);
    assert!(page.contains("Said by all.") && page.contains("are private until they are revealed"));
    assert!(!page.contains("Said in private.") && !page.contains("Only on our desk."));
    let reveals = AnswerCommand::RevealAnswers {
        question: question_id("q1"),
    };
    meeting.does("fay", reveals);
    assert!(of(&meeting, &prose, None).contains("Said in private."));

    // Nor does an open ballot change a letter of it.
    let mut meeting = story::meeting();
    meeting.does("fay", crate::meeting::opens("b2", &["p3"]));
    let before = of(&meeting, &BTreeMap::new(), None);
    meeting.does("ana", votes("b2", "p3", Choice::CannotSupport));
    assert_eq!(of(&meeting, &BTreeMap::new(), None), before);
    assert!(
        before.contains(
            &meeting
                .table
                .practice(&practice("p3"))
                .expect("it is there")
                .card
                .title
        )
    );
}

#[test]
fn whatever_people_write_stays_words() {
    let meeting = story::meeting();
    for said in HOSTILE {
        let mut outcome = story::outcome();
        say_everywhere(&mut outcome, said);
        // Reading it fails where a tag or an attribute came from somebody's words.
        read(&sheet(&meeting.table, &outcome, None));
    }
}
