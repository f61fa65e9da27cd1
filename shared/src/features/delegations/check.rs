//! None of the delegations is called like another.

use super::delegation::Delegation;
use crate::limits::{self, named};
use crate::names::is_invisible;
use crate::refusal::{Noun, Refusal};

/// Checks a delegation's names against limits and against those of the others.
pub fn check_delegation(others: &[Delegation], new: &Delegation) -> Result<(), Refusal> {
    named(&new.name, Noun::Name, limits::NAME)?;
    named(&new.short, Noun::ShortName, limits::SHORT_NAME)?;
    if !new.group.is_empty() {
        named(&new.group, Noun::Group, limits::NAME)?;
    }
    let twin = others
        .iter()
        .find(|d| looks_like(&d.name, &new.name) || looks_like(&d.short, &new.short));
    let name = match twin {
        Some(twin) if looks_like(&twin.name, &new.name) => new.name.clone(),
        Some(_) => new.short.clone(),
        None => return Ok(()),
    };
    Err(Refusal::DuplicateDelegation { name })
}

/// Whether two names are told apart by nothing that people see: case, spaces, invisible characters.
fn looks_like(a: &str, b: &str) -> bool {
    let seen = |name: &str| {
        let visible: String = name.chars().filter(|c| !is_invisible(*c)).collect();
        let words: Vec<String> = visible.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    seen(a) == seen(b)
}
