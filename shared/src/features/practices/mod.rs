//! Good practices and lessons learned: cards that delegations bring, endorse and ask about.

mod command;
mod decide;
mod event;
mod practice;
mod state;

pub use command::PracticeCommand;
pub use decide::card_faults;
pub(crate) use decide::{decide, may_write};
pub use event::PracticeEvent;
pub use practice::{GoodPractice, PracticeCard, PracticeField, Remark};
pub use state::Practices;
