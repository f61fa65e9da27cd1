//! A round table as a whole: what its features add up to, what can be asked of it, what is recorded,
//! and who may see that. All of it delegates to [`features`](crate::features).

mod audience;
mod command;
mod context;
mod decide;
mod due;
mod event;
mod milestone;
mod state;
mod writing;

pub use audience::Audience;
pub use command::Command;
pub use context::{Context, found, has_room, same_or_taken, unless};
pub use decide::Decision;
pub use due::Due;
pub use event::{Convened, Event, Record, TableEvent};
pub use milestone::{Milestone, Moment};
pub use state::RoundTable;
pub use writing::GRACE;
