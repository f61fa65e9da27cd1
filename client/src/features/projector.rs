//! What the room is shown, and the facilitator's say in it.

pub mod control;
pub mod screen;
mod slide;
