//! The roll call: which delegations are present, whether they are enough, and who heads each.

mod command;
mod decide;
mod event;
mod state;

pub use command::RollCallCommand;
pub(crate) use decide::decide;
pub use event::RollCallEvent;
pub use state::{Quorum, RollCall};
