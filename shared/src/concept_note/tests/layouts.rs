//! One habit of layout at a time.

use crate::concept_note::{ConceptNote, Doubt, parse_text};

fn read(text: &str) -> ConceptNote {
    parse_text(text).note
}

/// Labels and texts of the questions.
fn asked(text: &str) -> Vec<(String, String)> {
    read(text)
        .questions
        .into_iter()
        .map(|question| (question.label, question.text))
        .collect()
}

fn headings(text: &str) -> Vec<String> {
    read(text)
        .background
        .into_iter()
        .map(|section| section.heading)
        .collect()
}

/// The names offered for the parts of a question.
fn parts(question: &str) -> Vec<String> {
    let note = read(&format!("# T\n\n## Questions\n\n- {question}\n"));
    note.questions[0]
        .parts
        .iter()
        .map(|part| part.name.clone())
        .collect()
}

const BODY: &str =
    "Every spring about sixty thousand people cross the passes of the highlands to work.";

#[test]
fn questions_are_labelled_in_many_ways() {
    let cases = [
        ("1. What?\n2. How?", [("1", "What?"), ("2", "How?")]),
        ("1) What?\n\n2) How?", [("1", "What?"), ("2", "How?")]),
        ("(a) What?\n(b) How?", [("a", "What?"), ("b", "How?")]),
        ("A. What?\nB. How?", [("A", "What?"), ("B", "How?")]),
        ("i. What?\nii. How?", [("i", "What?"), ("ii", "How?")]),
        ("IV) What?\nV) How?", [("IV", "What?"), ("V", "How?")]),
        (
            "Question 1: What?\nQuestion 2: How?",
            [("1", "What?"), ("2", "How?")],
        ),
        (
            "Question 1\nWhat?\n\nQuestion 2\nHow?",
            [("1", "What?"), ("2", "How?")],
        ),
        ("Q1. What?\nQ2. How?", [("1", "What?"), ("2", "How?")]),
        ("1.1 What?\n1.2 How?", [("1.1", "What?"), ("1.2", "How?")]),
        ("- What?\n- How?", [("", "What?"), ("", "How?")]),
        ("• What?\n• How?", [("", "What?"), ("", "How?")]),
        (
            "\u{F0B7} What?\n\u{F0B7} How?",
            [("", "What?"), ("", "How?")],
        ),
        ("o What?\no How?", [("", "What?"), ("", "How?")]),
        ("What?\n\nHow?", [("", "What?"), ("", "How?")]),
        ("١. What?\n٢. How?", [("١", "What?"), ("٢", "How?")]),
        ("a. what?\nb. how?", [("a", "what?"), ("b", "how?")]),
        ("a)\nWhat?\nb)\nHow?", [("a", "What?"), ("b", "How?")]),
        (
            "1. Tell us what.\n2. Tell us how.",
            [("1", "Tell us what."), ("2", "Tell us how.")],
        ),
    ];
    for (list, expected) in cases {
        let text = format!("Title\n\nBackground\n\n{BODY}\n\nGuiding questions\n\n{list}\n");
        let expected = expected.map(|(label, text)| (label.to_owned(), text.to_owned()));
        assert_eq!(asked(&text), expected, "{list}");
        assert_eq!(headings(&text), ["Background"], "{list}");
    }
}

#[test]
fn the_heading_over_questions_is_recognised() {
    let cases = [
        "Guiding questions",
        "2) Guiding questions",
        "GUIDING QUESTIONS:",
        "Questions for discussion",
        "III. Discussion questions",
        "Issues for discussion",
        "Points for consideration",
        "Key questions",
        "3 Guiding questions",
        "**Questions**",
        "Questions d’orientation",
        "Questions directrices",
        "Points de discussion",
        "Preguntas orientadoras",
        "Preguntas guía",
        "Puntos de discusión",
        "الأسئلة التوجيهية",
        "Вопросы для обсуждения",
        "讨论问题",
        "## Questions",
        "Participants are invited to consider the following questions:",
    ];
    for heading in cases {
        let text = format!(
            "Title\n\nBackground\n\n{BODY}\n\n{heading}\n\n1. Say what you know.\n\n2. Say what you do not.\n"
        );
        assert_eq!(asked(&text).len(), 2, "{heading}");
        assert_eq!(headings(&text), ["Background"], "{heading}");
    }
}

#[test]
fn what_comes_after_the_questions_is_background_again() {
    let text = format!(
        "Title\n\n1) Background\n\n{BODY}\n\n2) Guiding questions\n\na) What?\n\nb) How?\n\n3) Practical matters\n\n{BODY}\n"
    );
    assert_eq!(asked(&text).len(), 2);
    assert_eq!(headings(&text), ["Background", "Practical matters"]);
}

#[test]
fn what_is_listed_under_a_question_belongs_to_it() {
    let text = "# T\n\n## Questions\n\n1. What do you know of:\n   - beds\n   - meals\n2. On data:\n   a) Which do you have?\n   b) Which good practices do you know?\n";
    let note = read(text);
    assert_eq!(note.questions[0].text, "What do you know of: beds; meals");
    assert_eq!(
        note.questions[1].text,
        "On data: Which do you have? Which good practices do you know?"
    );
    assert_eq!(note.questions[1].parts.len(), 2);
    assert_eq!(note.questions[1].parts[1].name, "Good practices");
}

#[test]
fn a_question_is_offered_in_parts_where_it_asks_twice() {
    let cases: [(&str, &[&str]); 12] = [
        ("What do you do?", &[]),
        ("We met. What do you do now?", &[]),
        ("Do you inspect homes? If so, how?", &[]),
        ("Do you inspect homes? Why?", &[]),
        (
            "What is your experience? Which lessons learned would you share?",
            &["Experience", "Lessons learned"],
        ),
        (
            "Which challenges do you see? Which opportunities are there? Please explain.",
            &["Challenges", "Opportunities"],
        ),
        (
            "What are your best practices? What are your best practices abroad?",
            &["Best practices", "Best practices abroad"],
        ),
        (
            "How can data sharing improve? Who decides on training?",
            &["Data", "Training"],
        ),
        (
            "How are crews looked after? Where do boats land?",
            &["Crews looked after", "Boats land"],
        ),
        (
            "Quelle est votre expérience ? Quels défis voyez-vous ?",
            &["Expérience", "Défis"],
        ),
        (
            "¿Cuál es su experiencia? ¿Qué buenas prácticas conoce?",
            &["Experiencia", "Buenas prácticas"],
        ),
        (
            "What[^1] about “rights?” And what of the experience? It matters.",
            &["Rights", "Experience"],
        ),
    ];
    for (question, expected) in cases {
        assert_eq!(parts(question), expected, "{question}");
    }
}

#[test]
fn parts_can_be_corrected_by_hand() {
    let note = read(
        "# T\n\n## Questions\n\na) What is it? Why is it so?\n> The thing: What is it?\n> The cause: Why is it so?\n\nb) What is it? Why is it so then?\n>\n",
    );
    let names: Vec<_> = note.questions[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(names, ["The thing", "The cause"]);
    assert!(note.questions[1].parts.is_empty());
    assert_eq!(note.questions[1].text, "What is it? Why is it so then?");
}

#[test]
fn titles_are_found_on_the_cover() {
    let cases = [
        (
            "CONCEPT NOTE\n\nWork in the Valleys\n\nTarnova, 12 May 2026\n\nBackground",
            "Work in the Valleys",
        ),
        (
            "Work in the Valleys\n3-5 March 2026\n\n1. Background",
            "Work in the Valleys",
        ),
        (
            "# Work in the Valleys\n\n## Background",
            "Work in the Valleys",
        ),
        (
            "Work in the Valleys\n===\n\nBackground\n---",
            "Work in the Valleys",
        ),
        (
            "Title: Work in the Valleys\n\nBackground",
            "Work in the Valleys",
        ),
        (
            "Concept note\nWork in the\nValleys\n\nI. Background",
            "Work in the Valleys",
        ),
        (
            "**Work in the Valleys**\n\n**Background**",
            "Work in the Valleys",
        ),
        (
            "Work in the Valleys*\n\n1. Background",
            "Work in the Valleys*",
        ),
    ];
    for (cover, title) in cases {
        let text = format!("{cover}\n\n{BODY}\n\nQuestions\n\na) What?\n");
        let reading = parse_text(&text);
        assert_eq!(reading.note.title, title, "{cover}");
        assert!(!reading.doubts.contains(&Doubt::NoTitle), "{cover}");
        assert_eq!(
            reading.note.background.last().unwrap().heading,
            "Background",
            "{cover}"
        );
    }
}

#[test]
fn a_title_is_derived_from_the_topic_where_there_is_none() {
    let cases = [
        (
            "1. Background\n\nThe protection of people on the passes has become harder. All know it.",
            "The protection of people on the passes",
        ),
        (
            "1. Background\n\nLa protection des personnes est un devoir.",
            "La protection des personnes",
        ),
        (
            "1. Background\n\nprotección de las personas, un deber.",
            "Protección de las personas",
        ),
    ];
    for (text, title) in cases {
        let reading = parse_text(&format!("{text}\n\n2. Questions\n\na) What?\n"));
        assert_eq!(reading.note.title, title);
        assert_eq!(reading.doubts, [Doubt::NoTitle]);
    }
}

#[test]
fn doubts_are_told() {
    let prose = format!("{BODY} They come back in autumn.\n\n{BODY} Nobody counts them.\n");
    let reading = parse_text(&prose);
    assert_eq!(reading.doubts, [Doubt::NotUnderstood, Doubt::NoTitle]);
    assert_eq!(reading.note.background.len(), 1);
    assert_eq!(reading.note.background[0].heading, "");
    assert_eq!(reading.note.background[0].text.split("\n\n").count(), 2);

    assert_eq!(parse_text(" \n\u{C}\n").doubts, [Doubt::Empty]);
    assert_eq!(
        parse_text(&format!("# T\n\n## Background\n\n{BODY}\n")).doubts,
        [Doubt::NoQuestions]
    );
    assert_eq!(
        parse_text(&format!(
            "# T\n\n## Background\n\n{BODY}\n\nWhat do you know?\n"
        ))
        .doubts,
        [Doubt::QuestionsGuessed {
            line: "What do you know?".into()
        }]
    );

    let marks = parse_text(
        "# T\n\n## Background[^1]\n\nWords.\n\n[^2]: Unused.\n\n## Questions\n\na) What?[^3]\n",
    )
    .doubts;
    let mark = |mark: &str| mark.to_owned();
    assert_eq!(
        marks,
        [
            Doubt::FootnoteWithoutMark { mark: mark("2") },
            Doubt::MarkWithoutFootnote { mark: mark("1") },
            Doubt::MarkWithoutFootnote { mark: mark("3") },
        ]
    );

    let themes =
        parse_text("# T\n\n## Questions\n\n### Data\n\n1. What?\n\n### Money\n\n1. How?\n");
    let heading = |heading: &str| Doubt::HeadingAmongQuestions {
        heading: heading.to_owned(),
    };
    assert_eq!(themes.doubts, []);
    let names: Vec<_> = themes
        .note
        .questions
        .iter()
        .map(|asked| asked.theme.as_str())
        .collect();
    assert_eq!(names, ["Data", "Money"]);

    let unmarked = parse_text(&format!(
        "Title\n\nBackground\n\n{BODY}\n\nQuestions\n\nData\n\n1. What?\n2. Why?\n\nMoney\n\n1. How?\n"
    ));
    assert_eq!(unmarked.doubts, [heading("Data"), heading("Money")]);
    assert_eq!(unmarked.note.questions[2].theme, "Money");

    let long = parse_text(&"words and words. ".repeat(200_000));
    assert!(long.doubts.contains(&Doubt::CutShort));
}
