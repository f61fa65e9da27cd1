//! Whole notes: the one that everything began with, as it really arrives, and our own in `samples/`.

use crate::concept_note::{ConceptNote, Doubt, Reading, parse_text};
use std::path::PathBuf;

/// A file that lies beside the repository, for those who have it.
fn fixture(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/fixtures")
        .join(name);
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not here");
    }
    bytes
}

fn names(note: &ConceptNote, question: usize) -> Vec<&str> {
    note.questions[question]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect()
}

#[test]
fn text_from_a_pdf_needs_no_correction() {
    let Some(bytes) = fixture("concept-note.txt") else {
        return;
    };
    let Reading { note, doubts, .. } = parse_text(&String::from_utf8(bytes).unwrap());

    assert_eq!(note.background.len(), 1);
    assert_eq!(note.background[0].heading, "Context and background[^1]");
    let paragraphs: Vec<_> = note.background[0].text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 4);
    assert!(paragraphs[2].contains("combat migrant smuggling and human trafficking require"));
    assert!(paragraphs[3].ends_with("the growth of the migration ‘business’.[^2]"));
    assert!(!note.background[0].text.contains("  "));

    let [first, second] = &note.footnotes[..] else {
        panic!("{:?}", note.footnotes)
    };
    assert_eq!((first.mark.as_str(), second.mark.as_str()), ("1", "2"));
    assert!(first.text.starts_with(
        "The following section consists of excerpts taken from the background drafted to"
    ));
    assert!(first.text.ends_with(
        "http://unobserver.iom.int/images/HLD_2013_Series_-_20_February_-_Background_Paper.pdf."
    ));
    assert_eq!(second.text, "Ibid., p.1f.");

    let labels: Vec<_> = note
        .questions
        .iter()
        .map(|question| question.label.as_str())
        .collect();
    assert_eq!(labels, ["a", "b"]);
    assert!(
        note.questions[0]
            .text
            .ends_with("policy gaps in the implementation of human rights of migrants agendas?")
    );
    assert!(note.questions[0].parts.is_empty());
    assert!(
        note.questions[1]
            .text
            .contains("in addressing the human rights of migrants? Do you")
    );
    assert_eq!(names(&note, 1), ["Experience", "Good practices"]);

    assert_eq!(
        note.title,
        "The challenge of protecting the human rights of migrants"
    );
    assert_eq!(doubts, [Doubt::NoTitle]);
    assert_eq!(parse_text(&note.to_text()).note, note);
}

#[cfg(feature = "docx")]
#[test]
fn the_word_file_gives_the_same_note() {
    let (Some(text), Some(docx)) = (fixture("concept-note.txt"), fixture("concept-note.docx"))
    else {
        return;
    };
    let from_text = parse_text(&String::from_utf8(text).unwrap());
    let from_word = crate::concept_note::parse_docx(&docx).unwrap();
    assert_eq!(
        (from_word.note, from_word.doubts),
        (from_text.note, from_text.doubts)
    );
}

pub(super) fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../samples")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What must come out of a sample, in short.
struct Expected {
    name: &'static str,
    title: &'static str,
    /// Headings, and how many paragraphs stand under each.
    background: &'static [(&'static str, usize)],
    /// Marks, and where the text refers to them.
    footnotes: &'static [(&'static str, &'static str)],
    /// Labels, and the names of the parts.
    questions: &'static [(&'static str, &'static [&'static str])],
    /// Their keys, and what they speak of.
    doubts: &'static [(&'static str, &'static str)],
}

const EXPECTED: [Expected; 9] = [
    Expected {
        name: "concept-note.txt",
        title: "Skills that travel: recognising qualifications around the Lake Basin",
        background: &[
            ("Context and background", 2),
            ("What a regional approach could add", 1),
        ],
        footnotes: &[
            ("1", "care and farming.[^1] Fewer"),
            ("2", "training authorities.[^2] It"),
        ],
        questions: &[
            ("1", &[]),
            ("2", &["Experience", "Good practices"]),
            ("3", &[]),
        ],
        doubts: &[],
    },
    Expected {
        name: "concept-note.md",
        title: "Skills that travel: recognising qualifications around the Lake Basin",
        background: &[
            ("Context and background", 2),
            ("What a regional approach could add", 1),
        ],
        footnotes: &[
            ("1", "care and farming.[^1] Fewer"),
            ("2", "training authorities.[^2] It"),
        ],
        questions: &[
            ("1", &[]),
            ("2", &["Experience", "Good practices"]),
            ("3", &[]),
        ],
        doubts: &[],
    },
    Expected {
        name: "numbered-with-cover.txt",
        title: "Third Regional Dialogue on Seasonal Work in the Northern Highlands",
        background: &[
            ("", 2),
            ("Background", 2),
            ("Objectives of the meeting", 4),
            ("Logistics", 1),
        ],
        footnotes: &[],
        questions: &[
            ("1", &[]),
            ("2", &["Inspect jointly", "Challenges"]),
            ("3", &[]),
        ],
        doubts: &[],
    },
    Expected {
        name: "named-questions.txt",
        title: "Round table on protecting people at sea",
        background: &[("", 1), ("Why this matters", 1), ("What has been tried", 1)],
        footnotes: &[
            ("*", "coastal authorities[^*] of"),
            ("†", "eleven hours[^†] of sailing"),
        ],
        questions: &[
            ("1", &[]),
            ("2", &["Crews and survivors", "Pays"]),
            ("3", &[]),
        ],
        doubts: &[],
    },
    Expected {
        name: "bullets.md",
        title: "Cities that host: sharing the cost of first reception",
        background: &[("Background", 3)],
        footnotes: &[(
            "cost",
            "nine tenths of the cost[^cost]. See the baseline study (https://strait.example/baseline)",
        )],
        questions: &[("", &[]), ("", &[]), ("", &["Newcomers", "Lessons"])],
        doubts: &[],
    },
    Expected {
        name: "french.txt",
        title: "Dialogue régional sur la mobilité des jeunes dans la vallée de l’Orme",
        background: &[("", 1), ("Contexte et justification", 1), ("Objectifs", 1)],
        footnotes: &[("1", "une formation dans un pays voisin[^1]. La")],
        questions: &[
            ("a", &[]),
            ("b", &["Expérience", "Bonnes pratiques"]),
            ("c", &[]),
        ],
        doubts: &[],
    },
    Expected {
        name: "spanish.txt",
        title: "Rutas seguras para el trabajo doméstico en el Istmo",
        background: &[("ANTECEDENTES", 2)],
        footnotes: &[("1", "informe regional).[^1]")],
        questions: &[("", &[]), ("", &["Buenas prácticas", "Desafíos"])],
        doubts: &[],
    },
    Expected {
        name: "arabic.txt",
        title: "الحوار الإقليمي الثاني بشأن تنقل العمال في حوض الواحات",
        background: &[("الخلفية", 1)],
        footnotes: &[],
        questions: &[("أ", &[]), ("ب", &["تجربة", "الممارسات الجيدة"])],
        doubts: &[],
    },
    Expected {
        name: "letter-without-headings.txt",
        title: "Dear colleagues, as agreed in Marrow Bay",
        background: &[("", 2)],
        footnotes: &[],
        questions: &[("", &[]), ("", &[])],
        doubts: &[
            (
                "doubt-questions-guessed",
                "Could you come prepared to say how long families wait for a home on your island, and why?",
            ),
            ("doubt-no-title", ""),
        ],
    },
];

#[test]
fn samples_are_understood() {
    for expected in &EXPECTED {
        let text = String::from_utf8(sample(expected.name)).unwrap();
        let Reading { note, doubts, .. } = parse_text(&text);
        let name = expected.name;
        assert_eq!(note.title, expected.title, "{name}");
        let background: Vec<_> = note
            .background
            .iter()
            .map(|section| (section.heading.as_str(), section.text.split("\n\n").count()))
            .collect();
        assert_eq!(background, expected.background, "{name}");
        let whole: String = note
            .background
            .iter()
            .map(|section| section.text.as_str())
            .collect();
        let marks: Vec<_> = note
            .footnotes
            .iter()
            .map(|footnote| footnote.mark.as_str())
            .collect();
        assert_eq!(
            marks,
            expected
                .footnotes
                .iter()
                .map(|(mark, _)| *mark)
                .collect::<Vec<_>>(),
            "{name}"
        );
        for (_, place) in expected.footnotes {
            assert!(whole.contains(place), "{name}: {place}");
        }
        let questions: Vec<_> = note
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| (question.label.as_str(), names(&note, at)))
            .collect();
        let wanted: Vec<_> = expected
            .questions
            .iter()
            .map(|(label, parts)| (*label, parts.to_vec()))
            .collect();
        assert_eq!(questions, wanted, "{name}");
        let doubts: Vec<_> = doubts
            .iter()
            .map(|doubt| (doubt.key(), doubt.value().map_or("", |(_, value)| value)))
            .collect();
        assert_eq!(doubts, expected.doubts, "{name}");
    }
}

#[test]
fn samples_read_back_the_same_however_their_lines_end() {
    for expected in &EXPECTED {
        let text = String::from_utf8(sample(expected.name))
            .unwrap()
            .replace("\r\n", "\n");
        let note = parse_text(&text).note;
        assert_eq!(parse_text(&note.to_text()).note, note, "{}", expected.name);
        assert_eq!(
            note.clone().checked().as_ref(),
            Ok(&note),
            "{}",
            expected.name
        );
        for (ended, how) in [
            (text.replace('\n', "\r\n"), "as in Windows"),
            (text.replace('\n', "\r"), "as they once did"),
            (text.replace('\n', "   \n"), "with spaces before them"),
            (
                text.replace(". ", ".\u{A0}\u{2009} "),
                "with spaces of other kinds",
            ),
            (format!("\u{FEFF}{text}"), "with a byte order mark"),
        ] {
            assert_eq!(parse_text(&ended).note, note, "{} {how}", expected.name);
        }
    }
}

#[test]
fn the_demo_note_is_the_same_in_every_form() {
    let text = parse_text(&String::from_utf8(sample("concept-note.txt")).unwrap());
    let markdown = parse_text(&String::from_utf8(sample("concept-note.md")).unwrap());
    assert_eq!(
        (&text.note, &text.doubts),
        (&markdown.note, &markdown.doubts)
    );
    #[cfg(feature = "docx")]
    {
        let word = crate::concept_note::parse_docx(&sample("concept-note.docx")).unwrap();
        assert_eq!((&word.note, &word.doubts), (&text.note, &text.doubts));
    }
    // The address in the second note was broken across lines, at a hyphen.
    assert!(
        text.note.footnotes[1]
            .text
            .ends_with("/reference/ten-occupations_draft-3.pdf.")
    );
}
