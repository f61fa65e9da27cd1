//! Follow the chair: where whoever presides leads everybody's view.

mod command;
mod decide;
mod event;
mod state;

pub use command::LeadCommand;
pub(crate) use decide::decide;
pub use event::LeadEvent;
pub(crate) use event::apply;
pub use state::{Lead, Led};
