//! What a part of a document is made of.

use super::paragraph::Paragraph;

/// What a part is made of, in its order.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A table: rows of cells of blocks.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its rows.
    pub rows: Vec<Vec<Vec<Block>>>,
}

/// What stands in a document, a note, a comment, or at the top of pages.
#[derive(Debug)]
pub(super) struct Story {
    /// The id that it is referred to by.
    pub id: Option<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Story {
    /// All its text, with a space between what stands apart.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        append(&self.blocks, &mut text);
        text
    }
}

/// Appends the text of blocks and of those within them.
fn append(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                text.push(' ');
                text.push_str(&paragraph.text);
            }
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .for_each(|cell| append(cell, text)),
        }
    }
}
