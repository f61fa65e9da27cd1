//! The outcome as a document for Word. The order of elements inside `w:pPr` and `w:rPr` is part of the schema.

mod around;
mod body;
mod numbering;
mod runs;
mod styles;

use super::ExportError;
use super::package::package;
use super::paper::Paper;
use super::xml::Xml;
use runs::Linked;

/// The namespace of the document's elements.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of what one part has to do with another.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of the package's own list of that.
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The width of a line, in twentieths of a point: A4 less its margins.
const MEASURE: u32 = 9_070;
/// How far a level is set in.
const INSET: u32 = 425;

/// The parts beside the document itself, each of a kind of its own; the theme, which is of another family, is the last.
const BESIDE: [&str; 7] = [
    "styles",
    "numbering",
    "footnotes",
    "header",
    "settings",
    "fontTable",
    "theme",
];

/// The paper as a Word file.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, ExportError> {
    let mut linked = Linked::after(BESIDE.len());
    let mut notes_linked = Linked::after(0);
    let (document, lists) = body::document(paper, &mut linked);
    let footnotes = around::footnotes(paper, &mut notes_linked);
    let parts = [
        ("[Content_Types].xml", around::types()),
        ("_rels/.rels", around::package_relations()),
        ("docProps/core.xml", around::properties(paper)),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            around::relations(&BESIDE, &linked),
        ),
        ("word/styles.xml", styles::styles(paper)),
        ("word/numbering.xml", numbering::numbering(&lists)),
        ("word/footnotes.xml", footnotes),
        (
            "word/_rels/footnotes.xml.rels",
            around::relations(&[], &notes_linked),
        ),
        ("word/header.xml", around::header(paper)),
        ("word/settings.xml", around::settings()),
        ("word/fontTable.xml", styles::fonts()),
        ("word/theme.xml", include_bytes!("docx/theme.xml").to_vec()),
    ];
    package(parts, false)
}

/// An element that has nothing but its value.
fn value(xml: &mut Xml, name: &'static str, value: &str) {
    xml.leaf(name, &[("w:val", value)]);
}
