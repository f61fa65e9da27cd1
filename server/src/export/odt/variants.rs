//! The styles that a document needs beside those with names: a named one turned around, set in or aligned, and the faces of words.

use std::collections::BTreeMap;

use crate::export::paper::Face;
use crate::export::xml::Xml;

use super::lists::inset;

/// How a paragraph stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set {
    /// Its named style.
    pub style: &'static str,
    /// Whether it is read from right to left.
    pub rtl: bool,
    /// The direction, where it is not the document's.
    pub turned: Option<bool>,
    /// How many levels it is set in by itself.
    pub inset: u8,
    /// Whether it stands at the end of its line.
    pub to_end: bool,
}

/// Those in use, each with its name.
#[derive(Default)]
pub struct Variants {
    sets: BTreeMap<Set, String>,
    faces: BTreeMap<Face, String>,
    widths: BTreeMap<u16, String>,
}

impl Variants {
    /// The name of the style of such a paragraph.
    pub fn set(&mut self, set: Set) -> String {
        let named = Set {
            style: set.style,
            rtl: set.rtl,
            ..Set::default()
        };
        if set == named {
            return set.style.to_owned();
        }
        let next = format!("P{}", self.sets.len() + 1);
        self.sets.entry(set).or_insert(next).clone()
    }

    /// The name of the style of such words; nothing for plain ones.
    pub fn face(&mut self, face: Face) -> Option<String> {
        let next = format!("T{}", self.faces.len() + 1);
        let is_plain = face == Face::default();
        (!is_plain).then(|| self.faces.entry(face).or_insert(next).clone())
    }

    /// The name of the style of a column that takes so many percent of its table.
    pub fn column(&mut self, percent: u16) -> String {
        let next = format!("C{}", self.widths.len() + 1);
        self.widths.entry(percent).or_insert(next).clone()
    }

    /// Writes them down.
    pub fn write(&self, xml: &mut Xml) {
        for (set, name) in &self.sets {
            style(xml, name, "paragraph", Some(set.style), |xml| {
                paragraph(xml, set);
            });
        }
        for (face, name) in &self.faces {
            style(xml, name, "text", None, |xml| words(xml, *face));
        }
        for (percent, name) in &self.widths {
            let width = format!("{percent}*");
            style(xml, name, "table-column", None, |xml| {
                xml.leaf(
                    "style:table-column-properties",
                    &[("style:rel-column-width", &width)],
                );
            });
        }
    }
}

fn style(
    xml: &mut Xml,
    name: &str,
    family: &str,
    parent: Option<&str>,
    inner: impl FnOnce(&mut Xml),
) {
    let mut attributes = vec![("style:name", name), ("style:family", family)];
    attributes.extend(parent.map(|parent| ("style:parent-style-name", parent)));
    xml.tree("style:style", &attributes, inner);
}

fn paragraph(xml: &mut Xml, set: &Set) {
    let margin = inset(set.inset);
    let mut attributes = Vec::new();
    if set.inset > 0 {
        attributes.push(("fo:margin-left", margin.as_str()));
    }
    if let Some(rtl) = set.turned {
        attributes.push(("style:writing-mode", if rtl { "rl-tb" } else { "lr-tb" }));
    }
    // Programs differ on where a line from right to left starts; right is right everywhere.
    if set.turned.is_some() || set.to_end {
        let is_right = set.rtl != set.to_end;
        attributes.push(("fo:text-align", if is_right { "right" } else { "left" }));
    }
    xml.leaf("style:paragraph-properties", &attributes);
}

fn words(xml: &mut Xml, face: Face) {
    let mut attributes = Vec::new();
    if face.strong {
        attributes.extend([
            ("fo:font-weight", "bold"),
            ("style:font-weight-asian", "bold"),
            ("style:font-weight-complex", "bold"),
        ]);
    }
    if face.em {
        attributes.extend([
            ("fo:font-style", "italic"),
            ("style:font-style-asian", "italic"),
            ("style:font-style-complex", "italic"),
        ]);
    }
    if face.underline {
        attributes.push(("style:text-underline-style", "solid"));
    }
    if face.strike {
        attributes.push(("style:text-line-through-style", "solid"));
    }
    xml.leaf("style:text-properties", &attributes);
}
