//! Questions and their answers.

pub mod answer;
pub mod wording;
