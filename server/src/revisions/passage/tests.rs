//! What is put back and pulled comes out as it was kept, in its authors' names.

use super::paragraph::carried;
use super::*;
use shared::features::revisions::{Authors, FrozenText, canonical};
use shared::prose::attribute::carried_by_block;
use shared::prose::{Block, BlockKind, Marks, Run, blocks, clients};
use std::collections::BTreeMap;
use yrs::types::Attrs;
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
    let written = passage(nth).written(&whole(doc), Seq::new(9)).unwrap();
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
            let written = kept(0).written(&whole(&doc), Seq::new(5)).unwrap();
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
    let written = passage.written(&whole(&doc), Seq::new(3)).unwrap();
    apply(&doc, &written.update).unwrap();
    let root = doc.get_or_insert_text(ROOT);
    let found = blocks(&root, &doc.transact());
    assert!(found.contains(&text[0]), "{found:?}");
    assert_eq!(written.hands.len(), 2, "squares leave 0 or 1");
}

#[test]
fn what_is_pulled_goes_to_the_end_in_order_and_stays_its_authors() {
    use BlockKind::Paragraph;
    let [north, south] = ["answer/q1/north", "answer/q1/south"].map(|it| Root::parse(it).unwrap());
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
    let pull = |taken: &Taken| Passage::pulled(&kept, &order, taken, Root::parse(ROOT).unwrap());
    let after = |doc: &Doc, taken: &Taken| {
        let written = pull(taken)
            .unwrap()
            .written(&whole(doc), Seq::new(4))
            .unwrap();
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
