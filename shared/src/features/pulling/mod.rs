//! What was written comes together: the delegations' own answers are compiled side by side, and words are pulled from one text
//! into another, where they stay their authors'.

mod command;
mod decide;
mod event;
mod seen;
mod shown;
mod source;
mod state;
mod stretch;

pub use command::PullingCommand;
pub(crate) use decide::{can_be_compiled, decide, may_read_elsewhere};
pub use event::PullingEvent;
pub use seen::seen;
pub(crate) use seen::sign_of;
pub use shown::{AnswersElsewhere, Guest, LeftBehind, LeftText, ShownCompilation, lands};
pub use source::{Source, Taken};
pub use state::{Compilation, Pull, Pulling};
pub use stretch::{Stretched, stretch};
