//! The round table's server.

pub mod gate;
pub mod store;
pub mod wire;
