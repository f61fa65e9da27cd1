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
fn broken_words_and_addresses_are_mended() {
    let cases = [
        (
            "the recruit-\nment of workers",
            "the recruitment of workers",
        ),
        (
            "they re-\nturn. Those who return stay",
            "they return. Those who return stay",
        ),
        ("a go-\nbetween was paid", "a go-between was paid"),
        (
            "protection-\nsensitive, as protection-sensitive means",
            "protection-sensitive, as protection-sensitive means",
        ),
        ("a mi\u{AD}\ngrant", "a migrant"),
        ("pages 12-\n14 of it", "pages 12-14 of it"),
        ("one thing -\nanother", "one thing - another"),
        (
            "see http://x.org/a_-\n_b.pdf for it",
            "see http://x.org/a_-_b.pdf for it",
        ),
        (
            "see https://x.org/files/\n2024/a.pdf.",
            "see https://x.org/files/2024/a.pdf.",
        ),
        (
            "see https://x.org/fi\nles/a.html or",
            "see https://x.org/files/a.html or",
        ),
        (
            "see https://x.org/a.\nthe rest",
            "see https://x.org/a. the rest",
        ),
        (
            "see https://x.org/a/\nand more",
            "see https://x.org/a/ and more",
        ),
        (
            "see www.x.org and\nwww.y.org/z",
            "see www.x.org and www.y.org/z",
        ),
        ("地区合作的经\n验很重要", "地区合作的经验很重要"),
        ("two  spaces\u{A0}\u{A0}and\ttabs", "two spaces and tabs"),
    ];
    for (broken, mended) in cases {
        let text = format!("# T\n\n## H\n\nHere {broken}\n");
        assert_eq!(read(&text).background[0].text, format!("Here {mended}"));
    }
}

#[test]
fn footnotes_are_lifted_wherever_they_stand() {
    let rule = "_".repeat(20);
    let cases = [
        format!("Work is rare.1 Pay is low and\n\n{rule}\n1 Own figures.\n\nlate everywhere."),
        format!("Work is rare.1 Pay is low and\n{rule}\n1 Own figures.\nlate everywhere."),
        "Work is rare.1 Pay is low and\n\n1 Own figures.\n\n2\n\n\u{C}late everywhere.".to_owned(),
        "Work is rare.1 Pay is low and\n\n1\nOwn figures.\n\u{C}late everywhere.".to_owned(),
        "Work is rare.¹ Pay is low and late everywhere.\n\n¹ Own figures.".to_owned(),
        "Work is rare.[1] Pay is low and late everywhere.\n\nNotes\n\n[1] Own figures.".to_owned(),
        "Work is rare.1 Pay is low and late everywhere.\n\nEndnotes\n\n1. Own figures.".to_owned(),
        "Work is rare.1 Pay is low and late everywhere.\n1. Own figures.\u{21A9}\u{FE0E}"
            .to_owned(),
        "Work is rare.[^1] Pay is low and late everywhere.\n\n[^1]: Own\n  figures.".to_owned(),
    ];
    for case in cases {
        let note = read(&format!(
            "Title\n\nBackground\n\nIn the valleys much has changed over the years, as all of us know.\n{case}\n"
        ));
        assert_eq!(note.footnotes.len(), 1, "{case}");
        assert_eq!(note.footnotes[0].text, "Own figures.", "{case}");
        assert!(
            note.background[0]
                .text
                .ends_with("Work is rare.[^1] Pay is low and late everywhere."),
            "{case}\n{note:?}"
        );
        assert_eq!(note.background.len(), 1, "{case}");
    }
}

#[test]
fn numbers_are_not_taken_for_footnotes() {
    let cases = [
        "In 2013.\n\n3 States met. G20 and CO2 and COVID19 and Art.3 matter.",
        "It fell by 3.2 and to 1,3.\n\n2 Questions remain open, and all know it.",
        "Work is rare.2 Pay is low.\n\n1. Opening of the meeting.\n2. Adoption of the agenda.",
        "See http://x.org/page3 for it.\n\n3 million people work there.",
    ];
    for case in cases {
        let note = read(&format!("Title\n\nBackground\n\n{BODY} {case}\n"));
        assert!(note.footnotes.is_empty(), "{case}: {:?}", note.footnotes);
    }
}

#[test]
fn footnotes_that_count_anew_on_each_page_keep_apart() {
    let text = "# T\n\n## H\n\nOne thing.1 More of it follows here.\n\n1 First note.\n\u{C}Another thing.1 More.\n\n1 Second note.\n";
    let note = read(text);
    let notes: Vec<_> = note
        .footnotes
        .iter()
        .map(|note| (note.mark.as_str(), note.text.as_str()))
        .collect();
    assert_eq!(notes, [("1", "First note."), ("2", "Second note.")]);
    assert!(
        note.background[0].text.contains("One thing.[^1]")
            && note.background[0].text.contains("Another thing.[^2]")
    );
}

#[test]
fn pages_leave_nothing_behind() {
    for footer in [
        "Page 2 of 3",
        "2",
        "- 2 -",
        "2 / 3",
        "Concept note | Page 2",
        "Página 2 de 3",
        "page 2 sur 3",
        "صفحة ٢ من ٣",
    ] {
        let text = format!(
            "# T\n\n## H\n\nThe challenge of protecting people in the valleys and\n\n{footer}\n\n\u{C}on the passes remains.\n"
        );
        assert_eq!(
            read(&text).background[0].text,
            "The challenge of protecting people in the valleys and on the passes remains.",
            "{footer}"
        );
    }
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
        [Doubt::QuestionsGuessed]
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
    assert_eq!(themes.doubts, [heading("Data"), heading("Money")]);
    assert_eq!(themes.note.questions.len(), 2);

    let long = parse_text(&"words and words. ".repeat(200_000));
    assert!(long.doubts.contains(&Doubt::CutShort));
}
