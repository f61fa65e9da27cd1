//! What facilitators say: at the table in a toast that stays, to be read again, and from the table's own controls.

pub mod closed;
pub mod list;
pub mod projected;
pub mod say;
pub mod toasts;
pub mod told;
