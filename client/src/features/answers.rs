//! Questions and their answers.

pub mod adding;
pub mod answer;
mod by_delegation;
pub mod disclosing;
pub mod stages;
pub mod tab;
pub mod themes_of;
pub mod wording;
