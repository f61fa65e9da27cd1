//! The gate between the bytes of a seat and the table's document.
//!
//! Reading order: [`Limits`] and [`Reason`] say what is refused; [`walk`] reads an update without
//! believing it; [`Ledger`] remembers which root every clock of the document lies in; [`admit`]
//! applies what is left, and [`untidied`] forgives what stock clients do by themselves. [`Bundle`] ties
//! what has passed together. [`awareness`] does the same job for presence.
//!
//! Nearly everything is refused before the document is touched, because a yrs document has no way
//! back: what is found out afterwards costs a reload from the log ([`Rejected::Spoiled`]).
//!
//! The blocks that pass are relayed byte for byte, so whatever Yjs and yrs would read differently
//! (padded numbers, unknown flags, repeated sections) is refused although yrs alone would take it.

mod admit;
pub mod awareness;
mod bundle;
mod clocks;
mod divide;
mod ledger;
mod limits;
mod order;
mod plan;
mod planner;
mod reason;
mod tidy;
mod validate;
mod witness;

pub use admit::{Admitted, Rejected, admit, state_vector};
pub use bundle::Bundle;
pub use clocks::ClientRange;
pub use divide::divided;
pub use ledger::Ledger;
pub use limits::Limits;
pub use reason::Reason;
pub use tidy::untidied;
pub use validate::{Walk, Whereabouts, walk};
