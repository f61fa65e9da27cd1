//! Words taken from one text to be put into another, with their formatting: ordinary edits by whoever does it.

use super::delta::{Attributes, Op, Unsound};
use super::root::{Prose, Selection};
use serde_json::Value as Json;
use shared::gather::gathered;
use shared::prose::attribute::{OF_BLOCKS, carried_by_block, carried_by_marks};
use std::ops::Range;
use yrs::any::{Any, Number};

/// Blocks of a text, or parts of blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Excerpt {
    blocks: Vec<Block>,
    /// Where they stand, in UTF-16 units.
    range: Range<usize>,
}

/// One block: what its newline carries, and the words in it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Block {
    attributes: Attributes,
    words: Vec<(String, Attributes)>,
    /// Where its newline stands.
    lead: usize,
    /// Where its words end.
    end: usize,
}

impl Block {
    fn is_blank(&self) -> bool {
        self.words.iter().all(|(words, _)| words.trim().is_empty())
    }

    /// The part of it that stands between two offsets.
    fn within(&self, range: &Range<usize>) -> Self {
        let mut at = self.lead + 1;
        let mut part = Self {
            words: Vec::new(),
            ..self.clone()
        };
        for (words, attributes) in &self.words {
            let units: Vec<u16> = words.encode_utf16().collect();
            let cut = |offset: usize| offset.clamp(at, at + units.len()) - at;
            let (from, to) = (cut(range.start), cut(range.end));
            if from < to {
                let words = String::from_utf16_lossy(&units[from..to]);
                part.words.push((words, attributes.clone()));
            }
            at += units.len();
        }
        part
    }

    fn inserts(&self) -> impl Iterator<Item = Op> {
        let words = self.words.iter().cloned();
        words.map(|(insert, attributes)| Op::Insert { insert, attributes })
    }
}

impl Excerpt {
    /// What was written elsewhere, to be written here; nothing if it has no block.
    pub fn of(blocks: &[shared::prose::Block]) -> Option<Self> {
        let carried = |pairs: Vec<(&'static str, Any)>| {
            let pairs = pairs.into_iter();
            gathered(pairs.filter_map(|(key, value)| Some((key.to_owned(), json(&value)?))))
        };
        let blocks: Vec<_> = blocks
            .iter()
            .map(|block| Block {
                attributes: carried(carried_by_block(block)),
                words: block
                    .runs
                    .iter()
                    .map(|run| (run.text.clone(), carried(carried_by_marks(&run.marks))))
                    .collect(),
                ..Block::default()
            })
            .collect();
        (!blocks.is_empty()).then_some(Self {
            blocks,
            range: 0..0,
        })
    }

    /// Whether another says the same, wherever it stands by now.
    pub fn reads_as(&self, other: &Self) -> bool {
        let words = |excerpt: &Self| -> Vec<_> {
            let blocks = excerpt.blocks.iter().cloned();
            blocks
                .map(|block| (block.attributes, block.words))
                .collect()
        };
        words(self) == words(other)
    }
}

impl Prose {
    /// What is selected, without empty blocks around it; all of the text if nothing is. Nothing if that is blank.
    pub fn excerpt(&self, (anchor, head): Selection) -> Option<Excerpt> {
        let blocks = self.in_blocks();
        let range = match anchor.cmp(&head) {
            std::cmp::Ordering::Equal => 0..blocks.last()?.end,
            _ => anchor.min(head) as usize..anchor.max(head) as usize,
        };
        // A block is touched by a selection that holds some of its words, or all of an empty one.
        let touched = blocks
            .iter()
            .filter(|block| block.lead < range.end && range.start <= block.end);
        let mut parts: Vec<_> = touched.map(|block| block.within(&range)).collect();
        while parts.last().is_some_and(Block::is_blank) {
            parts.pop();
        }
        let blank = parts.iter().take_while(|part| part.is_blank()).count();
        let blocks = parts.split_off(blank);
        (!blocks.is_empty()).then_some(Excerpt { blocks, range })
    }

    /// Writes it at the end, in blocks of its own; an empty last block becomes the first of them. Says no if it is too
    /// much at once.
    pub fn append(&self, excerpt: &Excerpt) -> Result<bool, Unsound> {
        let here = self.in_blocks();
        let last = here.last().cloned().unwrap_or_default();
        let mut insert = vec![retain(last.end, Attributes::new())];
        let mut deltas = Vec::new();
        for (nth, block) in excerpt.blocks.iter().enumerate() {
            if nth == 0 && last.words.is_empty() {
                deltas.push(become_block(last.lead, &block.attributes));
            } else {
                insert.push(Op::Insert {
                    insert: "\n".to_owned(),
                    attributes: block.attributes.clone(),
                });
            }
            insert.extend(block.inserts());
        }
        deltas.push(insert);
        self.step(deltas, last.end)
    }

    /// Takes it out of the text that it was taken from, which has not changed since. A block of which nothing is left
    /// goes with its words, but for the last.
    pub fn take_out(&self, excerpt: &Excerpt) -> Result<bool, Unsound> {
        let blocks = self.in_blocks();
        let end = blocks.last().map_or(1, |block| block.end);
        let (from, to) = (excerpt.range.start.max(1), excerpt.range.end.min(end));
        let begins = blocks.iter().find(|block| block.lead + 1 == from);
        let ends = blocks.iter().position(|block| block.end == to);
        let next = ends.and_then(|ends| blocks.get(ends + 1));
        let (range, becomes) = match (begins, ends, next) {
            // Whole blocks: with the newline before them, and from the start of the text with that after them.
            (Some(first), Some(_), _) if first.lead > 0 => (first.lead..to, None),
            (Some(_), Some(_), Some(next)) => (1..next.lead + 1, Some(next.attributes.clone())),
            (Some(_), Some(_), None) => (1..to, Some(Attributes::new())),
            _ => (from..to, None),
        };
        let delete = Op::Delete {
            delete: units(range.len()),
        };
        let mut deltas = Vec::new();
        if !range.is_empty() {
            deltas.push(vec![retain(range.start, Attributes::new()), delete]);
        }
        deltas.extend(becomes.map(|attributes| become_block(0, &attributes)));
        self.step(deltas, range.start)
    }

    /// Writes it as a step of its own, which is undone by itself, and tells the editor.
    fn step(&self, deltas: Vec<Vec<Op>>, at: usize) -> Result<bool, Unsound> {
        self.close_step();
        let here = units(at);
        let is_written = self.apply_beside(deltas, (here, here))?;
        self.close_step();
        Ok(is_written)
    }

    fn in_blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut at = 0;
        for op in self.delta() {
            let Op::Insert { insert, attributes } = op else {
                continue;
            };
            let length = insert.encode_utf16().count();
            if insert == "\n" {
                blocks.push(Block {
                    attributes,
                    words: Vec::new(),
                    lead: at,
                    end: at + 1,
                });
            } else if let Some(block) = blocks.last_mut() {
                block.words.push((insert, attributes));
                block.end += length;
            }
            at += length;
        }
        blocks
    }
}

/// A value that counts, as a delta has it.
fn json(value: &Any) -> Option<Json> {
    match value {
        Any::Bool(flag) => Some(Json::Bool(*flag)),
        Any::Number(Number::Int(number)) => Some(Json::from(*number)),
        Any::String(word) => Some(Json::String(word.to_string())),
        _ => None,
    }
}

fn units(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn retain(length: usize, attributes: Attributes) -> Op {
    Op::Retain {
        retain: units(length),
        attributes,
    }
}

/// Makes the block with this newline one with these attributes and no others.
fn become_block(lead: usize, attributes: &Attributes) -> Vec<Op> {
    let value = |key: &str| attributes.get(key).cloned().unwrap_or(Json::Null);
    let all = gathered(OF_BLOCKS.iter().map(|key| ((*key).to_owned(), value(key))));
    let mut delta = vec![retain(1, all)];
    if lead > 0 {
        delta.insert(0, retain(lead, Attributes::new()));
    }
    delta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::TableDocument;
    use shared::prose::{BlockKind, plain};
    use std::cell::RefCell;
    use std::rc::Rc;

    fn op(insert: &str, attributes: &[(&str, Json)]) -> Op {
        let pairs = attributes.iter();
        Op::Insert {
            insert: insert.to_owned(),
            attributes: pairs
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
        }
    }

    /// A desk with a heading, two items and a paragraph.
    fn desk() -> Prose {
        let prose = TableDocument::new(Some(30)).open_grouping("desk/benin", 0);
        let kind = |kind: &str| [("t", Json::from(kind))];
        let text = vec![
            retain(1, Attributes::new()),
            op("Ideas 😀", &[]),
            op("\n", &kind("ul")),
            op("a ", &[]),
            op("bold", &[("strong", true.into())]),
            op(" item", &[]),
            op("\n", &kind("ul")),
            op("another", &[]),
            op("\n", &[]),
            op("The end", &[]),
        ];
        let heading = become_block(0, &gathered([("t".to_owned(), Json::from("h1"))]));
        assert_eq!(prose.apply(vec![text, heading], (1, 1)), Ok(true));
        prose
    }

    fn answer(words: &str) -> Prose {
        let prose = TableDocument::new(Some(40)).open_grouping("answer/q1", 0);
        if !words.is_empty() {
            let text = vec![retain(1, Attributes::new()), op(words, &[])];
            prose.apply(vec![text], (1, 1)).unwrap();
        }
        prose
    }

    fn words(prose: &Prose) -> String {
        plain(&prose.blocks())
    }

    fn kinds(prose: &Prose) -> Vec<BlockKind> {
        prose.blocks().iter().map(|block| block.kind).collect()
    }

    /// Where the words are in the desk above.
    fn of(prose: &Prose, sought: &str) -> Selection {
        let flat: String = format!("\n{}", words(prose));
        let at = flat.find(sought).unwrap();
        let from = flat[..at].encode_utf16().count();
        (units(from), units(from + sought.encode_utf16().count()))
    }

    #[test]
    fn items_come_as_items_with_what_is_bold_in_them() {
        let (desk, answer) = (desk(), answer("Agreed."));
        let items = desk.excerpt(of(&desk, "a bold item\nanother")).unwrap();
        assert_eq!(answer.append(&items), Ok(true));
        assert_eq!(words(&answer), "Agreed.\na bold item\nanother");
        assert_eq!(kinds(&answer)[1..], [BlockKind::Ul, BlockKind::Ul]);
        let bold = op("bold", &[("strong", true.into())]);
        assert!(answer.delta().contains(&bold));
    }

    #[test]
    fn an_empty_last_block_is_used_and_undo_is_one_step() {
        let (desk, answer) = (desk(), answer(""));
        let all = desk.excerpt((3, 3)).unwrap();
        assert_eq!(answer.append(&all), Ok(true));
        assert_eq!(answer.blocks(), desk.blocks());
        answer.undo((1, 1)).unwrap();
        assert_eq!((words(&answer).as_str(), answer.depth().0), ("", false));
        let spaced = self::answer("Agreed.\n");
        spaced.append(&all).unwrap();
        assert!(words(&spaced).starts_with("Agreed.\nIdeas 😀\na bold"));
    }

    #[test]
    fn blocks_out_of_a_file_are_written_as_they_are() {
        use shared::prose::{Block, Marks, Run};
        let run = |text: &str, marks: Marks| Run {
            text: text.to_owned(),
            marks,
        };
        let link = Marks {
            link: Some("https://a.int/b".to_owned()),
            ..Marks::default()
        };
        let strong = Marks {
            strong: true,
            ..Marks::default()
        };
        let blocks = vec![
            Block {
                kind: BlockKind::H2,
                runs: vec![run("Ideas", Marks::default())],
                ..Block::default()
            },
            Block {
                kind: BlockKind::Ol,
                indent: 2,
                start: Some(4),
                quote: true,
                runs: vec![run("bold", strong), run(" and linked", link)],
                ..Block::default()
            },
        ];
        let field = answer("");
        let excerpt = Excerpt::of(&blocks).unwrap();
        assert_eq!(field.append(&excerpt), Ok(true));
        assert_eq!(field.blocks(), blocks);
        assert_eq!(Excerpt::of(&[]), None);
    }

    #[test]
    fn a_part_of_a_block_is_a_block_of_its_kind() {
        let (desk, answer) = (desk(), answer("One."));
        let some = desk.excerpt(of(&desk, "bold it")).unwrap();
        answer.append(&some).unwrap();
        assert_eq!(words(&answer), "One.\nbold it");
        assert_eq!(kinds(&answer)[1], BlockKind::Ul);
        desk.take_out(&some).unwrap();
        assert_eq!(words(&desk), "Ideas 😀\na em\nanother\nThe end");
    }

    #[test]
    fn whole_blocks_are_taken_out_with_their_newline_and_come_back_as_one_step() {
        let desk = desk();
        let (before, heard) = (desk.blocks(), Rc::new(RefCell::new(Vec::new())));
        let listener = heard.clone();
        desk.on_delta(move |delta| listener.borrow_mut().push(delta));
        let items = desk.excerpt(of(&desk, "a bold item\nanother")).unwrap();
        assert_eq!(desk.take_out(&items), Ok(true));
        assert_eq!(words(&desk), "Ideas 😀\nThe end");
        assert_eq!(heard.borrow().len(), 1, "the editor is told");
        desk.undo((1, 1)).unwrap();
        assert_eq!(desk.blocks(), before);
        let first = desk.excerpt(of(&desk, "Ideas 😀")).unwrap();
        desk.take_out(&first).unwrap();
        assert_eq!(words(&desk), "a bold item\nanother\nThe end");
        assert_eq!(kinds(&desk)[0], BlockKind::Ul);
        desk.undo((1, 1)).unwrap();
        let all = desk.excerpt((1, 1)).unwrap();
        desk.take_out(&all).unwrap();
        assert_eq!(
            (words(&desk).as_str(), kinds(&desk)),
            ("", vec![BlockKind::Paragraph])
        );
        desk.undo((1, 1)).unwrap();
        assert_eq!(desk.blocks(), before);
    }

    #[test]
    fn a_selection_across_ends_of_blocks_takes_no_empty_ones_along() {
        let desk = desk();
        let (_, end) = of(&desk, "Ideas 😀");
        let (from, _) = of(&desk, "another");
        let item = desk.excerpt((from, end)).unwrap();
        let answer = answer("");
        answer.append(&item).unwrap();
        assert_eq!(words(&answer), "a bold item");
        assert_eq!(TableDocument::new(None).open("x").excerpt((1, 1)), None);
    }
}
