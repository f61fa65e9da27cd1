//! No words of people become markup, a formula, a field, a macro or a way out, in any form.

use crate::said::{file, outcomes, saying};
use crate::story::HOSTILE;
use crate::unpacked::{counted, parts, read};
use server::export::Format;
use std::collections::BTreeMap;

/// Words that have done harm in office files.
const OFFICE: [&str; 22] = [
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"https://a.int\",\"y\")",
    "+1+cmd",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\u{feff}=1+1",
    "＝1+1",
    "x;=1+1",
    "{=1+1}",
    "_x0041_ &#x3D;1 &amp;#61;1",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "</w:t></w:r><w:fldSimple w:instr=\"DDE\"/>",
    "]]> <![CDATA[ x ]]>",
    "<text:a xlink:href=\"file:///etc/passwd\">x</text:a>",
    "{{7*7}} ${x} <%= x %> #{x}",
    "\\include{/etc/passwd} \\input|ls \\write18{x}",
    "{ INCLUDETEXT \"/etc/passwd\" } { DDEAUTO c:\\\\windows\\\\cmd.exe }",
    "file:///etc/passwd \\\\host\\share\\x smb://a.int/x",
    "https://a.int/%zz?\"><x&y=%00#a#b mailto:a@b.int?attach=/etc/passwd",
    "\u{202e}x\u{2066}y\u{2069}\u{2069}\u{202c}\u{202c}z",
    "a\u{0}b\u{1b}c\u{85}d\u{2028}e\u{fffe}f\u{ffff}g\u{fdd0}h\u{7f}",
];

/// Every attack, with a word before it that is no attack.
pub fn attacks() -> impl Iterator<Item = String> {
    let lines = HOSTILE.iter().map(|text| text.replace('\n', " "));
    let mixed = OFFICE.iter().map(|text| (*text).to_owned());
    lines.chain(mixed)
}

/// The words as far as they are told: what no XML holds is a space or a replacement, and marks that turn things are balanced.
pub fn letters(text: &str) -> String {
    let is_told = |c: &char| {
        !c.is_control()
            && !c.is_whitespace()
            && *c != '\u{fffd}'
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}' | '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(is_told).collect()
}

/// What words may bring: runs, breaks of one, and links to addresses in them.
const BY_WORDS: [&str; 16] = [
    "w:r",
    "w:rPr",
    "w:rStyle",
    "w:b",
    "w:bCs",
    "w:rtl",
    "w:t",
    "w:delText",
    "w:tab",
    "w:hyperlink",
    "Relationship",
    "text:a",
    "text:s",
    "text:span",
    "text:tab",
    "style:style",
];

/// How often each element stands in each part of a file, without those that words may bring.
pub fn structure(file: &[u8]) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut all = BTreeMap::new();
    for (name, part) in parts(file) {
        if name == "mimetype" {
            continue;
        }
        let (elements, _) = read(&part);
        let counts = counted(&elements).into_iter();
        let ours = counts.filter(|(name, _)| !BY_WORDS.contains(name));
        all.insert(
            name,
            ours.map(|(name, count)| (name.to_owned(), count)).collect(),
        );
    }
    all
}

#[test]
fn documents_keep_their_form_whatever_people_say() {
    for (format, main) in [
        (Format::Docx, "word/document.xml"),
        (Format::Odt, "content.xml"),
    ] {
        let (zebra, count) = saying("zebra");
        assert!(count > 90, "{count} texts");
        let plain = file(format, &zebra);
        let (_, words) = read(&parts(&plain)[main]);
        let often = words.matches("zebra").count();
        assert!(often > 80, "{often} times in {format:?}");
        for attack in attacks() {
            let said = format!("zebra {attack}");
            let made = file(format, &saying(&said).0);
            assert_eq!(
                structure(&made),
                structure(&plain),
                "{attack:?} in {format:?}"
            );
            let (_, words) = read(&parts(&made)[main]);
            let times = letters(&words).matches(&letters(&said)).count();
            assert!(
                times >= often,
                "{attack:?} is told {times} times, not {often}, in {format:?}"
            );
        }
    }
}

#[test]
fn documents_lead_to_nothing_but_addresses() {
    for attack in
        attacks().chain(["https://un.org@evil.int/ javascript:alert(1)//https://a.int".to_owned()])
    {
        let said = saying(&attack).0;
        let docx = parts(&file(Format::Docx, &said));
        for (name, part) in docx.iter().filter(|(name, _)| name.contains("_rels/")) {
            for relation in read(part)
                .0
                .iter()
                .filter(|it| it.attribute("TargetMode").is_some())
            {
                let kind = relation.attribute("Type").unwrap();
                let to = relation.attribute("Target").unwrap();
                assert!(kind.ends_with("/hyperlink"), "{kind} in {name}");
                assert!(is_address(to), "{to}");
            }
        }
        let (elements, _) = read(&parts(&file(Format::Odt, &said))["content.xml"]);
        for link in elements.iter().filter_map(|it| it.attribute("xlink:href")) {
            assert!(is_address(link) || link.starts_with("#_Toc"), "{link}");
        }
        let fields = |it: &&crate::unpacked::Element| {
            it.name == "w:instrText" || it.attribute("w:instr").is_some()
        };
        for field in read(&docx["word/document.xml"]).0.iter().filter(fields) {
            let code = field.attribute("w:instr").unwrap_or(" TOC ");
            assert!(
                [" NOTEREF _Note", " TOC "]
                    .iter()
                    .any(|it| code.starts_with(it)),
                "{code}"
            );
        }
    }
}

fn is_address(to: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    schemes.iter().any(|scheme| to.starts_with(scheme))
        && to.chars().all(is_plain)
        && !to.contains("evil")
}

#[test]
fn workbooks_hold_words_and_numbers_only() {
    let plain = parts(&file(Format::Xlsx, &saying("zebra").0));
    let names: Vec<_> = plain.keys().cloned().collect();
    for attack in attacks() {
        let said = format!("{attack} zebra");
        let made = parts(&file(Format::Xlsx, &saying(&said).0));
        assert_eq!(
            made.keys().cloned().collect::<Vec<_>>(),
            names,
            "{attack:?}"
        );
        for (name, part) in &made {
            for element in read(part).0 {
                assert!(
                    !matches!(element.name.as_str(), "f" | "hyperlink" | "oleObject"),
                    "{attack:?} in {name}"
                );
                assert!(
                    element.attribute("TargetMode").is_none(),
                    "{attack:?} in {name}"
                );
            }
        }
        let (_, words) = read(&made["xl/sharedStrings.xml"]);
        // What looks like one of the format's own escapes is escaped itself.
        let words = words.replace("_x005F_", "_");
        assert!(
            letters(&words).contains(&letters(&said)),
            "{attack:?} in {words}"
        );
    }
}

#[test]
fn csv_begins_no_formula_and_every_row_has_its_columns() {
    for attack in attacks() {
        for (name, part) in parts(&file(Format::Csv, &saying(&attack).0)) {
            let text = String::from_utf8(part).unwrap();
            let text = text
                .strip_prefix('\u{feff}')
                .expect("the mark by which Excel knows UTF-8");
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
            let columns = rows[0].len();
            for cell in rows.iter().flatten() {
                // Whatever a program takes for the end of a cell, no cell begins with a sign.
                for begun in cell.split([';', '\t', '\n', '\r']) {
                    let first = begun.chars().find(|c| {
                        !c.is_whitespace() && *c != '"' && !"\u{feff}\u{202e}\u{2066}".contains(*c)
                    });
                    assert!(
                        !first.is_some_and(|c| "=+-@＝＋－＠".contains(c)),
                        "{cell:?} in {name}"
                    );
                }
            }
            assert!(
                rows.iter().all(|row| row.len() == columns),
                "{attack:?} in {name}"
            );
        }
    }
}

#[test]
fn pages_run_nothing_and_data_is_as_it_was() {
    for attack in attacks() {
        let (said, _) = saying(&attack);
        let page = String::from_utf8(file(Format::Html, &said)).unwrap();
        let tag = page
            .split('<')
            .skip(1)
            .map(|tag| tag.split([' ', '>']).next().unwrap().to_lowercase());
        for tag in tag {
            assert!(
                !matches!(
                    tag.as_str(),
                    "script" | "img" | "iframe" | "object" | "link" | "base"
                ),
                "{attack:?}: {tag}"
            );
        }
        let data = file(Format::Json, &said);
        let back: Vec<shared::outcome::Outcome> = serde_json::from_slice(&data).unwrap();
        assert_eq!(back, said);
    }
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = file(*format, &outcomes());
        assert!(once == file(*format, &outcomes()), "{format:?}");
    }
}
