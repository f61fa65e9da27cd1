//! Guiding questions, and who may write their answers when.

mod command;
mod decide;
mod event;
mod label;
mod question;
mod stage;
mod staged;

pub use command::AnswerCommand;
pub(crate) use decide::{decide, may_write_jointly, may_write_own, may_write_privately};
pub use event::AnswerEvent;
pub(crate) use event::apply;
pub use label::{distinct_labels, missing_label, same_label};
pub use question::{Answered, Disclosure, GuidingQuestion, QuestionWording};
pub use stage::{LeftStage, Stage, Staging};
