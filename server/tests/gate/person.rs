//! Somebody who edits at random with a real yrs document.

use crate::table::{ROOTS, Table, apply, document};
use rand::RngExt;
use rand::rngs::StdRng;
use std::sync::{Arc, Mutex};
use yrs::types::Attrs;
use yrs::undo::{Options, UndoManager};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Any, Doc, GetString, ReadTxn, Text, TextRef, Transact, Update};

const WORDS: [&str; 9] = [
    "water ",
    "and",
    " élan",
    "\n",
    "مياه",
    "🌊",
    "a👩‍👩‍👧b",
    "the quick brown fox ",
    "x",
];

/// A document with an outbox.
pub struct Person {
    pub doc: Doc,
    /// Updates made and not yet sent.
    pub outbox: Arc<Mutex<Vec<Vec<u8>>>>,
    undo: UndoManager<()>,
    texts: Vec<TextRef>,
}

impl Person {
    /// Somebody with the table's state and the roots they write in.
    pub fn joins(table: &Table, client: u64, roots: &[&str]) -> Self {
        let doc = document(client);
        apply(&doc, &crate::table::full(&table.doc));
        let texts: Vec<_> = roots
            .iter()
            .map(|root| doc.get_or_insert_text(*root))
            .collect();
        for root in ROOTS {
            doc.get_or_insert_text(root);
        }
        let options = Options {
            capture_timeout_millis: 0,
            ..Options::default()
        };
        let mut undo = UndoManager::with_options(options);
        for text in &texts {
            undo.expand_scope(&doc, text);
        }
        undo.include_origin("me");
        let outbox = Arc::new(Mutex::new(Vec::new()));
        let sent = outbox.clone();
        doc.observe_update_v1("outbox", move |txn, event| {
            if txn
                .origin()
                .is_none_or(|origin| origin.as_ref() != b"table")
            {
                sent.lock().unwrap().push(event.update.clone());
            }
        })
        .unwrap();
        Self {
            doc,
            outbox,
            undo,
            texts,
        }
    }

    /// Writes, deletes, formats or undoes something.
    pub fn edits(&mut self, rng: &mut StdRng) {
        match rng.random_range(0..20) {
            0..10 => self.writes(rng),
            10..14 => self.deletes(rng),
            14..18 => self.formats(rng),
            18 => {
                self.undo.undo_blocking();
            }
            _ => {
                self.undo.redo_blocking();
            }
        }
    }

    pub fn writes(&self, rng: &mut StdRng) {
        let text = &self.texts[rng.random_range(0..self.texts.len())];
        let mut txn = self.doc.transact_mut_with("me");
        let at = *pick(rng, &boundaries(&text.get_string(&txn)));
        let word = *pick(rng, &WORDS);
        if rng.random_bool(0.3) {
            text.insert_with_attributes(&mut txn, at, word, attributes(rng));
        } else {
            text.insert(&mut txn, at, word);
        }
    }

    fn deletes(&self, rng: &mut StdRng) {
        let text = &self.texts[rng.random_range(0..self.texts.len())];
        let mut txn = self.doc.transact_mut_with("me");
        let (from, to) = range(rng, &text.get_string(&txn));
        if from < to {
            text.remove_range(&mut txn, from, to - from);
        }
    }

    fn formats(&self, rng: &mut StdRng) {
        let text = &self.texts[rng.random_range(0..self.texts.len())];
        let mut txn = self.doc.transact_mut_with("me");
        let (from, to) = range(rng, &text.get_string(&txn));
        if from < to {
            text.format(&mut txn, from, to - from, attributes(rng));
        }
    }

    /// Takes what another document has and this one lacks.
    pub fn pulls(&self, other: &Doc) {
        if *other != self.doc {
            let vector = self.doc.transact().state_vector();
            let diff = other.transact().encode_state_as_update_v1(&vector);
            let update = Update::decode_v1(&diff).unwrap();
            self.doc
                .transact_mut_with("table")
                .apply_update(update)
                .unwrap();
        }
    }

    /// What this one would send: one by one, merged into one, or as an answer to a sync step 1.
    pub fn sends(&self, rng: &mut StdRng, table: &Table) -> Vec<Vec<u8>> {
        let updates = std::mem::take(&mut *self.outbox.lock().unwrap());
        match rng.random_range(0..3) {
            0 => updates,
            1 if !updates.is_empty() => vec![yrs::merge_updates_v1(&updates).unwrap()],
            _ => vec![self.all_for(table)],
        }
    }

    /// The answer to the table's sync step 1.
    pub fn all_for(&self, table: &Table) -> Vec<u8> {
        self.doc
            .transact()
            .encode_state_as_update_v1(&table.vector())
    }

    pub fn vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }
}

pub fn pick<'a, T>(rng: &mut StdRng, items: &'a [T]) -> &'a T {
    &items[rng.random_range(0..items.len())]
}

/// UTF-16 offsets between characters.
fn boundaries(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut all = vec![0];
    for char in text.chars() {
        at += if char.len_utf16() == 2 { 2 } else { 1 };
        all.push(at);
    }
    all
}

/// Some characters, never the first newline, and few.
fn range(rng: &mut StdRng, text: &str) -> (u32, u32) {
    let all = boundaries(text);
    if all.len() < 3 {
        return (0, 0);
    }
    let from = rng.random_range(1..all.len() - 1);
    let to = (from + rng.random_range(1..9)).min(all.len() - 1);
    (all[from], all[to])
}

fn attributes(rng: &mut StdRng) -> Attrs {
    let values: [(&str, Any); 6] = [
        ("strong", Any::Bool(true)),
        ("strong", Any::Null),
        ("em", Any::Bool(true)),
        ("link", Any::from("https://example.org/🌊")),
        ("t", Any::from("h2")),
        ("indent", Any::Number(2.into())),
    ];
    let (key, value) = pick(rng, &values).clone();
    Attrs::from([(key.into(), value)])
}
