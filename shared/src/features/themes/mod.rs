//! Themes: what a session is about, as the concept note enumerates it. Practices and answers say which they speak to.

mod answered;
mod command;
mod decide;
mod event;
mod theme;

pub use answered::AnswerThemes;
pub use command::ThemeCommand;
pub(crate) use decide::decide;
pub use event::ThemeEvent;
pub(crate) use event::apply;
pub use theme::{Theme, named};
