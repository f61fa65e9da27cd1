//! A table with nothing but a document and a gate.

use server::gate::{Admitted, Ledger, Limits, Reason, Rejected, admit, untidied, walk};
use yrs::types::text::{Diff, YChange};
use yrs::updates::decoder::Decode;
use yrs::{
    Assoc, ClientID, Doc, GetString, ID, OffsetKind, Options, ReadTxn, StateVector, StickyIndex,
    Text, Transact, Update, WriteTxn,
};

/// The roots of every test table.
pub const ROOTS: [&str; 4] = ["answer/q1", "answer/q1/fra", "answer/q1/ken", "answer/q2"];

/// A document behind a gate, and what it let in.
pub struct Table {
    pub doc: Doc,
    pub ledger: Ledger,
    pub limits: Limits,
    /// Everything applied, in order, from the first newline on.
    pub log: Vec<Vec<u8>>,
}

/// A document as the server and the browser make it.
pub fn document(client: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}

pub fn apply(doc: &Doc, update: &[u8]) {
    doc.transact_mut()
        .apply_update(Update::decode_v1(update).unwrap())
        .unwrap();
}

pub fn full(doc: &Doc) -> Vec<u8> {
    doc.transact()
        .encode_state_as_update_v1(&StateVector::default())
}

/// Text and formatting of every root.
pub fn contents(doc: &Doc) -> Vec<Vec<Diff<YChange>>> {
    let texts = ROOTS.map(|root| doc.get_or_insert_text(root));
    let txn = doc.transact();
    texts
        .iter()
        .map(|text| text.diff(&txn, YChange::identity))
        .collect()
}

pub fn may_write_all(_: &str) -> bool {
    true
}

impl Table {
    /// A table whose roots hold their first newline.
    pub fn new() -> Self {
        let doc = document(1);
        let mut txn = doc.transact_mut();
        for root in ROOTS {
            let text = txn.get_or_insert_text(root);
            text.insert(&mut txn, 0, "\n");
        }
        drop(txn);
        let seed = full(&doc);
        Self::replayed(vec![seed])
    }

    /// A table loaded from a log.
    pub fn replayed(log: Vec<Vec<u8>>) -> Self {
        let doc = document(1);
        for update in &log {
            apply(&doc, update);
        }
        for root in ROOTS {
            doc.get_or_insert_text(root);
        }
        let ledger = Ledger::of(&doc).unwrap();
        Self {
            doc,
            ledger,
            limits: Limits::default(),
            log,
        }
    }

    /// What a seat sends, if it may write where `right` says.
    pub fn takes(
        &mut self,
        update: &[u8],
        right: impl Fn(&str) -> bool,
    ) -> Result<Admitted, Rejected> {
        let walk = walk(update, &self.limits).map_err(Rejected::Clean)?;
        let admitted = admit(&self.doc, &mut self.ledger, update, &walk, right)?;
        if admitted.changed {
            self.log.push(update.to_vec());
        }
        Ok(admitted)
    }

    /// What is left of an update when tidying up is forgiven.
    pub fn untidied(&mut self, update: &[u8], right: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
        let walk = walk(update, &self.limits).unwrap();
        untidied(&self.doc, &mut self.ledger, update, &walk, right)
    }

    /// The code of a refusal that must leave no trace.
    pub fn refuses(&mut self, update: &[u8], right: impl Fn(&str) -> bool) -> Reason {
        let before = full(&self.doc);
        match self.takes(update, right) {
            Err(Rejected::Clean(reason)) => {
                assert_eq!(full(&self.doc), before, "{reason}: the document changed");
                self.is_sound();
                reason
            }
            other => panic!("not cleanly refused: {other:?}"),
        }
    }

    /// The document can be encoded, reloaded and replayed, and the ledger knows it.
    pub fn is_sound(&self) {
        let now = contents(&self.doc);
        let reloaded = document(2);
        apply(&reloaded, &full(&self.doc));
        assert_eq!(contents(&reloaded), now, "a reload differs");
        let replayed = Self::replayed(self.log.clone());
        assert_eq!(contents(&replayed.doc), now, "a replay differs");
        let vector = self.doc.transact().state_vector();
        assert_eq!(replayed.doc.transact().state_vector(), vector);
        self.ledger_agrees(&Ledger::of(&reloaded).unwrap(), &vector);
        self.order_agrees();
    }

    /// The ledger has the blocks of every root in the order that yrs has them in.
    fn order_agrees(&self) {
        for root in ROOTS {
            let txn = self.doc.transact();
            let mut last = 0;
            for range in self.ledger.order_of(root) {
                for clock in [range.from, range.to - 1] {
                    let id = ID::new(ClientID::new(range.client), clock);
                    let offset = StickyIndex::from_id(id, Assoc::After)
                        .get_offset(&txn)
                        .unwrap();
                    assert!(offset.index >= last, "{range:?} is out of order in {root}");
                    last = offset.index;
                }
            }
        }
    }

    fn ledger_agrees(&self, other: &Ledger, vector: &StateVector) {
        for (client, &end) in vector.iter() {
            let client = client.get();
            assert_eq!(self.ledger.next_clock(client), end);
            // One deletion can span a billion clocks: those are sampled.
            let step = usize::try_from(end / 2_000).unwrap().max(1);
            for clock in (0..end).step_by(step).chain([end]) {
                let root = self.ledger.root_of(client, clock);
                assert_eq!(root, other.root_of(client, clock), "{client}:{clock}");
                assert_eq!(root.is_some(), clock < end);
            }
        }
    }

    pub fn reads(&self, root: &str) -> String {
        self.doc
            .get_or_insert_text(root)
            .get_string(&self.doc.transact())
    }

    pub fn vector(&self) -> StateVector {
        self.doc.transact().state_vector()
    }
}
