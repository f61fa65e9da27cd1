//! A paragraph as it is read, and how its runs look.

use super::markup::Element;
use super::styles::{Role, outline_role};
use super::symbols::Font;

/// A paragraph.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a file says of a paragraph is switches"
)]
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its style.
    pub style: Option<String>,
    /// The list that it is an item of, and the level in it.
    pub list: Option<String>,
    pub level: Option<usize>,
    /// Its place in the outline.
    pub outline: Option<Role>,
    /// What it says, with marks of notes, tabs and ends of lines.
    pub text: String,
    /// Whether it is part of contents that Word made.
    pub contents: bool,
    /// Whether it holds a symbol that nobody can tell.
    pub unknown: bool,
    /// Whether its end was deleted, so that the next goes on with it.
    pub unended: bool,
    /// Where its first line begins, in twentieths of a point.
    indent: i32,
    /// Whether some of its text is not bold; the style may say otherwise of what says nothing itself.
    light: bool,
    silent: bool,
    /// Whether some of its text is neither slanted nor underlined.
    upright: bool,
    spoken: bool,
}

/// How a run looks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a file says of a run is switches"
)]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    bold: Option<bool>,
    bold_complex: Option<bool>,
    complex: bool,
    slanted: bool,
    pub hidden: bool,
    pub raised: bool,
    pub font: Option<Font>,
}

impl Run {
    /// Takes in one of its properties.
    pub(super) fn learn(&mut self, property: &str, element: &Element<'_>) {
        match property {
            "b" => self.bold = Some(element.is_on()),
            // Arabic has a weight of its own.
            "bCs" => self.bold_complex = Some(element.is_on()),
            "rtl" | "cs" => self.complex |= element.is_on(),
            "i" | "iCs" | "u" => self.slanted |= element.is_on(),
            "vanish" => self.hidden |= element.is_on(),
            "rStyle" if element.attribute("val").as_deref() == Some("Strong") => {
                self.bold = self.bold.or(Some(true));
            }
            "vertAlign" => self.raised = element.attribute("val").as_deref() == Some("superscript"),
            "rFonts" => {
                let name = element
                    .attribute("ascii")
                    .or_else(|| element.attribute("hAnsi"));
                self.font = name.and_then(|name| Font::named(&name));
            }
            _ => {}
        }
    }

    fn weight(self) -> Option<bool> {
        let complex = self.bold_complex.filter(|_| self.complex);
        complex.or(self.bold)
    }
}

impl Paragraph {
    /// Takes in one of its properties.
    pub(super) fn learn(&mut self, property: &str, element: &Element<'_>) {
        let value = || element.attribute("val");
        match property {
            "pStyle" => self.style = value(),
            "numId" => self.list = value(),
            "ilvl" => self.level = value().and_then(|level| level.parse().ok()),
            "outlineLvl" => self.outline = value().and_then(|level| outline_role(&level)),
            "ind" => {
                let far = |name: &str| element.attribute(name)?.parse::<i32>().ok();
                let left = far("left").or_else(|| far("start")).unwrap_or_default();
                let first = far("firstLine").or_else(|| far("hanging").map(i32::saturating_neg));
                self.indent = left.saturating_add(first.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// Takes in how a piece of its text looks.
    pub(super) fn look(&mut self, run: Run, spoken: bool) {
        if !spoken {
            return;
        }
        self.spoken = true;
        self.light |= run.weight() == Some(false);
        self.silent |= run.weight().is_none();
        self.upright |= !run.slanted;
    }

    /// Whether all of it is bold, in a style that is or is not.
    pub(super) fn is_bold(&self, style: bool) -> bool {
        self.spoken && !self.light && (style || !self.silent)
    }

    /// Whether all of it is slanted or underlined.
    pub(super) fn is_slanted(&self) -> bool {
        self.spoken && !self.upright
    }

    /// How many steps it is set in by tabs and by its indentation.
    pub(super) fn steps(&self) -> usize {
        let tabs = self
            .text
            .chars()
            .take_while(|c| c.is_whitespace())
            .filter(|c| *c == '\t')
            .count();
        // Half an inch is a tab; lists are set in by half of that and more.
        tabs + usize::try_from(self.indent.saturating_add(100) / 360).unwrap_or_default()
    }

    /// It, after one whose end was deleted.
    pub(super) fn after(mut self, before: Option<Self>) -> Self {
        let Some(before) = before else {
            return self;
        };
        self.text.insert_str(0, &before.text);
        self.contents |= before.contents;
        self.unknown |= before.unknown;
        self.light |= before.light;
        self.silent |= before.silent;
        self.upright |= before.upright;
        self.spoken |= before.spoken;
        self
    }
}
