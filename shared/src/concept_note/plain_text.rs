//! Writes a note as text that people can correct by hand and that reads back as the same note.

use super::blocks::{Block, Form};
use super::headings::Heading;
use super::label::{self, Kind};
use super::letters::is_headline;
use super::letters::{asks, starts_small};
use super::parts::offered;
use super::{ConceptNote, NotedQuestion, cover, emphasis, furniture, marks, vocabulary};

impl ConceptNote {
    /// The note in Markdown. `### Theme` stands over the questions of a theme, `> Name: …` under a
    /// question is one of its parts, `>` alone says that it is not split, and a line after `\` is a
    /// paragraph whatever it looks like.
    pub fn to_text(&self) -> String {
        let mut paragraphs: Vec<String> = Vec::new();
        if !self.title.is_empty() {
            paragraphs.push(format!("# {}", title_line(&self.title)));
        }
        let headings = self
            .background
            .iter()
            .filter(|section| !section.heading.is_empty())
            .count();
        let marked = headings
            + usize::from(!self.title.is_empty())
            + usize::from(!self.questions.is_empty())
            >= 2;
        for section in &self.background {
            if !section.heading.is_empty() {
                paragraphs.push(format!("## {}", heading_line(&section.heading)));
            }
            let texts = section
                .text
                .split('\n')
                .filter(|text| !text.trim().is_empty());
            paragraphs.extend(texts.map(|text| self.paragraph_line(text, marked)));
        }
        if !self.questions.is_empty() {
            paragraphs.push(format!("## {}", vocabulary::QUESTIONS_HEADING));
            let labels = Labels::of(&self.questions);
            let mut theme = "";
            for question in &self.questions {
                if question.theme != theme {
                    paragraphs.push(match question.theme.as_str() {
                        // Only another heading ends a theme.
                        "" => format!("## {}", vocabulary::QUESTIONS_HEADING),
                        theme => format!("### {}", heading_line(theme)),
                    });
                    theme = &question.theme;
                }
                paragraphs.push(labels.question_lines(question));
            }
        }
        paragraphs.extend(
            self.footnotes
                .iter()
                .map(|note| format!("[^{}]: {}", note.mark, literal(&note.text))),
        );
        paragraphs.push(String::new());
        paragraphs.join("\n\n").trim_end().to_owned() + "\n"
    }

    /// A paragraph of the background, kept from being taken for something else.
    fn paragraph_line(&self, text: &str, marked: bool) -> String {
        let relabelled = label::split(text)
            .is_some_and(|(label, rest)| format!("{} {rest}", label.printed) != text);
        let mistaken = text.starts_with(['#', '\\', '>'])
            || text.starts_with("[^")
            || relabelled
            || cover::is_kind(text)
            || furniture::is_dropped(text)
            || marks::opening(text, false).is_some()
            || emphasis::plain(text, marked) != text
            || (self.questions.is_empty() && (asks(text) || label::split(text).is_some()))
            || (!marked
                && (starts_small(text) || is_headline(text) || label::split(text).is_some()));
        if mistaken {
            format!("\\{text}")
        } else {
            text.to_owned()
        }
    }
}

/// A title that reads back as one, even if it sounds like the heading of a section.
fn title_line(title: &str) -> String {
    let read = read_heading(title);
    let heading = read.is_none_or(|read| read.over_questions || vocabulary::is_generic(&read.text));
    let mistaken = heading || title.ends_with('#') || emphasis::plain(title, true) != title;
    if mistaken {
        format!("\\{title}")
    } else {
        title.to_owned()
    }
}

/// A heading that reads back with every word, even with a number before it.
fn heading_line(heading: &str) -> String {
    let read = read_heading(heading).filter(|read| !read.over_questions);
    let same =
        read.is_some_and(|read| read.text == heading) && emphasis::plain(heading, true) == heading;
    if same && !heading.ends_with('#') {
        heading.to_owned()
    } else {
        format!("\\{heading}")
    }
}

/// What is read of a heading without `\` before it.
fn read_heading(heading: &str) -> Option<Heading> {
    let block = Block {
        form: Form::Heading(2),
        text: heading.to_owned(),
        indent: 0,
        apart: true,
    };
    Heading::marked(&block).filter(|_| !heading.starts_with('\\'))
}

/// How the questions of a note are labelled.
enum Labels {
    /// None has a label.
    Bullets,
    /// `a) `: all labels are of one kind.
    Brackets,
    /// `Question a: `: they are not.
    Named,
}

impl Labels {
    fn of(questions: &[NotedQuestion]) -> Self {
        if questions.iter().all(|question| question.label.is_empty()) {
            return Self::Bullets;
        }
        let kinds = questions.iter().map(|question| {
            let line = format!("{}) ?", question.label);
            label::split(&line)
                .filter(|(label, _)| label.name == question.label)
                .map(|(label, _)| label.kind)
        });
        let mut kinds = kinds.collect::<Vec<Option<Kind>>>();
        kinds.dedup();
        if matches!(kinds[..], [Some(_)]) {
            Self::Brackets
        } else {
            Self::Named
        }
    }

    fn question_lines(&self, question: &NotedQuestion) -> String {
        let text = literal(&question.text);
        let mut lines = match self {
            Self::Bullets => format!("- {text}"),
            Self::Brackets => format!("{}) {text}", question.label),
            Self::Named if question.label.is_empty() => format!("\\{}", question.text),
            Self::Named => format!("Question {}: {text}", question.label),
        };
        for part in &question.parts {
            lines.push_str("\n> ");
            lines.push_str(&literal(&format!("{}: {}", part.name, part.text)));
        }
        if question.parts.is_empty() && !offered(&question.text).is_empty() {
            lines.push_str("\n>");
        }
        lines
    }
}

/// A text whose asterisks and brackets stay as they are.
fn literal(text: &str) -> String {
    let mistaken = text.starts_with('\\') || emphasis::plain(text, true) != text;
    if mistaken {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}
