//! What must come out of notes as people have them, and what must not happen to any.

#[cfg(feature = "docx")]
mod docx;
mod layouts;
mod properties;
mod refusals;
mod samples;
