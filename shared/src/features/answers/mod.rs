//! Guiding questions, and who may write their answers when.

mod command;
mod decide;
mod event;
mod question;
mod stage;

pub use command::AnswerCommand;
pub(crate) use decide::{decide, may_write_jointly, may_write_own, may_write_privately};
pub use event::AnswerEvent;
pub(crate) use event::apply;
pub use question::{
    Answered, Disclosure, GuidingQuestion, QuestionWording, distinct_labels, missing_label,
    same_label,
};
pub use stage::{LeftStage, Stage, Staging};
