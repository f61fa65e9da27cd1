//! Word files as nobody with good intentions would write them.

use super::package::{document, level, listed, p, package, part};
use crate::concept_note::{DocxError, Doubt, MOST_TEXT, parse_docx};
use proptest::prelude::*;
use std::io::Cursor;
use zip::{ZipArchive, ZipWriter};

fn refused(bytes: &[u8]) -> DocxError {
    parse_docx(bytes).unwrap_err()
}

#[test]
fn what_is_no_word_file_is_refused_with_a_reason() {
    assert_eq!(refused(b""), DocxError::NotZip);
    assert_eq!(refused(b"Dear colleagues"), DocxError::NotZip);
    assert_eq!(refused(b"PK\x03\x04 and then nothing"), DocxError::NotZip);
    assert_eq!(
        refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old container"),
        DocxError::OldOrEncrypted
    );
    assert_eq!(
        refused(&package(&[("xl/workbook.xml", "<workbook/>")])),
        DocxError::NoDocument
    );
    assert_eq!(
        refused(&package(&[("word/document.xml", "<html/>")])),
        DocxError::NoDocument
    );
    assert_eq!(
        refused(&package(&[(
            "word/document.xml",
            "<w:document><w:p></w:document>"
        )])),
        DocxError::BrokenXml
    );
    assert_eq!(
        refused(&package(&[("word/document.xml", "<w:document><w:p>")])),
        DocxError::BrokenXml
    );
    assert_eq!(
        refused(&package(&[(
            "word/document.xml",
            "<w:document>&bomb;</w:document>"
        )])),
        DocxError::BrokenXml
    );
    let fine = document(&p("", "Words."));
    assert_eq!(
        refused(&package(&[
            ("word/document.xml", &fine),
            ("word/styles.xml", "<a><b></a>")
        ])),
        DocxError::BrokenXml
    );
}

#[test]
fn no_document_type_is_read() {
    let entities =
        r#"<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>"#;
    let document = document(&p("", "&b;")).replace("?>", &format!("?>{entities}"));
    assert_eq!(
        refused(&package(&[("word/document.xml", &document)])),
        DocxError::Doctype
    );
    let outside = r#"<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>"#;
    let fine = super::package::document(&p("", "Words."));
    assert_eq!(
        refused(&package(&[
            ("word/document.xml", &fine),
            ("word/styles.xml", outside)
        ])),
        DocxError::Doctype
    );
}

#[test]
fn bombs_are_not_unpacked() {
    // Eight megabytes that pack a thousandfold, of which little more than one is looked at.
    let bomb = document(&p("", &" ".repeat(8 << 20)));
    let packed = package(&[("word/document.xml", &bomb)]);
    assert!(packed.len() < 20_000);
    assert_eq!(refused(&packed), DocxError::TooLargeInside);

    // Within the ratio, but too much in all: five parts of eleven megabytes, each packed once.
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if state >> 28 == 0 {
            char::from(b'a' + u8::try_from(state >> 8 & 15).unwrap())
        } else {
            ' '
        }
    };
    let chunk: String = (0..1 << 16).map(|_| noise()).collect();
    let large = package(&[("word/document.xml", &document(&p("", &chunk.repeat(176))))]);
    let mut archive = ZipArchive::new(Cursor::new(large)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["document", "styles", "numbering", "footnotes", "endnotes"] {
        let part = archive.by_index_raw(0).unwrap();
        zip.raw_copy_file_rename(part, format!("word/{name}.xml"))
            .unwrap();
    }
    let packed = zip.finish().unwrap().into_inner();
    assert!(packed.len() < 10 << 20, "{}", packed.len());
    assert_eq!(refused(&packed), DocxError::TooLargeInside);
}

#[test]
fn headers_that_lie_about_sizes_change_nothing() {
    let bomb = document(&p("", &" ".repeat(3 << 20)));
    let mut packed = package(&[("word/document.xml", &bomb)]);
    // The uncompressed size is the fourth field from here in the directory, and near the front of the entry.
    let directory = packed
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    packed[directory + 24..directory + 28].copy_from_slice(&100_u32.to_le_bytes());
    packed[22..26].copy_from_slice(&100_u32.to_le_bytes());
    assert!(matches!(
        refused(&packed),
        DocxError::TooLargeInside | DocxError::Damaged
    ));
}

#[test]
fn large_crowded_and_encrypted_files_are_refused() {
    let mut large = package(&[("word/document.xml", &document(&p("", "Words.")))]);
    large.resize((10 << 20) + 1, 0);
    assert_eq!(refused(&large), DocxError::TooLarge);

    let fine = document(&p("", "Words."));
    let names: Vec<String> = (0..2_000).map(|n| format!("media/{n}")).collect();
    let mut parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    parts.push(("word/document.xml", &fine));
    assert_eq!(refused(&package(&parts)), DocxError::TooManyEntries);
    assert!(parse_docx(&package(&parts[1..])).is_ok());

    let mut locked = package(&[("word/document.xml", &fine)]);
    let directory = locked
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    locked[directory + 8] |= 1;
    locked[6] |= 1;
    assert_eq!(refused(&locked), DocxError::Encrypted);

    let mut damaged = package(&[("word/document.xml", &fine)]);
    damaged[60] ^= 0xFF;
    assert!(matches!(
        refused(&damaged),
        DocxError::Damaged | DocxError::BrokenXml
    ));
}

#[test]
fn depth_is_bounded_and_text_is_cut() {
    let deep = "<w:sdt>".repeat(300) + &p("", "Words.") + &"</w:sdt>".repeat(300);
    assert_eq!(
        refused(&package(&[("word/document.xml", &document(&deep))])),
        DocxError::TooDeep
    );
    let very_deep = format!("<w:document>{}", "<a>".repeat(100_000));
    assert_eq!(
        refused(&package(&[("word/document.xml", &very_deep)])),
        DocxError::TooDeep
    );

    let long = p("", "Some words that differ little from the others.").repeat(MOST_TEXT / 40);
    let reading = parse_docx(&package(&[("word/document.xml", &document(&long))])).unwrap();
    assert!(reading.doubts.contains(&Doubt::CutShort));
}

#[test]
fn there_are_words_for_every_refusal() {
    let source = include_str!("../../../locales/en/note.ftl");
    let errors = [
        DocxError::NotZip,
        DocxError::OldOrEncrypted,
        DocxError::Encrypted,
        DocxError::NoDocument,
        DocxError::TooLarge,
        DocxError::TooLargeInside,
        DocxError::TooManyEntries,
        DocxError::Doctype,
        DocxError::BrokenXml,
        DocxError::TooDeep,
        DocxError::Damaged,
    ];
    for error in errors {
        assert!(
            source.contains(&format!("\n{} = ", error.key())),
            "{}",
            error.key()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = parse_docx(&bytes);
        let _ = parse_docx(&[b"PK\x03\x04", &bytes[..]].concat());
    }

    #[test]
    fn no_damaged_file_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), end in any::<prop::sample::Index>()) {
        let body = p("", "Some words.") + &listed(1, 0, "What?");
        let numbering = part("numbering", &format!(r#"<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#, level(0, "decimal", "%1.")));
        let mut bytes = package(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]);
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        let _ = parse_docx(&bytes);
        bytes.truncate(end.index(bytes.len()));
        let _ = parse_docx(&bytes);
    }

    #[test]
    fn no_markup_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(&[
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "words", "<w:del>", "</w:del>", "<w:footnoteReference w:id=\"1\"/>",
        "<w:numId w:val=\"1\"/>", "<w:ilvl w:val=\"99\"/>", "<w:outlineLvl w:val=\"3\"/>", "<w:pStyle/>", "<![CDATA[x]]>", "&amp;", "&#1;",
        "<w:txbxContent>", "</w:txbxContent>", "<w:br/>", "<!-- -->", "<w:rPr>", "</w:rPr>", "<w:b/>", "<w:vertAlign w:val=\"superscript\"/>",
    ][..]), 0..30)) {
        let body = pieces.concat();
        let numbering = part("numbering", &format!(r#"<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#, level(8, "lowerLetter", "%1%9%")));
        let _ = parse_docx(&package(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering)]));
    }
}
