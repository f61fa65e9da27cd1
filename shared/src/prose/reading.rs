//! From a root of the document to blocks.

use yrs::types::text::YChange;
use yrs::{Any, Out, ReadTxn, Text, TextRef};

use super::attribute::{self, Value};
use super::{Block, Marks, Run};

/// A stretch of flat text whose attributes count: one newline, or characters without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// `"\n"`, or characters that are not newlines; never empty.
    pub text: String,
    /// The attributes that count there, in the order of their keys.
    pub attributes: Vec<(&'static str, Value)>,
}

impl Piece {
    /// A newline without attributes: a plain paragraph begins.
    pub fn newline() -> Self {
        Self {
            text: "\n".into(),
            attributes: Vec::new(),
        }
    }

    /// Whether this is the newline that leads a block.
    pub fn leads_block(&self) -> bool {
        self.text == "\n"
    }
}

/// The root's flat text as it counts. It always begins with a newline: where none was written, one
/// is assumed, so that words put before the first newline by another client are a block of their own.
pub fn pieces<T: ReadTxn>(text: &TextRef, txn: &T) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for diff in text.diff(txn, YChange::identity) {
        let attributes = diff.attributes.as_deref();
        let value_of = |key: &str| attributes.and_then(|a| a.get(key));
        for piece in split(&words(&diff.insert), value_of) {
            push(&mut pieces, piece);
        }
    }
    if !pieces.first().is_some_and(Piece::leads_block) {
        pieces.insert(0, Piece::newline());
    }
    pieces
}

/// What an insertion counts for: the string, or one placeholder for anything that is not text, so
/// that offsets hold.
pub fn words(insert: &Out) -> String {
    match insert {
        Out::Any(Any::String(text)) => attribute::shown(text).into_owned(),
        _ => "\u{fffc}".into(),
    }
}

/// Splits text at its newlines and keeps, of the attributes it carries, those that count on each part.
pub fn split<'a>(text: &str, value_of: impl Fn(&str) -> Option<&'a Any>) -> Vec<Piece> {
    let block = counting(&attribute::OF_BLOCKS, |key| {
        attribute::of_block(key, value_of(key)?)
    });
    let inline = counting(&attribute::OF_CHARACTERS, |key| {
        attribute::of_character(key, value_of(key)?)
    });
    let mut pieces = Vec::new();
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            pieces.push(Piece {
                text: "\n".into(),
                attributes: block.clone(),
            });
        }
        if !line.is_empty() {
            pieces.push(Piece {
                text: line.into(),
                attributes: inline.clone(),
            });
        }
    }
    pieces
}

fn counting(
    keys: &[&'static str],
    value_of: impl Fn(&str) -> Option<Value>,
) -> Vec<(&'static str, Value)> {
    keys.iter()
        .filter_map(|key| Some((*key, value_of(key)?)))
        .collect()
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last)
            if !last.leads_block()
                && !piece.leads_block()
                && last.attributes == piece.attributes =>
        {
            last.text.push_str(&piece.text);
        }
        _ => pieces.push(piece),
    }
}

/// The root as blocks; an empty root is one empty paragraph.
pub fn blocks<T: ReadTxn>(text: &TextRef, txn: &T) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for piece in pieces(text, txn) {
        if piece.leads_block() {
            let mut block = Block::default();
            for (key, value) in piece.attributes {
                attribute::set_on_block(&mut block, key, value);
            }
            blocks.push(block);
        } else if let Some(block) = blocks.last_mut() {
            let mut marks = Marks::default();
            for (key, value) in piece.attributes {
                attribute::set_on_marks(&mut marks, key, value);
            }
            block.runs.push(Run {
                text: piece.text,
                marks,
            });
        }
    }
    blocks
}

/// The words alone, one line per block.
pub fn plain(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks
        .iter()
        .map(|block| block.runs.iter().map(|run| run.text.as_str()).collect())
        .collect();
    lines.join("\n")
}

/// Whether nothing has been written: no block holds anything but white space.
pub fn is_blank(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .flat_map(|block| &block.runs)
        .all(|run| run.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{BlockKind, Direction};
    use yrs::types::Attrs;
    use yrs::{Doc, Transact};

    fn attrs<const N: usize>(pairs: [(&str, Any); N]) -> Attrs {
        pairs
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect()
    }

    fn read(write: impl FnOnce(&TextRef, &mut yrs::TransactionMut)) -> Vec<Block> {
        let doc = Doc::new();
        let text = doc.get_or_insert_text("answer/q1");
        write(&text, &mut doc.transact_mut());
        blocks(&text, &doc.transact())
    }

    #[test]
    fn a_newline_leads_its_block_and_carries_its_attributes() {
        let got = read(|text, txn| {
            text.insert_with_attributes(
                txn,
                0,
                "\n",
                attrs([("t", "h2".into()), ("dir", "rtl".into())]),
            );
            text.insert_with_attributes(txn, 1, "Title", attrs([("strong", true.into())]));
            text.insert_with_attributes(
                txn,
                6,
                "\n",
                attrs([("t", "ol".into()), ("indent", Any::from(2_i32))]),
            );
            text.insert_with_attributes(txn, 7, "one", attrs([]));
        });
        assert_eq!(got.len(), 2);
        assert_eq!(
            (got[0].kind, got[0].dir),
            (BlockKind::H2, Some(Direction::Rtl))
        );
        assert!(got[0].runs[0].marks.strong);
        assert_eq!((got[1].kind, got[1].indent), (BlockKind::Ol, 2));
        assert_eq!(plain(&got), "Title\none");
    }

    #[test]
    fn what_does_not_count_is_ignored_and_leaves_one_run() {
        let got = read(|text, txn| {
            text.insert_with_attributes(
                txn,
                0,
                "\n",
                attrs([("strong", true.into()), ("t", "h9".into())]),
            );
            text.insert_with_attributes(
                txn,
                1,
                "a\rb",
                attrs([("t", "h1".into()), ("colour", "red".into())]),
            );
            text.insert_with_attributes(txn, 4, "c", attrs([("link", "javascript:x".into())]));
        });
        let run = Run {
            text: "a bc".into(),
            marks: Marks::default(),
        };
        assert_eq!(
            got,
            [Block {
                runs: vec![run],
                ..Block::default()
            }]
        );
    }

    #[test]
    fn words_before_the_first_newline_are_a_block_of_their_own() {
        let got = read(|text, txn| text.insert(txn, 0, "stray\nfirst"));
        assert_eq!(plain(&got), "stray\nfirst");
        assert_eq!(read(|_, _| ()), [Block::default()]);
        assert!(is_blank(&read(|text, txn| text.insert(txn, 0, "\n \n"))));
    }
}
