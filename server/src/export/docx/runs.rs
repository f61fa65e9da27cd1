//! Lines as runs.

use crate::export::address::address;
use crate::export::paper::{Face, Line, Piece};
use crate::export::wording::stretches;
use crate::export::xml::Xml;

use super::value;

/// The addresses that a part links to, which stand beside it.
pub struct Linked {
    before: usize,
    /// The addresses, in order.
    pub addresses: Vec<String>,
}

impl Linked {
    /// None yet; so many other relations come before them.
    pub const fn after(before: usize) -> Self {
        Self {
            before,
            addresses: Vec::new(),
        }
    }

    /// How the part names the address.
    fn id(&mut self, address: String) -> String {
        let known = self.addresses.iter().position(|it| *it == address);
        let place = known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        });
        format!("rId{}", self.before + place + 1)
    }
}

/// Writes the line.
pub fn line(xml: &mut Xml, line: &Line, linked: &mut Linked) {
    for piece in &line.pieces {
        match piece {
            Piece::Words { text, face, link } => match link.as_deref().and_then(address) {
                Some(address) => {
                    let id = linked.id(address);
                    xml.tree("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |xml| {
                        words(xml, text, *face, line.rtl, Some("Hyperlink"));
                    });
                }
                None => words(xml, text, *face, line.rtl, None),
            },
            Piece::Note {
                index,
                again: false,
            } => note(xml, *index),
            Piece::Note { index, again: true } => see_note(xml, *index),
        }
    }
}

/// Writes words, in a run for each stretch of one direction.
pub fn words(xml: &mut Xml, text: &str, face: Face, rtl: bool, style: Option<&str>) {
    for (stretch, is_rtl) in stretches(text, rtl) {
        xml.tree("w:r", &[], |xml| {
            if face != Face::default() || is_rtl || style.is_some() {
                xml.tree("w:rPr", &[], |xml| properties(xml, face, is_rtl, style));
            }
            for (nth, words) in stretch.split('\t').enumerate() {
                if nth > 0 {
                    xml.leaf("w:tab", &[]);
                }
                if !words.is_empty() {
                    xml.tree("w:t", &[("xml:space", "preserve")], |xml| {
                        xml.text(words);
                    });
                }
            }
        });
    }
}

fn properties(xml: &mut Xml, face: Face, rtl: bool, style: Option<&str>) {
    if let Some(style) = style {
        value(xml, "w:rStyle", style);
    }
    let faces: [(bool, &[&'static str]); 3] = [
        (face.strong, &["w:b", "w:bCs"]),
        (face.em, &["w:i", "w:iCs"]),
        (face.strike, &["w:strike"]),
    ];
    for name in faces.into_iter().filter(|it| it.0).flat_map(|it| it.1) {
        xml.leaf(name, &[]);
    }
    if face.underline {
        value(xml, "w:u", "single");
    }
    if rtl {
        xml.leaf("w:rtl", &[]);
    }
}

/// The id of the bookmark around a footnote's mark: those of headings come before.
fn bookmark(index: usize) -> String {
    (1_000_000 + index).to_string()
}

fn note(xml: &mut Xml, index: usize) {
    let (id, name) = (bookmark(index), format!("_Note{index}"));
    xml.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
    xml.tree("w:r", &[], |xml| {
        xml.tree("w:rPr", &[], |xml| {
            value(xml, "w:rStyle", "FootnoteReference");
        });
        xml.leaf("w:footnoteReference", &[("w:id", &(index + 1).to_string())]);
    });
    xml.leaf("w:bookmarkEnd", &[("w:id", &id)]);
}

/// The mark of a footnote that has been referred to already.
fn see_note(xml: &mut Xml, index: usize) {
    let code = format!(" NOTEREF _Note{index} \\f \\h ");
    xml.tree("w:fldSimple", &[("w:instr", &code)], |xml| {
        words(
            xml,
            &(index + 1).to_string(),
            Face::default(),
            false,
            Some("FootnoteReference"),
        );
    });
}
