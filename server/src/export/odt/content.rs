//! The document itself.

use crate::export::paper::{Block, Line, List, Paper, Style, Table};
use crate::export::xml::Xml;

use super::NAMES;
use super::lists::{BULLETS, NUMBERS};
use super::styles::HEADINGS;
use super::variants::{Set, Variants};
use super::words::{self, turned};

/// The document, with the styles that only it needs.
pub fn content(paper: &Paper) -> Vec<u8> {
    let mut variants = Variants::default();
    let body = Xml::fragment(|xml| {
        let mut body = Body {
            xml,
            paper,
            variants: &mut variants,
            tables: 0,
        };
        body.blocks(&paper.blocks, 0);
    });
    Xml::part("office:document-content", NAMES, |xml| {
        xml.tree("office:automatic-styles", &[], |xml| {
            variants.write(xml);
            tables(xml, paper);
        });
        xml.tree("office:body", &[], |xml| {
            xml.tree("office:text", &[], |xml| {
                xml.put(&body);
            });
        });
    })
}

fn tables(xml: &mut Xml, paper: &Paper) {
    xml.tree(
        "style:style",
        &[("style:name", "Table"), ("style:family", "table")],
        |xml| {
            let mode = if paper.rtl { "rl-tb" } else { "lr-tb" };
            xml.leaf(
                "style:table-properties",
                &[
                    ("style:width", "16cm"),
                    ("table:align", "margins"),
                    ("fo:margin-top", "0.1cm"),
                    ("fo:margin-bottom", "0.4cm"),
                    ("style:writing-mode", mode),
                ],
            );
        },
    );
    xml.tree(
        "style:style",
        &[("style:name", "Row"), ("style:family", "table-row")],
        |xml| {
            xml.leaf(
                "style:table-row-properties",
                &[("fo:keep-together", "always")],
            );
        },
    );
    xml.tree(
        "style:style",
        &[("style:name", "Cell"), ("style:family", "table-cell")],
        |xml| {
            let looks = [
                ("fo:border", "0.5pt solid #808080"),
                ("fo:padding", "0.1cm"),
            ];
            xml.leaf("style:table-cell-properties", &looks);
        },
    );
}

struct Body<'a> {
    xml: &'a mut Xml,
    paper: &'a Paper,
    variants: &'a mut Variants,
    tables: usize,
}

impl Body<'_> {
    /// Writes blocks that stand within so many lists.
    fn blocks(&mut self, blocks: &[Block], depth: u8) {
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
                        // What holds it has set it in so far.
                        inset: if *inset > depth { *inset } else { 0 },
                        ..Set::default()
                    };
                    self.paragraph(set, line);
                }
                Block::List(list) => self.list(list, depth),
                Block::Table(table) => self.table(table),
                Block::Contents { title, entries } => self.contents(title, entries),
            }
        }
    }

    fn paragraph(&mut self, set: Set, line: &Line) {
        let turned = turned(line, self.paper);
        let style = self.variants.set(Set {
            rtl: line.rtl,
            turned,
            ..set
        });
        let Self {
            xml,
            paper,
            variants,
            ..
        } = self;
        xml.tree("text:p", &[("text:style-name", &style)], |xml| {
            words::line(xml, line, paper, variants);
        });
    }

    fn heading(&mut self, level: usize, anchor: Option<usize>, line: &Line) {
        let level = level.clamp(1, HEADINGS.len());
        let style = self.variants.set(Set {
            style: HEADINGS[level - 1],
            rtl: line.rtl,
            turned: turned(line, self.paper),
            ..Set::default()
        });
        let Self {
            xml,
            paper,
            variants,
            ..
        } = self;
        let attributes = [
            ("text:style-name", &*style),
            ("text:outline-level", &level.to_string()),
        ];
        xml.tree("text:h", &attributes, |xml| {
            if let Some(anchor) = anchor {
                xml.leaf("text:bookmark", &[("text:name", &place(anchor))]);
            }
            words::line(xml, line, paper, variants);
        });
    }

    /// A list stands within as many others as it is set in, of which the outer ones may have no item of their own.
    fn list(&mut self, list: &List, depth: u8) {
        let style = if list.start.is_some() {
            NUMBERS
        } else {
            BULLETS
        };
        let inner = Xml::fragment(|xml| {
            let mut inner = Body {
                xml,
                paper: self.paper,
                variants: self.variants,
                tables: self.tables,
            };
            inner.items(list, depth.max(list.level) + 1);
        });
        let fragment = (depth..list.level).fold(listed(style, &inner), |inside, _| {
            let item = Xml::fragment(|xml| {
                xml.tree("text:list-item", &[], |xml| {
                    xml.put(&inside);
                });
            });
            listed(style, &item)
        });
        self.xml.put(&fragment);
    }

    fn items(&mut self, list: &List, depth: u8) {
        let style = if list.quote {
            "Quotations"
        } else {
            "List_20_Contents"
        };
        for (nth, item) in list.items.iter().enumerate() {
            let start = list
                .start
                .filter(|_| nth == 0)
                .map(|start| start.to_string());
            let fragment = Xml::fragment(|xml| {
                let mut within = Body {
                    xml,
                    paper: self.paper,
                    variants: self.variants,
                    tables: self.tables,
                };
                within.paragraph(
                    Set {
                        style,
                        ..Set::default()
                    },
                    &item.line,
                );
                within.blocks(&item.under, depth);
            });
            let start = start.as_deref().map(|start| ("text:start-value", start));
            let attributes: Vec<_> = start.into_iter().collect();
            self.xml.tree("text:list-item", &attributes, |xml| {
                xml.put(&fragment);
            });
        }
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let called = format!("Table{}", self.tables);
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|it| self.variants.column(it.0))
            .collect();
        let head: Vec<Line> = table.columns.iter().map(|(_, line)| line.clone()).collect();
        let head = Xml::fragment(|xml| self.row(xml, &head, true, table.is_counts));
        let rows = Xml::fragment(|xml| {
            for row in &table.rows {
                self.row(xml, row, false, table.is_counts);
            }
        });
        let attributes = [
            ("table:name", called.as_str()),
            ("table:style-name", "Table"),
        ];
        self.xml.tree("table:table", &attributes, |xml| {
            for column in &columns {
                xml.leaf("table:table-column", &[("table:style-name", column)]);
            }
            xml.tree("table:table-header-rows", &[], |xml| {
                xml.put(&head);
            });
            xml.put(&rows);
        });
    }

    fn row(&mut self, xml: &mut Xml, row: &[Line], is_head: bool, is_counts: bool) {
        xml.tree("table:table-row", &[("table:style-name", "Row")], |xml| {
            for (column, line) in row.iter().enumerate() {
                let cell = [
                    ("table:style-name", "Cell"),
                    ("office:value-type", "string"),
                ];
                xml.tree("table:table-cell", &cell, |xml| {
                    let mut within = Body {
                        xml,
                        paper: self.paper,
                        variants: self.variants,
                        tables: self.tables,
                    };
                    let set = Set {
                        style: if is_head {
                            "Table_20_Heading"
                        } else {
                            "Table_20_Contents"
                        },
                        to_end: is_counts && column > 0,
                        ..Set::default()
                    };
                    within.paragraph(set, line);
                });
            }
        });
    }

    /// Contents that lead to their places, without page numbers, which only the program that lays out the pages knows.
    fn contents(&mut self, title: &Line, entries: &[(usize, usize, Line)]) {
        let deepest = entries
            .iter()
            .map(|entry| entry.0)
            .max()
            .unwrap_or(1)
            .clamp(1, 3);
        let named = [("text:name", "Contents"), ("text:protected", "true")];
        self.xml.tree("text:table-of-content", &named, |xml| {
            xml.tree(
                "text:table-of-content-source",
                &[("text:outline-level", &deepest.to_string())],
                |xml| {
                    for level in 1..=deepest {
                        let entry = [
                            ("text:outline-level", &*level.to_string()),
                            ("text:style-name", CONTENTS[level - 1]),
                        ];
                        xml.tree("text:table-of-content-entry-template", &entry, |xml| {
                            xml.leaf("text:index-entry-link-start", &[]);
                            xml.leaf("text:index-entry-text", &[]);
                            xml.leaf("text:index-entry-link-end", &[]);
                        });
                    }
                },
            );
            xml.tree("text:index-body", &[], |xml| {
                xml.tree(
                    "text:index-title",
                    &[("text:name", "Contents_Head")],
                    |xml| {
                        xml.tree(
                            "text:p",
                            &[("text:style-name", "Contents_20_Heading")],
                            |xml| {
                                words::words(xml, &title.plain());
                            },
                        );
                    },
                );
                for (level, anchor, line) in entries {
                    let style = CONTENTS[(level - 1).min(CONTENTS.len() - 1)];
                    xml.tree("text:p", &[("text:style-name", style)], |xml| {
                        let lead = format!("#{}", place(*anchor));
                        let lead = [("xlink:type", "simple"), ("xlink:href", &*lead)];
                        xml.tree("text:a", &lead, |xml| words::words(xml, &line.plain()));
                    });
                }
            });
        });
    }
}

/// The styles of entries of the contents, by level.
const CONTENTS: [&str; 3] = ["Contents_20_1", "Contents_20_2", "Contents_20_3"];

fn listed(style: &str, items: &Xml) -> Xml {
    Xml::fragment(|xml| {
        xml.tree("text:list", &[("text:style-name", style)], |xml| {
            xml.put(items);
        });
    })
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
        Style::Body => "Text_20_body",
        Style::Quote => "Quotations",
        Style::Remark => "Remark",
        Style::Fact => "Fact",
        Style::Speaker => "Speaker",
    }
}
