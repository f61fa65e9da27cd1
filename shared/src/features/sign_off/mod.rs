//! Chair and rapporteur sign the same text; then the outcome is frozen, and a facilitator may publish it.
//!
//! What was signed is frozen beside its event in the log; the state knows only which versions there are, and where one is published.

mod command;
mod decide;
mod event;
mod signature;
mod state;

pub use command::SignOffCommand;
pub(crate) use decide::decide;
pub use event::{Published, SignOffEvent};
pub use signature::{Capacity, Signature};
pub use state::{Publication, Reopened, ShownOutcome, SignOff, Version};
