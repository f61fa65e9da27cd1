//! A table's past: what its log tells of any moment of it.
//!
//! Reading order: [`replay`] takes the log in; [`told`] answers from it, [`tracks`] knowing who wrote where and when; [`kept`]
//! holds a replay ready for a while after somebody has asked, and keeps those at bay who ask too much.

mod kept;
mod replay;
mod told;
mod tracks;

pub use kept::Pasts;
pub use replay::Past;
