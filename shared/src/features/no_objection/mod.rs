//! No objection, the usual way to decide here: wording is put to the table with a time, and stands as agreed wording unless a
//! delegation objects until then. The server closes it, whoever is connected. Nothing is ever adopted by it.
//!
//! `wording` is what was put, kept as it read then; `standing` what became of it. Its end comes as a file for calendars, too.

mod command;
mod decide;
mod event;
mod objection;
mod rules;
mod standing;
mod state;
mod wording;

pub use crate::calendar::{Appointment, calendar};
pub use command::NoObjectionCommand;
pub(crate) use decide::{closes_due, decide, makes_up};
pub use event::NoObjectionEvent;
pub use objection::Objection;
pub use rules::{Added, NoObjectionRules, ReservationKind, Span};
pub use standing::{NoObjectionStanding, OnParagraph};
pub use state::{Explanation, NoObjection, NoObjections, Reservation};
pub use wording::{Paragraphs, Part, PutWording, Subject};
