//! Themes: what a session is about, as the concept note enumerates it. Practices say which they speak to.

mod command;
mod decide;
mod event;
mod theme;

pub use command::ThemeCommand;
pub(crate) use decide::decide;
pub use event::ThemeEvent;
pub use theme::{Theme, named};
