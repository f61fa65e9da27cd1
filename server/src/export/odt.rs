//! The outcome as OpenDocument text, for LibreOffice and whatever else reads it.

mod around;
mod content;
mod lists;
mod page;
mod styles;
mod variants;
mod words;

use super::ExportError;
use super::package::package;
use super::paper::Paper;
use super::xml::Attributes;

/// What the package says it is, before anything else.
const TYPE: &str = "application/vnd.oasis.opendocument.text";

/// The namespaces of all that is written here, and the version of the form.
const NAMES: Attributes<'static> = &[
    (
        "xmlns:office",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    ),
    (
        "xmlns:style",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    ),
    (
        "xmlns:text",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    ),
    (
        "xmlns:table",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    ),
    (
        "xmlns:fo",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    ),
    (
        "xmlns:meta",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    ),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", "1.3"),
];

/// The paper as an OpenDocument file.
pub fn odt(paper: &Paper) -> Result<Vec<u8>, ExportError> {
    let parts = [
        ("mimetype", TYPE.as_bytes().to_vec()),
        ("META-INF/manifest.xml", around::manifest()),
        ("meta.xml", around::meta(paper)),
        ("styles.xml", styles::styles(paper)),
        ("content.xml", content::content(paper)),
    ];
    package(parts, true)
}
