//! The draft of the outcome goes out for a set time; delegations offer corrections to its paragraphs, which are accepted or answered.
//!
//! What went out is frozen beside its event in the log; the state knows only which drafts there are and what was said to them.

mod command;
mod correction;
mod decide;
mod event;
mod state;

pub use command::CirculationCommand;
pub use correction::{Correction, CorrectionStanding};
pub(crate) use decide::decide;
pub use event::CirculationEvent;
pub use state::{Circulation, Draft, ShownDraft, ShownParagraph};
