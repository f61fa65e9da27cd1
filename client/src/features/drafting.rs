//! What the checker of wording finds in a text that is open here, beside it.

mod checking;
mod finding;
mod kept;
pub mod panel;
mod settings;
