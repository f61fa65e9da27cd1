//! The code that is read off a screen and typed.

use crate::names::is_invisible;
use std::fmt;

/// Eight letters by which one may knock at a session. They are consonants, none of which looks like another or like a digit, so
/// that no code is a word in anybody's language: 19⁸ codes, about 2³⁴.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JoinCode(String);

impl JoinCode {
    /// The letters that it is made of.
    pub const LETTERS: [char; 19] = [
        'b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x',
        'z',
    ];
    /// How many of them.
    pub const LENGTH: usize = 8;
    /// What may be read of a text, in bytes.
    const LONGEST: usize = 500;

    /// Makes one of places among the letters; a place beyond the last counts on from the first.
    pub fn of_places(places: [usize; Self::LENGTH]) -> Self {
        let letter = |place: usize| Self::LETTERS[place % Self::LETTERS.len()];
        Self(places.into_iter().map(letter).collect())
    }

    /// The code in what somebody typed, or in the address of its QR code: in capitals or not, with spaces and dashes or without.
    pub fn read(text: &str) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(Self::LONGEST)];
        let behind = text.rfind('#').map_or(text, |at| &text[at + 1..]);
        let behind = behind.replace("%20", " ");
        let mut code = String::with_capacity(Self::LENGTH);
        for letter in behind.chars() {
            let small = letter.to_ascii_lowercase();
            if Self::LETTERS.contains(&small) {
                code.push(small);
            } else if !is_between(letter) {
                return None;
            }
        }
        (code.len() == Self::LENGTH).then_some(Self(code))
    }

    /// Its letters, small, as the server knows it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: capitals, in two groups.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at(Self::LENGTH / 2);
        format!("{first} {second}").to_ascii_uppercase()
    }
}

/// What may stand between letters: spaces, dashes, and what is typed in place of them.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || is_invisible(letter)
        || matches!(
            letter,
            '-' | '_' | '.' | '·' | ',' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

/// A code is told to those who may know it only.
impl fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in [
            "bcdfghjk",
            "BCDFGHJK",
            " Bcdf Ghjk ",
            "BCDF-GHJK",
            "b c d f – g h j k",
            "bcdf\u{A0}ghjk\n",
            "bcdf\u{200B}ghjk.",
            "#bcdfghjk",
            "https://table.example/join#bcdfghjk",
            "/join#BCDF%20GHJK",
        ] {
            let read = JoinCode::read(typed);
            let read = read.unwrap_or_else(|| panic!("{typed:?} is a code"));
            assert_eq!(read.as_str(), "bcdfghjk", "{typed:?}");
            assert_eq!(read.shown(), "BCDF GHJK");
        }
    }

    #[test]
    fn what_is_no_code_is_not_taken_for_one() {
        for typed in [
            "",
            "bcdfghj",
            "bcdfghjkm",
            "bcdfghja",
            "bcdfghj1",
            "bcdf/ghjk",
            "абвгдежз",
            "abcdefgh23456789jkmnpqrstuvwxyz0",
        ] {
            assert_eq!(JoinCode::read(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn no_letter_is_mistaken_for_another() {
        for unlike in ['i', 'l', 'o', '0', '1', 'u', 'y'] {
            assert!(!JoinCode::LETTERS.contains(&unlike));
        }
        let made = JoinCode::of_places([0, 1, 2, 3, 4, 5, 6, 19]);
        assert_eq!(made.as_str(), "bcdfghjb");
        assert_eq!(JoinCode::read(&made.shown()), Some(made));
    }
}
