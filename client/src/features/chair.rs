//! Who presides, and handing that over.

pub mod presiding;
