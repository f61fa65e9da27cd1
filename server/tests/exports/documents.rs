//! What a text document is made of.

use crate::said::{file, outcomes};
use crate::unpacked::{Element, parts, read};
use server::export::Format;
use std::collections::BTreeSet;

/// The order of elements that the schema of Word files wants within `w:pPr`, as far as we use them.
const PARAGRAPH: [&str; 11] = [
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:numPr",
    "w:tabs",
    "w:bidi",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
];
/// The same within `w:rPr`.
const RUN: [&str; 16] = [
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:strike",
    "w:color",
    "w:sz",
    "w:szCs",
    "w:u",
    "w:vertAlign",
    "w:rtl",
    "w:lang",
    "w:rPrChange",
];

fn docx(part: &str) -> (Vec<Element>, String) {
    read(&parts(&file(Format::Docx, &outcomes()))[part])
}

fn odt() -> (Vec<Element>, String) {
    read(&parts(&file(Format::Odt, &outcomes()))["content.xml"])
}

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    for (name, part) in parts(&file(Format::Docx, &outcomes())) {
        let (elements, _) = read(&part);
        for (holder, order) in [("w:pPr", &PARAGRAPH[..]), ("w:rPr", &RUN[..])] {
            let mut before: Option<usize> = None;
            for element in &elements {
                if element.name == holder {
                    before = None;
                } else if element.within.last().is_some_and(|it| it == holder) {
                    let place = order.iter().position(|it| *it == element.name);
                    let place = place.unwrap_or_else(|| panic!("{} in {holder}", element.name));
                    assert!(
                        before.is_none_or(|before| before < place),
                        "{} in {name}",
                        element.name
                    );
                    before = Some(place);
                }
            }
        }
    }
}

#[test]
fn every_style_that_is_used_is_defined() {
    let (styles, _) = docx("word/styles.xml");
    let defined: BTreeSet<_> = styles
        .iter()
        .filter_map(|it| it.attribute("w:styleId"))
        .collect();
    for part in ["word/document.xml", "word/footnotes.xml", "word/header.xml"] {
        let (elements, _) = docx(part);
        let used = elements
            .iter()
            .filter(|it| matches!(it.name.as_str(), "w:pStyle" | "w:rStyle" | "w:tblStyle"));
        for style in used.filter_map(|it| it.attribute("w:val")) {
            assert!(defined.contains(style), "{style} in {part}");
        }
    }
    let all = parts(&file(Format::Odt, &outcomes()));
    let named = |part: &str| {
        let (elements, _) = read(&all[part]);
        let names = elements
            .iter()
            .filter_map(|it| it.attribute("style:name").map(str::to_owned));
        names.collect::<BTreeSet<_>>()
    };
    let defined: BTreeSet<_> = named("styles.xml")
        .union(&named("content.xml"))
        .cloned()
        .collect();
    for element in read(&all["content.xml"]).0 {
        for key in [
            "text:style-name",
            "table:style-name",
            "style:parent-style-name",
        ] {
            if let Some(style) = element.attribute(key) {
                assert!(defined.contains(style), "{style}");
            }
        }
    }
}

#[test]
fn footnotes_are_footnotes_and_lists_are_lists() {
    let (document, words) = docx("word/document.xml");
    let (notes, told) = docx("word/footnotes.xml");
    let ids = |elements: &[Element], name: &str| -> Vec<i32> {
        let all = elements.iter().filter(|it| it.name == name);
        let ids = all.map(|it| it.attribute("w:id").unwrap().parse().unwrap());
        ids.filter(|id| *id > 0).collect()
    };
    assert_eq!(
        ids(&document, "w:footnoteReference"),
        ids(&notes, "w:footnote")
    );
    assert!(!ids(&notes, "w:footnote").is_empty() && told.contains("example.org"));
    assert!(words.contains("One") && words.contains("Two"));
    let (numbering, _) = docx("word/numbering.xml");
    let lists: BTreeSet<_> = numbering
        .iter()
        .filter_map(|it| it.attribute("w:numId"))
        .collect();
    let used: BTreeSet<_> = document
        .iter()
        .filter(|it| it.name == "w:numId")
        .filter_map(|it| it.attribute("w:val"))
        .collect();
    assert!(
        used.len() > 1 && used.is_subset(&lists),
        "{used:?} of {lists:?}"
    );

    let (document, words) = odt();
    assert!(document.iter().any(|it| it.name == "text:note") && words.contains("example.org"));
    let nested =
        |it: &&Element| it.name == "text:list" && it.within.iter().any(|it| it == "text:list-item");
    assert!(
        document.iter().any(|it| nested(&it)),
        "a list under an item"
    );
}

#[test]
fn headings_nest_without_a_gap() {
    let (document, _) = docx("word/document.xml");
    let styles = document.iter().filter(|it| it.name == "w:pStyle");
    let levels =
        styles.filter_map(|it| it.attribute("w:val")?.strip_prefix("Heading")?.parse().ok());
    let levels: Vec<usize> = levels.collect();
    let (odt, _) = odt();
    let outline = odt.iter().filter(|it| it.name == "text:h");
    let outline: Vec<usize> = outline
        .map(|it| it.attribute("text:outline-level").unwrap().parse().unwrap())
        .collect();
    assert_eq!(levels, outline, "both forms have the same headings");
    assert_eq!(levels[0], 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
}

#[test]
fn what_is_read_from_right_to_left_is_set_so() {
    let (document, words) = docx("word/document.xml");
    assert!(words.contains("نحن معا"));
    let is_in = |name: &str, holder: &str| {
        document
            .iter()
            .any(|it| it.name == name && it.within.last().is_some_and(|it| it == holder))
    };
    assert!(is_in("w:bidi", "w:pPr") && is_in("w:rtl", "w:rPr"));
    let (odt, _) = odt();
    assert!(
        odt.iter()
            .any(|it| it.attribute("style:writing-mode") == Some("rl-tb"))
    );
}

#[test]
fn the_first_page_says_when_what_and_how_final() {
    let (_, words) = docx("word/document.xml");
    assert!(
        words
            .trim_start()
            .starts_with("2026-11-23Rights on the moveDraft"),
        "{words}"
    );
    let signed = [crate::story::signed()];
    let (_, words) = read(&parts(&file(Format::Docx, &signed))["word/document.xml"]);
    assert!(!words.contains("Draft"));
    assert!(
        words
            .trim_start()
            .starts_with("2026-11-23Rights on the moveSigned off"),
        "{words}"
    );
}

#[test]
fn contents_come_with_a_long_text_and_lead_to_places_that_are_there() {
    let (short, _) = docx("word/document.xml");
    assert!(!short.iter().any(|it| it.name == "w:instrText"));
    let (long, _) = crate::said::saying(&"many words ".repeat(40));
    let (document, _) = read(&parts(&file(Format::Docx, &long))["word/document.xml"]);
    let places: BTreeSet<_> = document
        .iter()
        .filter(|it| it.name == "w:bookmarkStart")
        .filter_map(|it| it.attribute("w:name"))
        .collect();
    let led: Vec<_> = document
        .iter()
        .filter_map(|it| it.attribute("w:anchor"))
        .collect();
    assert!(
        led.len() > 5 && led.iter().all(|it| places.contains(it)),
        "{led:?}"
    );
    let ids: Vec<_> = document
        .iter()
        .filter(|it| it.name == "w:bookmarkStart")
        .filter_map(|it| it.attribute("w:id"))
        .collect();
    assert_eq!(
        ids.len(),
        ids.iter().collect::<BTreeSet<_>>().len(),
        "no id twice"
    );
    let (odt, _) = read(&parts(&file(Format::Odt, &long))["content.xml"]);
    let places: BTreeSet<_> = odt
        .iter()
        .filter(|it| it.name == "text:bookmark")
        .filter_map(|it| it.attribute("text:name"))
        .collect();
    let led = odt
        .iter()
        .filter_map(|it| it.attribute("xlink:href")?.strip_prefix('#'));
    let led: Vec<_> = led.collect();
    assert!(
        led.len() > 5 && led.iter().all(|it| places.contains(it)),
        "{led:?}"
    );
}
