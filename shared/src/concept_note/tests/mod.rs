//! What must come out of notes as people have them, and what must not happen to any.

mod ends;
#[cfg(feature = "docx")]
mod hostile_word;
mod layouts;
mod no_word_lost;
#[cfg(feature = "docx")]
mod package;
mod pages;
mod properties;
mod refusals;
mod samples;
mod shapes;
#[cfg(feature = "docx")]
mod word;
#[cfg(feature = "docx")]
mod word_files;
