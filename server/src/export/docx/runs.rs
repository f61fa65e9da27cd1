//! Lines as runs.

use crate::export::address::address;
use crate::export::paper::{Change, Face, Line, Piece};
use crate::export::wording::{balanced, stretches};
use crate::export::xml::Xml;

use super::value;

/// The addresses that a part links to, which stand beside it.
pub struct Linked {
    before: usize,
    /// The addresses, in order.
    pub addresses: Vec<String>,
    /// How many changes the part has: each has a number of its own.
    changes: usize,
}

impl Linked {
    /// None yet; so many other relations come before them.
    pub const fn after(before: usize) -> Self {
        Self {
            before,
            addresses: Vec::new(),
            changes: 0,
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

/// The most letters of a name that stands by a change: Word takes no longer ones.
const AUTHOR: usize = 200;

/// Writes what came in or was taken out as such; `inner` writes what it is.
pub fn changed(xml: &mut Xml, change: &Change, linked: &mut Linked, inner: impl FnOnce(&mut Xml)) {
    linked.changes += 1;
    // Those of bookmarks come before.
    let id = (2_000_000 + linked.changes).to_string();
    let by: String = change.by.chars().take(AUTHOR).collect();
    let by = balanced(&by);
    let said = [("w:id", &*id), ("w:author", &*by), ("w:date", &*change.at)];
    let name = if change.is_new { "w:ins" } else { "w:del" };
    xml.tree(name, &said, inner);
}

/// Writes the line.
pub fn line(xml: &mut Xml, line: &Line, linked: &mut Linked) {
    for piece in &line.pieces {
        match piece {
            Piece::Words {
                text,
                face,
                link,
                change,
            } => {
                let put = |xml: &mut Xml, linked: &mut Linked, style| match change {
                    None => words(xml, text, *face, line.rtl, style),
                    Some(change) => changed(xml, change, linked, |xml| {
                        let tag = if change.is_new { "w:t" } else { "w:delText" };
                        worded(xml, (text, tag), *face, line.rtl, style);
                    }),
                };
                match link.as_deref().and_then(address) {
                    Some(address) => {
                        let id = linked.id(address);
                        xml.tree("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |xml| {
                            put(xml, linked, Some("Hyperlink"));
                        });
                    }
                    None => put(xml, linked, None),
                }
            }
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
    worded(xml, (text, "w:t"), face, rtl, style);
}

fn worded(
    xml: &mut Xml,
    (text, tag): (&str, &'static str),
    face: Face,
    rtl: bool,
    style: Option<&str>,
) {
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
                    xml.tree(tag, &[("xml:space", "preserve")], |xml| {
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
