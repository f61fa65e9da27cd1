//! Lifts footnotes out of the flow of the text and hangs their marks where the text refers to them.

use super::Footnote;
use super::endnotes;
use super::letters::{self, ends_sentence, starts_small, width};
use super::lines::{Gap, Line};
use super::marks::{self, Opening, Reference};
use super::mending::{Lexicon, join};
use super::omission::{Omission, Omitted};
use std::collections::{HashMap, HashSet};

/// Beyond this many the rest stays in the text.
const MOST: usize = 1_000;

/// Takes the footnotes out of the lines, and leaves `[^1]` where the text refers to them.
pub(super) fn lift(
    lines: &mut Vec<Line>,
    usual_width: usize,
    lexicon: &Lexicon,
    omissions: &mut Vec<Omission>,
) -> Vec<Footnote> {
    let mut footnotes = defined(lines, lexicon);
    let mut lift = Lift::new(lines, usual_width, &footnotes);
    for at in 0..lines.len() {
        if footnotes.len() < MOST
            && !lift.taken[at]
            && let Some((mark, reference)) = lift.accepts(lines, at)
        {
            let text = lift.take(lines, at, lexicon);
            lift.hang(reference, &mark);
            footnotes.push(Footnote { mark, text });
        }
        if !lift.taken[at] {
            lift.last_kept = Some(at);
        }
    }
    lift.finish(lines, omissions);
    footnotes
}

/// Takes out `[^1]: text`, with the lines that belong to it.
fn defined(lines: &mut Vec<Line>, lexicon: &Lexicon) -> Vec<Footnote> {
    let mut footnotes: Vec<Footnote> = Vec::new();
    let mut seen = HashSet::new();
    let mut open = false;
    let mut lifted = false;
    lines.retain_mut(|line| {
        if let Some((mark, text)) = definition(&line.text).filter(|_| footnotes.len() < MOST)
            && seen.insert(mark.to_owned())
        {
            footnotes.push(Footnote {
                mark: mark.to_owned(),
                text: text.to_owned(),
            });
            (open, lifted) = (true, true);
            return false;
        }
        open &= (!line.gap.blank || line.indent >= 2) && !line.text.starts_with('#');
        if let Some(footnote) = footnotes.last_mut().filter(|_| open) {
            join(&mut footnote.text, &line.text, lexicon);
            return false;
        }
        if std::mem::take(&mut lifted) {
            line.gap.blank = true;
        }
        true
    });
    footnotes
}

/// A footnote written as Markdown does.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (mark, text) = line.strip_prefix("[^")?.split_once("]:")?;
    letters::is_mark(mark).then(|| (mark, text.trim_start()))
}

/// Footnotes found by how they are printed.
struct Lift {
    openings: Vec<Option<Opening>>,
    ruled: HashSet<String>,
    found: HashMap<String, Candidates>,
    taken: Vec<bool>,
    last_kept: Option<usize>,
    used: HashSet<String>,
    last_reference: (usize, usize),
    last_number: Option<u32>,
    usual_width: usize,
    notes_heading: Option<usize>,
    references: Vec<(Reference, String)>,
}

/// Where the text may refer to one mark, and how many of those places are behind us.
struct Candidates {
    places: Vec<Reference>,
    passed: usize,
    claimed: bool,
}

impl From<Vec<Reference>> for Candidates {
    fn from(places: Vec<Reference>) -> Self {
        Self {
            places,
            passed: 0,
            claimed: false,
        }
    }
}

impl Lift {
    fn new(lines: &[Line], usual_width: usize, defined: &[Footnote]) -> Self {
        let notes_heading = endnotes::heading(lines);
        let listed = endnotes::last_list(lines);
        let among_notes = |at: usize| notes_heading.is_some_and(|heading| at > heading);
        let mut openings: Vec<Option<Opening>> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                let in_list = listed.is_some_and(|start| at >= start);
                marks::opening(&line.text, among_notes(at) || in_list)
            })
            .collect();
        let keys = openings
            .iter()
            .flatten()
            .map(|opening| opening.key.clone())
            .collect();
        let found = marks::references(lines, &keys);
        if let Some(start) = listed.filter(|start| !among_notes(*start)) {
            let referred = |opening: &Opening| {
                let first = found.get(&opening.key).and_then(|places| places.first());
                !opening.listed || first.is_some_and(|place| place.line < start)
            };
            if !openings[start..].iter().flatten().all(referred) {
                openings[start..].iter_mut().for_each(|opening| {
                    opening.take_if(|opening| opening.listed);
                });
            }
        }
        let ruled = openings.iter().zip(lines).filter(|(_, line)| line.gap.rule);
        Self {
            ruled: ruled
                .filter_map(|(opening, _)| Some(opening.as_ref()?.key.clone()))
                .collect(),
            openings,
            found: found
                .into_iter()
                .map(|(key, places)| (key, Candidates::from(places)))
                .collect(),
            taken: vec![false; lines.len()],
            last_kept: None,
            used: defined
                .iter()
                .map(|footnote| footnote.mark.clone())
                .collect(),
            last_reference: (0, 0),
            last_number: None,
            usual_width,
            notes_heading,
            references: Vec::new(),
        }
    }

    /// Whether a footnote begins at this line: its mark, and where the text refers to it.
    fn accepts(&mut self, lines: &[Line], at: usize) -> Option<(String, Option<Reference>)> {
        let opening = self.openings[at].clone()?;
        let gap = lines[at].gap;
        let beneath = at > 0 && self.taken[at - 1];
        let rest_follows = !lines[at].text[opening.text..].is_empty()
            || lines
                .get(at + 1)
                .is_some_and(|next| !next.gap.blank && marks::has_words(&next.text));
        if at == 0 || !rest_follows || !(gap.blank || beneath || opening.listed) {
            return None;
        }
        // “2 Guiding questions” must not take the place of the note 2 beneath the line.
        if !gap.rule
            && !beneath
            && self.ruled.contains(&opening.key)
            && !self.used.contains(&opening.mark)
        {
            return None;
        }
        let number = opening.mark.parse::<u32>().ok();
        let counts_on = number.is_some() && number == self.last_number.map(|last| last + 1);
        let reference = self.refer(&opening.key, at);
        if reference.is_none() && !(counts_on && (gap.rule || beneath)) {
            let raised = gap.rule
                && !opening
                    .key
                    .starts_with(|c: char| c.is_ascii_digit() || c == '*');
            if !raised {
                return None;
            }
        }
        self.last_number = number;
        Some((self.fresh(opening.mark), reference))
    }

    /// The place that refers to this mark: the first after those that others have, before the note.
    fn refer(&mut self, key: &str, before: usize) -> Option<Reference> {
        let candidates = self.found.get_mut(key)?;
        while let Some(place) = candidates.places.get(candidates.passed) {
            if (place.line, place.end) > self.last_reference && !self.taken[place.line] {
                break;
            }
            candidates.passed += 1;
        }
        let ahead = candidates
            .places
            .get(candidates.passed)
            .filter(|place| place.line < before);
        let place = match ahead {
            Some(place) => *place,
            None if candidates.claimed => return None,
            None => *candidates
                .places
                .first()
                .filter(|p| p.line < before && !self.taken[p.line])?,
        };
        candidates.claimed = true;
        self.last_reference = self.last_reference.max((place.line, place.end));
        Some(place)
    }

    /// The mark, or another where it has been used: some notes count anew on every page.
    fn fresh(&mut self, mark: String) -> String {
        let mut fresh = mark;
        let mut number = self.used.len();
        while !self.used.insert(fresh.clone()) {
            number += 1;
            fresh = number.to_string();
        }
        fresh
    }

    /// Takes the lines of the footnote that begins here.
    fn take(&mut self, lines: &[Line], at: usize, lexicon: &Lexicon) -> String {
        let start = self.openings[at].as_ref().map_or(0, |opening| opening.text);
        let mut text = lines[at].text[start..].to_owned();
        self.taken[at] = true;
        let interrupted = self
            .last_kept
            .is_some_and(|line| !ends_sentence(&lines[line].text));
        for next in at + 1..lines.len() {
            let unfinished = !ends_sentence(&text);
            let line = &lines[next];
            let goes_on = unfinished
                && !interrupted
                && !line.gap.page
                && !line.gap.rule
                && starts_small(&line.text);
            let stops =
                (line.gap.blank && !goes_on) || line.text.starts_with('#') || self.opens_next(next);
            if stops
                || (!text.is_empty()
                    && !unfinished
                    && self.resumes(&lines[next - 1], line, interrupted))
            {
                break;
            }
            join(&mut text, &line.text, lexicon);
            self.taken[next] = true;
        }
        let end = text.trim_end_matches(['↩', '\u{FE0E}', ' ']).len();
        text.truncate(end);
        text
    }

    /// Whether another footnote begins at this line.
    fn opens_next(&self, at: usize) -> bool {
        self.openings[at]
            .as_ref()
            .is_some_and(|opening| match opening.mark.parse::<u32>() {
                Ok(number) => self.last_number.is_some_and(|last| number == last + 1),
                Err(_) => true,
            })
    }

    /// Whether, after a finished sentence in a footnote, the text above it goes on.
    fn resumes(&self, last: &Line, next: &Line, interrupted: bool) -> bool {
        let short = width(&last.text) * 10 < self.usual_width * 6;
        (interrupted && starts_small(&next.text)) || short
    }

    /// Remembers, in the order of the text, where a mark is to hang.
    fn hang(&mut self, reference: Option<Reference>, mark: &str) {
        if let Some(place) = reference {
            let before = |(other, _): &(Reference, String)| {
                (other.line, other.start) < (place.line, place.start)
            };
            let at = self.references.partition_point(before);
            self.references.insert(at, (place, mark.to_owned()));
        }
    }

    /// Hangs the marks and removes the lines that were taken.
    fn finish(mut self, lines: &mut Vec<Line>, omissions: &mut Vec<Omission>) {
        for (place, mark) in self.references.iter().rev() {
            lines[place.line]
                .text
                .replace_range(place.start..place.end, &format!("[^{mark}]"));
        }
        if let Some(heading) = self.notes_heading
            && self.taken.get(heading + 1) == Some(&true)
        {
            self.taken[heading] = true;
            omissions.push(Omission::new(Omitted::NotesHeading, &lines[heading].text));
        }
        let mut at = 0;
        let mut lifted = false;
        lines.retain_mut(|line| {
            at += 1;
            if self.taken[at - 1] {
                lifted = true;
                return false;
            }
            if std::mem::take(&mut lifted) {
                line.gap = line.gap.and(Gap::LIFTED);
            }
            true
        });
    }
}
