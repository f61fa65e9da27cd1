//! Good practices, from the draft to what is asked about them.

mod bringing_in;
mod choosing;
mod comparing;
mod coverage;
pub mod draft;
pub mod form;
pub mod kept_drafts;
pub mod list;
pub mod practice;
pub mod remarks;
mod taking_along;
mod told;
