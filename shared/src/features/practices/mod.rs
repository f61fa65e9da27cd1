//! Good practices and lessons learned: cards that delegations bring, endorse and ask about.

mod collection;
mod command;
mod decide;
mod event;
mod filed;
mod maturity;
mod practice;
mod state;

pub use collection::{Covered, Filter, SortBy, coverage, selected};
pub use command::PracticeCommand;
pub use decide::card_faults;
pub(crate) use decide::{decide, may_write};
pub use event::PracticeEvent;
pub use filed::{Filed, FromFile};
pub use maturity::{Evidence, Maturity};
pub use practice::{GoodPractice, PracticeCard, PracticeField, PracticeKind, Remark};
pub use state::Practices;
