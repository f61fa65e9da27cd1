//! Who is at the table.

pub mod list;
