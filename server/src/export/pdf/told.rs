//! The paper as the one value that the template reads.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::export::address::address;
use crate::export::paper::{Block, Item, Line, List, Paper, Piece, Style, Table};

/// After how many characters without a space there is a place to break the line.
const UNBROKEN: usize = 60;

/// The value. A character that no font has would spoil the document as a whole, and is named instead.
pub fn told(paper: &Paper, covered: impl Fn(char) -> bool) -> Value {
    let teller = Teller { covered: &covered };
    // No language has a longer tag here.
    let lang = paper.lang.split('-').next().unwrap_or_default();
    json!({
        "title": teller.words(&paper.title),
        "lang": lang,
        "rtl": paper.rtl,
        "head": teller.line(&paper.head),
        "blocks": teller.blocks(&paper.blocks),
        "notes": paper.notes.iter().map(|note| teller.line(note)).collect::<Vec<_>>(),
    })
}

struct Teller<'a> {
    covered: &'a dyn Fn(char) -> bool,
}

impl Teller<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    /// A list for each stretch of one direction: the numbers stand on that side.
    fn lists(&self, list: &List) -> Vec<Value> {
        let mut start = list.start;
        let mut lists = Vec::new();
        for items in list.items.chunk_by(|a, b| a.line.rtl == b.line.rtl) {
            let rtl = items.first().is_some_and(|item| item.line.rtl);
            let item = |item: &Item| {
                let under = self.blocks(&item.under);
                json!({ "line": self.line(&item.line), "under": under })
            };
            let told: Vec<_> = items.iter().map(item).collect();
            lists.push(json!({
                "is": "list",
                "rtl": rtl,
                "start": start,
                "level": list.level,
                "items": told,
            }));
            let more = u32::try_from(items.len()).unwrap_or(u32::MAX);
            start = start.map(|start| start.saturating_add(more));
        }
        lists
    }

    fn block(&self, block: &Block) -> Vec<Value> {
        let told = match block {
            Block::List(list) => return self.lists(list),
            Block::Heading {
                level,
                anchor,
                line,
            } => {
                let (listed, line) = (anchor.is_some(), self.line(line));
                json!({ "is": "heading", "level": level, "listed": listed, "line": line })
            }
            Block::Paragraph {
                style: Style::Title,
                line,
                ..
            } => json!({ "is": "title", "line": self.line(line) }),
            Block::Paragraph { style, inset, line } => {
                let (style, line) = (name(*style), self.line(line));
                json!({ "is": "paragraph", "style": style, "inset": inset, "line": line })
            }
            Block::Table(table) => self.table(table),
            Block::Contents { entries, .. } => {
                let depth = entries.iter().map(|entry| entry.0).max().unwrap_or(1);
                json!({ "is": "contents", "depth": depth })
            }
        };
        vec![told]
    }

    fn table(&self, table: &Table) -> Value {
        let column =
            |(width, line): &(u16, Line)| json!({ "width": width, "line": self.line(line) });
        let columns: Vec<_> = table.columns.iter().map(column).collect();
        let lines = table.rows.iter().flatten();
        let cells: Vec<_> = lines.map(|line| self.line(line)).collect();
        json!({ "is": "table", "counts": table.is_counts, "columns": columns, "cells": cells })
    }

    fn line(&self, line: &Line) -> Value {
        let run = |piece: &Piece| match piece {
            Piece::Words {
                text, face, link, ..
            } => json!({
                "text": self.words(text),
                "strong": face.strong,
                "em": face.em,
                "underline": face.underline,
                "strike": face.strike,
                "link": link.as_deref().and_then(address),
            }),
            Piece::Note { index, again } => json!({ "note": index, "again": again }),
        };
        let runs: Vec<_> = line.pieces.iter().map(run).collect();
        json!({ "rtl": line.rtl, "runs": runs })
    }

    fn words(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut unbroken = 0;
        for c in text.chars() {
            unbroken = if c.is_whitespace() { 0 } else { unbroken + 1 };
            match c {
                '\t' => out.push(' '),
                '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {}
                // Marks and joiners have no shape.
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
                    out.push(c);
                }
                _ if (self.covered)(c) => out.push(c),
                _ => {
                    let _ = write!(out, "[U+{:04X}]", c as u32);
                }
            }
            if unbroken > UNBROKEN {
                out.push('\u{200b}');
                unbroken = 0;
            }
        }
        out
    }
}

const fn name(style: Style) -> &'static str {
    match style {
        Style::Date => "date",
        Style::Title | Style::Body => "body",
        Style::Status => "status",
        Style::Quote => "quote",
        Style::Remark => "remark",
        Style::Fact => "fact",
        Style::Speaker => "speaker",
    }
}
