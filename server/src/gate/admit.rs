//! Lets an update into the document, or says whether the document survived the attempt.

use super::plan::Plan;
use super::{Ledger, Reason, Walk};
use shared::protocol::lib0::Reader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use yrs::updates::decoder::Decode;
use yrs::{
    BranchID, ClientID, Doc, ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn,
};

/// What an update did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Whether it brought anything new; if not, there is nothing to log or relay.
    pub changed: bool,
    /// The roots it changed.
    pub roots: Vec<Arc<str>>,
}

/// Why an update did not get in, and what that means for the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejected {
    /// The document and its ledger are as they were.
    Clean(Reason),
    /// Something was applied. Drop document and ledger without reading them, since a panic leaves
    /// the document locked, and load them from the log again.
    Spoiled(Reason),
}

impl Rejected {
    /// Why, whatever became of the document.
    pub fn reason(&self) -> &Reason {
        match self {
            Self::Clean(reason) | Self::Spoiled(reason) => reason,
        }
    }
}

/// Applies a walked update if it changes only roots that `right` says yes to.
///
/// `update` must be the bytes that `walk` was made from, and `ledger` must be of `doc`. A new root
/// is declared as text on its first use, so `right` must say no to names that nobody made.
pub fn admit(
    doc: &Doc,
    ledger: &mut Ledger,
    update: &[u8],
    walk: &Walk,
    right: impl Fn(&str) -> bool,
) -> Result<Admitted, Rejected> {
    let plan = ledger.plan(walk, right).map_err(Rejected::Clean)?;
    let decoded = match ledger.objection(doc, &plan) {
        Some(reason) => Err(reason),
        None => decode(update),
    };
    let decoded = decoded.map_err(|reason| {
        ledger.undo();
        Rejected::Clean(reason)
    })?;
    let admitted = carry_out(doc, ledger, &plan, decoded).map_err(Rejected::Spoiled)?;
    ledger.keep(&plan);
    Ok(admitted)
}

/// Applies what was planned; an error means that the document is spoiled.
fn carry_out(doc: &Doc, ledger: &Ledger, plan: &Plan, update: Update) -> Result<Admitted, Reason> {
    let may_change = plan.roots(&ledger.roots);
    let mut txn = doc.transact_mut();
    for root in &may_change {
        // yrs tells of changes only in roots that it was told are text.
        txn.get_or_insert_text(root.clone());
    }
    let txn = apply(txn, update)?;
    if txn.has_missing_updates() {
        return Err(Reason::Pending);
    }
    let mut roots = Vec::new();
    for branch in txn.changed_parent_types() {
        match branch.id() {
            BranchID::Root(root) if may_change.contains(&root) => roots.push(root),
            _ => return Err(Reason::Unforeseen),
        }
    }
    if !plan.is_met_by(txn.insert_set()) {
        return Err(Reason::Unforeseen);
    }
    let changed = txn.has_changes();
    Ok(Admitted { changed, roots })
}

/// Reads a state vector; yrs would set memory aside for whatever count it claims.
pub fn state_vector(bytes: &[u8]) -> Result<StateVector, Reason> {
    let mut reader = Reader::new(bytes);
    let mut vector = StateVector::default();
    for _ in 0..reader.count(2)? {
        let client = ClientID::new(reader.client()?);
        vector.set_max(client, reader.clock()?);
    }
    reader.end()?;
    Ok(vector)
}

fn decode(update: &[u8]) -> Result<Update, Reason> {
    match catch_unwind(|| Update::decode_v1(update)) {
        Ok(Ok(update)) => Ok(update),
        Ok(Err(error)) => Err(Reason::Undecodable(error.to_string())),
        Err(_) => Err(Reason::Panicked),
    }
}

/// Applies and commits.
fn apply(mut txn: TransactionMut<'_>, update: Update) -> Result<TransactionMut<'_>, Reason> {
    match catch_unwind(AssertUnwindSafe(|| txn.apply_update(update))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(Reason::Undecodable(error.to_string())),
        Err(_) => {
            // Dropping it would commit what is half linked: a loop, a second panic or worse.
            std::mem::forget(txn);
            return Err(Reason::Panicked);
        }
    }
    match catch_unwind(AssertUnwindSafe(|| txn.commit())) {
        Ok(()) => Ok(txn),
        Err(_) => Err(Reason::Panicked),
    }
}
