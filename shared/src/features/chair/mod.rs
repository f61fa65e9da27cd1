//! Who presides: gives the floor, keeps the list of speakers. The facilitators do while nobody else was asked to.

mod command;
mod decide;
mod event;
mod state;

pub use command::ChairCommand;
pub(crate) use decide::decide;
pub use event::ChairEvent;
pub use state::{Chair, may_preside};
