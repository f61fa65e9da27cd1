//! Delegations one after the other stand in the order of the alphabet.

use super::line::{Line, fold, is_han};
use super::names::{Named, found};
use super::{Context, Finding, Rule, Why};
use crate::gather::sort_by_key;

/// How many make a list: two may stand as they are meant.
const LEAST: usize = 3;

/// What may stand between two names of a list, without blanks.
const BETWEEN: [&str; 24] = [
    "", ",", "and", ",and", ";", ";and", "،", "،و", "و", "、", "和", "et", ",et", "y", ",y", "e",
    "и", ",и", "&", "/", "the", ",the", "andthe", ",andthe",
];

pub(super) fn check(lines: &[Line], context: &Context, findings: &mut Vec<Finding>) {
    let all: Vec<&Named> = context.delegations.iter().collect();
    if all.len() < LEAST {
        return;
    }
    for line in lines.iter().filter(|line| !line.is_quote) {
        let found = found(line, &all);
        let mut list: Vec<(usize, usize)> = Vec::new();
        for (from, to, _) in found {
            let follows = list
                .last()
                .is_some_and(|(_, end)| separates(&line.text(*end, from)));
            if !follows {
                findings.extend(judged(line, &list, &context.language));
                list.clear();
            }
            list.push((from, to));
        }
        findings.extend(judged(line, &list, &context.language));
    }
}

fn separates(between: &str) -> bool {
    let bare: String = between.chars().filter(|it| !it.is_whitespace()).collect();
    !between.is_empty() && BETWEEN.contains(&bare.to_lowercase().as_str())
}

/// A list that is out of order, with the same in order: what stands between the names stays where it is.
fn judged(line: &Line, places: &[(usize, usize)], language: &str) -> Option<Finding> {
    let (first, last) = (places.first()?, places.last()?);
    let names: Vec<String> = places
        .iter()
        .map(|(from, to)| line.text(*from, *to))
        .collect();
    // How Chinese names are ordered is not told by their signs.
    if places.len() < LEAST || names.iter().any(|name| name.chars().any(is_han)) {
        return None;
    }
    let mut sorted = names.clone();
    sort_by_key(&mut sorted, |name| key(name, language));
    if sorted == names {
        return None;
    }
    let mut instead = String::new();
    for (nth, name) in sorted.iter().enumerate() {
        if let Some(before) = nth.checked_sub(1) {
            instead += &line.text(places[before].1, places[nth].0);
        }
        instead += name;
    }
    let finding = Finding::at(Rule::Order, line, first.0, last.1, Why::OutOfOrder);
    // An article belongs to its name, and would not go along.
    let has_article = instead.to_lowercase().contains(" the ");
    Some(if has_article {
        finding
    } else {
        finding.or(instead)
    })
}

/// Where a name stands in the alphabet: without accents and capitals; in Spanish, ñ comes after n; in Arabic, the article does not count.
pub(super) fn key(name: &str, language: &str) -> Vec<char> {
    let name = name.trim();
    let name = name.strip_prefix("ال").unwrap_or(name);
    let mut key = Vec::with_capacity(name.len());
    for letter in name.chars() {
        if language == "es" && matches!(letter, 'ñ' | 'Ñ') {
            key.extend(['n', '\u{10ffff}']);
        } else {
            key.extend(fold(letter).filter(|it| it.is_alphanumeric() || *it == ' '));
        }
    }
    key
}
