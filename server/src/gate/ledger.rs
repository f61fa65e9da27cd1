//! Which root every clock of a document lies in, and in which order: what yrs does not tell.

use super::clocks::Id;
use super::order::{Block, Order};
use super::plan::Plan;
use super::witness::Witness;
use super::{Limits, Reason, Walk, walk};
use std::sync::Arc;
use yrs::{Doc, IdSet, ReadTxn, StateVector, Transact};

/// What the gate knows of a document, so that it can foresee where a block would land and what a
/// deletion would hit without touching the document.
///
/// It must follow its document: [`admit`](super::admit) does so itself, everything else that is
/// applied must be [noted](Ledger::note). One that lags refuses too much or spoils the document; it
/// never lets in what it should not.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub(super) roots: Vec<Arc<str>>,
    pub(super) order: Order,
    pub(super) witness: Witness,
    /// Some of what is deleted; looked up afresh when it is not enough.
    deleted: IdSet,
}

impl Ledger {
    /// Reads the ledger of a document that was just opened.
    pub fn of(doc: &Doc) -> Result<Self, Reason> {
        let mut ledger = Self::default();
        ledger.note(
            &doc.transact()
                .encode_state_as_update_v1(&StateVector::default()),
        )?;
        Ok(ledger)
    }

    /// Adds what was applied without [`admit`](super::admit): the log, or the server's own words.
    pub fn note(&mut self, update: &[u8]) -> Result<(), Reason> {
        self.note_walked(&walk(update, &Limits::none())?)
    }

    /// [Notes](Self::note) an update that was walked already.
    pub fn note_walked(&mut self, walk: &Walk) -> Result<(), Reason> {
        let plan = self.plan_trusted(walk)?;
        self.keep(&plan);
        Ok(())
    }

    /// The clock that comes next for a client: all before it are in the document.
    pub fn next_clock(&self, client: u64) -> u32 {
        self.order.next_clock(client)
    }

    /// The root that a clock lies in, whether its text is still there or deleted.
    pub fn root_of(&self, client: u64, clock: u32) -> Option<&str> {
        let block = self.order.block(Id { client, clock })?;
        Some(&self.roots[block.root])
    }

    /// The clocks of a root in the order of the text, deleted ones included: client, from, to.
    pub fn order_of(&self, root: &str) -> impl Iterator<Item = super::ClientRange> {
        let root = self.roots.iter().position(|other| &**other == root);
        let range = |&Block {
                         client, from, to, ..
                     }: &Block| super::ClientRange { client, from, to };
        root.into_iter()
            .flat_map(move |root| self.order.blocks_of(root).map(range))
    }

    /// The clients for whom an update brings something new: whose ids the seat must own.
    pub fn adding<'a>(&'a self, walk: &'a Walk) -> impl Iterator<Item = u64> + 'a {
        let new = |range: &&super::ClientRange| range.to > self.next_clock(range.client);
        walk.clients.iter().filter(new).map(|range| range.client)
    }

    /// Why a planned update must not happen although all its blocks have their place.
    pub(super) fn objection(&mut self, doc: &Doc, plan: &Plan) -> Option<Reason> {
        if !plan.honest {
            return Some(Reason::CrossedOrigins);
        }
        plan.refusal
            .clone()
            .filter(|_| !self.all_deleted(doc, &plan.foreign))
    }

    /// Whether everything in `ids` is deleted in the document already.
    pub(super) fn all_deleted(&mut self, doc: &Doc, ids: &IdSet) -> bool {
        if ids.diff(&self.deleted).is_empty() {
            return true;
        }
        self.deleted = doc.transact().snapshot().delete_set;
        ids.diff(&self.deleted).is_empty()
    }

    /// Whether everything that an update deletes is deleted in the document already.
    pub fn has_deleted(&mut self, doc: &Doc, walk: &Walk) -> bool {
        self.all_deleted(doc, &walk.erased_ids())
    }

    pub(super) fn intern(&mut self, name: &str) -> usize {
        self.roots
            .iter()
            .position(|root| &**root == name)
            .unwrap_or_else(|| {
                self.roots.push(name.into());
                self.roots.len() - 1
            })
    }

    /// What was planned has happened.
    pub(super) fn keep(&mut self, plan: &Plan) {
        for stage in plan.added() {
            self.witness.arrived(stage.client, stage.to);
        }
    }

    /// What was planned has not happened.
    pub(super) fn undo(&mut self) {
        self.order.undo();
        self.witness.undo();
    }
}
