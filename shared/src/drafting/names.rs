//! Who is named in a text.

use super::line::Line;
use super::{Context, Finding, Rule, Why};
use crate::gather::sort_by_key;

/// What somebody is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// In full.
    pub name: String,
    /// In short; may be empty. It counts in these letters only, since short names may be words.
    pub short: String,
}

impl Named {
    /// Somebody of this name.
    pub fn new(name: impl Into<String>, short: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            short: short.into(),
        }
    }

    /// Where a line names them.
    pub(super) fn found(&self, line: &Line) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if is_telling(&self.name) {
            found = line.find(self.name.trim());
            // “May” is somebody, and “may” is not.
            let begins_great = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
            if begins_great(self.name.trim().chars().next()) {
                found.retain(|(from, _)| begins_great(line.at(*from)));
            }
            // “To” before an Arabic article takes its first letter.
            if let Some(bare) = self.name.trim().strip_prefix("ال") {
                found.extend(line.find(&format!("لل{bare}")));
            }
        }
        let short = self.short.trim();
        if is_telling(short) && short != self.name.trim() {
            let exact = |(from, to): &(usize, usize)| line.text(*from, *to).trim_end() == short;
            found.extend(line.find(short).into_iter().filter(exact));
        }
        found.sort_unstable();
        found
    }
}

/// One letter names nobody.
fn is_telling(name: &str) -> bool {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .count()
        > 1
}

/// All who are named, one finding for each place. Of names within others, the longest counts.
pub(super) fn check(lines: &[Line], context: &Context, findings: &mut Vec<Finding>) {
    let all = context.delegations.iter().chain(&context.people);
    let all: Vec<&Named> = all.collect();
    for line in lines {
        for (from, to, named) in found(line, &all) {
            let why = Why::Names {
                name: named.name.clone(),
            };
            findings.push(Finding::at(Rule::Names, line, from, to, why));
        }
    }
}

/// Where a line names any of these: first come those that begin first, and of these the longest; none overlap.
pub(super) fn found<'a>(line: &Line, all: &[&'a Named]) -> Vec<(usize, usize, &'a Named)> {
    let mut found: Vec<(usize, usize, &'a Named)> = Vec::new();
    for named in all {
        let places = named.found(line).into_iter();
        found.extend(places.map(|(from, to)| (from, to, *named)));
    }
    sort_by_key(&mut found, |(from, to, _)| (*from, std::cmp::Reverse(*to)));
    let mut end = 0;
    found.retain(|(from, to, _)| {
        let is_new = *from >= end;
        if is_new {
            end = *to;
        }
        is_new
    });
    found
}

/// Where a text names any of these, in characters, and whom.
pub fn mentions<'a>(text: &str, all: &'a [Named]) -> Vec<(usize, usize, &'a Named)> {
    let all: Vec<&Named> = all.iter().collect();
    found(&Line::plain(text), &all)
}
