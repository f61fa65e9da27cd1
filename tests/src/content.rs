//! What a document holds, in a form that can be compared and told to others.

use serde_json::{Map, Value, json};
use server::store::{Kind, Store};
use server::tables::state::TableState;
use shared::document::{DocumentId, new_doc};
use shared::ids::TableId;
use shared::seq::Seq;
use std::collections::BTreeMap;
use yrs::types::text::YChange;
use yrs::updates::decoder::Decode;
use yrs::{Doc, Out, ReadTxn, Text, Transact, Update};

/// Everything that readers of a document can tell: each root's text with all attributes, and how far
/// each client has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The runs of each root, as Yjs writes a delta.
    pub roots: BTreeMap<String, Vec<Value>>,
    /// The clock that comes next for each client.
    pub vector: BTreeMap<u64, u32>,
}

impl Content {
    /// Reads some roots of a document.
    ///
    /// # Panics
    /// If a root holds anything but text.
    pub fn of(doc: &Doc, roots: &[impl AsRef<str>]) -> Self {
        let named = roots.iter().map(|root| {
            let root = root.as_ref();
            (root.to_owned(), doc.get_or_insert_text(root))
        });
        let texts: Vec<_> = named.collect();
        let txn = doc.transact();
        let runs = |text: &yrs::TextRef| {
            let mut runs = Vec::new();
            for run in text.diff(&txn, YChange::identity) {
                let Out::Any(insert) = run.insert else {
                    panic!("only text is expected, not {:?}", run.insert)
                };
                let attributes = run.attributes.iter().flat_map(|all| all.iter());
                let attributes = attributes
                    .map(|(key, value)| (key.to_string(), json!(value)))
                    .collect();
                push(
                    &mut runs,
                    json!(insert).as_str().unwrap_or_default(),
                    attributes,
                );
            }
            runs
        };
        let roots = texts.iter().map(|(root, text)| (root.clone(), runs(text)));
        let vector = txn.state_vector();
        Self {
            roots: roots.collect(),
            vector: vector
                .iter()
                .map(|(id, clock)| (id.get(), *clock))
                .collect(),
        }
    }

    /// As JSON, for those who are no Rust.
    pub fn told(&self) -> Value {
        json!({ "roots": self.roots, "vector": self.vector })
    }
}

/// Adds a run; one that looks as the last one does is more of it, wherever the document splits them.
fn push(runs: &mut Vec<Value>, text: &str, attributes: Map<String, Value>) {
    let attributes = Value::Object(attributes);
    match runs.last_mut() {
        Some(last) if last["attributes"] == attributes => {
            let longer = format!("{}{text}", last["insert"].as_str().unwrap_or_default());
            last["insert"] = longer.into();
        }
        _ => runs.push(json!({ "insert": text, "attributes": attributes })),
    }
}

/// The document that the log alone makes, without any snapshot.
///
/// # Panics
/// If the log cannot be read.
pub async fn replayed(store: &Store, table: &TableId) -> Doc {
    let doc = new_doc(0);
    let mut seq = Seq::START;
    loop {
        let page = store.entries(table, seq, 1_000).await.expect("a log");
        let Some(last) = page.last() else { return doc };
        seq = last.seq;
        for entry in page.iter().filter(|entry| entry.kind == Kind::Update) {
            apply(&doc, &entry.body);
        }
    }
}

/// The document that whoever joins is sent.
pub fn sent_whole(state: &mut TableState) -> Doc {
    let doc = new_doc(0);
    apply(&doc, &state.document(&DocumentId::Table).whole());
    doc
}

fn apply(doc: &Doc, update: &[u8]) {
    let update = Update::decode_v1(update).expect("what is kept can be read");
    let applied = doc.transact_mut().apply_update(update);
    applied.expect("what is kept can be applied");
}
