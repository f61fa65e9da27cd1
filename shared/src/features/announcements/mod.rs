//! What facilitators say to tables: words, that everybody is called back, and that somebody is asked to another table. They say it
//! in the session, which may be to several tables; each table takes what is for it.

mod announcement;
mod event;
mod state;

pub use announcement::{Announcement, Said, Whom};
pub use event::AnnouncementEvent;
pub(crate) use event::apply;
pub use state::Announcements;
pub(crate) use state::{last_about_calls, last_call};
