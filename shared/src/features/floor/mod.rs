//! The floor: the list of speakers, who speaks, for how long, and who is next.
//!
//! Reading order: a [`Speech`], the [`Floor`] with all of them, in which order they come and why ([`OrderPolicy`], [`Why`]).

mod asking;
mod calling;
mod command;
mod decide;
mod event;
mod keeping;
mod list;
mod order;
mod pace;
mod speech;
mod state;
mod statement;
mod time;

pub use command::FloorCommand;
pub(crate) use decide::decide;
pub use event::FloorEvent;
pub use list::ListStanding;
pub use order::{Counted, OrderPolicy, Turn, Why};
pub use pace::{FAST, Pace, time_for};
pub use speech::{MISTAKEN, Ruling, Speech, SpeechKind, Spell, Standing};
pub use state::{Floor, Spoken, Talk};
pub(crate) use statement::ends_all;
pub use statement::{Delivered, Heard, Statement};
pub use time::{Light, TimeLeft};
