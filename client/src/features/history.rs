//! Looking back: a session from its beginning to now, on one timeline, with the texts as they were.

pub mod looking;
mod marks;
pub mod page;
mod playing;
mod slider;
mod text;
mod told;
