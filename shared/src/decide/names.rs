//! What texts a table takes: neither empty nor too long, and no delegation called like another.

use crate::delegation::Delegation;
use crate::limits;
use crate::names::is_invisible;
use crate::refusal::{Noun, Refusal};

/// Checks a delegation's names against limits and against those that have a seat.
pub fn check_delegation(seated: &[Delegation], new: &Delegation) -> Result<(), Refusal> {
    named(&new.name, Noun::Name, limits::NAME)?;
    named(&new.short, Noun::ShortName, limits::SHORT_NAME)?;
    let twin = seated
        .iter()
        .find(|d| same(&d.name, &new.name) || same(&d.short, &new.short));
    match twin {
        Some(twin) if same(&twin.name, &new.name) => Err(Refusal::DuplicateDelegation {
            name: new.name.clone(),
        }),
        Some(_) => Err(Refusal::DuplicateDelegation {
            name: new.short.clone(),
        }),
        None => Ok(()),
    }
}

/// Refuses a text that is empty, too long or holds control characters other than line breaks.
pub fn named(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(Refusal::Empty { what });
    }
    short(text, what, most)
}

/// Refuses a text that is too long or holds control characters other than line breaks.
pub(super) fn short(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::TooLong { what, most });
    }
    if text.chars().any(is_odd) {
        return Err(Refusal::OddCharacters { what });
    }
    Ok(())
}

fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// Whether two names are told apart by nothing that people see: case, spaces, invisible characters.
fn same(a: &str, b: &str) -> bool {
    let seen = |name: &str| {
        let visible: String = name.chars().filter(|c| !is_invisible(*c)).collect();
        let words: Vec<String> = visible.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    seen(a) == seen(b)
}
