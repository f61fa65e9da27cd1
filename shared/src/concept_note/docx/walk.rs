//! Walks a part of a document: its paragraphs and tables, with the text as it reads now.

use super::error::DocxError;
use super::fields::Fields;
use super::left_out::Omissions;
use super::markup::{Element, Markup, Token};
use super::notes::{Kind, Notes};
use super::paragraph::{Paragraph, Run};
use super::story::{Block, Story, Table};
use super::symbols::{self, Font};
use crate::concept_note::{LeftOut, MOST_TEXT, letters};

/// Elements whose content is not part of the document as it reads now.
const SKIPPED: [&str; 12] = [
    "del",
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
    "sectPr",
    "delText",
    "delInstrText",
    "tblGrid",
];

/// Columns that a cell is believed to span.
const SPAN: usize = 32;

/// A part being walked.
pub(super) struct Walk<'a> {
    notes: &'a mut Notes,
    omissions: &'a mut Omissions,
    /// What has been read: all of it, or that of one note.
    blocks: Vec<Block>,
    tables: Vec<Table>,
    /// Paragraphs stand within each other where a text box does.
    open: Vec<Paragraph>,
    /// The runs around what is read; none where a paragraph stands in between.
    runs: Vec<Option<Run>>,
    fields: Fields,
    /// Content controls, the innermost last.
    controls: Vec<Control>,
    /// How much had been written when each choice between ways of drawing began.
    choices: Vec<usize>,
    written: usize,
    in_text: bool,
    in_instruction: bool,
    in_properties: bool,
    /// A note whose mark is the text that follows.
    custom: Option<(Kind, String)>,
    /// The name of a drawing that does not say what it shows.
    undescribed: Option<String>,
    /// A paragraph whose end was deleted: the next goes on with it.
    unended: Option<Paragraph>,
}

/// A content control.
#[derive(Debug, Default)]
struct Control {
    contents: bool,
    placeholder: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(notes: &'a mut Notes, omissions: &'a mut Omissions) -> Self {
        Self {
            notes,
            omissions,
            blocks: Vec::new(),
            tables: Vec::new(),
            open: Vec::new(),
            runs: Vec::new(),
            fields: Fields::default(),
            controls: Vec::new(),
            choices: Vec::new(),
            written: 0,
            in_text: false,
            in_instruction: false,
            in_properties: false,
            custom: None,
            undescribed: None,
            unended: None,
        }
    }

    /// Everything in the part below elements of that name, each with its id and what stands in it.
    /// Past the limit nothing is read.
    pub(super) fn read(mut self, part: &str, within: &[&str]) -> Result<Vec<Story>, DocxError> {
        let mut stories = Vec::new();
        let mut markup = Markup::new(part);
        let mut id = None;
        while let Some(token) = markup.next()? {
            match token {
                Token::Open(element) if within.contains(&element.name()) => {
                    id = element.attribute("id");
                    self.blocks.clear();
                    if element
                        .attribute("type")
                        .is_some_and(|kind| kind != "normal")
                    {
                        markup.skip()?;
                    }
                }
                Token::Open(element) if self.skips(&element) => markup.skip()?,
                Token::Open(element) => self.begin(&element),
                Token::Close(name) if within.contains(&name.as_str()) => {
                    stories.push(self.story(id.take()));
                }
                Token::Close(name) => self.end(&name),
                Token::Text(text) => self.write(&text),
            }
            if self.written > MOST_TEXT {
                self.omissions.cut = true;
                stories.push(self.story(id.take()));
                break;
            }
        }
        Ok(stories)
    }

    /// What has been read, with what was still open.
    fn story(&mut self, id: Option<String>) -> Story {
        while !self.open.is_empty() || self.unended.is_some() {
            let unended = self.unended.take();
            let paragraph = self.open.pop().unwrap_or_default();
            self.place(Block::Paragraph(paragraph.after(unended)));
        }
        while let Some(table) = self.tables.pop() {
            self.place(Block::Table(table));
        }
        Story {
            id,
            blocks: std::mem::take(&mut self.blocks),
        }
    }

    /// Whether what stands in the element does not read. What only older programs draw reads where
    /// nothing else gave text.
    fn skips(&mut self, element: &Element<'_>) -> bool {
        let name = element.name();
        if name == "del"
            && self.in_properties
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.unended = true;
        }
        let drawn = matches!(name, "Choice" | "Fallback")
            && self
                .choices
                .last()
                .is_some_and(|before| *before < self.written);
        drawn || SKIPPED.contains(&name)
    }

    fn begin(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" => {
                self.open.push(Paragraph::default());
                self.runs.push(None);
            }
            "r" => self.runs.push(Some(Run::default())),
            "pPr" => self.in_properties = true,
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "fldSimple" => self.fields.begin_simple(element),
            "fldChar" => {
                if let Some(symbol) = self.fields.change(element) {
                    self.push(&symbol.to_string());
                }
            }
            "AlternateContent" => self.choices.push(self.written),
            "sdt" => self.controls.push(Control::default()),
            "tbl" => self.tables.push(Table::default()),
            "tr" => self
                .tables
                .last_mut()
                .into_iter()
                .for_each(|table| table.rows.push(Vec::new())),
            "tc" => self.begin_cells(1),
            "gridSpan" => self.span(element),
            "docPr" => self.drawing(element),
            "pic" | "chart" | "relIds" => self.picture(),
            "imagedata" => {
                self.drawing(element);
                self.picture();
            }
            _ => self.mark(element),
        }
    }

    /// What stands within a line, or says how it looks.
    fn mark(&mut self, element: &Element<'_>) {
        match element.name() {
            "docPartGallery" => {
                let gallery = element.attribute("val").unwrap_or_default();
                if let Some(control) = self.controls.last_mut() {
                    control.contents |= gallery.eq_ignore_ascii_case("table of contents");
                }
            }
            "showingPlcHdr" => {
                if let Some(control) = self.controls.last_mut() {
                    control.placeholder |= element.is_on();
                }
            }
            "footnoteReference" => self.refer(Kind::Footnote, element),
            "endnoteReference" => self.refer(Kind::Endnote, element),
            "sym" | "symEx" => self.symbol(element),
            // Also a place for tabs in the properties of a paragraph.
            "tab" | "ptab" if matches!(self.runs.last(), Some(Some(_))) => self.push("\t"),
            "br" | "cr" if matches!(self.runs.last(), Some(Some(_))) => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "softHyphen" => self.push("\u{AD}"),
            property => match (self.runs.last_mut(), self.open.last_mut()) {
                (Some(Some(run)), _) => run.learn(property, element),
                (_, Some(paragraph)) => paragraph.learn(property, element),
                _ => {}
            },
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                self.runs.pop();
                if let Some(paragraph) = self.open.pop() {
                    let paragraph = paragraph.after(self.unended.take());
                    if paragraph.unended {
                        self.unended = Some(paragraph);
                    } else {
                        self.place(Block::Paragraph(paragraph));
                    }
                }
            }
            "r" => {
                self.runs.pop();
            }
            "pPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "fldSimple" => {
                if let Some(symbol) = self.fields.end() {
                    self.push(&symbol.to_string());
                }
            }
            "AlternateContent" => {
                self.choices.pop();
            }
            "sdt" => {
                self.controls.pop();
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.place(Block::Table(table));
                }
            }
            _ => {}
        }
    }

    /// Puts a block where it belongs: into the cell that is open, or under the others.
    fn place(&mut self, block: Block) {
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut()?.last_mut());
        cell.unwrap_or(&mut self.blocks).push(block);
    }

    fn begin_cells(&mut self, count: usize) {
        if let Some(row) = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut())
        {
            row.extend((0..count).map(|_| Vec::new()));
        }
    }

    /// The cell takes the place of several: those before it stay empty.
    fn span(&mut self, element: &Element<'_>) {
        let columns = element
            .attribute("val")
            .and_then(|columns| columns.parse().ok())
            .unwrap_or(1);
        self.begin_cells(usize::min(columns, SPAN).saturating_sub(1));
    }

    /// A drawing says what it shows to those who do not see it. One that does not may still be a frame around text.
    fn drawing(&mut self, element: &Element<'_>) {
        let said = |name| {
            element
                .attribute(name)
                .filter(|said| !said.trim().is_empty())
        };
        match said("descr").or_else(|| said("title")) {
            Some(shown) => {
                self.undescribed = None;
                self.omissions.leave(LeftOut::Picture, &shown);
            }
            None => self.undescribed = Some(said("name").unwrap_or_else(|| "–".to_owned())),
        }
    }

    /// A picture, a chart or a diagram is told by its name if its drawing says no more.
    fn picture(&mut self) {
        if let Some(name) = self.undescribed.take() {
            self.omissions.leave(LeftOut::Picture, &name);
        }
    }

    fn write(&mut self, text: &str) {
        if self.in_instruction {
            self.fields.instruct(text);
        }
        if !self.in_text {
            return;
        }
        let placeholder = self.controls.iter().any(|control| control.placeholder);
        if self.run().hidden || placeholder || self.fields.in_instruction() {
            return self.omissions.leave(LeftOut::Hidden, text);
        }
        if let Some((kind, id)) = self.custom.take() {
            let mark = text.trim();
            if letters::is_mark(mark) {
                self.notes.mark(kind, &id, mark);
                return self.push(&format!("[^{mark}]"));
            }
            let mark = self.notes.number(kind, &id);
            self.push(&format!("[^{mark}]"));
        }
        let read: String = text
            .chars()
            .map(|letter| symbols::read(letter, self.run().font))
            .collect();
        let raised = Some(&read).filter(|read| self.run().raised && read.trim().len() <= 3);
        let digits = raised.and_then(|read| {
            read.trim()
                .chars()
                .map(raised_digit)
                .collect::<Option<String>>()
        });
        self.push(&digits.unwrap_or(read));
    }

    /// The run that is being read, or one that says nothing.
    fn run(&self) -> Run {
        self.runs.last().copied().flatten().unwrap_or_default()
    }

    fn push(&mut self, text: &str) {
        let run = self.run();
        let contents =
            self.fields.in_contents() || self.controls.iter().any(|control| control.contents);
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        let spoken = !text.trim().is_empty();
        if spoken {
            self.fields.show();
            self.written += text.len();
            paragraph.contents |= contents;
        }
        paragraph.look(run, spoken && !text.starts_with("[^"));
        paragraph.text.push_str(text);
        paragraph.unknown |= text.contains(symbols::UNKNOWN);
    }

    /// `<w:sym w:font="Symbol" w:char="F0B3"/>`, or its successor, whose characters are what they are called.
    fn symbol(&mut self, element: &Element<'_>) {
        let code = element
            .attribute("char")
            .and_then(|code| u32::from_str_radix(&code, 16).ok());
        let font = element.attribute("font").unwrap_or_default();
        let letter = code
            .and_then(char::from_u32)
            .map_or(symbols::UNKNOWN, |letter| {
                match Font::named(&font) {
                    // Of an ordinary font, a private character is nobody's.
                    None if ('\u{E000}'..='\u{F8FF}').contains(&letter) => symbols::UNKNOWN,
                    font => symbols::read(letter, font),
                }
            });
        if self.run().hidden {
            return self.omissions.leave(LeftOut::Hidden, &letter.to_string());
        }
        self.push(&letter.to_string());
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
}

/// A digit set above the line, as a character of its own.
fn raised_digit(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .nth(usize::try_from(digit.to_digit(10)?).ok()?)
}
