//! Who was declared present, whether they are enough, and the list of participants.

pub mod fact;
pub mod panel;
pub mod participants;
