//! A temperature check: whoever presides asks how the room leans, each delegation taps, and everybody sees how many lean which way.
//! It decides nothing, and leaves nothing behind when it is over.

mod command;
mod decide;
mod event;
mod leaning;
mod state;

pub use command::TemperatureCommand;
pub(crate) use decide::decide;
pub use event::TemperatureEvent;
pub use leaning::Leaning;
pub use state::{TemperatureCheck, Temperatures};
