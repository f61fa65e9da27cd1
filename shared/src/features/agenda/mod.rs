//! The agenda: its items and what each opens, where the table is, its clock, and who is ready to move on. The facilitator
//! moves the table forwards and backwards, and changes the agenda while it runs.

mod ahead;
mod command;
mod decide;
mod edit;
mod event;
mod item;
mod phase;
mod point;
mod state;
mod template;

pub use ahead::MoveAhead;
pub use command::{AgendaCommand, MoveClock};
pub(crate) use decide::decide;
pub use edit::check_items;
pub use event::AgendaEvent;
pub use item::{AgendaItem, DraftingMode, OpenAnswers, Openings};
pub use phase::Phase;
pub use point::AgendaPoint;
pub use state::{Agenda, BeforeMove, WasOpen};
pub use template::{AskedOn, Template};
