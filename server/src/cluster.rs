//! Several processes on one database. Each notices the others, and catches up with what they have written.
//!
//! Reading order: `nodes` knows who is there, `catch_up` reads what they have written, the `bus` brings it sooner, and who sits where,
//! in `message`s that the `seal` is on; `limits` shares how often people say something.
//!
//! None of them owns a log: whoever appends names what it has seen ([`crate::store::Seen`]), so that what is said here is never needed
//! for being right, only for being soon.

mod bus;
mod catch_up;
mod limits;
mod message;
mod nodes;
mod seal;

pub use bus::{BadBus, Bus, BusMetrics, Listening};
pub use catch_up::{catches_up, keeps_time};
pub use limits::shares_limits;
pub use message::{Heard, MOST_BYTES, Person, Said, Speech};
pub use nodes::Nodes;
