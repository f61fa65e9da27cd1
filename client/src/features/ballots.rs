//! Ballots and votes.

mod agreement;
pub mod card;
pub mod form;
pub mod list;
mod marking;
mod method_form;
mod result;
mod text_of;
mod whole;
