//! Paragraphs of a text that was kept, written again into a text as it is now: under ids that only the server uses, one for each
//! of their authors, so that the words stay theirs. One of a revision goes where it stood, what is pulled goes to the end.

use super::compare::pairs;
use super::frozen::KeptText;
use crate::gate;
use shared::document::{Root, hand, new_doc};
use shared::features::pulling::{Stretched, Taken, stretch};
use shared::features::revisions::{Authors, Hand, authored};
use shared::ids::ParticipantId;
use shared::prose::attribute::{OF_BLOCKS, carried_by_block, carried_by_marks};
use shared::prose::{Block, blocks};
use std::time::{Duration, Instant};
use yrs::types::{Attrs, Delta};
use yrs::updates::decoder::Decode as _;
use yrs::{
    Any, Doc, GetString as _, In, Text as _, TextRef, Transact as _, TransactionMut, Update,
};

/// How long the paragraph's place is looked for while the table waits.
const PATIENCE: Duration = Duration::from_millis(100);
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
    read_at: Option<u64>,
}

/// A paragraph as it was kept.
#[derive(Debug)]
struct Paragraph {
    block: Block,
    /// Whose the newline is that leads it, and its words.
    authors: Authors,
}

/// Where it goes.
#[derive(Debug)]
enum Goes {
    /// Near where it stood in a text that was so.
    Back {
        /// All of the text, as it was.
        was: Vec<Block>,
        /// Which paragraph of it.
        block: usize,
    },
    /// To the end.
    Last,
}

/// What is written when a paragraph is put back.
#[derive(Debug, Default)]
pub struct Written {
    /// Whose the ids are.
    pub hands: Vec<Hand>,
    /// The one update that writes the words of all.
    pub update: Vec<u8>,
}

/// Where in the text the paragraph goes.
enum Place {
    /// Into the one paragraph that there is, which is empty.
    Empty,
    /// Before all.
    Top {
        /// What the newline carries that leads what is first now.
        first: Attrs,
    },
    /// After a paragraph.
    After {
        /// The offset of its end.
        end: u32,
    },
}

/// Characters, or the newline that leads them, of one author.
struct Part {
    /// Which of the authors.
    author: usize,
    text: String,
    attributes: Attrs,
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

    /// It, with the last entry of the log of another table from which it was read.
    #[must_use]
    pub fn read_at(mut self, entry: u64) -> Self {
        self.read_at = Some(entry);
        self
    }

    /// The last entry of the log of another table from which it was read, if it is from there.
    pub fn entry(&self) -> Option<u64> {
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
    pub fn written(&self, document: &[u8], seq: u64) -> Option<Written> {
        let (parts, authors) = self.parts();
        let client = |nth: usize| hand(seq, nth as u64);
        let doc = new_doc(client(0));
        let text = doc.get_or_insert_text(self.into.to_string());
        apply(&doc, document)?;
        let mut txn = doc.transact_mut();
        let place = self.place(&text, &txn)?;
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

    /// Where it goes: after what became of it, or of the paragraph before it; what is pulled goes after all.
    fn place(&self, text: &TextRef, txn: &TransactionMut<'_>) -> Option<Place> {
        let is = blocks(text, txn);
        // Another client may have written before the first newline, which is assumed then.
        let is_led = text.get_string(txn).starts_with('\n');
        // A paragraph without words would be the one that is there: it is one of its own, as elsewhere.
        let has_words = self.paragraphs.iter().any(|it| !it.block.runs.is_empty());
        if is_led && is.len() == 1 && is[0].runs.is_empty() && has_words {
            return Some(Place::Empty);
        }
        let last = match &self.goes {
            Goes::Back { was, block } => became(was, *block, &is),
            Goes::Last => is.len().checked_sub(1),
        };
        if last.is_none() && is_led {
            return Some(Place::Top {
                first: carried(carried_by_block(is.first()?)),
            });
        }
        let through = is.iter().take(last.unwrap_or_default() + 1);
        let end: u32 = through.map(|block| 1 + units(block)).sum();
        Some(Place::After {
            end: end - u32::from(!is_led),
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

/// What became of a paragraph, or of the one before it, in a text as it is.
fn became(was: &[Block], block: usize, is: &[Block]) -> Option<usize> {
    let mut last = None;
    for (was, now) in pairs(was, is, Instant::now() + PATIENCE) {
        last = now.or(last);
        if was == Some(block) {
            break;
        }
    }
    last
}

/// Every paragraph of a text, with its authors.
fn paragraphs(text: &[Block], authors: &[(Option<ParticipantId>, u32)]) -> Vec<Paragraph> {
    let mut at = 0;
    let paragraph = |block: &Block| {
        let length = 1 + units(block);
        let authors = authored(authors, at, length);
        at += length;
        let block = block.clone();
        Paragraph { block, authors }
    };
    text.iter().map(paragraph).collect()
}

impl Paragraph {
    /// A part of one, in a text that is these authors'.
    fn stretched(part: Stretched, of: &[(Option<ParticipantId>, u32)]) -> Self {
        let (from, to) = part.words;
        let mut authors = authored(of, part.lead, 1);
        authors.extend(authored(of, from, to - from));
        Self {
            block: part.block,
            authors,
        }
    }

    fn is_blank(&self) -> bool {
        let mut runs = self.block.runs.iter();
        runs.all(|run| run.text.trim().is_empty())
    }

    fn parts(&self, authors: &mut NumberedAuthors) -> Vec<Part> {
        let lead = carried(carried_by_block(&self.block));
        // The first newline of a text is nobody's.
        let first = self.authors.iter().find_map(|(who, _)| who.clone());
        let mut parts = vec![Part {
            author: authors.nth_of(first),
            text: "\n".to_owned(),
            attributes: lead,
        }];
        let mut at = 1;
        for run in &self.block.runs {
            let attributes = carried(carried_by_marks(&run.marks));
            let length = length(&run.text);
            let mut rest = run.text.as_str();
            for (who, length) in authored(&self.authors, at, length) {
                let (text, after) = split_at_unit(rest, length);
                rest = after;
                parts.push(Part {
                    author: authors.nth_of(who),
                    text: text.to_owned(),
                    attributes: attributes.clone(),
                });
            }
            if !rest.is_empty() {
                parts.push(Part {
                    author: authors.nth_of(None),
                    text: rest.to_owned(),
                    attributes,
                });
            }
            at += length;
        }
        parts.retain(|part| !part.text.is_empty());
        parts
    }
}

/// Where the first part goes, and the parts in the order in which they are written there.
fn arranged(place: &Place, mut parts: Vec<Part>) -> (u32, Vec<Part>) {
    match place {
        Place::After { end } => (*end, parts),
        // The newline that is there leads it.
        Place::Empty => {
            parts.remove(0);
            (1, parts)
        }
        // The newline that is there leads it, and its own leads what was first.
        Place::Top { first } => {
            let mut newline = parts.remove(0);
            newline.attributes.clone_from(first);
            parts.push(newline);
            (1, parts)
        }
    }
}

/// The authors in the order in which they come; nobody is one of them.
struct NumberedAuthors {
    all: Vec<Option<ParticipantId>>,
    /// How many of them keep their words.
    most: usize,
}

impl NumberedAuthors {
    /// Which of the authors this is; one more if there is room.
    fn nth_of(&mut self, who: Option<ParticipantId>) -> usize {
        let all = &mut self.all;
        if let Some(found) = all.iter().position(|author| *author == who) {
            return found;
        }
        let who = who.filter(|_| all.len() < self.most);
        if who.is_none()
            && let Some(nobody) = all.iter().position(Option::is_none)
        {
            return nobody;
        }
        all.push(who);
        all.len() - 1
    }
}

fn apply(doc: &Doc, update: &[u8]) -> Option<()> {
    let update = Update::decode_v1(update).ok()?;
    doc.transact_mut().apply_update(update).ok()
}

fn carried(attributes: Vec<(&'static str, Any)>) -> Attrs {
    let attributes = attributes.into_iter();
    attributes.map(|(key, value)| (key.into(), value)).collect()
}

/// The change that makes any newline lead such a block, and no other.
fn becomes(block: &Block) -> Attrs {
    let mut attributes: Attrs = OF_BLOCKS
        .iter()
        .map(|key| ((*key).into(), Any::Null))
        .collect();
    attributes.extend(carried(carried_by_block(block)));
    attributes
}

fn units(block: &Block) -> u32 {
    block.runs.iter().map(|run| length(&run.text)).sum()
}

/// In UTF-16 units.
fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The text up to so many UTF-16 units, and the rest; never within a character.
fn split_at_unit(text: &str, units: u32) -> (&str, &str) {
    let mut left = units;
    let end = text.char_indices().find_map(|(at, sign)| {
        let is_end = left == 0;
        left = left.saturating_sub(u32::try_from(sign.len_utf16()).unwrap_or(1));
        is_end.then_some(at)
    });
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod one_by_one;

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::revisions::{FrozenText, canonical};
    use shared::prose::{BlockKind, Marks, Run, clients};
    use std::collections::BTreeMap;
    use yrs::{ReadTxn as _, StateVector};

    const ROOT: &str = "answer/q1";

    fn run(text: &str, strong: bool) -> Run {
        Run {
            text: text.to_owned(),
            marks: Marks {
                strong,
                ..Marks::default()
            },
        }
    }

    fn block(kind: BlockKind, runs: Vec<Run>) -> Block {
        Block {
            kind,
            runs,
            ..Block::default()
        }
    }

    /// A heading by Ana and a paragraph that Ben began and Ana went on with, in bold across.
    fn was() -> Vec<Block> {
        vec![
            block(BlockKind::H1, vec![run("Title 😀", false)]),
            block(
                BlockKind::Ul,
                vec![run("Ben began, ", false), run("both went on", true)],
            ),
            block(BlockKind::Paragraph, vec![run("The end.", false)]),
        ]
    }

    #[allow(clippy::unnecessary_wraps, reason = "an author may be unknown")]
    fn who(name: &str) -> Option<ParticipantId> {
        Some(name.parse().unwrap())
    }

    fn passage(nth: u32) -> Passage {
        let root = Root::parse(ROOT).unwrap();
        let text = canonical(&BTreeMap::from([(root, was())]));
        let authors = vec![
            (None, 1),
            (who("ana"), 8),
            (who("ben"), 16),
            (who("ana"), 9),
            (who("cleo"), 7),
        ];
        let kept = KeptText {
            text: FrozenText::read(&text).unwrap(),
            authors: [(ROOT.to_owned(), authors)].into(),
        };
        Passage::back(kept, ROOT, nth).unwrap()
    }

    /// A document that says this, by somebody else.
    fn document(lines: &[(BlockKind, &str)]) -> Doc {
        let doc = new_doc(77);
        apply(&doc, &Root::parse(ROOT).unwrap().seed()).unwrap();
        let text = doc.get_or_insert_text(ROOT);
        let mut txn = doc.transact_mut();
        for (nth, (kind, line)) in lines.iter().enumerate() {
            let block = block(*kind, Vec::new());
            if nth == 0 {
                text.format(&mut txn, 0, 1, becomes(&block));
            } else {
                let end = text.len(&txn);
                let lead = carried(carried_by_block(&block));
                text.insert_with_attributes(&mut txn, end, "\n", lead);
            }
            let end = text.len(&txn);
            text.insert_with_attributes(&mut txn, end, line, Attrs::default());
        }
        drop(txn);
        doc
    }

    fn whole(doc: &Doc) -> Vec<u8> {
        let txn = doc.transact();
        txn.encode_state_as_update_v1(&StateVector::default())
    }

    /// The document after the paragraph was put back, and whose the words are.
    fn restored(doc: &Doc, nth: u32) -> (Vec<Block>, Vec<(String, u32)>) {
        let written = passage(nth).written(&whole(doc), 9).unwrap();
        apply(doc, &written.update).unwrap();
        let text = doc.get_or_insert_text(ROOT);
        let mut txn = doc.transact_mut();
        let owner = |client: Option<u64>| {
            let hand = written
                .hands
                .iter()
                .find(|hand| Some(hand.client) == client);
            hand.map_or("-", |hand| hand.author.as_str()).to_owned()
        };
        let of = clients(&text, &mut txn).into_iter();
        let of = of.map(|(client, units)| (owner(client), units)).collect();
        (blocks(&text, &txn), of)
    }

    #[test]
    fn a_paragraph_comes_back_where_it_stood_as_it_was_and_whose_it_was() {
        use BlockKind::{H1, Paragraph};
        let doc = document(&[(H1, "Title 😀"), (Paragraph, "The end.")]);
        let (blocks, of) = restored(&doc, 1);
        assert_eq!(blocks, was());
        let want = [("-", 1), ("-", 8), ("ben", 16), ("ana", 8), ("-", 9)];
        let want = want.map(|(who, units)| (who.to_owned(), units));
        assert_eq!(of, want);
    }

    #[test]
    fn it_fills_an_empty_text_and_goes_before_what_is_first() {
        use BlockKind::{H1, H2, Paragraph, Ul};
        let kinds = |blocks: &[Block]| blocks.iter().map(|it| it.kind).collect::<Vec<_>>();
        let (blocks, _) = restored(&document(&[(H2, "")]), 1);
        assert_eq!(blocks, was()[1..2]);
        let doc = document(&[(Ul, "Ben began, both went on"), (Paragraph, "The end.")]);
        let (blocks, _) = restored(&doc, 0);
        assert_eq!(kinds(&blocks), [H1, Ul, Paragraph]);
        assert_eq!(blocks[0], was()[0]);
        assert_eq!(
            shared::prose::plain(&blocks[1..2]),
            "Ben began, both went on"
        );
    }

    #[test]
    fn one_without_words_comes_back_into_an_empty_text_too() {
        let root = Root::parse(ROOT).unwrap();
        for kind in [BlockKind::Paragraph, BlockKind::Ul] {
            for authors in [vec![(None, 1), (who("ana"), 5)], Vec::new()] {
                let blank = block(kind, Vec::new());
                let words = block(BlockKind::Paragraph, vec![run("Gone", false)]);
                let kept = |nth| {
                    let text = vec![blank.clone(), words.clone()];
                    let kept = KeptText {
                        text: FrozenText([(root.clone(), text)].into()),
                        authors: [(ROOT.to_owned(), authors.clone())].into(),
                    };
                    Passage::back(kept, ROOT, nth).unwrap()
                };
                let doc = document(&[(BlockKind::Paragraph, "")]);
                let written = kept(0).written(&whole(&doc), 5).unwrap();
                apply(&doc, &written.update).unwrap();
                let text = doc.get_or_insert_text(ROOT);
                let found = blocks(&text, &doc.transact());
                assert_eq!(found.len(), 2);
                assert!(found.contains(&blank), "{found:?}");
            }
        }
    }

    #[test]
    fn one_that_was_changed_comes_after_what_became_of_it_and_nothing_goes() {
        use BlockKind::{H1, Paragraph, Ul};
        let doc = document(&[
            (H1, "Title 😀"),
            (Ul, "Ben began, others went on"),
            (Paragraph, "The end."),
        ]);
        let (blocks, _) = restored(&doc, 1);
        assert_eq!(blocks.len(), 4);
        assert_eq!(blocks[2], was()[1]);
    }

    #[test]
    fn words_of_two_who_wrote_into_each_other_come_back_in_order_whoever_writes_first() {
        let letters: String = ('a'..='z').collect();
        let text = vec![block(BlockKind::Paragraph, vec![run(&letters, false)])];
        let authors: Authors = std::iter::once((None, 1))
            .chain((0..26).map(|nth| (who(["ana", "ben", "cleo"][nth * nth % 3]), 1)))
            .collect();
        let root = Root::parse(ROOT).unwrap();
        let kept = KeptText {
            text: FrozenText([(root, text.clone())].into()),
            authors: [(ROOT.to_owned(), authors.clone())].into(),
        };
        let passage = Passage::back(kept, ROOT, 0).unwrap();
        let doc = document(&[(BlockKind::Paragraph, "Another.")]);
        let written = passage.written(&whole(&doc), 3).unwrap();
        apply(&doc, &written.update).unwrap();
        let root = doc.get_or_insert_text(ROOT);
        let found = blocks(&root, &doc.transact());
        assert!(found.contains(&text[0]), "{found:?}");
        assert_eq!(written.hands.len(), 2, "squares leave 0 or 1");
    }

    #[test]
    fn what_is_pulled_goes_to_the_end_in_order_and_stays_its_authors() {
        use BlockKind::Paragraph;
        let [north, south] =
            ["answer/q1/north", "answer/q1/south"].map(|it| Root::parse(it).unwrap());
        let empty = block(Paragraph, Vec::new());
        let texts = [
            (north.clone(), was()),
            (
                south.clone(),
                vec![block(Paragraph, vec![run("South says.", false)]), empty],
            ),
        ];
        let authors = [
            (
                north.to_string(),
                vec![
                    (None, 1),
                    (who("ana"), 8),
                    (who("ben"), 12),
                    (who("ana"), 40),
                ],
            ),
            (south.to_string(), vec![(None, 1), (who("cleo"), 12)]),
        ];
        let kept = KeptText {
            text: FrozenText(texts.into()),
            authors: authors.into(),
        };
        let order = [south, north];
        let pull =
            |taken: &Taken| Passage::pulled(&kept, &order, taken, Root::parse(ROOT).unwrap());
        let after = |doc: &Doc, taken: &Taken| {
            let written = pull(taken).unwrap().written(&whole(doc), 4).unwrap();
            apply(doc, &written.update).unwrap();
            let text = doc.get_or_insert_text(ROOT);
            let hands: Vec<_> = written
                .hands
                .iter()
                .map(|it| it.author.to_string())
                .collect();
            (blocks(&text, &doc.transact()), hands)
        };
        let says = |blocks: &[Block]| {
            blocks
                .iter()
                .map(|it| shared::prose::plain(std::slice::from_ref(it)))
                .collect::<Vec<_>>()
        };

        let doc = document(&[(Paragraph, "Before.")]);
        let (all, hands) = after(&doc, &Taken::All);
        let want = [
            "Before.",
            "South says.",
            "Title 😀",
            "Ben began, both went on",
            "The end.",
        ];
        assert_eq!(says(&all), want);
        assert_eq!(all[2..], was());
        assert_eq!(hands, ["cleo", "ana", "ben"]);

        // Into a text in which nothing is written, it begins that.
        let root = order[1].to_string();
        let taken = Taken::Paragraph {
            root: root.clone(),
            block: 1,
        };
        let (one, hands) = after(&document(&[(BlockKind::H2, "")]), &taken);
        assert_eq!(one, was()[1..2]);
        assert_eq!(hands, ["ben", "ana"]);

        // Nothing is written where there are no words.
        for (root, block) in [
            (order[0].to_string(), 1),
            (root, 9),
            ("answer/q1/coast".to_owned(), 0),
        ] {
            assert!(pull(&Taken::Paragraph { root, block }).is_none());
        }
    }
}
