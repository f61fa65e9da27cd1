//! Why a file is not read as a Word document.

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
