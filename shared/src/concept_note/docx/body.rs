//! The paragraphs of a document, written as text.

use super::DocxError;
use super::markup::{Element, Markup, Token};
use super::numbering::Numbering;
use super::styles::{Role, Styles, outline_role};
use crate::concept_note::letters::{asks, one_line, width};
use crate::concept_note::{MOST_TEXT, marks, vocabulary};
use std::collections::HashMap;

/// Elements whose content is not part of the document as it reads now.
const SKIPPED: [&str; 8] = [
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "instrText",
    "delText",
];

/// The texts of footnotes or endnotes, by their ids.
#[derive(Debug, Default)]
pub(super) struct Notes(HashMap<String, String>);

impl Notes {
    /// Reads `footnotes.xml` or `endnotes.xml`.
    pub(super) fn read(part: &str) -> Result<Self, DocxError> {
        let mut notes = HashMap::new();
        let mut current: Option<(String, String)> = None;
        let mut markup = Markup::new(part);
        let mut in_text = false;
        while let Some(token) = markup.next()? {
            match token {
                Token::Open(element) => match element.name() {
                    name if SKIPPED.contains(&name) => markup.skip()?,
                    "footnote" | "endnote" => {
                        let printed = element
                            .attribute("type")
                            .is_none_or(|kind| kind == "normal");
                        current = element
                            .attribute("id")
                            .filter(|_| printed)
                            .map(|id| (id, String::new()));
                    }
                    "t" => in_text = true,
                    "p" | "tab" | "br" | "cr" => {
                        current.iter_mut().for_each(|(_, text)| text.push(' '))
                    }
                    "noBreakHyphen" => current.iter_mut().for_each(|(_, text)| text.push('-')),
                    _ => {}
                },
                Token::Close(name) => match name.as_str() {
                    "footnote" | "endnote" => notes.extend(current.take()),
                    "t" => in_text = false,
                    _ => {}
                },
                Token::Text(text) if in_text => current
                    .iter_mut()
                    .for_each(|(_, note)| note.push_str(&text)),
                Token::Text(_) => {}
            }
        }
        Ok(Self(notes))
    }
}

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
    inside: bool,
    bold: bool,
    hidden: bool,
    raised: bool,
}

struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    footnotes: &'a Notes,
    endnotes: &'a Notes,
    /// Paragraphs stand within each other where a text box does.
    open: Vec<Paragraph>,
    run: Run,
    in_text: bool,
    /// The mark printed for each note, by kind and id.
    marks: HashMap<(bool, String), String>,
    /// How many footnotes and how many endnotes have a number.
    numbered: [usize; 2],
    /// A note whose mark is the text that follows.
    custom: Option<(bool, String)>,
    text: String,
    definitions: String,
}

/// The document as text: `#` before headings, labels before items, `[^1]` for footnotes.
pub(super) fn text(
    document: &str,
    styles: &Styles,
    numbering: Numbering,
    footnotes: &Notes,
    endnotes: &Notes,
) -> Result<String, DocxError> {
    let mut body = Body {
        styles,
        numbering,
        footnotes,
        endnotes,
        open: Vec::new(),
        run: Run::default(),
        in_text: false,
        marks: HashMap::new(),
        numbered: [0, 0],
        custom: None,
        text: String::new(),
        definitions: String::new(),
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
        // Labels and headings can make the text longer than the part: past its limit nothing is read anyway.
        if body.text.len() > MOST_TEXT {
            break;
        }
    }
    if seen {
        Ok(body.text + &body.definitions)
    } else {
        Err(DocxError::NoDocument)
    }
}

impl Body<'_> {
    fn begin(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val");
        match element.name() {
            "p" => self.open.push(Paragraph::default()),
            "r" => {
                self.run = Run {
                    inside: true,
                    ..Run::default()
                }
            }
            "t" => self.in_text = true,
            "b" if self.run.inside => self.run.bold = element.is_on(),
            "vanish" if self.run.inside => self.run.hidden = element.is_on(),
            "vertAlign" if self.run.inside => {
                self.run.raised = value().as_deref() == Some("superscript")
            }
            "footnoteReference" => self.refer(false, element),
            "endnoteReference" => self.refer(true, element),
            "tab" if self.run.inside => self.push(" "),
            "br" | "cr" if self.run.inside => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            property => {
                if let Some(paragraph) = self.open.last_mut() {
                    match property {
                        "pStyle" => paragraph.style = value(),
                        "numId" => paragraph.list = value(),
                        "ilvl" => paragraph.level = value().and_then(|level| level.parse().ok()),
                        "outlineLvl" => {
                            paragraph.outline = value().and_then(|level| outline_role(&level))
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.finish(paragraph);
                }
            }
            "r" => self.run = Run::default(),
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if !self.in_text || self.run.hidden {
            return;
        }
        if let Some((endnote, id)) = self.custom.take() {
            let mark = text.trim();
            if marks::is_mark(mark) {
                self.note(endnote, &id, mark.to_owned());
            } else {
                self.number(endnote, &id);
                self.push(text);
            }
            return;
        }
        if self.run.raised && text.trim().len() <= 3 {
            let raised = text
                .trim()
                .chars()
                .map(raised_digit)
                .collect::<Option<String>>();
            return self.push(raised.as_deref().unwrap_or(text));
        }
        self.push(text);
    }

    fn push(&mut self, text: &str) {
        let bold = self.run.bold;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.plain |= !bold && !text.trim().is_empty();
            paragraph.text.push_str(text);
        }
    }

    /// The text refers to a note here.
    fn refer(&mut self, endnote: bool, element: &Element<'_>) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        if element
            .attribute("customMarkFollows")
            .is_some_and(|follows| follows != "0" && follows != "false")
        {
            self.custom = Some((endnote, id));
        } else {
            self.number(endnote, &id);
        }
    }

    /// Gives the note the next number: 1, 2 for footnotes; e1, e2 for endnotes, which count apart.
    fn number(&mut self, endnote: bool, id: &str) {
        if self.marks.contains_key(&(endnote, id.to_owned())) {
            return self.note(endnote, id, String::new());
        }
        let number = &mut self.numbered[usize::from(endnote)];
        *number += 1;
        let mark = if endnote {
            format!("e{number}")
        } else {
            number.to_string()
        };
        self.note(endnote, id, mark);
    }

    /// Hangs the mark of a note here, and writes the note down the first time.
    fn note(&mut self, endnote: bool, id: &str, mark: String) {
        let key = (endnote, id.to_owned());
        let known = self.marks.get(&key).cloned();
        let mark = known.clone().unwrap_or(mark);
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(&format!("[^{mark}]"));
        }
        let notes = if endnote {
            self.endnotes
        } else {
            self.footnotes
        };
        if let Some(text) = notes.0.get(id).filter(|_| known.is_none()) {
            self.definitions
                .push_str(&format!("\n\n[^{mark}]: {}", one_line(text)));
        }
        self.marks.insert(key, mark);
    }

    /// Writes a paragraph down.
    fn finish(&mut self, paragraph: Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let label = self.label(&paragraph, style);
        let role = paragraph.outline.or_else(|| self.styles.role(style));
        let line = one_line(&paragraph.text);
        if line.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        // A whole question in the style of a heading is still a question.
        let heading =
            role.filter(|_| width(&line) <= 200 && !asks(&line) && !vocabulary::is_kind(&line));
        match (heading, label) {
            (Some(Role::Title), _) => self.text.push_str(&format!("# {line}")),
            (Some(Role::Heading(level)), label) => {
                let label = label
                    .filter(|label| label != "-")
                    .map(|label| label + " ")
                    .unwrap_or_default();
                let signs = "#".repeat(usize::from(level.min(5)) + 1);
                self.text.push_str(&format!("{signs} {label}{line}"));
            }
            (None, Some(label)) => {
                let level = paragraph.level.unwrap_or_default().min(8);
                self.text
                    .push_str(&format!("{}{label} {line}", "  ".repeat(level)));
            }
            (None, None) if !paragraph.plain && width(&line) <= 120 && !line.contains('*') => {
                self.text.push_str(&format!("**{line}**"));
            }
            (None, None) => {
                if line.starts_with(['#', '>', '\\']) {
                    self.text.push('\\');
                }
                self.text.push_str(paragraph.text.trim());
            }
        }
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

/// A digit set above the line, as a character of its own.
fn raised_digit(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .nth(usize::try_from(digit.to_digit(10)?).ok()?)
}
