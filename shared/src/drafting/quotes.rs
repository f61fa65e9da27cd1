//! Quotation marks: curly ones, “ ” outside and ‘ ’ within. Those of other scripts, « » and 「 」, are let be.

use super::line::Line;
use super::{Finding, Rule, Why};

pub(super) fn check(lines: &[Line], findings: &mut Vec<Finding>) {
    for line in lines {
        straight(line, findings);
        within(line, findings);
        single(line, findings);
    }
}

/// Straight ones, in pairs; one after a digit may stand for inches or seconds.
fn straight(line: &Line, findings: &mut Vec<Finding>) {
    let all = line.letters.iter().enumerate();
    let places: Vec<usize> = all
        .filter(|(_, it)| **it == '"')
        .map(|(at, _)| at)
        .collect();
    let is_measure = |at: &usize| line.before(*at).is_some_and(|it| it.is_ascii_digit());
    if places.len() % 2 == 1 || places.iter().any(is_measure) {
        return;
    }
    for (nth, at) in places.into_iter().enumerate() {
        let finding = Finding::at(Rule::Quotes, line, at, at + 1, Why::Straight);
        // What begins one stands after a blank, and what ends one before none.
        let begins = line
            .before(at)
            .is_none_or(|it| it.is_whitespace() || "([—–".contains(it));
        let ends = line.at(at + 1).is_none_or(|it| !it.is_alphanumeric());
        findings.push(match (nth % 2, begins, ends) {
            (0, true, _) => finding.or("“"),
            (1, false, true) => finding.or("”"),
            _ => finding,
        });
    }
}

/// Curly ones within others that are the same.
fn within(line: &Line, findings: &mut Vec<Finding>) {
    let mut open: Vec<usize> = Vec::new();
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in line.letters.iter().enumerate() {
        match letter {
            '“' => open.push(at),
            '”' => match open.pop() {
                Some(from) if !open.is_empty() => inner.push((from, at)),
                Some(_) => {}
                // German closes with “, and elsewhere both are ”: not ours to judge.
                None => return,
            },
            '„' => return,
            _ => {}
        }
    }
    // A quotation of several paragraphs begins anew with each and ends once.
    if !open.is_empty() {
        return;
    }
    for (from, to) in inner {
        let words = line.text(from + 1, to);
        let finding = Finding::at(Rule::Quotes, line, from, to + 1, Why::Within);
        findings.push(finding.or(format!("‘{words}’")));
    }
}

/// Single ones with none around them. An apostrophe is no quotation mark.
fn single(line: &Line, findings: &mut Vec<Finding>) {
    let mut depth = 0_usize;
    let mut begun: Option<usize> = None;
    for (at, letter) in line.letters.iter().enumerate() {
        match letter {
            '“' | '«' | '„' | '「' | '『' | '"' => depth += 1,
            '”' | '»' | '」' | '』' => depth = depth.saturating_sub(1),
            '‘' if depth == 0 && line.before(at).is_none_or(char::is_whitespace) => {
                begun = Some(at);
            }
            '’' => {
                let before = line.before(at);
                // “delegations’” is a genitive, and “’s” the end of one.
                let ends = line.at(at + 1).is_none_or(|it| !it.is_alphanumeric())
                    && before.is_some_and(|it| it.is_alphanumeric() && it != 's');
                let Some(from) = begun.filter(|_| ends && depth == 0) else {
                    continue;
                };
                begun = None;
                let words = line.text(from + 1, at);
                let is_name = !words.contains(' ') && words.starts_with(char::is_uppercase);
                if !is_name {
                    let finding = Finding::at(Rule::Quotes, line, from, at + 1, Why::Single);
                    findings.push(finding.or(format!("“{words}”")));
                }
            }
            _ => {}
        }
    }
}
