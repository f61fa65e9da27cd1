//! The text frozen as `Rev.1`, `Rev.2` …: named, dated, hashed. The frozen text itself lies in its event's entry of the
//! log; the state knows only what it is called.

mod command;
mod compared;
mod decide;
mod event;
mod frozen;
mod state;

pub use command::RevisionCommand;
pub use compared::{
    BlockChange, ComparedBlock, ComparedRun, ComparedText, Comparison, ShownRevision, ShownText,
    WordChange,
};
pub(crate) use decide::decide;
pub use event::{Hand, RevisionEvent};
pub use frozen::{Authors, FORM, FrozenText, Unreadable, authored, canonical};
pub use state::{Restored, Revision, Revisions};
