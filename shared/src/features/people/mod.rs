//! People at the table: who was let in, and as what.

mod admit;
mod event;
mod participant;

pub(crate) use admit::admit;
pub use event::PeopleEvent;
pub(crate) use event::apply;
pub use participant::{NoSuchRole, Participant, Role};
