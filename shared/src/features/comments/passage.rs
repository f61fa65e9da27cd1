//! What a comment is on: words of a text, by the ids that their letters have in the document, so that they are found
//! however the text around them changes.

use crate::document::{DocumentId, Root};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found};
use serde::{Deserialize, Serialize};

/// How many letters must be the same before words that were deleted count as being there again: a word or two stands
/// in many places.
const TELLING: usize = 12;

/// A letter of a text, by its id in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The client id that wrote it.
    pub client: u64,
    /// Which of the letters of that client it is.
    pub clock: u32,
}

/// A passage of a text. It begins where its first letter is, and sticks to what comes after that; it ends with its last
/// letter, and sticks to what comes before: words that are written beside it do not belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The text.
    pub root: Root,
    /// Its first letter.
    pub first: Letter,
    /// Its last letter.
    pub last: Letter,
}

impl Letter {
    /// Client ids have 53 bits.
    const fn can_be(self) -> bool {
        self.client < 1 << 53
    }
}

impl Passage {
    /// Whether it can be there: on a text of the table that everybody reads, by letters that can be.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unknown`], of the text or of the passage.
    pub(crate) fn check(&self, asked: Context<'_>) -> Result<(), Refusal> {
        let is_there = self.root.takes_comments() && asked.table.roots().contains(&self.root);
        found(Noun::Root, is_there.then_some(()))?;
        let can_be = self.first.can_be() && self.last.can_be();
        found(Noun::Passage, can_be.then_some(()))
    }
}

impl Root {
    /// Whether comments are made on it: everybody at the table reads it, and on the table's page.
    pub fn takes_comments(&self) -> bool {
        *self != Self::Summary && self.document() == DocumentId::Table
    }
}

/// Where words are that were deleted and came back, by undoing or by moving a paragraph, which makes other letters of them:
/// from where to where, in UTF-16 units, if they are in the text once, and long enough to be told from others.
pub fn found_again(words: &str, text: &str) -> Option<(u32, u32)> {
    if words.chars().count() < TELLING {
        return None;
    }
    let mut places = text.match_indices(words);
    let (at, _) = places.next()?;
    // Another that overlaps the first would be passed over.
    if text[at..]
        .chars()
        .next()
        .is_none_or(|first| text[at + first.len_utf8()..].contains(words))
    {
        return None;
    }
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).ok();
    let from = units(&text[..at])?;
    Some((from, from + units(words)?))
}

#[cfg(test)]
mod tests {
    use super::found_again;

    #[test]
    fn words_that_are_there_once_are_found_again() {
        let text = "\n😀 Referral is followed up.\nReferral is made.";
        assert_eq!(found_again("Referral is followed", text), Some((4, 24)));
        assert_eq!(found_again("Referral is ", text), None, "twice");
        assert_eq!(found_again("followed up", text), None, "too short to tell");
        assert_eq!(found_again("Referral was followed", text), None);
        assert_eq!(
            found_again("aaaaaaaaaaaaa", "aaaaaaaaaaaaaa"),
            None,
            "twice, overlapping"
        );
        assert_eq!(found_again("", ""), None);
    }
}
