//! Paragraphs of a text that was kept, written again into a text as it is now: under ids that only the server uses, one for each
//! of their authors, so that the words stay theirs. One of a revision goes where it stood, what is pulled goes to the end.

#[cfg(test)]
mod one_by_one;
mod paragraph;
mod place;
#[cfg(test)]
mod tests;

use self::paragraph::{NumberedAuthors, Paragraph, Part, length, paragraphs};
use self::place::{Goes, Place, arranged, becomes};
use super::frozen::KeptText;
use crate::gate;
use shared::document::{Root, hand, new_doc};
use shared::features::pulling::{Taken, stretch};
use shared::features::revisions::Hand;
use shared::ids::ParticipantId;
use shared::seq::Seq;
use yrs::types::Delta;
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, In, Text as _, Transact as _, Update};

/// As many authors of each paragraph keep their words; those of more are nobody's.
const AUTHORS: usize = 8;
/// And as many of all paragraphs together.
const AUTHORS_OF_ALL: usize = 200;

/// Paragraphs that were kept, and the text into which they are written.
#[derive(Debug)]
pub struct Passage {
    into: Root,
    paragraphs: Vec<Paragraph>,
    goes: Goes,
    read_at: Option<Seq>,
}

/// What is written when a paragraph is put back.
#[derive(Debug, Default)]
pub struct Written {
    /// Whose the ids are.
    pub hands: Vec<Hand>,
    /// The one update that writes the words of all.
    pub update: Vec<u8>,
}

impl Passage {
    /// That paragraph, to go back where it stood, if there is one.
    pub fn back(mut kept: KeptText, root: &str, block: u32) -> Option<Self> {
        let authors = kept.authors.remove(root).unwrap_or_default();
        let into = Root::parse(root)?;
        let was = kept.text.0.remove(&into)?;
        let block = usize::try_from(block).ok()?;
        let paragraph = paragraphs(&was, &authors).into_iter().nth(block)?;
        Some(Self {
            into,
            paragraphs: vec![paragraph],
            goes: Goes::Back { was, block },
            read_at: None,
        })
    }

    /// What is taken of these texts, in their order, to go to the end of another; nothing if there are no words in it.
    pub fn pulled(kept: &KeptText, order: &[Root], taken: &Taken, into: Root) -> Option<Self> {
        let mut all = Vec::new();
        for root in order {
            let Some(blocks) = kept.text.0.get(root) else {
                continue;
            };
            let name = root.to_string();
            let authors = kept.authors.get(&name).map_or(&[][..], Vec::as_slice);
            if let Taken::Stretch { root, from, to } = taken {
                let found = stretch(blocks, *from, *to).into_iter();
                let found = found.filter(|_| *root == name);
                all.extend(found.map(|it| Paragraph::stretched(it, authors)));
                continue;
            }
            let numbered = (0..).zip(paragraphs(blocks, authors));
            let taken = numbered.filter(|(nth, it)| taken.holds(&name, *nth) && !it.is_blank());
            all.extend(taken.map(|(_, paragraph)| paragraph));
        }
        (!all.is_empty()).then_some(Self {
            into,
            paragraphs: all,
            goes: Goes::Last,
            read_at: None,
        })
    }

    /// Those paragraphs of these texts, in their order, that say something and are wanted, to go to the end of another; nothing if
    /// none is. There is one `wanted` for each paragraph that says something.
    pub fn some(kept: &KeptText, order: &[Root], wanted: &[bool], into: Root) -> Option<Self> {
        let texts = order.iter().filter_map(|root| {
            let authors = kept.authors.get(&root.to_string());
            let authors = authors.map_or(&[][..], Vec::as_slice);
            Some(paragraphs(kept.text.0.get(root)?, authors))
        });
        let worded = texts.flatten().filter(|paragraph| !paragraph.is_blank());
        let wanted = worded.zip(wanted).filter(|(_, wanted)| **wanted);
        let paragraphs: Vec<_> = wanted.map(|(paragraph, _)| paragraph).collect();
        (!paragraphs.is_empty()).then_some(Self {
            into,
            paragraphs,
            goes: Goes::Last,
            read_at: None,
        })
    }

    /// It, with the last entry of the log of another table from which it was read.
    #[must_use]
    pub fn read_at(mut self, entry: Seq) -> Self {
        self.read_at = Some(entry);
        self
    }

    /// The last entry of the log of another table from which it was read, if it is from there.
    pub fn entry(&self) -> Option<Seq> {
        self.read_at
    }

    /// How many bytes its words take, at the least.
    pub fn bytes(&self) -> usize {
        let runs = self.paragraphs.iter().flat_map(|it| &it.block.runs);
        runs.map(|run| run.text.len()).sum()
    }

    /// Into which text it is written.
    pub fn into(&self) -> &Root {
        &self.into
    }

    /// Writes it into a document, given as one update, as the log's entry `seq` says. Nothing if that cannot be. The document is
    /// read once, however many the authors.
    pub fn written(&self, document: &[u8], seq: Seq) -> Option<Written> {
        let (parts, authors) = self.parts();
        let client = |nth: usize| hand(seq, nth as u64);
        let doc = new_doc(client(0));
        let text = doc.get_or_insert_text(self.into.to_string());
        apply(&doc, document)?;
        let mut txn = doc.transact_mut();
        let has_words = self.paragraphs.iter().any(|it| !it.block.runs.is_empty());
        let place = self.goes.place(&text, &txn, has_words)?;
        let (start, parts) = arranged(&place, parts);
        let leads = match place {
            Place::After { .. } => None,
            Place::Empty | Place::Top { .. } => Some(becomes(&self.paragraphs[0].block)),
        };
        // What leads the text is changed by the first of them.
        let mut shares = vec![(client(0), 0)];
        let mut delta = vec![Delta::Retain(start, leads.map(Box::new))];
        for part in parts {
            shares.push((client(part.author), length(&part.text)));
            delta.push(Delta::Inserted(
                In::Any(part.text.into()),
                Some(Box::new(part.attributes)),
            ));
        }
        text.apply_delta(&mut txn, delta);
        let hands = authors.into_iter().enumerate();
        let hands = hands.filter_map(|(nth, who)| {
            Some(Hand {
                client: client(nth),
                author: who?,
            })
        });
        Some(Written {
            hands: hands.collect(),
            update: gate::divided(&txn.encode_update_v1(), &shares).ok()?,
        })
    }

    /// The newlines that lead the paragraphs and their words, cut where their author changes; and the authors.
    fn parts(&self) -> (Vec<Part>, Vec<Option<ParticipantId>>) {
        let most = AUTHORS_OF_ALL.min(AUTHORS * self.paragraphs.len());
        let mut authors = NumberedAuthors {
            all: Vec::new(),
            most,
        };
        let parts = self.paragraphs.iter();
        let parts = parts.flat_map(|it| it.parts(&mut authors)).collect();
        (parts, authors.all)
    }
}

fn apply(doc: &Doc, update: &[u8]) -> Option<()> {
    let update = Update::decode_v1(update).ok()?;
    doc.transact_mut().apply_update(update).ok()
}
