//! What the session and its tables are called.

mod command;
mod decide;
mod event;

pub use command::TitleCommand;
pub(crate) use decide::decide;
pub use event::TitleEvent;
pub(crate) use event::apply;
