//! The styles with names. Whoever goes on with the document changes its looks here and nowhere else.

use crate::export::paper::Paper;
use crate::export::xml::{Attributes, Xml};

use super::NAMES;
use super::lists::lists;
use super::page::{master, page};

/// The style of headings, by level.
pub const HEADINGS: [&str; 9] = [
    "Heading_20_1",
    "Heading_20_2",
    "Heading_20_3",
    "Heading_20_4",
    "Heading_20_5",
    "Heading_20_6",
    "Heading_20_7",
    "Heading_20_8",
    "Heading_20_9",
];
/// The definitions.
pub fn styles(paper: &Paper) -> Vec<u8> {
    Xml::part("office:document-styles", NAMES, |xml| {
        xml.tree("office:styles", &[], |xml| {
            defaults(xml, paper);
            for style in STYLES {
                style.write(xml);
            }
            for (place, name) in HEADINGS.iter().enumerate() {
                heading(xml, place + 1, name);
            }
            anchor(xml);
            lists(xml);
            let notes = [
                ("text:note-class", "footnote"),
                ("text:citation-style-name", "Footnote_20_anchor"),
                ("text:citation-body-style-name", "Footnote_20_anchor"),
                ("style:num-format", "1"),
                ("text:start-value", "0"),
                ("text:footnotes-position", "page"),
                ("text:start-numbering-at", "document"),
            ];
            xml.leaf("text:notes-configuration", &notes);
        });
        xml.tree("office:automatic-styles", &[], |xml| page(xml, paper));
        xml.tree("office:master-styles", &[], |xml| master(xml, paper));
    })
}

fn defaults(xml: &mut Xml, paper: &Paper) {
    let (latin, complex) = if paper.rtl {
        ("en", paper.lang.as_str())
    } else {
        (paper.lang.as_str(), "ar")
    };
    let mode = if paper.rtl { "rl-tb" } else { "lr-tb" };
    xml.tree(
        "style:default-style",
        &[("style:family", "paragraph")],
        |xml| {
            let set = [
                ("fo:text-align", if paper.rtl { "right" } else { "left" }),
                ("style:writing-mode", mode),
                ("style:tab-stop-distance", "1.25cm"),
            ];
            xml.leaf("style:paragraph-properties", &set);
            xml.leaf(
                "style:text-properties",
                &[
                    ("fo:font-family", "Liberation Sans"),
                    ("fo:font-size", "11pt"),
                    ("fo:language", latin),
                    ("fo:country", "none"),
                    ("style:font-size-asian", "11pt"),
                    ("style:language-asian", "zh"),
                    ("style:country-asian", "CN"),
                    ("style:font-size-complex", "11pt"),
                    ("style:language-complex", complex),
                    ("style:country-complex", "none"),
                    ("fo:hyphenate", "false"),
                ],
            );
        },
    );
    xml.leaf(
        "style:style",
        &[
            ("style:name", "Standard"),
            ("style:family", "paragraph"),
            ("style:class", "text"),
        ],
    );
}

/// A style of paragraphs: whatever is empty is as it is by default.
struct Paragraph {
    name: &'static str,
    shown: &'static str,
    keep_next: bool,
    before: &'static str,
    after: &'static str,
    left: &'static str,
    first: &'static str,
    looks: Attributes<'static>,
    size: &'static str,
}

const BOLD: Attributes<'static> = &[
    ("fo:font-weight", "bold"),
    ("style:font-weight-asian", "bold"),
    ("style:font-weight-complex", "bold"),
];
const ITALIC: Attributes<'static> = &[
    ("fo:font-style", "italic"),
    ("style:font-style-asian", "italic"),
    ("style:font-style-complex", "italic"),
];
const BOLD_ITALIC: Attributes<'static> = &[
    ("fo:font-style", "italic"),
    ("style:font-style-asian", "italic"),
    ("style:font-style-complex", "italic"),
    ("fo:font-weight", "bold"),
    ("style:font-weight-asian", "bold"),
    ("style:font-weight-complex", "bold"),
];
const BOLD_CAPITALS: Attributes<'static> = &[
    ("fo:text-transform", "uppercase"),
    ("fo:font-weight", "bold"),
    ("style:font-weight-asian", "bold"),
    ("style:font-weight-complex", "bold"),
];

const STYLES: [Paragraph; 17] = [
    called("Text_20_body", "Text body"),
    called("Title", "Title")
        .apart("0cm", "0.3cm")
        .looks(BOLD, "22pt"),
    called("Date", "Date").apart("0cm", "0.4cm"),
    called("Subtitle", "Subtitle")
        .apart("0cm", "0.4cm")
        .looks(BOLD_CAPITALS, "12pt"),
    called("Quotations", "Quotations")
        .within("0.75cm", "")
        .looks(ITALIC, ""),
    called("List_20_Contents", "List Contents").apart("0cm", "0.1cm"),
    called("Remark", "Remark").looks(ITALIC, ""),
    called("Fact", "Fact")
        .apart("0cm", "0.1cm")
        .within("0.75cm", "-0.75cm"),
    called("Speaker", "Speaker")
        .heads()
        .apart("0.2cm", "0.1cm")
        .looks(BOLD, ""),
    called("Table_20_Contents", "Table Contents")
        .apart("0cm", "0cm")
        .looks(&[], "10pt"),
    called("Table_20_Heading", "Table Heading")
        .apart("0cm", "0cm")
        .looks(BOLD, "10pt"),
    called("Contents_20_Heading", "Contents Heading")
        .heads()
        .apart("0.4cm", "0.2cm")
        .looks(BOLD, "12pt"),
    called("Contents_20_1", "Contents 1").apart("0cm", "0.05cm"),
    called("Contents_20_2", "Contents 2")
        .apart("0cm", "0.05cm")
        .within("0.75cm", ""),
    called("Contents_20_3", "Contents 3")
        .apart("0cm", "0.05cm")
        .within("1.5cm", ""),
    called("Footnote", "Footnote")
        .apart("0cm", "0.05cm")
        .within("0.5cm", "-0.5cm")
        .looks(&[], "9pt"),
    called("Header", "Header")
        .apart("0cm", "0cm")
        .looks(&[], "9pt"),
];

const fn called(name: &'static str, shown: &'static str) -> Paragraph {
    Paragraph {
        name,
        shown,
        keep_next: false,
        before: "0cm",
        after: "0.2cm",
        left: "",
        first: "",
        looks: &[],
        size: "",
    }
}

impl Paragraph {
    /// It stays on the page of what follows.
    const fn heads(mut self) -> Self {
        self.keep_next = true;
        self
    }

    const fn apart(mut self, before: &'static str, after: &'static str) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    const fn within(mut self, left: &'static str, first: &'static str) -> Self {
        (self.left, self.first) = (left, first);
        self
    }

    const fn looks(mut self, looks: Attributes<'static>, size: &'static str) -> Self {
        (self.looks, self.size) = (looks, size);
        self
    }

    fn write(&self, xml: &mut Xml) {
        named(xml, self.name, self.shown, &[], |xml| {
            let mut set = vec![
                ("fo:margin-top", self.before),
                ("fo:margin-bottom", self.after),
            ];
            if self.keep_next {
                set.push(("fo:keep-with-next", "always"));
            }
            if !self.left.is_empty() {
                set.push(("fo:margin-left", self.left));
            }
            if !self.first.is_empty() {
                set.push(("fo:text-indent", self.first));
            }
            xml.tree("style:paragraph-properties", &set, |xml| {
                if self.name == "Header" {
                    xml.tree("style:tab-stops", &[], |xml| {
                        let end = [("style:position", "16cm"), ("style:type", "right")];
                        xml.leaf("style:tab-stop", &end);
                    });
                }
            });
            face(xml, self.looks, self.size);
        });
    }
}

fn heading(xml: &mut Xml, level: usize, name: &str) {
    let size = [
        "16pt", "14pt", "12.5pt", "11.5pt", "11pt", "11pt", "11pt", "11pt", "11pt",
    ][level - 1];
    let before = [
        "0.65cm", "0.5cm", "0.4cm", "0.35cm", "0.3cm", "0.3cm", "0.3cm", "0.3cm", "0.3cm",
    ][level - 1];
    let outline = level.to_string();
    let more = [
        ("style:default-outline-level", &*outline),
        ("style:next-style-name", "Text_20_body"),
    ];
    named(xml, name, &format!("Heading {level}"), &more, |xml| {
        let set = [
            ("fo:margin-top", before),
            ("fo:margin-bottom", "0.2cm"),
            ("fo:keep-with-next", "always"),
        ];
        xml.leaf("style:paragraph-properties", &set);
        face(xml, if level > 4 { BOLD_ITALIC } else { BOLD }, size);
    });
}

fn named(
    xml: &mut Xml,
    name: &str,
    shown: &str,
    more: &[(&'static str, &str)],
    inner: impl FnOnce(&mut Xml),
) {
    let mut attributes = vec![
        ("style:name", name),
        ("style:display-name", shown),
        ("style:family", "paragraph"),
        ("style:parent-style-name", "Standard"),
    ];
    attributes.extend_from_slice(more);
    xml.tree("style:style", &attributes, inner);
}

fn face(xml: &mut Xml, looks: Attributes<'static>, size: &str) {
    let mut face = looks.to_vec();
    if !size.is_empty() {
        let all = [
            "fo:font-size",
            "style:font-size-asian",
            "style:font-size-complex",
        ];
        face.extend(all.map(|name| (name, size)));
    }
    xml.leaf("style:text-properties", &face);
}

fn anchor(xml: &mut Xml) {
    let anchor = [
        ("style:name", "Footnote_20_anchor"),
        ("style:display-name", "Footnote anchor"),
        ("style:family", "text"),
    ];
    xml.tree("style:style", &anchor, |xml| {
        xml.leaf(
            "style:text-properties",
            &[("style:text-position", "super 58%")],
        );
    });
}
