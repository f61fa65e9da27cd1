//! The roll call: which delegations are present, whether they are enough, and who heads each.

mod command;
mod decide;
mod event;
mod quorum;
mod state;

pub use command::RollCallCommand;
pub(crate) use decide::decide;
pub use event::RollCallEvent;
pub use quorum::Quorum;
pub use state::RollCall;
