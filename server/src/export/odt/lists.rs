//! The lists: what stands before their items at each level, as the editor shows it.

use crate::export::paper::MARKERS;
use crate::export::xml::Xml;

/// The style of bulleted lists.
pub const BULLETS: &str = "Bullets";
/// The style of numbered lists.
pub const NUMBERS: &str = "Numbers";

/// The most levels a list has: it is one deeper than texts are set in.
const LEVELS: u8 = 10;

/// How far so many levels are set in.
pub fn inset(levels: u8) -> String {
    let hundredths = u32::from(levels) * 75;
    format!("{}.{:02}cm", hundredths / 100, hundredths % 100)
}

/// The definitions of both.
pub fn lists(xml: &mut Xml) {
    xml.tree("text:list-style", &[("style:name", BULLETS)], |xml| {
        for level in 1..=LEVELS {
            let bullet = MARKERS[usize::from(level - 1) % 3];
            let attributes = [
                ("text:level", &*level.to_string()),
                ("text:bullet-char", bullet),
            ];
            xml.tree("text:list-level-style-bullet", &attributes, |xml| {
                label(xml, level);
            });
        }
    });
    xml.tree("text:list-style", &[("style:name", NUMBERS)], |xml| {
        for level in 1..=LEVELS {
            let format = ["1", "a", "i"][usize::from(level - 1) % 3];
            let attributes = [
                ("text:level", &*level.to_string()),
                ("style:num-format", format),
                ("style:num-suffix", "."),
            ];
            xml.tree("text:list-level-style-number", &attributes, |xml| {
                label(xml, level);
            });
        }
    });
}

fn label(xml: &mut Xml, level: u8) {
    let mode = [("text:list-level-position-and-space-mode", "label-alignment")];
    xml.tree("style:list-level-properties", &mode, |xml| {
        let left = inset(level);
        xml.leaf(
            "style:list-level-label-alignment",
            &[
                ("text:label-followed-by", "listtab"),
                ("text:list-tab-stop-position", &left),
                ("fo:text-indent", "-0.75cm"),
                ("fo:margin-left", &left),
            ],
        );
    });
}
