//! The newline that leads a text: while nobody has written it, the editor shows one all the same.

use std::cell::Cell;

use yrs::{GetString, ReadTxn, TextRef, TransactionMut};

use super::delta::{self, Op};

/// From the document's offsets to the editor's, which has one more in front while the first newline
/// is assumed.
pub(super) fn shift(
    change: Vec<Op>,
    assumed: &Cell<bool>,
    text: &TextRef,
    txn: &TransactionMut,
) -> Vec<Op> {
    let was = assumed.get();
    // Only a change at the very start can make or mend this.
    let touched = !matches!(change.first(), Some(Op::Retain { .. }) | None);
    if touched {
        assumed.set(lacks_newline(text, txn));
    }
    let lead = match (was, assumed.get()) {
        (false, false) => return change,
        (true, true) => Op::Retain {
            retain: 1,
            attributes: delta::Attributes::new(),
        },
        (true, false) => Op::Delete { delete: 1 },
        (false, true) => Op::Insert {
            insert: "\n".into(),
            attributes: delta::Attributes::new(),
        },
    };
    std::iter::once(lead).chain(change).collect()
}

/// Whether words stand before the first newline, or there is none.
pub(super) fn lacks_newline<T: ReadTxn>(text: &TextRef, txn: &T) -> bool {
    !text.get_string(txn).starts_with('\n')
}
