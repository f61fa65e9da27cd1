//! One file a page.

mod device;
pub mod fetched;
mod history;
mod interpreter;
mod join;
mod knock;
mod landing;
mod lobby;
pub mod new_session;
mod not_found;
mod outcome;
mod participants;
mod projector;
mod report;
mod session;
mod sessions;
mod sheet;
mod table;

pub use history::History;
pub use interpreter::Interpreter;
pub use join::Join;
pub use knock::Knock;
pub use landing::Landing;
pub use lobby::Lobby;
pub use new_session::NewSession;
pub use not_found::NotFound;
pub use outcome::Outcome;
pub use participants::Participants;
pub use projector::Projector;
pub use report::Report;
pub use session::Session;
pub use sessions::Sessions;
pub use sheet::Sheet;
pub use table::Table;
