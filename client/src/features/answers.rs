//! Questions and their answers.

pub mod answer;
