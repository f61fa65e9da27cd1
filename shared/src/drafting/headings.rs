//! Headings: none alone, none two levels below the one before it.

use super::line::Line;
use super::{Finding, Rule, Why};

/// Headings with nothing below them.
pub(super) fn alone(lines: &[Line], findings: &mut Vec<Finding>) {
    let written: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
    for (nth, line) in written.iter().enumerate() {
        let Some(level) = line.level() else {
            continue;
        };
        let why = match written.get(nth + 1) {
            None => Why::NothingBelow,
            Some(next) => match next.level() {
                Some(below) if below <= level => Why::HeadingBelow,
                _ => continue,
            },
        };
        findings.push(whole(Rule::HeadingAlone, line, why));
    }
}

/// Headings two levels below the one before them.
pub(super) fn skipped(lines: &[Line], findings: &mut Vec<Finding>) {
    let mut before = None;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let Some(level) = line.level() else {
            continue;
        };
        if let Some(before) = before.filter(|before| level > before + 1) {
            findings.push(whole(
                Rule::HeadingSkipped,
                line,
                Why::Skipped { before, level },
            ));
        }
        before = Some(level);
    }
}

fn whole(rule: Rule, line: &Line, why: Why) -> Finding {
    Finding::at(rule, line, 0, line.letters.len(), why)
}
