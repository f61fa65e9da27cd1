//! Fields: what a document computes, such as its contents, and the words it last came to.

use super::markup::Element;
use super::symbols::{self, Font};

/// Fields that stand within each other, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

/// A field that has begun.
#[derive(Debug, Default)]
struct Field {
    /// What it computes.
    instruction: String,
    /// Whether what it came to has begun.
    result: bool,
    /// Whether that has words.
    shown: bool,
}

/// Characters of an instruction that are looked at.
const INSTRUCTION: usize = 200;

impl Fields {
    /// `<w:fldChar …>`; gives a symbol that a field ends without having written down.
    pub(super) fn change(&mut self, element: &Element<'_>) -> Option<char> {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => self.0.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.0.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => return self.end(),
            _ => {}
        }
        None
    }

    /// `<w:fldSimple w:instr="…">`.
    pub(super) fn begin_simple(&mut self, element: &Element<'_>) {
        self.0.push(Field {
            instruction: element.attribute("instr").unwrap_or_default(),
            result: true,
            shown: false,
        });
    }

    /// The innermost field ends.
    pub(super) fn end(&mut self) -> Option<char> {
        self.0.pop().filter(|field| !field.shown)?.symbol()
    }

    /// A piece of the innermost field's instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self
            .0
            .last_mut()
            .filter(|field| !field.result && field.instruction.len() < INSTRUCTION)
        {
            field.instruction.push_str(text);
        }
    }

    /// Words were written.
    pub(super) fn show(&mut self) {
        self.0.iter_mut().for_each(|field| field.shown = true);
    }

    /// Whether words that come now are only part of an outer field's instruction.
    pub(super) fn in_instruction(&self) -> bool {
        let outer = self.0.len().saturating_sub(1);
        self.0[..outer].iter().any(|field| !field.result)
    }

    /// Whether words that come now are contents that Word made.
    pub(super) fn in_contents(&self) -> bool {
        self.0
            .iter()
            .any(|field| field.result && matches!(field.name().as_str(), "TOC" | "TOA" | "INDEX"))
    }
}

impl Field {
    fn name(&self) -> String {
        self.instruction
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase()
    }

    /// What `SYMBOL 179 \f "Symbol"` shows: Word keeps no result of it.
    fn symbol(&self) -> Option<char> {
        if self.name() != "SYMBOL" {
            return None;
        }
        let number = self.instruction.split_whitespace().nth(1)?;
        let code = match number
            .strip_prefix("0x")
            .or_else(|| number.strip_prefix("0X"))
        {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let font = self
            .instruction
            .split_once("\\f")
            .map_or("", |(_, font)| font.trim());
        let font = font.strip_prefix('"').map_or_else(
            || font.split(' ').next().unwrap_or_default(),
            |font| font.split('"').next().unwrap_or_default(),
        );
        Some(symbols::read(char::from_u32(code)?, Font::named(font)))
    }
}
