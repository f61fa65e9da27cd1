//! Delegations: who has a place and one vote. Their session decides who they are; a table follows.

mod check;
mod delegation;
mod event;

pub use check::check_delegation;
pub use delegation::{Colour, Delegation, NoSuchColour, monogram, short_name};
pub use event::DelegationEvent;
pub(crate) use event::apply;
