//! Who has a seat and one vote.

use crate::ids::DelegationId;
use crate::limits;
use serde::{Deserialize, Serialize};

/// A State, an organisation or a regional process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id, the same at every table of the session.
    pub id: DelegationId,
    /// Its full name.
    pub name: String,
    /// A short name for chips and lists.
    pub short: String,
    /// Its colour, never shown without its monogram.
    pub colour: Colour,
}

impl Delegation {
    /// One to three letters that stand for the delegation wherever its colour does.
    pub fn monogram(&self) -> String {
        monogram(&self.short)
    }
}

/// One to three letters that stand for a delegation of this short name.
pub fn monogram(short: &str) -> String {
    let short = short.trim();
    if short.chars().count() <= 3 {
        return short.to_uppercase();
    }
    let initials: String = short
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(without_article)
        .filter_map(|word| word.chars().next())
        .take(3)
        .collect();
    match initials.chars().count() {
        0 | 1 => without_article(short)
            .chars()
            .take(2)
            .collect::<String>()
            .to_uppercase(),
        _ => initials.to_uppercase(),
    }
}

/// A short name made of a name: itself if it is short, else the first letters of its longer words.
pub fn short_name(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= limits::SHORT_NAME {
        return name.to_owned();
    }
    // “of”, “the”, “para”: words that start small do not count, unless all do.
    let words = || {
        name.split(|c: char| c.is_whitespace() || c == '-')
            .filter(|word| !word.is_empty())
    };
    let starts = |word: &str| word.chars().next().filter(|c| c.is_alphanumeric());
    let great: String = words()
        .filter_map(starts)
        .filter(|c| !c.is_lowercase())
        .take(6)
        .collect();
    let all: String = words().filter_map(starts).take(6).collect();
    let initials = if great.chars().count() > 1 {
        great
    } else {
        all
    };
    match initials.chars().count() {
        0 | 1 => monogram(name),
        _ => initials.to_uppercase(),
    }
}

/// Most Arabic names begin with the article, which would give them all the same letters.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال")
        .filter(|rest| rest.chars().count() > 1)
        .unwrap_or(word)
}

/// One of the palette's colours, 1 to 12; the stylesheet gives each a light and a dark form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Colour(u8);

/// A number outside the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is a number from 1 to {}", Colour::COUNT)]
pub struct NoSuchColour;

impl Colour {
    /// How many colours the palette has.
    pub const COUNT: u8 = 12;

    /// The colour that the delegation at this place in the list gets unless somebody chooses.
    pub fn nth(place: usize) -> Self {
        let count = usize::from(Self::COUNT);
        Self(u8::try_from(place % count).map_or(1, |place| place + 1))
    }

    /// Its number, 1 to 12.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Colour {
    type Error = NoSuchColour;
    fn try_from(number: u8) -> Result<Self, NoSuchColour> {
        if (1..=Self::COUNT).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NoSuchColour)
        }
    }
}

impl From<Colour> for u8 {
    fn from(colour: Colour) -> u8 {
        colour.0
    }
}

#[cfg(test)]
mod tests {
    use super::{monogram, short_name};

    #[test]
    fn a_monogram_is_made_of_initials() {
        for (short, letters) in [
            ("SRRP", "SR"),
            ("nr", "NR"),
            ("Northern Coasts", "NC"),
            ("الحوار الجنوبي", "حج"),
            ("الجزائر", "جز"),
            ("", ""),
        ] {
            assert_eq!(monogram(short), letters, "{short}");
        }
    }

    #[test]
    fn short_names_are_proposed() {
        assert_eq!(short_name("South Dialogue"), "South Dialogue");
        assert_eq!(short_name("Northern Route Process"), "NRP");
        assert_eq!(short_name("Organisation of the Islands"), "OI");
        assert_eq!(short_name("Intergovernmentalism"), "IN");
    }
}
