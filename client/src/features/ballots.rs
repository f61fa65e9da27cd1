//! Ballots and votes.

mod agreement;
pub mod card;
pub mod form;
mod kept_marks;
pub mod list;
mod marking;
mod method_form;
mod on_paper;
mod result;
mod text_of;
mod whole;
