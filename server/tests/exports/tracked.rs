//! What a Word file says, when its tracked changes are taken or refused: as ECMA-376 has it, read by a reader of XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    Same,
    Inserted,
    Deleted,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What became of its end: where that goes, it is one with the next.
    pub mark: Came,
    /// Its words.
    pub pieces: Vec<(Came, String)>,
}

/// The paragraphs of a document.
///
/// # Panics
/// If it is no XML, or words stand where none may.
pub fn paragraphs(part: &[u8]) -> Vec<Paragraph> {
    let text = std::str::from_utf8(part).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    let mut all: Vec<Paragraph> = Vec::new();
    let (mut within, mut came) = (Vec::<String>::new(), Came::Same);
    loop {
        let event = reader.read_event().expect("XML");
        match &event {
            Event::Start(start) => {
                let name = name(start);
                let in_mark = within.iter().any(|it| it == "w:pPr");
                match (name.as_str(), in_mark) {
                    ("w:p", _) => all.push(Paragraph {
                        mark: Came::Same,
                        pieces: Vec::new(),
                    }),
                    ("w:ins" | "w:del", true) => {
                        all.last_mut().expect("a paragraph").mark = of(&name);
                    }
                    ("w:ins" | "w:del", false) => came = of(&name),
                    _ => {}
                }
                within.push(name);
            }
            Event::Empty(start) if name(start) == "w:tab" => put(&mut all, came, "\t"),
            Event::End(_) => {
                let ended = within.pop().expect("it began");
                let in_mark = within.iter().any(|it| it == "w:pPr");
                if matches!(ended.as_str(), "w:ins" | "w:del") && !in_mark {
                    came = Came::Same;
                }
            }
            Event::Text(words) => said(&mut all, &within, came, words),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &**entity);
                let words = quick_xml::escape::unescape(&entity).expect("an entity of XML");
                said(&mut all, &within, came, &words);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    all
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

fn of(name: &str) -> Came {
    if name == "w:ins" {
        Came::Inserted
    } else {
        Came::Deleted
    }
}

fn said(all: &mut [Paragraph], within: &[String], came: Came, words: &str) {
    match within.last().map(String::as_str) {
        Some("w:t") => assert_ne!(came, Came::Deleted, "{words}"),
        Some("w:delText") => assert_eq!(came, Came::Deleted, "{words}"),
        // Fields say what they are.
        _ => return,
    }
    put(all, came, words);
}

fn put(all: &mut [Paragraph], came: Came, words: &str) {
    let pieces = &mut all.last_mut().expect("a paragraph").pieces;
    pieces.push((came, words.to_owned()));
}

/// The lines if all changes are taken.
pub fn accepted(all: &[Paragraph]) -> Vec<String> {
    without(all, Came::Deleted)
}

/// The lines if all changes are refused.
pub fn rejected(all: &[Paragraph]) -> Vec<String> {
    without(all, Came::Inserted)
}

/// The lines of a document without changes.
///
/// # Panics
/// If it has some.
pub fn plain(all: &[Paragraph]) -> Vec<String> {
    let is_same = |it: &Paragraph| {
        it.mark == Came::Same && it.pieces.iter().all(|(came, _)| *came == Came::Same)
    };
    assert!(all.iter().all(is_same));
    accepted(all)
}

fn without(all: &[Paragraph], gone: Came) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for paragraph in all {
        let stay = paragraph.pieces.iter().filter(|(came, _)| *came != gone);
        line.extend(stay.map(|(_, words)| words.as_str()));
        if paragraph.mark != gone {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    lines
}
