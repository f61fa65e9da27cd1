//! Who has a seat and one vote.

use super::monogram::monogram;
use crate::ids::DelegationId;
use crate::names::clean;
use serde::{Deserialize, Serialize};

/// A State, an organisation or a regional process.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id, the same at every table of the session.
    pub id: DelegationId,
    /// Its full name.
    pub name: String,
    /// A short name for chips and lists.
    pub short: String,
    /// Its colour, never shown without its monogram.
    pub colour: Colour,
    /// The group that it belongs to, such as a region, by which an outcome may tell of it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
}

impl Delegation {
    /// One to three letters that stand for the delegation wherever its colour does.
    pub fn monogram(&self) -> String {
        monogram(&self.short)
    }

    /// It, with its names without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            name: clean(&self.name),
            short: clean(&self.short),
            group: clean(&self.group),
            ..self
        }
    }
}

/// One of the palette's colours, 1 to 12; the stylesheet gives each a light and a dark form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
