//! Sessions: how one is made of a concept note. [`note`] reads files, [`convene`] makes sessions, [`demo`] one to try.

pub mod convene;
pub mod demo;
pub mod note;
