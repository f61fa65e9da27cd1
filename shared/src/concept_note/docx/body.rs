//! The paragraphs of a document, written as text.

use super::DocxError;
use super::markup::{Element, Markup, Token};
use super::notes::{Kind, Notes, SKIPPED};
use super::numbering::Numbering;
use super::styles::{Role, Styles, outline_role};
use crate::concept_note::letters::{asks, one_line, width};
use crate::concept_note::{MOST_TEXT, cover, marks};

/// A paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<Role>,
    text: String,
    /// Whether some of its text is not bold.
    plain: bool,
}

/// How the run that is being read looks.
#[derive(Debug, Default)]
struct Run {
    bold: bool,
    hidden: bool,
    raised: bool,
}

struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    notes: Notes,
    /// Paragraphs stand within each other where a text box does.
    open: Vec<Paragraph>,
    run: Option<Run>,
    in_text: bool,
    /// A note whose mark is the text that follows.
    custom: Option<(Kind, String)>,
    text: String,
}

/// The document as text: `#` before headings, labels before items, `[^1]` for footnotes.
pub(super) fn text(
    document: &str,
    styles: &Styles,
    numbering: Numbering,
    notes: Notes,
) -> Result<String, DocxError> {
    let mut body = Body {
        styles,
        numbering,
        notes,
        open: Vec::new(),
        run: None,
        in_text: false,
        custom: None,
        text: String::new(),
    };
    let mut markup = Markup::new(document);
    let mut seen = false;
    while let Some(token) = markup.next()? {
        match token {
            Token::Open(element) if SKIPPED.contains(&element.name()) => markup.skip()?,
            Token::Open(element) => {
                seen |= element.name() == "document";
                body.begin(&element);
            }
            Token::Close(name) => body.end(&name),
            Token::Text(text) => body.write(&text),
        }
        // Labels and headings can make the text longer than the part. Past its limit nothing is read.
        if body.text.len() > MOST_TEXT {
            break;
        }
    }
    if seen {
        Ok(body.text + &body.notes.into_definitions())
    } else {
        Err(DocxError::NoDocument)
    }
}

impl Body<'_> {
    fn begin(&mut self, element: &Element<'_>) {
        match (element.name(), &mut self.run) {
            ("p", _) => self.open.push(Paragraph::default()),
            ("r", _) => self.run = Some(Run::default()),
            ("t", _) => self.in_text = true,
            ("footnoteReference", _) => self.refer(Kind::Footnote, element),
            ("endnoteReference", _) => self.refer(Kind::Endnote, element),
            ("b", Some(run)) => run.bold = element.is_on(),
            ("vanish", Some(run)) => run.hidden = element.is_on(),
            ("vertAlign", Some(run)) => {
                run.raised = element.attribute("val").as_deref() == Some("superscript");
            }
            ("tab", Some(_)) => self.push(" "),
            ("br" | "cr", Some(_)) => self.push("\n"),
            ("noBreakHyphen", Some(_)) => self.push("-"),
            (property, None) => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.learn(property, element);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.finish(&paragraph);
                }
            }
            "r" => self.run = None,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let hidden = self.run.as_ref().is_some_and(|run| run.hidden);
        if !self.in_text || hidden {
            return;
        }
        if let Some((kind, id)) = self.custom.take() {
            let mark = text.trim();
            if marks::is_mark(mark) {
                self.notes.mark(kind, &id, mark);
                self.push(&format!("[^{mark}]"));
                return;
            }
            let mark = self.notes.number(kind, &id);
            self.push(&format!("[^{mark}]"));
        }
        let raised = self.run.as_ref().is_some_and(|run| run.raised) && text.trim().len() <= 3;
        let digits = || {
            text.trim()
                .chars()
                .map(raised_digit)
                .collect::<Option<String>>()
        };
        match raised.then(digits).flatten() {
            Some(digits) => self.push(&digits),
            None => self.push(text),
        }
    }

    fn push(&mut self, text: &str) {
        let bold = self.run.as_ref().is_some_and(|run| run.bold);
        if let Some(paragraph) = self.open.last_mut() {
            let spoken = !text.trim().is_empty() && !text.starts_with("[^");
            paragraph.plain |= !bold && spoken;
            paragraph.text.push_str(text);
        }
    }

    /// The text refers to a note here.
    fn refer(&mut self, kind: Kind, element: &Element<'_>) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        let custom = element.attribute("customMarkFollows");
        if custom.is_some_and(|follows| follows != "0" && follows != "false") {
            self.custom = Some((kind, id));
        } else {
            let mark = self.notes.number(kind, &id);
            self.push(&format!("[^{mark}]"));
        }
    }

    /// Writes a paragraph down.
    fn finish(&mut self, paragraph: &Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let label = self.label(paragraph, style);
        let role = paragraph.outline.or_else(|| self.styles.role(style));
        let line = one_line(&paragraph.text);
        if line.is_empty() {
            return;
        }
        // A whole question in the style of a heading is still a question.
        let role = role.filter(|_| width(&line) <= 200 && !asks(&line) && !cover::is_kind(&line));
        let written = match (role, label) {
            (Some(Role::Title), _) => format!("# {line}"),
            (Some(Role::Heading(level)), label) => {
                let signs = "#".repeat(usize::from(level.min(5)) + 1);
                let label = label.filter(|label| label != "-").map(|label| label + " ");
                format!("{signs} {}{line}", label.unwrap_or_default())
            }
            (None, Some(label)) => {
                let level = paragraph.level.unwrap_or_default().min(8);
                format!("{}{label} {line}", "  ".repeat(level))
            }
            (None, None) if !paragraph.plain && width(&line) <= 120 && !line.contains('*') => {
                format!("**{line}**")
            }
            (None, None) if line.starts_with(['#', '>', '\\']) => format!("\\{line}"),
            (None, None) => paragraph.text.trim().to_owned(),
        };
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&written);
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
}

impl Paragraph {
    fn learn(&mut self, property: &str, element: &Element<'_>) {
        let value = || element.attribute("val");
        match property {
            "pStyle" => self.style = value(),
            "numId" => self.list = value(),
            "ilvl" => self.level = value().and_then(|level| level.parse().ok()),
            "outlineLvl" => self.outline = value().and_then(|level| outline_role(&level)),
            _ => {}
        }
    }
}

/// A digit set above the line, as a character of its own.
fn raised_digit(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .nth(usize::try_from(digit.to_digit(10)?).ok()?)
}
