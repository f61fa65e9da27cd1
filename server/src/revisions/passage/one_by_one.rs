//! Words that are written again for one author after another, each of whom reads all of the text: slow, and plainly right. What is
//! written at once for all of them must come out the same.

use super::paragraph::carried;
use super::*;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use shared::features::revisions::{Authors, FrozenText};
use shared::prose::attribute::{carried_by_block, carried_by_marks};
use shared::prose::{Block, BlockKind, Marks, Run, blocks, clients};
use yrs::types::Attrs;
use yrs::{Any, GetString as _, ReadTxn as _, StateVector};

const ROOT: &str = "answer/q1";

/// What each author in turn writes among what those before have written.
fn one_by_one(passage: &Passage, document: &[u8], seq: Seq) -> Vec<Vec<u8>> {
    let place = {
        let doc = new_doc(1);
        let text = doc.get_or_insert_text(passage.into.to_string());
        apply(&doc, document).unwrap();
        let txn = doc.transact_mut();
        passage.goes.place(&text, &txn, true).unwrap()
    };
    let (parts, authors) = passage.parts();
    let (start, parts) = arranged(&place, parts);
    let mut updates = Vec::<Vec<u8>>::new();
    for nth in 0..authors.len() {
        let doc = new_doc(hand(seq, nth as u64));
        let text = doc.get_or_insert_text(passage.into.to_string());
        apply(&doc, document).unwrap();
        for update in &updates {
            apply(&doc, update).unwrap();
        }
        let mut txn = doc.transact_mut();
        if nth == 0 && !matches!(place, Place::After { .. }) {
            text.format(&mut txn, 0, 1, becomes(&passage.paragraphs[0].block));
        }
        let mut at = start;
        for part in &parts {
            if part.author == nth {
                text.insert_with_attributes(&mut txn, at, &part.text, part.attributes.clone());
            }
            if part.author <= nth {
                at += length(&part.text);
            }
        }
        updates.push(txn.encode_update_v1());
    }
    updates
}

fn marks(random: &mut StdRng) -> Marks {
    Marks {
        strong: random.random_bool(0.3),
        em: random.random_bool(0.3),
        ..Marks::default()
    }
}

fn kind(random: &mut StdRng) -> BlockKind {
    let kinds = [BlockKind::Paragraph, BlockKind::H1, BlockKind::Ul];
    kinds[random.random_range(0..kinds.len())]
}

fn words(random: &mut StdRng, most: usize) -> String {
    let signs = ['a', 'é', '语', '😀', ' '];
    let length = random.random_range(1..=most);
    let sign = |_| signs[random.random_range(0..signs.len())];
    (0..length).map(sign).collect()
}

/// A text that several have written into each other, in pieces and with formats across them.
fn written_by_many(random: &mut StdRng, edits: usize, most: usize) -> Vec<u8> {
    let docs: Vec<_> = (0..4).map(|nth| new_doc(100 + nth)).collect();
    for doc in &docs {
        doc.get_or_insert_text(ROOT);
        apply(doc, &Root::parse(ROOT).unwrap().seed()).unwrap();
    }
    for _ in 0..edits {
        let doc = &docs[random.random_range(0..docs.len())];
        let text = doc.get_or_insert_text(ROOT);
        let update = {
            let mut txn = doc.transact_mut();
            let is = text.get_string(&txn);
            let units: Vec<u32> = std::iter::once(0)
                .chain(is.chars().scan(0, |at, sign| {
                    *at += u32::try_from(sign.len_utf16()).unwrap();
                    Some(*at)
                }))
                .collect();
            let [from, to] = {
                let some = |random: &mut StdRng| units[random.random_range(1..units.len())];
                let (one, other) = (some(random), some(random));
                [one.min(other), one.max(other)]
            };
            match random.random_range(0..10) {
                0 if to > from => {
                    let near = units.iter().copied().find(|it| *it > from).unwrap();
                    text.remove_range(&mut txn, from, near.min(to) - from);
                }
                1 | 2 if to > from => {
                    let all = [
                        ("strong", Any::Bool(true)),
                        ("strong", Any::Null),
                        ("em", Any::Bool(true)),
                    ];
                    let (key, value) = all[random.random_range(0..3)].clone();
                    text.format(
                        &mut txn,
                        from,
                        to - from,
                        Attrs::from([(key.into(), value)]),
                    );
                }
                3 => {
                    let block = Block {
                        kind: kind(random),
                        ..Block::default()
                    };
                    let lead = carried(carried_by_block(&block));
                    text.insert_with_attributes(&mut txn, from, "\n", lead);
                }
                _ => {
                    let attributes = carried(carried_by_marks(&marks(random)));
                    text.insert_with_attributes(&mut txn, from, &words(random, most), attributes);
                }
            }
            txn.encode_update_v1()
        };
        // Some hear of it later, so that they write at the same time.
        for other in &docs {
            if random.random_bool(0.7) {
                apply(other, &update).unwrap();
            }
        }
        if random.random_bool(0.2) {
            in_step(&docs);
        }
    }
    in_step(&docs);
    whole(&docs[0])
}

fn in_step(docs: &[Doc]) {
    let all: Vec<_> = docs.iter().map(whole).collect();
    for doc in docs {
        for update in &all {
            apply(doc, update).unwrap();
        }
    }
}

fn whole(doc: &Doc) -> Vec<u8> {
    let txn = doc.transact();
    txn.encode_state_as_update_v1(&StateVector::default())
}

/// A text that some have written, and whose each of its letters is.
fn kept(random: &mut StdRng, paragraphs: usize, authors: usize) -> KeptText {
    let mut blocks = Vec::new();
    let mut of = Authors::new();
    for _ in 0..paragraphs {
        let runs: Vec<_> = (0..random.random_range(1..5))
            .map(|_| Run {
                text: words(random, 12),
                marks: marks(random),
            })
            .collect();
        let units: u32 = 1 + runs.iter().map(|run| length(&run.text)).sum::<u32>();
        let mut left = units;
        while left > 0 {
            // A half of a character goes with the other.
            let some = random.random_range(1..=left.min(5));
            let who = random.random_range(0..=authors);
            let who = (who > 0).then(|| format!("p{who}").parse().unwrap());
            of.push((who, some));
            left -= some;
        }
        blocks.push(Block {
            kind: kind(random),
            runs,
            ..Block::default()
        });
    }
    let root = Root::parse(ROOT).unwrap();
    KeptText {
        text: FrozenText([(root, blocks)].into()),
        authors: [(ROOT.to_owned(), of)].into(),
    }
}

/// What a text says, and whose its letters are by the ids of those who write again.
fn after(document: &[u8], updates: &[Vec<u8>]) -> (Vec<Block>, Vec<(Option<u64>, u32)>) {
    let doc = new_doc(5);
    let text = doc.get_or_insert_text(ROOT);
    apply(&doc, document).unwrap();
    for update in updates {
        gate::walk(update, &gate::Limits::none()).unwrap();
        apply(&doc, update).unwrap();
    }
    let mut txn = doc.transact_mut();
    assert!(
        txn.store().pending_update().is_none(),
        "something is missing"
    );
    let mut of = Vec::<(Option<u64>, u32)>::new();
    for (client, units) in clients(&text, &mut txn) {
        match of.last_mut() {
            Some((last, length)) if *last == client => *length += units,
            _ => of.push((client, units)),
        }
    }
    (blocks(&text, &txn), of)
}

#[test]
fn at_once_comes_out_as_one_by_one() {
    for seed in 0..300 {
        println!("seed {seed}");
        let random = &mut StdRng::seed_from_u64(seed);
        let edits = random.random_range(0..60);
        let document = written_by_many(random, edits, 6);
        let (paragraphs, authors) = (random.random_range(1..5), random.random_range(1..6));
        let kept = kept(random, paragraphs, authors);
        let root = Root::parse(ROOT).unwrap();
        let passage = if random.random_bool(0.5) {
            Passage::pulled(
                &kept,
                std::slice::from_ref(&root),
                &Taken::All,
                root.clone(),
            )
        } else {
            let block = random.random_range(0..paragraphs);
            Passage::back(kept, ROOT, u32::try_from(block).unwrap())
        };
        let Some(passage) = passage else {
            continue;
        };
        let written = passage.written(&document, Seq::new(9)).unwrap();
        let at_once = after(&document, std::slice::from_ref(&written.update));
        let one_by_one = after(&document, &one_by_one(&passage, &document, Seq::new(9)));
        assert_eq!(at_once, one_by_one, "seed {seed}");
    }
}
