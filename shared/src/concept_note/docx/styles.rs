//! What the styles of paragraphs mean: titles, headings, numbered lists.

use super::error::DocxError;
use super::markup::{Markup, Token};
use std::collections::HashMap;

/// How many styles one may be based on.
const CHAIN: usize = 12;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document.
    Title,
    /// A heading, 1 for the highest.
    Heading(u8),
    /// Part of the contents that Word makes.
    Contents,
}

/// A style, as far as it matters.
#[derive(Debug, Clone, Default)]
struct Style {
    role: Option<Role>,
    based_on: Option<String>,
    numbering: Option<String>,
    level: Option<usize>,
    bold: Option<bool>,
}

#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &str) -> Result<Self, DocxError> {
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        let mut markup = Markup::new(part);
        while let Some(token) = markup.next()? {
            match token {
                Token::Open(element) if element.name() == "style" => {
                    current = element
                        .attribute("styleId")
                        .map(|id| (id, Style::default()));
                }
                Token::Open(element) if element.name() == "b" => {
                    if let Some((_, style)) = &mut current {
                        style.bold = Some(element.is_on());
                    }
                }
                Token::Open(element) => {
                    if let (Some((_, style)), Some(value)) =
                        (&mut current, element.attribute("val"))
                    {
                        style.learn(element.name(), value);
                    }
                }
                Token::Close(name) if name == "style" => styles.extend(current.take()),
                Token::Close(_) | Token::Text(_) => {}
            }
        }
        Ok(Self(styles))
    }

    /// What the style makes of a paragraph.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        // Whoever writes a file by hand may name a style that they do not describe.
        if !self.0.contains_key(id) {
            return named_role(id);
        }
        self.chain(id).find_map(|style| style.role)
    }

    /// Whether text in the style is bold unless it says otherwise.
    pub(super) fn is_bold(&self, id: &str) -> bool {
        self.chain(id)
            .find_map(|style| style.bold)
            .unwrap_or_default()
    }

    /// The list that the style belongs to, and the level in it.
    pub(super) fn numbering(&self, id: &str) -> Option<(&str, usize)> {
        let list = self
            .chain(id)
            .find_map(|style| style.numbering.as_deref())?;
        let level = self
            .chain(id)
            .find_map(|style| style.level)
            .unwrap_or_default();
        Some((list, level))
    }

    /// The style and those that it is based on.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        std::iter::successors(self.0.get(id), |style| self.0.get(style.based_on.as_ref()?))
            .take(CHAIN)
    }
}

impl Style {
    fn learn(&mut self, property: &str, value: String) {
        match property {
            "name" => self.role = self.role.or(named_role(&value)),
            "basedOn" => self.based_on = Some(value),
            "outlineLvl" => self.role = self.role.or(outline_role(&value)),
            "numId" => self.numbering = Some(value),
            "ilvl" => self.level = value.parse().ok(),
            _ => {}
        }
    }
}

/// The names of the styles that Word brings along are the same in every language.
fn named_role(name: &str) -> Option<Role> {
    let name = name.to_ascii_lowercase();
    if name == "title" {
        return Some(Role::Title);
    }
    let numbered = |beginning: &str| name.strip_prefix(beginning)?.trim().parse::<u8>().ok();
    if name == "toc heading"
        || name == "tocheading"
        || name == "table of figures"
        || numbered("toc").is_some()
    {
        return Some(Role::Contents);
    }
    let level = numbered("heading")?;
    (1..=9).contains(&level).then_some(Role::Heading(level))
}

/// What a level of the outline, counted from 0, makes of a paragraph.
pub(super) fn outline_role(level: &str) -> Option<Role> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then(|| Role::Heading(level + 1))
}
