//! The marks of items below numbered paragraphs, as people type them: (a) and (b), and (i) and (ii) below these.

use super::line::Line;
use super::{Finding, Rule, Why};
use crate::prose::BlockKind;

/// The mark that a line begins with.
struct Mark {
    /// What is between the brackets.
    letters: String,
    /// Where it ends.
    end: usize,
    /// Whether it is in two brackets.
    is_whole: bool,
}

impl Mark {
    fn of(line: &Line) -> Option<Self> {
        if line.level().is_some() {
            return None;
        }
        let start = usize::from(line.at(0) == Some('('));
        let letters = line.letters[start.min(line.letters.len())..].iter();
        let letters: String = letters.take_while(|it| it.is_ascii_lowercase()).collect();
        let end = start + letters.len();
        let is_roman = letters.chars().all(|it| matches!(it, 'i' | 'v' | 'x'));
        let is_mark = letters.len() == 1 || (is_roman && (2..=5).contains(&letters.len()));
        let is_closed =
            line.at(end) == Some(')') && line.at(end + 1).is_some_and(char::is_whitespace);
        (is_mark && is_closed).then_some(Self {
            letters,
            end: end + 1,
            is_whole: start == 1,
        })
    }

    /// The letter, where it can be nothing but one.
    fn letter(&self) -> Option<char> {
        let letter = self.letters.chars().next()?;
        let is_plain = self.letters.len() == 1 && !matches!(letter, 'i' | 'v' | 'x');
        is_plain.then_some(letter)
    }
}

/// Whether the line is a numbered paragraph, by the editor or as it was typed.
fn is_numbered(line: &Line) -> bool {
    let digits = line
        .letters
        .iter()
        .take_while(|it| it.is_ascii_digit())
        .count();
    line.kind == BlockKind::Ol
        || ((1..=3).contains(&digits)
            && line.at(digits) == Some('.')
            && line.at(digits + 1).is_some_and(char::is_whitespace))
}

pub(super) fn check(lines: &[Line], findings: &mut Vec<Finding>) {
    let mut last: Option<(&Line, Option<Mark>)> = None;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let mark = Mark::of(line).filter(|_| !line.is_quote);
        if let Some(mark) = &mark {
            findings.extend(wrong(line, mark, last.as_ref()));
        }
        last = Some((line, mark));
    }
}

fn wrong(line: &Line, mark: &Mark, last: Option<&(&Line, Option<Mark>)>) -> Option<Finding> {
    let finding = |why| Finding::at(Rule::Numbering, line, 0, mark.end, why);
    if !mark.is_whole {
        return Some(finding(Why::Brackets).or(format!("({})", mark.letters)));
    }
    let (before, its) = last?;
    match its {
        None if mark.letters == "i" && is_numbered(before) => Some(finding(Why::RomanFirst)),
        Some(its) => {
            let (before, letter) = its.letter().zip(mark.letter())?;
            let expected = char::from_u32(u32::from(before) + 1)?;
            // Counting may begin anew, and (h) may be followed by (j) only after an (i).
            let is_off = letter != 'a' && letter > expected && expected.is_ascii_lowercase();
            let is_roman = matches!(expected, 'i' | 'v' | 'x');
            (is_off && (!is_roman || letter != next(expected)))
                .then(|| finding(Why::LetterMissing { before, expected }))
        }
        None => None,
    }
}

fn next(letter: char) -> char {
    char::from_u32(u32::from(letter) + 1).unwrap_or(letter)
}
