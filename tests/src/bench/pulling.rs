//! How long a table waits while the words of many are written into its text.

use crate::bench::report::Figures;
use crate::bench::target::Maker;
use anyhow::Context as _;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use server::revisions::{KeptText, Passage};
use shared::document::{Root, new_doc};
use shared::features::pulling::Taken;
use shared::features::revisions::FrozenText;
use shared::prose::{Block, Marks, Run};
use shared::seq::Seq;
use std::time::Instant;
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, StateVector, Text, Transact, Update};

const ROOT: &str = "answer/q1";
/// Pieces of the text that is there, of fifteen letters each.
const PIECES: usize = 20_000;
/// Paragraphs that go into it, and as many authors, whose the words are in turn.
const PARAGRAPHS: usize = 100;
/// How many words a paragraph has, each of another author.
const WORDS: usize = 12;

/// A hundred authors' words go into 300,000 characters in some 20,000 pieces.
pub fn pulling(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let root = Root::parse(ROOT).context("a root")?;
    let doc = there(&root)?;
    let document = doc
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    let kept = kept(&root)?;
    let passage = Passage::pulled(
        &kept,
        std::slice::from_ref(&root),
        &Taken::All,
        root.clone(),
    );
    let passage = passage.context("there are words in it")?;
    let started = Instant::now();
    let written = passage
        .written(&document, Seq::new(9))
        .context("it goes there")?;
    let took = started.elapsed().as_secs_f64() * 1_000.0;
    figures.note("pulling", "authors", written.hands.len() as f64);
    figures.note(
        "pulling",
        "text it goes into, kB",
        document.len() as f64 / 1_000.0,
    );
    figures.note("pulling", "written, ms", took);
    let started = Instant::now();
    doc.transact_mut()
        .apply_update(Update::decode_v1(&written.update)?)?;
    let took = started.elapsed().as_secs_f64() * 1_000.0;
    figures.note("pulling", "taken in, ms", took);
    Ok(())
}

/// The text that is there, written here and there.
fn there(root: &Root) -> anyhow::Result<Doc> {
    let chance = &mut StdRng::seed_from_u64(7);
    let doc = new_doc(100);
    let text = doc.get_or_insert_text(ROOT);
    let mut txn = doc.transact_mut();
    txn.apply_update(Update::decode_v1(&root.seed())?)?;
    for _ in 0..PIECES {
        let at = chance.random_range(1..=text.len(&txn));
        text.insert(&mut txn, at, "fifteen letters");
    }
    drop(txn);
    Ok(doc)
}

/// The paragraphs that go into it.
fn kept(root: &Root) -> anyhow::Result<KeptText> {
    let word = "words ";
    let block = Block {
        runs: vec![Run {
            text: word.repeat(WORDS),
            marks: Marks::default(),
        }],
        ..Block::default()
    };
    let mut authors = Vec::new();
    for paragraph in 0..PARAGRAPHS {
        authors.push((None, 1));
        for nth in 0..WORDS {
            let who = format!("p{}", (paragraph * WORDS + nth) % PARAGRAPHS).parse()?;
            authors.push((Some(who), u32::try_from(word.len())?));
        }
    }
    Ok(KeptText {
        text: FrozenText([(root.clone(), vec![block; PARAGRAPHS])].into()),
        authors: [(ROOT.to_owned(), authors)].into(),
    })
}
