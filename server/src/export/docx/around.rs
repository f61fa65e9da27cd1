//! The parts around the document: its footnotes, the head of each page, and what a package must say of itself.

use crate::export::paper::{Face, Paper};
use crate::export::xml::Xml;

use super::runs::{self, Linked};
use super::{BESIDE, PACKAGE, R, W, value};

/// The footnotes, after the two that stand for the line above them.
pub fn footnotes(paper: &Paper, linked: &mut Linked) -> Vec<u8> {
    Xml::part("w:footnotes", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        separator(xml, "-1", "separator", "w:separator");
        separator(xml, "0", "continuationSeparator", "w:continuationSeparator");
        for (index, note) in paper.notes.iter().enumerate() {
            xml.tree("w:footnote", &[("w:id", &(index + 1).to_string())], |xml| {
                xml.tree("w:p", &[], |xml| {
                    xml.tree("w:pPr", &[], |xml| {
                        value(xml, "w:pStyle", "FootnoteText");
                        if note.rtl {
                            xml.leaf("w:bidi", &[]);
                        }
                    });
                    xml.tree("w:r", &[], |xml| {
                        xml.tree("w:rPr", &[], |xml| {
                            value(xml, "w:rStyle", "FootnoteReference");
                        });
                        xml.leaf("w:footnoteRef", &[]);
                    });
                    runs::words(xml, " ", Face::default(), note.rtl, None);
                    runs::line(xml, note, linked);
                });
            });
        }
    })
}

fn separator(xml: &mut Xml, id: &str, kind: &str, line: &'static str) {
    xml.tree("w:footnote", &[("w:type", kind), ("w:id", id)], |xml| {
        xml.tree("w:p", &[], |xml| {
            xml.tree("w:r", &[], |xml| {
                xml.leaf(line, &[]);
            });
        });
    });
}

/// The head of each page but the first.
pub fn header(paper: &Paper) -> Vec<u8> {
    let line = &paper.head;
    Xml::part("w:hdr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.tree("w:p", &[], |xml| {
            xml.tree("w:pPr", &[], |xml| {
                value(xml, "w:pStyle", "Header");
                if paper.rtl {
                    xml.leaf("w:bidi", &[]);
                }
            });
            runs::words(xml, &line.plain(), Face::default(), line.rtl, None);
            xml.tree("w:r", &[], |xml| {
                xml.leaf("w:tab", &[]);
            });
            page_field(xml, " PAGE ");
            runs::words(xml, " / ", Face::default(), paper.rtl, None);
            page_field(xml, " NUMPAGES ");
        });
    })
}

fn page_field(xml: &mut Xml, code: &str) {
    xml.tree("w:fldSimple", &[("w:instr", code)], |xml| {
        runs::words(xml, "1", Face::default(), false, None);
    });
}

/// What Word asks for before it opens anything.
pub fn settings() -> Vec<u8> {
    Xml::part("w:settings", &[("xmlns:w", W)], |xml| {
        xml.tree("w:footnotePr", &[], |xml| {
            xml.leaf("w:footnote", &[("w:id", "-1")]);
            xml.leaf("w:footnote", &[("w:id", "0")]);
        });
        xml.tree("w:compat", &[], |xml| {
            xml.leaf(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
    })
}

/// The file's properties.
pub fn properties(paper: &Paper) -> Vec<u8> {
    let core = format!("{PACKAGE}/metadata/core-properties");
    let names = [
        ("xmlns:cp", core.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", &names, |xml| {
        xml.tree("dc:title", &[], |xml| {
            xml.text(&paper.title);
        });
        xml.tree("dc:language", &[], |xml| {
            xml.text(&paper.lang);
        });
        if !paper.day.is_empty() {
            xml.tree(
                "dcterms:created",
                &[("xsi:type", "dcterms:W3CDTF")],
                |xml| {
                    xml.text(&paper.day);
                },
            );
        }
    })
}

/// What type each part is of.
pub fn types() -> Vec<u8> {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument";
    const RELATIONS: &str = "application/vnd.openxmlformats-package.relationships+xml";
    const PROPERTIES: &str = "application/vnd.openxmlformats-package.core-properties+xml";
    Xml::part(
        "Types",
        &[("xmlns", &format!("{PACKAGE}/content-types"))],
        |xml| {
            xml.leaf(
                "Default",
                &[("Extension", "rels"), ("ContentType", RELATIONS)],
            );
            xml.leaf(
                "Default",
                &[("Extension", "xml"), ("ContentType", "application/xml")],
            );
            let mut part = |name: &str, kind: &str| {
                xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
            };
            part("/docProps/core.xml", PROPERTIES);
            part("/word/document.xml", &format!("{WORD}.document.main+xml"));
            for kind in BESIDE {
                let family = if kind == "theme" { OFFICE } else { WORD };
                part(
                    &format!("/word/{kind}.xml"),
                    &format!("{family}.{kind}+xml"),
                );
            }
        },
    )
}

/// What the package is about.
pub fn package_relations() -> Vec<u8> {
    listed(|xml| {
        relation(
            xml,
            1,
            &format!("{R}/officeDocument"),
            "word/document.xml",
            false,
        );
        let properties = format!("{PACKAGE}/relationships/metadata/core-properties");
        relation(xml, 2, &properties, "docProps/core.xml", false);
    })
}

/// What a part has to do with others, and the addresses that it links to.
pub fn relations(others: &[&str], linked: &Linked) -> Vec<u8> {
    listed(|xml| {
        for (place, kind) in others.iter().enumerate() {
            relation(
                xml,
                place + 1,
                &format!("{R}/{kind}"),
                &format!("{kind}.xml"),
                false,
            );
        }
        for (place, address) in linked.addresses.iter().enumerate() {
            relation(
                xml,
                others.len() + place + 1,
                &format!("{R}/hyperlink"),
                address,
                true,
            );
        }
    })
}

fn listed(inner: impl FnOnce(&mut Xml)) -> Vec<u8> {
    Xml::part(
        "Relationships",
        &[("xmlns", &format!("{PACKAGE}/relationships"))],
        inner,
    )
}

fn relation(xml: &mut Xml, id: usize, kind: &str, target: &str, is_outside: bool) {
    let id = format!("rId{id}");
    let all = [
        ("Id", &*id),
        ("Type", kind),
        ("Target", target),
        ("TargetMode", "External"),
    ];
    xml.leaf("Relationship", if is_outside { &all } else { &all[..3] });
}
