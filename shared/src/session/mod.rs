//! A session as a whole: what its own log adds up to, what can be asked of it, what is recorded, and what its tables lack in
//! order to be what it says.

mod announcing;
mod apply;
mod command;
mod decide;
mod event;
mod lacking;
mod state;

pub use command::{Say, SessionCommand};
pub use decide::Decision;
pub use event::SessionEvent;
pub use state::{Addressed, Member, Session, SessionTable};
