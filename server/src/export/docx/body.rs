//! The document itself.

use crate::export::paper::{Block, Face, Line, List, Paper, Style, Table};
use crate::export::xml::Xml;

use super::numbering::Lists;
use super::runs::{self, Linked};
use super::{INSET, MEASURE, R, W, value};

/// The document, and the lists in it that are to be numbered.
pub fn document(paper: &Paper, linked: &mut Linked) -> (Vec<u8>, Lists) {
    let mut lists = Lists::new();
    let part = Xml::part("w:document", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        xml.tree("w:body", &[], |xml| {
            let mut body = Body {
                xml,
                linked,
                lists: &mut lists,
                rtl: paper.rtl,
            };
            body.blocks(&paper.blocks);
            section(xml, paper);
        });
    });
    (part, lists)
}

struct Body<'a> {
    xml: &'a mut Xml,
    linked: &'a mut Linked,
    lists: &'a mut Lists,
    rtl: bool,
}

/// What a paragraph is called by in `styles`, and how else it stands.
#[derive(Default)]
struct Set<'a> {
    style: &'a str,
    /// The list and the level that it is an item of.
    item: Option<(usize, u8)>,
    /// How many levels it is set in, which a list does by itself.
    inset: u8,
    /// Numbers stand under each other at the end.
    to_end: bool,
}

impl Body<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading {
                    level,
                    anchor,
                    line,
                } => self.heading(*level, *anchor, line),
                Block::Paragraph { style, inset, line } => {
                    let set = Set {
                        style: name(*style),
                        inset: *inset,
                        ..Set::default()
                    };
                    self.paragraph(&set, line);
                }
                Block::List(list) => self.list(list),
                Block::Table(table) => {
                    self.table(table);
                    // Two tables in a row would be one, none may be the last of a document, and none keeps its distance.
                    let end = Set {
                        style: "TableEnd",
                        ..Set::default()
                    };
                    self.paragraph(&end, &Line::new(self.rtl));
                }
                Block::Contents { title, entries } => self.contents(title, entries),
            }
        }
    }

    fn paragraph(&mut self, set: &Set<'_>, line: &Line) {
        let linked = &mut *self.linked;
        self.xml.tree("w:p", &[], |xml| {
            properties(xml, set, line, linked);
            runs::line(xml, line, linked);
        });
    }

    fn heading(&mut self, level: usize, anchor: Option<usize>, line: &Line) {
        let style = format!("Heading{}", level.clamp(1, 9));
        let set = Set {
            style: &style,
            ..Set::default()
        };
        let linked = &mut *self.linked;
        self.xml.tree("w:p", &[], |xml| {
            properties(xml, &set, line, linked);
            let id = anchor.map(|anchor| anchor.to_string());
            if let (Some(id), Some(anchor)) = (&id, anchor) {
                xml.leaf(
                    "w:bookmarkStart",
                    &[("w:id", id), ("w:name", &place(anchor))],
                );
            }
            runs::line(xml, line, linked);
            if let Some(id) = &id {
                xml.leaf("w:bookmarkEnd", &[("w:id", id)]);
            }
        });
    }

    fn list(&mut self, list: &List) {
        let number = list.start.map_or(super::numbering::BULLETS, |start| {
            self.lists.push((list.level, start));
            super::numbering::BULLETS + self.lists.len()
        });
        let style = match (list.quote, list.start) {
            (true, _) => "Quote",
            (false, Some(_)) => "ListNumber",
            (false, None) => "ListBullet",
        };
        for item in &list.items {
            let set = Set {
                style,
                item: Some((number, list.level)),
                ..Set::default()
            };
            self.paragraph(&set, &item.line);
            self.blocks(&item.under);
        }
    }

    fn table(&mut self, table: &Table) {
        let rtl = self.rtl;
        let Self { xml, linked, .. } = self;
        let width = |percent: u16| (MEASURE * u32::from(percent) / 100).to_string();
        xml.tree("w:tbl", &[], |xml| {
            xml.tree("w:tblPr", &[], |xml| {
                value(xml, "w:tblStyle", "TableGrid");
                if rtl {
                    xml.leaf("w:bidiVisual", &[]);
                }
                xml.leaf("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
                xml.leaf(
                    "w:tblLook",
                    &[
                        ("w:val", "0020"),
                        ("w:firstRow", "1"),
                        ("w:noHBand", "1"),
                        ("w:noVBand", "1"),
                    ],
                );
            });
            xml.tree("w:tblGrid", &[], |xml| {
                for (percent, _) in &table.columns {
                    xml.leaf("w:gridCol", &[("w:w", &width(*percent))]);
                }
            });
            let head: Vec<Line> = table.columns.iter().map(|(_, line)| line.clone()).collect();
            for (row, is_head) in [(&head, true)]
                .into_iter()
                .chain(table.rows.iter().map(|row| (row, false)))
            {
                xml.tree("w:tr", &[], |xml| {
                    xml.tree("w:trPr", &[], |xml| {
                        xml.leaf("w:cantSplit", &[]);
                        if is_head {
                            xml.leaf("w:tblHeader", &[]);
                        }
                    });
                    for (column, line) in row.iter().enumerate() {
                        let percent = table.columns.get(column).map_or(0, |it| it.0);
                        xml.tree("w:tc", &[], |xml| {
                            xml.tree("w:tcPr", &[], |xml| {
                                xml.leaf("w:tcW", &[("w:w", &width(percent)), ("w:type", "dxa")]);
                            });
                            let set = Set {
                                style: if is_head { "TableHead" } else { "TableText" },
                                to_end: table.is_counts && column > 0,
                                ..Set::default()
                            };
                            xml.tree("w:p", &[], |xml| {
                                properties(xml, &set, line, linked);
                                runs::line(xml, line, linked);
                            });
                        });
                    }
                });
            }
        });
    }

    /// Contents without page numbers, which nobody but the program that lays out the pages knows: links that are right from the beginning.
    /// Updating them there is the same.
    fn contents(&mut self, title: &Line, entries: &[(usize, usize, Line)]) {
        self.paragraph(
            &Set {
                style: "ContentsTitle",
                ..Set::default()
            },
            title,
        );
        let deepest = entries.iter().map(|entry| entry.0).max().unwrap_or(1);
        let code = format!(" TOC \\o \"1-{}\" \\n \\h \\z \\u ", deepest.clamp(1, 9));
        for (nth, (level, anchor, line)) in entries.iter().enumerate() {
            let style = format!("TOC{}", level.clamp(&1, &3));
            let linked = &mut *self.linked;
            self.xml.tree("w:p", &[], |xml| {
                properties(
                    xml,
                    &Set {
                        style: &style,
                        ..Set::default()
                    },
                    &line.bare(),
                    linked,
                );
                if nth == 0 {
                    field(xml, "begin");
                    xml.tree("w:r", &[], |xml| {
                        xml.tree("w:instrText", &[("xml:space", "preserve")], |xml| {
                            xml.text(&code);
                        });
                    });
                    field(xml, "separate");
                }
                let lead = [("w:anchor", &*place(*anchor)), ("w:history", "1")];
                xml.tree("w:hyperlink", &lead, |xml| {
                    runs::words(xml, &line.plain(), Face::default(), line.rtl, None);
                });
                if nth + 1 == entries.len() {
                    field(xml, "end");
                }
            });
        }
    }
}

fn field(xml: &mut Xml, kind: &str) {
    xml.tree("w:r", &[], |xml| {
        xml.leaf("w:fldChar", &[("w:fldCharType", kind)]);
    });
}

/// The bookmark that the contents lead to.
fn place(anchor: usize) -> String {
    format!("_Toc{anchor}")
}

const fn name(style: Style) -> &'static str {
    match style {
        Style::Date => "Date",
        Style::Title => "Title",
        Style::Status => "Subtitle",
        Style::Body => "BodyText",
        Style::Quote => "Quote",
        Style::Remark => "Remark",
        Style::Fact => "Fact",
        Style::Speaker => "Speaker",
    }
}

fn properties(xml: &mut Xml, set: &Set<'_>, line: &Line, linked: &mut Linked) {
    xml.tree("w:pPr", &[], |xml| {
        value(xml, "w:pStyle", set.style);
        if let Some((list, level)) = set.item {
            xml.tree("w:numPr", &[], |xml| {
                value(xml, "w:ilvl", &level.min(8).to_string());
                value(xml, "w:numId", &list.to_string());
            });
        }
        if line.rtl {
            xml.leaf("w:bidi", &[]);
        }
        if set.inset > 0 {
            let inset = (INSET * u32::from(set.inset)).to_string();
            xml.leaf("w:ind", &[("w:left", &inset)]);
        }
        if set.to_end {
            // In a paragraph from right to left, Word takes the right for the end.
            value(xml, "w:jc", "right");
        }
        if let Some(change) = &line.change {
            xml.tree("w:rPr", &[], |xml| {
                runs::changed(xml, change, linked, |_| {});
            });
        }
    });
}

/// The page: A4, with a head on all but the first.
fn section(xml: &mut Xml, paper: &Paper) {
    xml.tree("w:sectPr", &[], |xml| {
        // The head is the fourth of `BESIDE`.
        xml.leaf(
            "w:headerReference",
            &[("w:type", "default"), ("r:id", "rId4")],
        );
        xml.leaf("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        xml.leaf(
            "w:pgMar",
            &[
                ("w:top", "1418"),
                ("w:right", "1418"),
                ("w:bottom", "1418"),
                ("w:left", "1418"),
                ("w:header", "708"),
                ("w:footer", "708"),
                ("w:gutter", "0"),
            ],
        );
        xml.leaf("w:titlePg", &[]);
        if paper.rtl {
            xml.leaf("w:bidi", &[]);
        }
    });
}
