//! Putting back what was deleted: an ordinary edit by whoever does it.

use serde_json::Value as Json;
use shared::gather::gathered;
use shared::prose::attribute::OF_BLOCKS;
use shared::prose::deleted::{Attributes, Deleted};

use super::delta::{Op, Unsound};
use super::root::Prose;

impl Prose {
    /// Writes the words again where they stood; at the end, if that place is not known here. Says no
    /// if it is too much at once.
    pub fn put_back(&self, deleted: &Deleted) -> Result<bool, Unsound> {
        let flat: Vec<u16> = self.delta().iter().flat_map(inserted).collect();
        let end = flat.len();
        let at = self.offset(&deleted.place).map_or(end, |at| at as usize);
        let at = at.clamp(1, end);
        let newline = u16::from(b'\n');
        let lead = (0..at).rev().find(|place| flat[*place] == newline);
        let lead = lead.unwrap_or_default();
        let is_empty = flat.get(lead + 1).is_none_or(|next| *next == newline);
        let begins_block = at == lead + 1;
        let spans_blocks = deleted.text.iter().any(|part| part.insert == "\n");
        let mut insert = vec![retain(at, Attributes::new())];
        insert.extend(deleted.text.iter().map(|part| Op::Insert {
            insert: part.insert.clone(),
            attributes: part.attributes.clone(),
        }));
        if begins_block && spans_blocks && !is_empty {
            // Who wrote there meanwhile keeps a block of their own.
            insert.push(Op::Insert {
                insert: "\n".to_owned(),
                attributes: self.block_at(lead),
            });
        }
        let mut deltas = vec![insert];
        if begins_block && (is_empty || spans_blocks) {
            deltas.push(vec![
                retain(lead, Attributes::new()),
                retain(1, becomes(&deleted.block)),
            ]);
        }
        let here = u32::try_from(at).unwrap_or(u32::MAX);
        self.apply(deltas, (here, here))
    }

    /// What the newline at this offset carries.
    fn block_at(&self, lead: usize) -> Attributes {
        let mut at = 0;
        for op in self.delta() {
            let length = inserted(&op).len();
            if at == lead
                && let Op::Insert { attributes, .. } = op
            {
                return attributes;
            }
            at += length;
        }
        Attributes::new()
    }
}

fn inserted(op: &Op) -> Vec<u16> {
    match op {
        Op::Insert { insert, .. } => insert.encode_utf16().collect(),
        Op::Retain { .. } | Op::Delete { .. } => Vec::new(),
    }
}

fn retain(units: usize, attributes: Attributes) -> Op {
    Op::Retain {
        retain: u32::try_from(units).unwrap_or(u32::MAX),
        attributes,
    }
}

/// The change that makes any block one with these attributes and no others.
fn becomes(block: &Attributes) -> Attributes {
    let value = |key: &str| block.get(key).cloned().unwrap_or(Json::Null);
    gathered(OF_BLOCKS.iter().map(|key| ((*key).to_owned(), value(key))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::TableDocument;
    use shared::document::Root;
    use shared::ids::Timestamp;
    use shared::prose::deleted::Deletions;
    use shared::prose::{BlockKind, plain};
    use std::cell::RefCell;
    use std::rc::Rc;

    type Log = Rc<RefCell<Vec<Vec<u8>>>>;

    fn table() -> (Prose, Log) {
        let document = TableDocument::new(Some(30));
        let root: Root = Root::parse("answer/q1").unwrap();
        document.apply_update(&root.seed()).unwrap();
        let log = Rc::new(RefCell::new(vec![root.seed()]));
        let out = log.clone();
        document.on_local(move |update| out.borrow_mut().push(update));
        (document.open_grouping("answer/q1", 0), log)
    }

    fn op(insert: &str, attributes: &[(&str, Json)]) -> Op {
        Op::Insert {
            insert: insert.to_owned(),
            attributes: of(attributes),
        }
    }

    fn of(attributes: &[(&str, Json)]) -> Attributes {
        let pairs = attributes.iter();
        pairs
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect()
    }

    /// What the log tells, each update a minute after the other.
    fn deleted(log: &Log) -> Deleted {
        let mut deletions = Deletions::default();
        let who = "ana".parse().unwrap();
        for (minute, update) in log.borrow().iter().enumerate() {
            let at = Timestamp(minute as u64 * 60_000);
            deletions.note(Some(&who), at, update).unwrap();
        }
        let root = Root::parse("answer/q1").unwrap();
        deletions.of(&root, 20).remove(0)
    }

    fn written(prose: &Prose) {
        let heading = vec![retain(1, of(&[("t", "h1".into())]))];
        let text = vec![
            retain(1, Attributes::new()),
            op("A heading 😀", &[]),
            op("\n", &[("t", "ul".into()), ("indent", 1.into())]),
            op("a bold item", &[("strong", true.into())]),
        ];
        prose.apply(vec![heading, text], (1, 1)).unwrap();
    }

    fn emptied(prose: &Prose) {
        let delta = vec![
            retain(1, of(&[("t", Json::Null)])),
            Op::Delete { delete: 24 },
        ];
        prose.apply(vec![delta], (1, 1)).unwrap();
        assert_eq!(plain(&prose.blocks()), "");
    }

    #[test]
    fn what_was_emptied_comes_back_as_it_was() {
        let (prose, log) = table();
        written(&prose);
        let before = prose.blocks();
        emptied(&prose);
        let deleted = deleted(&log);
        assert_eq!(prose.put_back(&deleted), Ok(true));
        assert_eq!(prose.blocks(), before);
    }

    #[test]
    fn what_was_written_in_its_place_keeps_its_own_block() {
        let (prose, log) = table();
        written(&prose);
        emptied(&prose);
        let deleted = deleted(&log);
        let meanwhile = vec![retain(1, of(&[("t", "ol".into())])), op("meanwhile", &[])];
        prose.apply(vec![meanwhile], (1, 1)).unwrap();
        prose.put_back(&deleted).unwrap();
        assert_eq!(
            plain(&prose.blocks()),
            "A heading 😀\na bold item\nmeanwhile"
        );
        let kinds: Vec<_> = prose.blocks().iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::H1, BlockKind::Ul, BlockKind::Ol]);
    }

    #[test]
    fn words_from_within_a_paragraph_go_back_into_it() {
        let (prose, log) = table();
        let text = vec![
            retain(1, Attributes::new()),
            op("one of several sentences, all kept", &[]),
        ];
        prose.apply(vec![text], (1, 1)).unwrap();
        let cut = vec![retain(5, Attributes::new()), Op::Delete { delete: 11 }];
        prose.apply(vec![cut], (1, 1)).unwrap();
        let deleted = deleted(&log);
        let front = vec![retain(1, Attributes::new()), op("So: ", &[])];
        prose.apply(vec![front], (1, 1)).unwrap();
        prose.put_back(&deleted).unwrap();
        assert_eq!(
            plain(&prose.blocks()),
            "So: one of several sentences, all kept"
        );
    }

    #[test]
    fn a_place_that_is_not_known_is_the_end() {
        let (prose, log) = table();
        written(&prose);
        emptied(&prose);
        let mut deleted = deleted(&log);
        deleted.place = vec![9, 9];
        prose.put_back(&deleted).unwrap();
        assert_eq!(plain(&prose.blocks()), "A heading 😀\na bold item");
    }
}
