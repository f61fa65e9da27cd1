//! Word files as Word writes them, as others do, and as nobody with good intentions would.

use crate::concept_note::{DocxError, Doubt, MOST_TEXT, Reading, parse_docx};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A Word file of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>"#
    )
}

fn part(name: &str, content: &str) -> String {
    format!(r#"<w:{name} xmlns:w="{W}">{content}</w:{name}>"#)
}

/// A paragraph of one run.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn bold(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

fn listed(list: u8, level: u8, text: &str) -> String {
    p(
        &format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#),
        text,
    )
}

fn level(at: u8, format: &str, pattern: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{pattern}"/></w:lvl>"#
    )
}

fn read(parts: &[(&str, &str)]) -> Reading {
    parse_docx(&package(parts)).unwrap()
}

fn refused(bytes: &[u8]) -> DocxError {
    parse_docx(bytes).unwrap_err()
}

fn labels(reading: &Reading) -> Vec<&str> {
    reading
        .note
        .questions
        .iter()
        .map(|question| question.label.as_str())
        .collect()
}

#[test]
fn headings_go_by_style_outline_or_bold() {
    let styles = part(
        "styles",
        r#"<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
           <w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
           <w:style w:styleId="Maison"><w:name w:val="House"/><w:basedOn w:val="Titre1"/></w:style>
           <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"#,
    );
    let style = |id: &str| format!(r#"<w:pStyle w:val="{id}"/>"#);
    let paragraphs = [
        p(&style("Titre"), "Work in the valleys"),
        p(&style("Titre1"), "Background"),
        p(&style("Loop"), "Words."),
        p(&style("Maison"), "Why it matters"),
        p("", "More words."),
        p(r#"<w:outlineLvl w:val="0"/>"#, "Questions"),
        p(&style("Titre1"), "What do you know?"),
    ];
    let reading = read(&[
        ("word/document.xml", &document(&paragraphs.concat())),
        ("word/styles.xml", &styles),
    ]);
    assert_eq!(reading.note.title, "Work in the valleys");
    let headings: Vec<_> = reading
        .note
        .background
        .iter()
        .map(|section| section.heading.as_str())
        .collect();
    assert_eq!(headings, ["Background", "Why it matters"]);
    assert_eq!(reading.note.questions[0].text, "What do you know?");
    assert_eq!(reading.doubts, []);

    let by_hand = [
        bold("Work in the valleys"),
        bold("Background"),
        p("", "Words."),
        bold("Guiding questions"),
        p("", "1. What?"),
    ];
    let reading = read(&[("word/document.xml", &document(&by_hand.concat()))]);
    assert_eq!(reading.note.title, "Work in the valleys");
    assert_eq!(reading.note.background[0].heading, "Background");
    assert_eq!(labels(&reading), ["1"]);
}

#[test]
fn labels_of_lists_are_counted() {
    let abstracts = format!(
        r#"<w:abstractNum w:abstractNumId="7">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="8">{}</w:abstractNum>"#,
        level(0, "upperRoman", "%1."),
        level(1, "lowerLetter", "%2)"),
        level(0, "decimal", "Question %1:")
    );
    let numbers = r#"<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
    let numbering = part("numbering", &(abstracts + numbers));
    let asked = |list: &[String]| {
        let heading = p(r#"<w:outlineLvl w:val="0"/>"#, "Guiding questions");
        let body = p(r#"<w:outlineLvl w:val="0"/>"#, "Background")
            + &p("", "Words.")
            + &heading
            + &list.concat();
        read(&[
            ("word/document.xml", &document(&body)),
            ("word/numbering.xml", &numbering),
        ])
    };
    assert_eq!(
        labels(&asked(&[
            listed(1, 0, "Why?"),
            listed(1, 0, "How?"),
            p("", ""),
            listed(1, 0, "When?")
        ])),
        ["I", "II", "III"]
    );
    assert_eq!(
        labels(&asked(&[
            listed(2, 0, "Why?"),
            listed(2, 0, "How?"),
            listed(3, 0, "When?"),
            listed(3, 0, "Who?")
        ])),
        ["1", "2", "5", "6"]
    );
    assert_eq!(
        labels(&asked(&[listed(9, 0, "Why?"), listed(9, 0, "How?")])),
        ["", ""]
    );

    let nested = asked(&[
        listed(1, 0, "Of data:"),
        listed(1, 1, "Which gaps are there?"),
        listed(1, 1, "Which tools?"),
        listed(1, 0, "How?"),
    ]);
    assert_eq!(labels(&nested), ["I", "II"]);
    let parts: Vec<_> = nested.note.questions[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(parts, ["Gaps", "Tools"]);
}

#[test]
fn only_what_reads_now_is_read() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = format!(
        r#"<w:p>{}<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{}</w:ins>
           <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
           <w:r><w:instrText>PAGE 3</w:instrText></w:r>
           <w:r><w:t xml:space="preserve"> &amp; A&#233; &lt;x&gt;</w:t><w:noBreakHyphen/><w:tab/><w:t>end.</w:t></w:r></w:p>
           <w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>
           <w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
        run("One "),
        run("two"),
        p("", "Cell one."),
        p("", "Cell two."),
        p("", "In a box."),
        p("", "In a box."),
    );
    let reading = read(&[("word/document.xml", &document(&body))]);
    assert_eq!(
        reading.note.background[0].text,
        "One two & Aé <x>- end.\n\nCell one.\n\nCell two.\n\nIn a box."
    );
}

#[test]
fn notes_are_attached_by_their_marks() {
    let refers = |kind: &str, id: u8, more: &str| {
        format!(r#"<w:r><w:{kind}Reference w:id="{id}" {more}/></w:r>"#)
    };
    let body = format!(
        r#"<w:p><w:r><w:t>One.</w:t></w:r>{}<w:r><w:t> Two.</w:t></w:r><w:r><w:footnoteReference w:id="8" w:customMarkFollows="1"/><w:t>*</w:t></w:r>
           <w:r><w:t> Three.</w:t></w:r>{}<w:r><w:t> Four.</w:t></w:r>{}<w:r><w:t> Five.</w:t></w:r>{}</w:p>"#,
        refers("footnote", 5, ""),
        refers("endnote", 5, ""),
        refers("footnote", 9, ""),
        refers("footnote", 77, ""),
    );
    let note =
        |id: u8, text: &str| format!(r#"<w:footnote w:id="{id}">{}</w:footnote>"#, p("", text));
    let footnotes = part(
        "footnotes",
        &[
            note(9, "Nine."),
            note(8, "Eight."),
            note(5, "Five  words."),
            note(4, "Unused."),
        ]
        .concat(),
    );
    let endnotes = part(
        "endnotes",
        &format!(
            r#"<w:endnote w:id="5">{}{}</w:endnote>"#,
            p("", "At the"),
            p("", "end.")
        ),
    );
    let reading = read(&[
        ("word/document.xml", &document(&body)),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &endnotes),
    ]);
    assert_eq!(
        reading.note.background[0].text,
        "One.[^1] Two.[^*] Three.[^e1] Four.[^2] Five.[^3]"
    );
    let notes: Vec<_> = reading
        .note
        .footnotes
        .iter()
        .map(|note| (note.mark.as_str(), note.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("1", "Five words."),
            ("*", "Eight."),
            ("e1", "At the end."),
            ("2", "Nine.")
        ]
    );
    assert!(
        reading
            .doubts
            .contains(&Doubt::MarkWithoutFootnote { mark: "3".into() })
    );
}

#[test]
fn footnotes_typed_as_text_are_lifted_too() {
    let raised = |text: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    let body = format!(
        "<w:p><w:r><w:t>Work is rare.</w:t></w:r>{}<w:r><w:t> Pay is low.</w:t></w:r></w:p><w:p>{}<w:r><w:t> Own figures.</w:t></w:r></w:p>",
        raised("1"),
        raised("1")
    );
    let reading = read(&[("word/document.xml", &document(&body))]);
    assert_eq!(
        reading.note.background[0].text,
        "Work is rare.[^1] Pay is low."
    );
    assert_eq!(reading.note.footnotes[0].text, "Own figures.");
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
    let fine = self::document(&p("", "Words."));
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
    let reading = read(&[("word/document.xml", &document(&long))]);
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
