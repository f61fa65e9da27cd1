//! Delegations: who has a place and one vote.

mod command;
mod decide;
mod delegation;
mod event;
mod monogram;

pub use command::DelegationCommand;
pub use decide::check_delegation;
pub(crate) use decide::{decide, seat};
pub use delegation::{Colour, Delegation, NoSuchColour};
pub use event::DelegationEvent;
pub(crate) use event::apply;
pub use monogram::{monogram, short_name};
