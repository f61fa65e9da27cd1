//! Good practices, from the draft to what is asked about them.

pub mod draft;
pub mod form;
pub mod kept_drafts;
pub mod list;
pub mod practice;
pub mod remarks;
