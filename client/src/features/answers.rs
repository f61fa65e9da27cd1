//! Questions and their answers.

pub mod adding;
pub mod answer;
pub mod wording;
