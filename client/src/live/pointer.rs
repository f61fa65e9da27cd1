//! Where one is writing, and where others say they are, until it is told and shown.

use super::cursors::{Cursor, Said};
use std::cell::{Cell, RefCell};

/// Where one is writing in one document, as its other readers are told.
#[derive(Default)]
pub(super) struct Pointer {
    pub cursor: RefCell<Option<Cursor>>,
    pub clock: Cell<u32>,
    /// Whether the others know of this client id.
    pub is_there: Cell<bool>,
    /// How often one has edited, and how often others know that one has.
    pub edits: Cell<u32>,
    pub told_edits: Cell<u32>,
    pub telling: Cell<bool>,
}

/// What others said of where they are, in all documents.
#[derive(Default)]
pub(super) struct Heard {
    /// And is not shown yet.
    pub said: RefCell<Vec<Said>>,
    pub pointing: Cell<bool>,
    pub resting: Cell<bool>,
}
