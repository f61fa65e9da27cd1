//! Delegations: who has a place and one vote. Their session decides who they are; a table follows.

mod check;
mod delegation;
mod event;
mod monogram;

pub use check::check_delegation;
pub use delegation::{Colour, Delegation, NoSuchColour};
pub use event::DelegationEvent;
pub(crate) use event::apply;
pub use monogram::{monogram, short_name};
