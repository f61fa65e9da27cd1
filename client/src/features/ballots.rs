//! Ballots and votes.

pub mod card;
pub mod form;
pub mod list;
