//! Where the table is, its clock, and moving it.

pub mod facilitate;
pub mod moving;
