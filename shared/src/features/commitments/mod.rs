//! Who will do what by when: the next steps, as those who keep the outcome write them down.

mod command;
mod commitment;
mod decide;
mod event;

pub use command::CommitmentCommand;
pub use commitment::{Commitment, Holder};
pub(crate) use decide::decide;
pub use event::CommitmentEvent;
pub(crate) use event::apply;
