//! Delegation desks: a private text of each delegation, which it may share with others.

mod command;
mod decide;
mod event;
mod state;

pub use command::DeskCommand;
pub(crate) use decide::{decide, may_write};
pub use event::DeskEvent;
pub use state::{Desk, Desks};
