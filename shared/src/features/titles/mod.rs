//! What the session and its tables are called. Their session decides it; a table follows.

mod event;

pub use event::TitleEvent;
pub(crate) use event::apply;
