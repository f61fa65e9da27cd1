//! What stock clients do without being asked: Yjs deletes formatting marks that have become superfluous,
//! on reading, in whatever root it reads them.

use super::validate::Walk;
use super::{Ledger, Reason};
use yrs::Doc;
use yrs::updates::encoder::Encode;

/// An update without its deletions in roots that `right` says no to, if they are nothing but tidying up:
/// all that they would delete is formatting marks. The marks stay, since a table whose readers may
/// remove formatting believes them, and whoever removed them shows the same without.
///
/// `update` must be the bytes that `walk` was made from, and `ledger` must be of `doc`.
pub fn untidied(
    doc: &Doc,
    ledger: &mut Ledger,
    update: &[u8],
    walk: &Walk,
    right: impl Fn(&str) -> bool,
) -> Option<Vec<u8>> {
    let plan = ledger.plan(walk, right).ok()?;
    let is_tidying = matches!(ledger.objection(doc, &plan), Some(Reason::Root(_)))
        && ledger.all_deleted(doc, &plan.foreign_text);
    ledger.undo();
    if !is_tidying {
        return None;
    }
    let mut rest = update.get(..walk.erased_at)?.to_vec();
    rest.extend(walk.erased_ids().diff(&plan.foreign).encode_v1());
    Some(rest)
}
