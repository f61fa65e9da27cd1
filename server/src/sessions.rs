//! Sessions. [`note`] reads files, [`convene`] makes sessions of notes, [`demo`] one to try; [`registry`] holds those that
//! somebody needs, [`state`] is what the log of one adds up to, [`adopt`] what one says that is older than its log, [`latest`] who changed last;
//! [`facilitate`] is what is asked of one, [`lobby`] all its tables at once.

pub mod adopt;
pub mod convene;
pub mod demo;
pub mod facilitate;
pub mod latest;
pub mod lobby;
pub mod note;
pub mod registry;
pub mod state;
