//! Writes what was read as text for the importer: `#` before headings, labels before items, `\` before
//! what must not be taken for anything else.

use super::left_out::Omissions;
use super::numbering::Numbering;
use super::paragraph::Paragraph;
use super::story::Block;
use super::styles::{Role, Styles};
use crate::concept_note::letters::is_headline;
use crate::concept_note::letters::{asks, one_line, width};
use crate::concept_note::{LeftOut, MOST_TEXT, cover, emphasis, furniture, label, vocabulary};

/// A line of the note to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is.
    pub shape: Shape,
    /// Its words, on one line unless it is a paragraph with lines of its own.
    pub text: String,
}

/// What a line is by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// The title of the document.
    Title,
    /// A heading by its style, 1 for the highest.
    Heading(u8),
    /// Under the heading before it: a session, or a theme.
    Theme,
    /// All bold, and short.
    Bold,
    /// All slanted or underlined, and short.
    Slanted,
    /// An item with its label, by how far it is set in.
    Item(String, usize),
    /// A paragraph, by how far it is set in.
    Plain(usize),
    /// A row of a table.
    Row,
}

/// What is needed to tell what a paragraph is.
pub(super) struct Composer<'a> {
    pub styles: &'a Styles,
    pub numbering: Numbering,
    pub omissions: Omissions,
    /// How many paragraphs were bold, slanted and so on is judged from all lines.
    pub lines: Vec<Line>,
    /// The level of the heading over questions that the last line stands under.
    pub zone: Option<u8>,
    /// Whether any heading stands over questions.
    pub asked: bool,
    /// How much was written.
    length: usize,
}

impl<'a> Composer<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, omissions: Omissions) -> Self {
        Self {
            styles,
            numbering,
            omissions,
            lines: Vec::new(),
            zone: None,
            asked: false,
            length: 0,
        }
    }

    /// Takes in what stands in the document.
    pub(super) fn take(&mut self, blocks: &[Block]) {
        self.asked = self.any_heads_questions(blocks);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if let Some(line) = self.line(paragraph) {
                        self.add(line);
                    }
                }
                Block::Table(table) => self.take_table(table),
            }
            // Labels and headings can make the text longer than the part.
            if self.length > MOST_TEXT {
                self.omissions.cut = true;
                break;
            }
        }
    }

    fn any_heads_questions(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match block {
            Block::Paragraph(paragraph) => {
                let text = one_line(&paragraph.text);
                let heading = self
                    .styles
                    .role(paragraph.style.as_deref().unwrap_or_default())
                    .is_some()
                    || self.is_bold(paragraph);
                heading && !paragraph.contents && !asks(&text) && vocabulary::heads_questions(&text)
            }
            Block::Table(_) => false,
        })
    }

    /// Adds a line, and remembers whether questions stand under it.
    pub(super) fn add(&mut self, line: Line) {
        let level = match line.shape {
            Shape::Title => Some(0),
            Shape::Heading(level) => Some(level),
            // What is only bold ends nothing by itself.
            Shape::Bold if vocabulary::heads_questions(&line.text) => Some(self.zone.unwrap_or(1)),
            Shape::Bold if vocabulary::is_generic(&line.text) => Some(1),
            _ => None,
        };
        if let Some(level) = level {
            if vocabulary::heads_questions(&line.text) {
                self.zone = Some(level);
            } else {
                self.zone.take_if(|zone| level <= *zone);
            }
        }
        self.length += line.text.len();
        self.lines.push(line);
    }

    /// What a paragraph is; nothing if it says nothing, or nothing that belongs to the note.
    pub(super) fn line(&mut self, paragraph: &Paragraph) -> Option<Line> {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let label = self.label(paragraph, style);
        let text = one_line(&paragraph.text);
        if text.is_empty() {
            return None;
        }
        let role = paragraph.outline.or_else(|| self.styles.role(style));
        if role == Some(Role::Contents) || (paragraph.contents && role.is_none()) {
            self.leave_contents(&text);
            return None;
        }
        if paragraph.unknown {
            self.omissions.unknown_symbol(&text);
        }
        // A whole question in the style of a heading is still a question.
        let role = role.filter(|_| width(&text) <= 200 && !asks(&text) && !cover::is_kind(&text));
        let short = width(&text) <= 120 && !text.contains('*') && !cover::is_kind(&text);
        let (shape, text) = match (role, label) {
            (Some(Role::Title), _) => (Shape::Title, text),
            (Some(Role::Heading(level)), Some(label)) if label != "-" => {
                (Shape::Heading(level), format!("{label} {text}"))
            }
            (Some(Role::Heading(level)), _) => (Shape::Heading(level), text),
            (_, Some(label)) => (
                Shape::Item(label, paragraph.level.unwrap_or_default().min(8)),
                text,
            ),
            (_, None) if short && self.is_bold(paragraph) => (Shape::Bold, text),
            (_, None) if short && paragraph.is_slanted() => (Shape::Slanted, text),
            (_, None) => (
                Shape::Plain(paragraph.steps().min(8)),
                paragraph.text.trim().to_owned(),
            ),
        };
        Some(Line { shape, text })
    }

    fn is_bold(&self, paragraph: &Paragraph) -> bool {
        paragraph.is_bold(
            self.styles
                .is_bold(paragraph.style.as_deref().unwrap_or_default()),
        )
    }

    /// Leaves a line of Word's contents out, and with the first of them the heading over it.
    fn leave_contents(&mut self, text: &str) {
        let heading = |line: &mut Line| {
            let heads = matches!(
                line.shape,
                Shape::Heading(_) | Shape::Bold | Shape::Plain(_)
            ) && width(&line.text) <= 40;
            heads && vocabulary::heads_contents(&line.text)
        };
        if let Some(heading) = self.lines.pop_if(heading) {
            self.omissions.leave(LeftOut::Contents, &heading.text);
        }
        self.omissions.leave(LeftOut::Contents, text);
    }

    /// The label of the paragraph in its list, if it is in one.
    fn label(&mut self, paragraph: &Paragraph, style: &str) -> Option<String> {
        let by_style = self.styles.numbering(style);
        let list = paragraph
            .list
            .as_deref()
            .or(by_style.map(|(list, _)| list))?;
        let level = paragraph
            .level
            .or(by_style.map(|(_, level)| level))
            .unwrap_or_default();
        if list == "0" || paragraph.text.trim().is_empty() {
            return None;
        }
        self.numbering.label(list, level)
    }

    /// All lines as text, and what was left out.
    pub(super) fn finish(mut self) -> (String, Omissions) {
        let styled = self
            .lines
            .iter()
            .filter(|line| matches!(line.shape, Shape::Title | Shape::Heading(_)));
        let marked = styled.count() >= 2;
        let mut text = String::new();
        // How many `#` the last heading has, and whether it is the title's.
        let mut level = 1;
        let mut headed = false;
        for (at, line) in self.lines.iter().enumerate() {
            let next = self.lines.get(at + 1);
            let signs = if marked {
                line.signs(next, level, headed)
            } else {
                line.shape.signs(level)
            };
            if let Some(signs) = signs {
                level = signs;
                headed |= signs > 1;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            line.write(signs, marked, next, &mut text);
            if text.len() > MOST_TEXT {
                self.omissions.cut = true;
                break;
            }
        }
        (text, self.omissions)
    }
}

impl Shape {
    /// How many `#` it has by itself.
    fn signs(&self, level: usize) -> Option<usize> {
        match self {
            Self::Title => Some(1),
            Self::Heading(own) => Some(usize::from(*own).min(5) + 1),
            Self::Theme if level > 1 => Some((level + 1).min(6)),
            Self::Theme
            | Self::Bold
            | Self::Slanted
            | Self::Item(..)
            | Self::Plain(_)
            | Self::Row => None,
        }
    }
}

impl Line {
    /// How many `#` it has where headings are marked: what is only bold is a heading of the same kind
    /// if its words say so, else one beneath.
    fn signs(&self, next: Option<&Line>, level: usize, headed: bool) -> Option<usize> {
        let telling = vocabulary::heads_questions(&self.text) || vocabulary::is_generic(&self.text);
        let beneath = Some((level + 1).clamp(2, 6));
        match self.shape {
            Shape::Bold if telling => Some(level.max(2)),
            Shape::Bold
                if is_headline(&self.text) && (headed || next.is_some_and(Line::is_prose)) =>
            {
                beneath
            }
            Shape::Slanted
                if headed && is_headline(&self.text) && next.is_some_and(Line::is_asked) =>
            {
                beneath
            }
            Shape::Theme => beneath,
            _ => self.shape.signs(level),
        }
    }

    fn is_prose(&self) -> bool {
        matches!(self.shape, Shape::Plain(_)) && width(&self.text) > 100
    }

    fn is_asked(&self) -> bool {
        matches!(self.shape, Shape::Item(..))
            || asks(&self.text)
            || label::split(&one_line(&self.text)).is_some()
    }

    fn write(&self, signs: Option<usize>, marked: bool, next: Option<&Line>, text: &mut String) {
        let words = self.text.as_str();
        if let Some(signs) = signs {
            text.extend(std::iter::repeat_n('#', signs));
            text.push(' ');
            text.push_str(words);
            return;
        }
        let set_off = match self.shape {
            Shape::Bold => !marked,
            Shape::Theme => true,
            Shape::Slanted => !marked && is_headline(words) && next.is_some_and(Self::is_asked),
            _ => false,
        };
        match &self.shape {
            Shape::Item(label, steps) => {
                let literal = if emphasis::plain(words, marked) == words {
                    ""
                } else {
                    "\\"
                };
                text.push_str(&"  ".repeat(*steps));
                text.extend([label, " ", literal, words]);
            }
            _ if set_off => text.extend(["**", words, "**"]),
            Shape::Plain(steps) if !is_lost(words) && label::split(&one_line(words)).is_some() => {
                text.push_str(&"  ".repeat(*steps));
                text.push_str(words);
            }
            Shape::Row => {
                text.push('\\');
                text.push_str(words);
            }
            _ => {
                if needs_keeping(words, marked) {
                    text.push('\\');
                }
                text.push_str(words);
            }
        }
    }
}

/// Whether a paragraph would be taken for something else.
fn needs_keeping(words: &str, marked: bool) -> bool {
    is_lost(words) || words.starts_with(['#', '>', '\\']) || emphasis::plain(words, marked) != words
}

/// Whether a paragraph would be taken for the number of a page, which none is in a Word file.
fn is_lost(words: &str) -> bool {
    furniture::is_dropped(words) && words.contains(char::is_alphanumeric)
}
