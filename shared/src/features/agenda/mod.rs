//! Where the table is, its clock, and who is ready to move on. The facilitator moves it forwards and backwards.

mod ahead;
mod command;
mod decide;
mod event;
mod phase;
mod state;

pub use ahead::MoveAhead;
pub use command::AgendaCommand;
pub(crate) use decide::decide;
pub use event::AgendaEvent;
pub use phase::Phase;
pub use state::{Agenda, BeforeMove};
