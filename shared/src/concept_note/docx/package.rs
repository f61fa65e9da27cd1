//! The archive that a Word file is, unpacked with suspicion: nothing that its headers say about
//! sizes is believed.

use super::error::DocxError;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of the whole file.
pub(super) const COMPRESSED: usize = 10 * 1024 * 1024;
/// Bytes of all parts that are read.
pub(super) const UNPACKED: usize = 50 * 1024 * 1024;
/// How many times its packed size a part may have …
pub(super) const RATIO: usize = 200;
/// … once it is larger than this: a short part of spaces is no trap.
const RATIO_FROM: usize = 1024 * 1024;
/// Entries in the archive.
pub(super) const ENTRIES: usize = 2_000;

/// The container of old Word files, and of encrypted new ones.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    size: usize,
    budget: usize,
}

impl<'a> Package<'a> {
    /// Opens the archive without unpacking anything.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, DocxError> {
        if bytes.starts_with(&OLE) {
            return Err(DocxError::OldOrEncrypted);
        }
        if !bytes.starts_with(b"PK") {
            return Err(DocxError::NotZip);
        }
        if bytes.len() > COMPRESSED {
            return Err(DocxError::TooLarge);
        }
        // Counted before the directory is read, which costs memory for every entry.
        let entries = bytes
            .windows(4)
            .filter(|window| window == b"PK\x01\x02")
            .count();
        if entries > ENTRIES {
            return Err(DocxError::TooManyEntries);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::NotZip)?;
        Ok(Self {
            archive,
            size: bytes.len(),
            budget: UNPACKED,
        })
    }

    /// The names of parts that begin like this, in order.
    pub(super) fn named(&self, beginning: &str) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let mut names: Vec<_> = names
            .filter(|name| name.starts_with(beginning) && name.ends_with(".xml"))
            .map(std::borrow::Cow::into_owned)
            .collect();
        names.sort();
        names
    }

    /// A part as text, if there is one by that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, DocxError> {
        let mut file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DocxError::Encrypted);
            }
            Err(_) => return Err(DocxError::Damaged),
        };
        let packed = usize::try_from(file.compressed_size())
            .unwrap_or(usize::MAX)
            .min(self.size);
        let most = self
            .budget
            .min(RATIO_FROM.max(packed.saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        file.by_ref()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| DocxError::Damaged)?;
        if bytes.len() > most {
            return Err(DocxError::TooLargeInside);
        }
        self.budget -= bytes.len();
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| DocxError::BrokenXml)
    }
}
