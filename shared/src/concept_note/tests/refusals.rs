//! What keeps a session from being made, and that there are words for it and for every doubt.

use crate::concept_note::{
    ConceptNote, Doubt, Footnote, NoteProblem, NotedQuestion, Omitted, QuestionPart, Section,
};
use fluent_bundle::FluentResource;

fn note() -> ConceptNote {
    ConceptNote {
        title: "A title".into(),
        background: vec![Section {
            heading: "Background".into(),
            text: "Words.".into(),
        }],
        footnotes: vec![],
        questions: vec![question("What?")],
        themes: vec![],
    }
}

fn question(text: &str) -> NotedQuestion {
    NotedQuestion {
        label: "a".into(),
        text: text.into(),
        parts: vec![],
        theme: String::new(),
    }
}

fn footnote(mark: &str, text: &str) -> Footnote {
    Footnote {
        mark: mark.into(),
        text: text.into(),
    }
}

fn refused(change: impl FnOnce(&mut ConceptNote)) -> NoteProblem {
    let mut note = note();
    change(&mut note);
    note.checked().unwrap_err()
}

#[test]
fn a_checked_note_is_clean() {
    let mut untidy = note();
    untidy.title = " A\u{7}\u{202E}  title\n".into();
    untidy.background.insert(
        0,
        Section {
            heading: " ".into(),
            text: "\n\n".into(),
        },
    );
    untidy.background[1].text = "One.\r\n\r\n\r\n\tTwo  words.\u{0}\n".into();
    untidy.questions[0].text = "What\nnow? ".into();
    untidy.footnotes = vec![footnote(" 1 ", " Here. "), footnote("2", " ")];
    let checked = untidy.checked().unwrap();
    assert_eq!(checked.title, "A title");
    assert_eq!(
        checked.background,
        [Section {
            heading: "Background".into(),
            text: "One.\n\nTwo words.".into()
        }]
    );
    assert_eq!(checked.questions[0].text, "What now?");
    assert_eq!(checked.footnotes, [footnote("1", "Here.")]);
}

#[test]
fn limits_are_exact() {
    let mut full = note();
    full.title = "é".repeat(200);
    full.questions = vec![question(&"ü".repeat(2_000)); 50];
    full.footnotes = (1..=500)
        .map(|mark| footnote(&mark.to_string(), "x"))
        .collect();
    full.background[0] = Section {
        heading: String::new(),
        text: "x".repeat(200 * 1024),
    };
    assert_eq!(full.clone().checked(), Ok(full));

    assert_eq!(
        refused(|note| note.title = " \u{200B}".into()),
        NoteProblem::TitleMissing
    );
    assert_eq!(
        refused(|note| note.title = "é".repeat(201)),
        NoteProblem::TitleTooLong { most: 200 }
    );
    assert_eq!(
        refused(|note| note.questions = vec![question("?"); 51]),
        NoteProblem::TooManyQuestions { most: 50 }
    );
    assert_eq!(
        refused(|note| note.questions.push(question("\n"))),
        NoteProblem::QuestionEmpty { number: 2 }
    );
    assert_eq!(
        refused(|note| note.questions[0].text = "ü".repeat(2_001)),
        NoteProblem::QuestionTooLong {
            number: 1,
            most: 2_000
        }
    );
    assert_eq!(
        refused(|note| note.questions[0].label = "x".repeat(21)),
        NoteProblem::LabelTooLong {
            number: 1,
            most: 20
        }
    );
    let part = QuestionPart {
        name: "Name".into(),
        text: "What?".into(),
    };
    assert_eq!(
        refused(|note| note.questions[0].parts = vec![part.clone(); 11]),
        NoteProblem::TooManyParts {
            number: 1,
            most: 10
        }
    );
    let nameless = QuestionPart {
        name: String::new(),
        ..part.clone()
    };
    assert_eq!(
        refused(|note| note.questions[0].parts = vec![nameless]),
        NoteProblem::PartEmpty { number: 1 }
    );
    let long = QuestionPart {
        name: "x".repeat(81),
        ..part
    };
    assert_eq!(
        refused(|note| note.questions[0].parts = vec![long]),
        NoteProblem::PartTooLong { number: 1 }
    );
    assert_eq!(
        refused(|note| note.background[0].text = "x".repeat(200 * 1024)),
        NoteProblem::BackgroundTooLong { most: 200 }
    );
    let many = (1..=501)
        .map(|mark| footnote(&mark.to_string(), "x"))
        .collect();
    assert_eq!(
        refused(|note| note.footnotes = many),
        NoteProblem::TooManyFootnotes { most: 500 }
    );
    assert_eq!(
        refused(|note| note.footnotes = vec![footnote("a]", "x")]),
        NoteProblem::FootnoteMark { number: 1 }
    );
    assert_eq!(
        refused(|note| note.footnotes = vec![footnote("1", "x"), footnote("1", "y")]),
        NoteProblem::FootnoteTwice { number: 2 }
    );
    assert_eq!(
        refused(|note| note.footnotes = vec![footnote("1", &"x".repeat(2_001))]),
        NoteProblem::FootnoteTooLong {
            number: 1,
            most: 2_000
        }
    );
}

#[test]
fn there_are_words_for_everything() {
    let source = include_str!("../../../locales/en/note.ftl");
    FluentResource::try_new(source.to_owned()).expect("the catalogue reads whole");
    let said = |key: &str| {
        source
            .lines()
            .find(|line| line.starts_with(&format!("{key} = ")))
    };

    let (mark, heading) = (String::from("1"), String::from("Data"));
    let line = || String::from("A line");
    let doubts = [
        Doubt::Empty,
        Doubt::CutShort,
        Doubt::NotUnderstood,
        Doubt::NoTitle,
        Doubt::NoQuestions,
        Doubt::QuestionsGuessed { line: line() },
        Doubt::HeadingAmongQuestions { heading },
        Doubt::QuestionsEnd { line: line() },
        Doubt::MovedToBackground { line: line() },
        Doubt::JoinedToQuestion { line: line() },
        Doubt::NotAQuestion { line: line() },
        Doubt::QuestionsInTable { line: line() },
        Doubt::TitleGuessed { line: line() },
        Doubt::TwoColumns,
        Doubt::WordMended { word: line() },
        Doubt::FootnoteWithoutMark { mark: mark.clone() },
        Doubt::MarkWithoutFootnote { mark },
    ];
    for doubt in doubts {
        let message = said(doubt.key()).unwrap_or_else(|| panic!("{} has no message", doubt.key()));
        assert_eq!(
            doubt
                .value()
                .map(|(name, _)| message.contains(&format!("${name} "))),
            message.contains('$').then_some(true)
        );
    }

    for omitted in Omitted::ALL {
        assert!(
            said(omitted.key()).is_some(),
            "{} has no name",
            omitted.key()
        );
    }

    let (number, most) = (1, 1);
    let problems = [
        NoteProblem::TitleMissing,
        NoteProblem::TitleTooLong { most },
        NoteProblem::BackgroundTooLong { most },
        NoteProblem::TooManyQuestions { most },
        NoteProblem::QuestionEmpty { number },
        NoteProblem::QuestionTooLong { number, most },
        NoteProblem::LabelTooLong { number, most },
        NoteProblem::ThemeTooLong { number, most },
        NoteProblem::TooManyParts { number, most },
        NoteProblem::PartEmpty { number },
        NoteProblem::PartTooLong { number },
        NoteProblem::TooManyFootnotes { most },
        NoteProblem::FootnoteMark { number },
        NoteProblem::FootnoteTwice { number },
        NoteProblem::FootnoteTooLong { number, most },
    ];
    for problem in problems {
        let message =
            said(problem.key()).unwrap_or_else(|| panic!("{} has no message", problem.key()));
        assert_eq!(
            problem.values().len(),
            message.matches('$').count(),
            "{message}"
        );
        assert!(
            problem
                .values()
                .iter()
                .all(|(name, _)| message.contains(&format!("${name} "))),
            "{message}"
        );
    }
}
