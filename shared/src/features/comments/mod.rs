//! Comments on passages of the texts that everybody at the table reads: threaded, resolvable, addressed to a delegation
//! or to nobody in particular.

mod command;
mod comment;
mod decide;
mod event;
mod passage;
mod state;

pub use command::CommentCommand;
pub use comment::{Comment, Reply};
pub use event::CommentEvent;
pub use passage::{Letter, Passage, found_again};
pub use state::Comments;

pub(crate) use decide::decide;
