//! Who will do what by when.

mod form;
pub mod list;
