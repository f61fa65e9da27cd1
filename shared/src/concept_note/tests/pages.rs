//! What paper does to a text: broken lines, page numbers, footnotes in mid-flow.

use crate::concept_note::{ConceptNote, Doubt, parse_text};

fn read(text: &str) -> ConceptNote {
    parse_text(text).note
}

const BODY: &str =
    "Every spring about sixty thousand people cross the passes of the highlands to work.";

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
fn pages_without_text_are_told_by_their_numbers() {
    let told = |pages: &[&str]| {
        let reading = parse_text(&format!("# T\n\n## H\n\n{BODY}\n{}", pages.concat()));
        let told = reading.doubts.into_iter().find_map(|doubt| match doubt {
            Doubt::PagesWithoutText { pages } => Some(pages),
            _ => None,
        });
        told.unwrap_or_default()
    };
    let (full, empty) = (&*format!("\u{C}{BODY}\n"), "\u{C} \n");
    assert_eq!(told(&[]), "");
    assert_eq!(told(&[full, full]), "");
    assert_eq!(told(&[empty, full, empty, empty, full, "\u{C}"]), "2, 4, 5");
    assert_eq!(told(&[full, empty, "\u{C}"]), "3");
    // As the browser reads a PDF: a break before each page, and one at the end.
    let first = parse_text(&format!("\u{C}\n\u{C}# T\n\n## H\n\n{BODY}\n\u{C}"));
    let pages = "1".to_owned();
    assert!(first.doubts.contains(&Doubt::PagesWithoutText { pages }));
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
