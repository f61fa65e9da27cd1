//! Lines as words with their spans, links and footnotes.

use crate::export::address::address;
use crate::export::paper::{Line, Paper, Piece};
use crate::export::xml::Xml;

use super::variants::{Set, Variants};

/// Writes the line.
pub fn line(xml: &mut Xml, line: &Line, paper: &Paper, variants: &mut Variants) {
    for piece in &line.pieces {
        match piece {
            Piece::Words {
                text, face, link, ..
            } => {
                let style = variants.face(*face);
                let inner = |xml: &mut Xml| match &style {
                    Some(style) => {
                        xml.tree("text:span", &[("text:style-name", style)], |xml| {
                            words(xml, text);
                        });
                    }
                    None => words(xml, text),
                };
                match link.as_deref().and_then(address) {
                    Some(address) => {
                        let there = [("xlink:type", "simple"), ("xlink:href", &*address)];
                        xml.tree("text:a", &there, inner);
                    }
                    None => inner(xml),
                }
            }
            Piece::Note { index, again } => note(xml, *index, *again, paper, variants),
        }
    }
}

/// Writes words: OpenDocument takes spaces in a row for one, and drops those at the ends.
pub fn words(xml: &mut Xml, text: &str) {
    for (nth, stretch) in text.split('\t').enumerate() {
        if nth > 0 {
            xml.leaf("text:tab", &[]);
        }
        let mut rest = stretch;
        while let Some(at) = rest.find(' ') {
            xml.text(&rest[..at]);
            let after = rest[at..].trim_start_matches(' ');
            let spaces = rest.len() - at - after.len();
            let is_between = at > 0 && !after.is_empty() && spaces == 1;
            if is_between {
                xml.text(" ");
            } else {
                xml.leaf("text:s", &[("text:c", &spaces.to_string())]);
            }
            rest = after;
        }
        xml.text(rest);
    }
}

fn note(xml: &mut Xml, index: usize, again: bool, paper: &Paper, variants: &mut Variants) {
    let (id, number) = (format!("ftn{}", index + 1), (index + 1).to_string());
    if again {
        let see = [
            ("text:note-class", "footnote"),
            ("text:reference-format", "text"),
            ("text:ref-name", &*id),
        ];
        xml.tree(
            "text:span",
            &[("text:style-name", "Footnote_20_anchor")],
            |xml| {
                xml.tree("text:note-ref", &see, |xml| {
                    xml.text(&number);
                });
            },
        );
        return;
    }
    let Some(told) = paper.notes.get(index) else {
        return;
    };
    let style = variants.set(Set {
        style: "Footnote",
        rtl: told.rtl,
        turned: turned(told, paper),
        ..Set::default()
    });
    xml.tree(
        "text:note",
        &[("text:id", &id), ("text:note-class", "footnote")],
        |xml| {
            xml.tree("text:note-citation", &[], |xml| {
                xml.text(&number);
            });
            xml.tree("text:note-body", &[], |xml| {
                xml.tree("text:p", &[("text:style-name", &style)], |xml| {
                    line(xml, told, paper, variants);
                });
            });
        },
    );
}

/// Whether the line is to be turned, and how it is read then.
pub fn turned(line: &Line, paper: &Paper) -> Option<bool> {
    (line.rtl != paper.rtl).then_some(line.rtl)
}
