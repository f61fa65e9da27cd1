//! The outcome as files, read back by readers that are not ours.

#[path = "../../../shared/tests/meetings/meeting.rs"]
#[allow(dead_code, reason = "the stories of the domain need more of it")]
mod meeting;
#[path = "../../../shared/tests/meetings/story.rs"]
#[allow(dead_code, reason = "the stories of the domain need more of it")]
mod story;

mod said;
mod tracked;
mod unpacked;

mod any_texts;
mod changes;
mod collection;
mod documents;
mod hostile;
#[cfg(feature = "pdf")]
mod pages;
mod readers;
mod tables;
mod told;
