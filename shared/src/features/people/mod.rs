//! People at the table: who was let in, and as what. Their session decides it; a table follows.

mod event;
mod participant;

pub use event::PeopleEvent;
pub(crate) use event::apply;
pub use participant::{NoSuchRole, Participant, Role};
