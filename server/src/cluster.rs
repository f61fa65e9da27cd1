//! Several processes on one database. Each notices the others, and catches up with what they have written.
//!
//! None of them owns a log: whoever appends names what it has seen ([`crate::store::Seen`]), so that what is said here is never needed
//! for being right, only for being soon.

mod catch_up;
mod nodes;

pub use catch_up::catches_up;
pub use nodes::Nodes;
