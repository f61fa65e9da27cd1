//! The domain of the round table: no I/O, no async, no clock.

pub mod concept_note;
pub mod ids;
pub mod prose;
