//! Guiding questions, with what is listed under them.

use super::letters::{asks, ends_sentence, one_line, width};
use super::parts::{MOST_PARTS, name_of, named, offered, pieces_after_question_marks};
use super::{NotedQuestion, QuestionPart, label};

/// The questions in the cell of a table: by bullets and labels, or all of it as one.
pub(super) fn in_cell(cell: &str) -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    for listed in cell.split(['•', '▪', '●', '\u{F0B7}']) {
        let mut fresh = true;
        for piece in pieces_after_question_marks(listed) {
            match questions.last_mut() {
                Some(last) if !fresh && label::split(piece).is_none() => {
                    last.push(' ');
                    last.push_str(piece);
                }
                _ => questions.push(piece.to_owned()),
            }
            fresh = false;
        }
    }
    questions
}

/// A question as listed, with what is listed under it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    label: String,
    text: String,
    theme: String,
    items: Vec<String>,
    parts: Option<Vec<QuestionPart>>,
}

impl Asked {
    pub(super) fn new(label: &str, text: &str, theme: &str) -> Self {
        Self {
            label: label.to_owned(),
            text: text.trim().to_owned(),
            theme: theme.to_owned(),
            ..Self::default()
        }
    }

    /// Whether what was read of it so far ends as a sentence does.
    pub(super) fn is_finished(&self) -> bool {
        ends_sentence(self.items.last().unwrap_or(&self.text))
    }

    /// Whether it is asked under that theme.
    pub(super) fn is_under(&self, theme: &str) -> bool {
        self.theme == theme
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
            theme,
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
        NotedQuestion {
            label,
            text,
            parts,
            theme,
        }
    }
}
