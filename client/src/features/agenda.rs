//! The agenda: where the table is, its clock, moving it, changing what stands on it.

mod edit;
pub mod facilitate;
mod item_form;
pub mod items;
mod keep_time;
pub mod moving;
mod own_templates;
pub mod templates;

pub use edit::EditAgenda;
