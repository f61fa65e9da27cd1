//! The lists: what stands before their items at each level, as the editor shows it.

use crate::export::paper::MARKERS;
use crate::export::xml::Xml;

use super::{INSET, W, value};

/// The numbered lists of a document: the level of each, and the number it begins with.
pub type Lists = Vec<(u8, u32)>;

/// The list that all bulleted items belong to. Those of numbered lists follow, one a list.
pub const BULLETS: usize = 1;

/// How many levels there are.
const LEVELS: usize = 9;

/// The definitions of these numbered lists and of the bullets.
pub fn numbering(lists: &Lists) -> Vec<u8> {
    Xml::part("w:numbering", &[("xmlns:w", W)], |xml| {
        kind(xml, "0", |level| {
            let bullet = MARKERS[level % 3];
            ("bullet", bullet.to_owned())
        });
        kind(xml, "1", |level| {
            let format = ["decimal", "lowerLetter", "lowerRoman"][level % 3];
            (format, format!("%{}.", level + 1))
        });
        list(xml, BULLETS, "0", None);
        for (place, first) in lists.iter().enumerate() {
            list(xml, BULLETS + place + 1, "1", Some(*first));
        }
    })
}

fn kind(xml: &mut Xml, id: &str, marker: impl Fn(usize) -> (&'static str, String)) {
    xml.tree("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        value(xml, "w:multiLevelType", "multilevel");
        for level in 0..LEVELS {
            let (format, text) = marker(level);
            xml.tree("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                value(xml, "w:start", "1");
                value(xml, "w:numFmt", format);
                value(xml, "w:lvlText", &text);
                value(xml, "w:lvlJc", "left");
                xml.tree("w:pPr", &[], |xml| {
                    let left = (1..=level + 1).fold(0, |left, _| left + INSET).to_string();
                    xml.leaf(
                        "w:ind",
                        &[("w:left", &left), ("w:hanging", &INSET.to_string())],
                    );
                });
            });
        }
    });
}

fn list(xml: &mut Xml, id: usize, kind: &str, first: Option<(u8, u32)>) {
    xml.tree("w:num", &[("w:numId", &id.to_string())], |xml| {
        value(xml, "w:abstractNumId", kind);
        if let Some((level, start)) = first {
            let level = level.min(8).to_string();
            xml.tree("w:lvlOverride", &[("w:ilvl", &level)], |xml| {
                value(xml, "w:startOverride", &start.to_string());
            });
        }
    });
}
