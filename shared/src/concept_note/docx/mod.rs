//! Reads a concept note from a Word file: unpacks the parts that are needed ([`package`]), walks
//! their XML ([`markup`]), writes what it finds as text ([`body`]) and lets the importer read that.

mod body;
mod markup;
mod notes;
mod numbering;
mod package;
mod styles;

use super::{Reading, parse_text};
use notes::{Kind, Notes};
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Why a file is not read as a Word document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not read: {}", self.code())]
pub enum DocxError {
    /// No archive at all.
    NotZip,
    /// A Word file of before 2007, or one with a password: both come in the same old container.
    OldOrEncrypted,
    /// The archive is encrypted.
    Encrypted,
    /// The archive holds no document.
    NoDocument,
    /// The file is larger than is read.
    TooLarge,
    /// What is packed in it is larger than is read, or packed so tightly that it must be a trap.
    TooLargeInside,
    /// The archive has more entries than any document.
    TooManyEntries,
    /// The document declares a document type, which Word never does.
    Doctype,
    /// A part of the document is no well-formed XML.
    BrokenXml,
    /// Elements are nested deeper than in any document.
    TooDeep,
    /// A part cannot be unpacked.
    Damaged,
}

impl DocxError {
    /// Its stable name; the key of its message is this after `docx-`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotZip => "not-zip",
            Self::OldOrEncrypted => "old-or-encrypted",
            Self::Encrypted => "encrypted",
            Self::NoDocument => "no-document",
            Self::TooLarge => "too-large",
            Self::TooLargeInside => "too-large-inside",
            Self::TooManyEntries => "too-many-entries",
            Self::Doctype => "doctype",
            Self::BrokenXml => "broken-xml",
            Self::TooDeep => "too-deep",
            Self::Damaged => "damaged",
        }
    }

    /// The key of its message in the catalogues.
    pub fn key(self) -> String {
        format!("docx-{}", self.code())
    }
}

/// Reads a concept note from the bytes of a `.docx` file.
pub fn parse_docx(bytes: &[u8]) -> Result<Reading, DocxError> {
    Ok(parse_text(&text_of(bytes)?))
}

/// The document as text with Markdown's headings and footnotes.
fn text_of(bytes: &[u8]) -> Result<String, DocxError> {
    let mut package = Package::open(bytes)?;
    let document = match package.part("word/document.xml")? {
        Some(document) => document,
        None => package
            .part("word/document2.xml")?
            .ok_or(DocxError::NoDocument)?,
    };
    let mut part = |name: &str| Ok(package.part(name)?.unwrap_or_default());
    let styles = Styles::read(&part("word/styles.xml")?)?;
    let numbering = Numbering::read(&part("word/numbering.xml")?)?;
    let mut notes = Notes::default();
    notes.read(Kind::Footnote, &part("word/footnotes.xml")?)?;
    notes.read(Kind::Endnote, &part("word/endnotes.xml")?)?;
    body::text(&document, &styles, numbering, notes)
}
