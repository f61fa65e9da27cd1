//! What must come out of notes as people have them, and what must not happen to any.

#[cfg(feature = "docx")]
mod hostile_word;
mod layouts;
#[cfg(feature = "docx")]
mod package;
mod pages;
mod properties;
mod refusals;
mod samples;
#[cfg(feature = "docx")]
mod word;
#[cfg(feature = "docx")]
mod word_files;
