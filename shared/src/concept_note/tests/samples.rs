//! The note that everything began with, as it really arrives: pulled from a PDF, and from Word.

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
    let Reading { note, doubts } = parse_text(&String::from_utf8(bytes).unwrap());

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
    assert_eq!(crate::concept_note::parse_docx(&docx).unwrap(), from_text);
}
