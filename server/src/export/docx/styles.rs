//! The styles. Whoever goes on with the document in Word changes its looks here and nowhere else.

use crate::export::paper::Paper;
use crate::export::xml::Xml;

use super::{INSET, MEASURE, W, value};

/// The font of Latin, Greek and Cyrillic, which every Word has.
const FONT: &str = "Calibri";
/// The font of Arabic, Hebrew and other scripts whose letters join or turn.
const COMPLEX: &str = "Arial";
/// The font of Chinese, Japanese and Korean.
const EASTERN: &str = "SimSun";

/// The fonts that are named: what a program without them takes instead is its own affair.
pub fn fonts() -> Vec<u8> {
    Xml::part("w:fonts", &[("xmlns:w", W)], |xml| {
        for font in [FONT, COMPLEX, EASTERN] {
            xml.leaf("w:font", &[("w:name", font)]);
        }
    })
}

/// The definitions.
pub fn styles(paper: &Paper) -> Vec<u8> {
    Xml::part("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(xml, paper);
        normal(xml);
        for level in 1..=9 {
            heading(xml, level);
        }
        for style in STYLES {
            style.write(xml);
        }
        contents(xml);
        header(xml);
        faces(xml);
        grid(xml);
    })
}

fn defaults(xml: &mut Xml, paper: &Paper) {
    xml.tree("w:docDefaults", &[], |xml| {
        xml.tree("w:rPrDefault", &[], |xml| {
            xml.tree("w:rPr", &[], |xml| {
                xml.leaf(
                    "w:rFonts",
                    &[
                        ("w:ascii", FONT),
                        ("w:hAnsi", FONT),
                        ("w:eastAsia", EASTERN),
                        ("w:cs", COMPLEX),
                    ],
                );
                value(xml, "w:sz", "22");
                value(xml, "w:szCs", "22");
                let (latin, bidi) = if paper.rtl {
                    ("en", paper.lang.as_str())
                } else {
                    (paper.lang.as_str(), "ar")
                };
                xml.leaf(
                    "w:lang",
                    &[("w:val", latin), ("w:eastAsia", "zh-CN"), ("w:bidi", bidi)],
                );
            });
        });
        xml.tree("w:pPrDefault", &[], |xml| {
            xml.tree("w:pPr", &[], |xml| {
                xml.leaf(
                    "w:spacing",
                    &[
                        ("w:after", "120"),
                        ("w:line", "264"),
                        ("w:lineRule", "auto"),
                    ],
                );
            });
        });
    });
}

fn normal(xml: &mut Xml) {
    let attributes = [
        ("w:type", "paragraph"),
        ("w:default", "1"),
        ("w:styleId", "Normal"),
    ];
    xml.tree("w:style", &attributes, |xml| {
        value(xml, "w:name", "Normal");
        xml.leaf("w:qFormat", &[]);
    });
}

fn heading(xml: &mut Xml, level: usize) {
    // Half points, and twentieths of one.
    let size = [32, 28, 25, 23, 22, 22, 22, 22, 22][level - 1].to_string();
    let before = [360, 280, 240, 200, 160, 160, 160, 160, 160][level - 1].to_string();
    let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
    style(
        xml,
        ("paragraph", &id, &name),
        Some("Normal"),
        |xml| {
            xml.leaf("w:keepNext", &[]).leaf("w:keepLines", &[]);
            xml.leaf("w:spacing", &[("w:before", &before), ("w:after", "100")]);
            value(xml, "w:outlineLvl", &(level - 1).to_string());
        },
        |xml| {
            xml.leaf("w:b", &[]).leaf("w:bCs", &[]);
            if level > 4 {
                xml.leaf("w:i", &[]).leaf("w:iCs", &[]);
            }
            value(xml, "w:sz", &size);
            value(xml, "w:szCs", &size);
        },
    );
}

/// A style of paragraphs: whatever is nought is as it is by default. Lengths are twentieths of a point.
struct Paragraph {
    id: &'static str,
    name: &'static str,
    keep_next: bool,
    before: u32,
    after: u32,
    left: u32,
    right: u32,
    hanging: u32,
    looks: &'static [&'static str],
    /// In half points.
    size: u32,
}

const BOLD: &[&str] = &["w:b", "w:bCs"];
const ITALIC: &[&str] = &["w:i", "w:iCs"];
const BOLD_CAPITALS: &[&str] = &["w:b", "w:bCs", "w:caps"];

const STYLES: [Paragraph; 15] = [
    named("Title", "Title").apart(0, 160).looks(BOLD, 44),
    named("Date", "Date").apart(0, 240),
    named("Subtitle", "Subtitle")
        .apart(0, 240)
        .looks(BOLD_CAPITALS, 24),
    named("BodyText", "Body Text"),
    named("Quote", "Quote")
        .within(INSET, INSET)
        .looks(ITALIC, 0),
    named("ListBullet", "List Bullet").apart(0, 60),
    named("ListNumber", "List Number").apart(0, 60),
    named("Remark", "Remark").looks(ITALIC, 0),
    named("Fact", "Fact").apart(0, 60).hanging(INSET),
    named("Speaker", "Speaker")
        .heads()
        .apart(120, 60)
        .looks(BOLD, 0),
    named("TableText", "Table Text")
        .apart(40, 40)
        .looks(&[], 20),
    named("TableHead", "Table Head")
        .heads()
        .apart(40, 40)
        .looks(BOLD, 20),
    named("TableEnd", "Table End").apart(0, 60).looks(&[], 12),
    named("ContentsTitle", "Contents Title")
        .heads()
        .apart(240, 120)
        .looks(BOLD, 24),
    named("FootnoteText", "footnote text")
        .apart(0, 40)
        .looks(&[], 18),
];

const fn named(id: &'static str, name: &'static str) -> Paragraph {
    Paragraph {
        id,
        name,
        keep_next: false,
        before: 0,
        after: 120,
        left: 0,
        right: 0,
        hanging: 0,
        looks: &[],
        size: 0,
    }
}

impl Paragraph {
    /// It stays on the page of what follows.
    const fn heads(mut self) -> Self {
        self.keep_next = true;
        self
    }

    const fn apart(mut self, before: u32, after: u32) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    const fn within(mut self, left: u32, right: u32) -> Self {
        (self.left, self.right) = (left, right);
        self
    }

    const fn hanging(mut self, inset: u32) -> Self {
        (self.left, self.hanging) = (inset, inset);
        self
    }

    const fn looks(mut self, looks: &'static [&'static str], size: u32) -> Self {
        (self.looks, self.size) = (looks, size);
        self
    }

    fn write(&self, xml: &mut Xml) {
        style(
            xml,
            ("paragraph", self.id, self.name),
            Some("Normal"),
            |xml| self.paragraph(xml),
            |xml| {
                for name in self.looks {
                    xml.leaf(name, &[]);
                }
                if self.size > 0 {
                    value(xml, "w:sz", &self.size.to_string());
                    value(xml, "w:szCs", &self.size.to_string());
                }
            },
        );
    }

    fn paragraph(&self, xml: &mut Xml) {
        if self.keep_next {
            xml.leaf("w:keepNext", &[]);
        }
        let (before, after) = (self.before.to_string(), self.after.to_string());
        xml.leaf("w:spacing", &[("w:before", &before), ("w:after", &after)]);
        if self.left > 0 {
            let (left, right) = (self.left.to_string(), self.right.to_string());
            let hanging = self.hanging.to_string();
            let set_in = [
                ("w:left", &*left),
                ("w:right", &*right),
                ("w:hanging", &*hanging),
            ];
            xml.leaf("w:ind", &set_in);
        }
    }
}

fn contents(xml: &mut Xml) {
    for level in 1..=3_u32 {
        let (id, name) = (format!("TOC{level}"), format!("toc {level}"));
        let left = (INSET * (level - 1)).to_string();
        let set = |xml: &mut Xml| {
            xml.leaf("w:spacing", &[("w:before", "0"), ("w:after", "40")]);
            xml.leaf("w:ind", &[("w:left", &left)]);
        };
        style(xml, ("paragraph", &id, &name), Some("Normal"), set, |_| {});
    }
}

fn header(xml: &mut Xml) {
    style(
        xml,
        ("paragraph", "Header", "header"),
        Some("Normal"),
        |xml| {
            xml.tree("w:tabs", &[], |xml| {
                xml.leaf(
                    "w:tab",
                    &[("w:val", "right"), ("w:pos", &MEASURE.to_string())],
                );
            });
        },
        |xml| {
            value(xml, "w:sz", "18");
            value(xml, "w:szCs", "18");
        },
    );
}

fn faces(xml: &mut Xml) {
    style(
        xml,
        ("character", "FootnoteReference", "footnote reference"),
        None,
        |_| {},
        |xml| {
            value(xml, "w:vertAlign", "superscript");
        },
    );
    style(
        xml,
        ("character", "Hyperlink", "Hyperlink"),
        None,
        |_| {},
        |xml| {
            value(xml, "w:color", "0B5394");
            value(xml, "w:u", "single");
        },
    );
}

fn grid(xml: &mut Xml) {
    let attributes = [("w:type", "table"), ("w:styleId", "TableGrid")];
    xml.tree("w:style", &attributes, |xml| {
        value(xml, "w:name", "Table Grid");
        xml.tree("w:tblPr", &[], |xml| {
            xml.tree("w:tblBorders", &[], |xml| {
                for side in [
                    "w:top",
                    "w:left",
                    "w:bottom",
                    "w:right",
                    "w:insideH",
                    "w:insideV",
                ] {
                    xml.leaf(
                        side,
                        &[
                            ("w:val", "single"),
                            ("w:sz", "4"),
                            ("w:space", "0"),
                            ("w:color", "808080"),
                        ],
                    );
                }
            });
        });
    });
}

/// A style: its kind, id and name, on what it stands, and what it says of paragraphs and of runs.
fn style(
    xml: &mut Xml,
    (kind, id, name): (&str, &str, &str),
    based_on: Option<&str>,
    paragraph: impl FnOnce(&mut Xml),
    run: impl FnOnce(&mut Xml),
) {
    xml.tree("w:style", &[("w:type", kind), ("w:styleId", id)], |xml| {
        value(xml, "w:name", name);
        if let Some(based_on) = based_on {
            value(xml, "w:basedOn", based_on);
        }
        xml.leaf("w:qFormat", &[]);
        if kind == "paragraph" {
            xml.tree("w:pPr", &[], paragraph);
        }
        xml.tree("w:rPr", &[], run);
    });
}
