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

/// Straight ones, in pairs; a curly one may be the partner of a straight one. One after a digit may stand for inches or seconds.
fn straight(line: &Line, findings: &mut Vec<Finding>) {
    // What begins one stands after a blank, and what ends one before none.
    let begins = |at: usize| {
        let before = line.before(at);
        before.is_none_or(|it| it.is_whitespace() || "([—–".contains(it))
    };
    let ends = |at: usize| line.at(at + 1).is_none_or(|it| !it.is_alphanumeric());
    let is_straight = |at: usize| line.at(at) == Some('"');
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, letter) in line.letters.iter().enumerate() {
        let closes = match letter {
            '„' => return,
            '“' => false,
            '”' => !open.is_empty(),
            '"' if line.before(at).is_some_and(|it| it.is_ascii_digit()) => return,
            '"' => open
                .last()
                .is_some_and(|it| is_straight(*it) || !begins(at)),
            _ => continue,
        };
        match open.pop_if(|_| closes) {
            Some(from) => pairs.push((from, at, !open.is_empty())),
            // The end of a quotation of several paragraphs.
            None if *letter == '”' => {}
            None => open.push(at),
        }
    }
    if open.into_iter().any(is_straight) {
        return;
    }
    for (from, to, is_within) in pairs {
        if !is_straight(from) && !is_straight(to) {
            continue;
        }
        let words = line.text(from + 1, to);
        let finding = Finding::at(Rule::Quotes, line, from, to + 1, Why::Straight);
        let is_clear = begins(from) && !begins(to) && ends(to);
        findings.push(match (is_clear, is_within) {
            (true, false) => finding.or(format!("“{words}”")),
            (true, true) => finding.or(format!("‘{words}’")),
            (false, _) => finding,
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
