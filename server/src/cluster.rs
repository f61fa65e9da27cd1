//! Several processes on one database. Each notices the others, and catches up with what they have written.
//!
//! Reading order: `nodes` knows who is there, `catch_up` reads what they have written, the `bus` says when.
//!
//! None of them owns a log: whoever appends names what it has seen ([`crate::store::Seen`]), so that what is said here is never needed
//! for being right, only for being soon.

mod bus;
mod catch_up;
mod nodes;

pub use bus::{BadBus, Bus, BusMetrics, Listening};
pub use catch_up::catches_up;
pub use nodes::Nodes;
