//! What the projector shows to the room. It is somebody at the table who only looks on; the facilitator says what is shown.

mod command;
mod decide;
mod event;
mod state;

pub use command::ProjectorCommand;
pub(crate) use decide::decide;
pub use event::ProjectorEvent;
pub(crate) use event::apply;
pub use state::{Projected, Projector};
