//! Zip archives, as office files are, with nothing in them that tells when they were made.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ExportError;

/// A package of these parts, in order; the first is left as it is where `plain_first`, as OpenDocument wants of its type.
pub fn package<'a>(
    parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
    plain_first: bool,
) -> Result<Vec<u8>, ExportError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let dated = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (place, (name, bytes)) in parts.into_iter().enumerate() {
        let method = if place == 0 && plain_first {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(name, dated.compression_method(method))?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
