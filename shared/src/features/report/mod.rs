//! The report: what the rapporteurs write for those who were not there, live, in a document of its own. It begins from what happened,
//! and brings in, section by section, what the table has now; its words then stand by themselves.
//!
//! `setting` is what stands before it, `section` what it is made of, `plan` which sections there are first, `source` what is brought
//! in, and `facts` says what the table did where that is no prose.

mod command;
mod decide;
mod event;
mod facts;
mod plan;
mod section;
mod setting;
mod source;
mod state;

pub use command::ReportCommand;
pub(crate) use decide::{decide, may_write};
pub use event::ReportEvent;
pub use facts::{Came, CameLine, Told, Value, facts};
pub use section::{ReportSection, SectionAbout};
pub use setting::{Attribution, ReportKind, ReportSetting};
pub use source::{Brought, Drift, ReportSource, sign, signs};
pub use state::Report;
