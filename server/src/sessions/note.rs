//! Reading a concept note out of a file, whatever it was written with.

use shared::concept_note::{Reading, parse_docx, parse_text};

use crate::error::Problem;

/// How a Word document begins: it is a ZIP archive.
const ZIP: &[u8] = b"PK";
/// How an encrypted Word document begins, and one of before 2007.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";

/// What the importer understands of a Word document or a text.
pub fn read(file: &[u8]) -> Result<Reading, Problem> {
    if file.starts_with(ZIP) || file.starts_with(COMPOUND) {
        return parse_docx(file).map_err(Problem::Docx);
    }
    if is_pdf(file) {
        return Err(Problem::Pdf);
    }
    decode(file)
        .map(|text| parse_text(&text))
        .ok_or(Problem::UnreadableText)
}

/// Whether it is a PDF: some programs write a line before its mark.
fn is_pdf(file: &[u8]) -> bool {
    let start = &file[..file.len().min(1024)];
    start.windows(PDF.len()).any(|mark| mark == PDF)
}

/// The text of a file in UTF-8, or in UTF-16 with its mark, as editors on Windows write it.
fn decode(file: &[u8]) -> Option<String> {
    let units = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
        if rest.is_empty() {
            String::from_utf16(&units).ok()
        } else {
            None
        }
    };
    let text = match file {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        file => String::from_utf8(file.to_vec()).ok()?,
    };
    // A NUL is in no text, and in nearly every other file.
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_usual_encoding_are_read() {
        let little: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Größe".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&little).as_deref(), Some("Größe"));
        assert_eq!(decode("\u{feff}Größe".as_bytes()).as_deref(), Some("Größe"));
        assert_eq!(decode("Größe".as_bytes()).as_deref(), Some("Größe"));
    }

    #[test]
    fn a_pdf_is_for_the_browser() {
        for file in [&b"%PDF-1.7\n\xe2\xe3"[..], b"\xef\xbb\xbf\n%PDF-1.4"] {
            assert_eq!(read(file).map(|_| ()), Err(Problem::Pdf));
        }
        let said =
            Problem::Pdf.message(&shared::words::Words::of(shared::words::Language::ENGLISH));
        assert!(said.starts_with("PDF is read in the browser"), "{said}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"Gr\xf6\xdfe"), None);
        assert_eq!(decode(b"\x89PNG\0"), None);
        assert_eq!(decode(&[0xff, 0xfe, 0x41]), None);
    }
}
