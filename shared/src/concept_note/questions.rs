//! Guiding questions, with what is listed under them.

use super::letters::{asks, one_line, width};
use super::parts::{MOST_PARTS, name_of, named, offered};
use super::{NotedQuestion, QuestionPart};

/// A question as listed, with what is listed under it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    label: String,
    text: String,
    items: Vec<String>,
    parts: Option<Vec<QuestionPart>>,
}

impl Asked {
    pub(super) fn new(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            text: text.trim().to_owned(),
            ..Self::default()
        }
    }

    /// An item listed under it.
    pub(super) fn item(&mut self, text: &str) {
        self.items.push(text.trim().to_owned());
    }

    /// A paragraph that goes on with it.
    pub(super) fn go_on(&mut self, text: &str) {
        let end = self.items.last_mut().unwrap_or(&mut self.text);
        if !end.is_empty() {
            end.push(' ');
        }
        end.push_str(text.trim());
    }

    /// A line `> Name: question` under it; `>` alone says that it is not split.
    pub(super) fn part(&mut self, text: &str) {
        let parts = self.parts.get_or_insert_default();
        if let Some((name, text)) = text.split_once(':').filter(|(name, _)| width(name) <= 80) {
            parts.push(QuestionPart {
                name: name.trim().to_owned(),
                text: text.trim().to_owned(),
            });
        } else if !text.is_empty() {
            parts.push(QuestionPart {
                name: name_of(text, &[]),
                text: text.trim().to_owned(),
            });
        }
    }

    /// The question as noted, with the parts that it names or that it falls into.
    pub(super) fn noted(self) -> NotedQuestion {
        let Self {
            label,
            mut text,
            items,
            parts,
        } = self;
        let asking = (2..=MOST_PARTS).contains(&items.len()) && items.iter().all(|item| asks(item));
        let listed = asking.then(|| named(items.clone()));
        for item in &items {
            let joint = if text.is_empty()
                || text.ends_with([':', '?', '.', ';', '؟', '：', '？'])
                || asking
            {
                " "
            } else {
                "; "
            };
            if !text.is_empty() {
                text.push_str(joint);
            }
            text.push_str(item);
        }
        let text = one_line(&text);
        let parts = parts.or(listed).unwrap_or_else(|| offered(&text));
        NotedQuestion { label, text, parts }
    }
}
