//! The outcome as Markdown: `CommonMark` with the footnotes, tables and strikethrough that GitHub and
//! Pandoc know. People's words never become markup.

mod inline;
mod prose;
mod result;

use super::Outcome;
use super::footnotes::{self, Noted};
use super::outline::begins_rtl;
use super::report::{Changed, Fact, Notes, Part, Report, Row, Section, Span, Turn};
use crate::words::Words;
use inline::{guarded, heading_mark, line};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The outcomes of one or several tables as one Markdown document.
pub fn markdown(outcomes: &[Outcome], words: &Words) -> String {
    let report = Report::of(outcomes, words);
    let mut writer = Writer {
        words,
        referred: BTreeSet::new(),
    };
    let mut blocks = vec![format!("# {}", writer.span(&report.title))];
    blocks.extend(writer.parts(&report.parts, 2));
    blocks.join("\n\n") + "\n"
}

struct Writer<'w> {
    words: &'w Words,
    /// Footnotes that the text has referred to: only these are shown where Markdown puts them.
    referred: BTreeSet<usize>,
}

impl Writer<'_> {
    /// The parts as blocks, to be set apart by empty lines.
    fn parts(&mut self, parts: &[Part<'_>], level: usize) -> Vec<String> {
        let mut blocks = Vec::new();
        for (nth, part) in parts.iter().enumerate() {
            // The list of facts would go on with a list at the end of what people wrote.
            let before = nth.checked_sub(1).and_then(|before| parts.get(before));
            let after_prose = matches!(
                before,
                Some(Part::Prose(_) | Part::Changed(_) | Part::Said(_) | Part::Section(_))
            );
            if after_prose && matches!(part, Part::Facts(_)) {
                blocks.push(prose::APART.to_owned());
            }
            blocks.extend(self.part(part, level));
        }
        blocks
    }

    fn part(&mut self, part: &Part<'_>, level: usize) -> Vec<String> {
        match part {
            Part::Section(section) => self.section(section, level),
            Part::Sentence(sentence) => vec![guarded(&line(sentence))],
            Part::Noted(text, notes) => {
                let line = guarded(&self.noted(text, *notes));
                vec![set_rtl(begins_rtl(text.chars()), line)]
            }
            Part::Footnotes(notes) => self.footnotes(*notes),
            Part::Prose(blocks) | Part::Changed(Changed { now: blocks, .. }) => {
                prose::prose(blocks, level)
            }
            Part::Said(text) => said(text),
            Part::Facts(facts) => self.facts(facts),
            Part::Talk(turns) => turns.iter().map(|turn| self.turn(turn)).collect(),
            Part::Tallies(rows) => vec![self.tallies(rows)],
            Part::Drawn(drawn) => result::result(drawn),
            Part::Agreement(_) => Vec::new(),
            Part::Times(times) => vec![self.times(times)],
        }
    }

    fn section(&mut self, section: &Section<'_>, level: usize) -> Vec<String> {
        let mut heading = format!("{} ", heading_mark(level));
        if !section.kicker.is_empty() {
            heading.extend([line(&section.kicker).as_str(), ": "]);
        }
        heading += &self.span(&section.title);
        let mut blocks = vec![heading];
        blocks.extend(self.parts(&section.parts, level + 1));
        blocks
    }

    fn span(&mut self, span: &Span<'_>) -> String {
        match span {
            Span::Ours(words) => line(words),
            Span::Theirs(words) => isolated(words),
            Span::Person(person) => isolated(&person.full_name()),
            Span::Noted(text, notes) => self.noted(text, *notes),
        }
    }

    fn noted(&mut self, text: &str, notes: Notes<'_>) -> String {
        let mut out = String::new();
        for stretch in footnotes::split(text, notes.list) {
            match stretch {
                // At the start of a line, a colon after a reference would make it a footnote.
                Noted::Words(words) if out.ends_with(']') && words.starts_with(':') => {
                    out.push('\\');
                    out += &inline::words(words);
                }
                Noted::Words(words) => out += &inline::words(words),
                Noted::Note(note) => {
                    let number = notes.before + note + 1;
                    self.referred.insert(number);
                    let _ = write!(out, "[^{number}]");
                }
            }
        }
        out.trim().to_owned()
    }

    fn footnotes(&self, notes: Notes<'_>) -> Vec<String> {
        let numbered = notes.list.iter().zip(notes.before + 1..);
        let shown = numbered.map(|(note, number)| {
            if self.referred.contains(&number) {
                format!("[^{number}]: {}", guarded(&line(&note.text)))
            } else {
                guarded(&line(&format!("{} {}", note.mark, note.text)))
            }
        });
        shown.collect()
    }

    fn facts(&mut self, facts: &[Fact<'_>]) -> Vec<String> {
        let mut told = Vec::new();
        for fact in facts {
            let values: Vec<String> = fact.values.iter().map(|value| self.span(value)).collect();
            told.push(format!(
                "- **{}:** {}",
                self.span(&fact.label),
                values.join(", ")
            ));
        }
        if told.is_empty() {
            Vec::new()
        } else {
            vec![told.join("\n")]
        }
    }

    fn turn(&self, turn: &Turn<'_>) -> String {
        let by = |key: &str, who: &str| {
            format!(
                "**{}**",
                line(&self.words.tell(key, &[("delegation", who.into())]))
            )
        };
        let mut blocks = vec![by("outcome-asked", turn.asked_by)];
        blocks.extend(said(turn.text));
        if let Some(answer) = turn.answer {
            blocks.push(by("outcome-answered", turn.answered_by));
            blocks.extend(said(answer));
        } else {
            blocks.push(line(&self.words.say("outcome-not-answered")));
        }
        prose::item("- ", &blocks.join("\n\n"))
    }

    fn tallies(&self, rows: &[Row<'_>]) -> String {
        let say = |key| line(&self.words.say(key));
        let has_verdicts = rows.iter().any(|row| row.tally.tally.verdict.is_some());
        let mut table = format!(
            "| {} | {} | {} | {} | {} |",
            say("outcome-tally-practice"),
            say("choice-support"),
            say("choice-cannot-support"),
            say("choice-abstain"),
            say("outcome-not-voted"),
        );
        let mut rule = "\n| --- | ---: | ---: | ---: | ---: |".to_owned();
        if has_verdicts {
            let _ = write!(table, " {} |", say("outcome-verdict"));
            rule += " --- |";
        }
        table += &rule;
        for Row { practice, tally } in rows {
            let tally = &tally.tally;
            let _ = write!(
                table,
                "\n| {} | {} | {} | {} | {} |",
                isolated(practice),
                tally.support,
                tally.cannot_support,
                tally.abstain,
                tally.not_voted.len(),
            );
            if has_verdicts {
                let _ = write!(
                    table,
                    " {} |",
                    line(&super::report::verdict(tally, self.words))
                );
            }
        }
        table
    }

    fn times(&mut self, times: &[(String, Vec<Span<'_>>)]) -> String {
        let mut table = format!(
            "| {} | {} |\n| --- | --- |",
            line(&self.words.say("outcome-when")),
            line(&self.words.say("outcome-what")),
        );
        for (when, what) in times {
            let what: Vec<String> = what.iter().map(|span| self.span(span)).collect();
            let _ = write!(table, "\n| {} | {} |", line(when), what.join(" "));
        }
        table
    }
}

/// People's words in a line, kept apart from what surrounds them where they read the other way.
fn isolated(text: &str) -> String {
    if begins_rtl(text.chars()) {
        format!("<bdi>{}</bdi>", line(text))
    } else {
        line(text)
    }
}

/// People's plain words, a paragraph to a line.
fn said(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|words| !words.trim().is_empty());
    lines
        .map(|words| set_rtl(begins_rtl(words.chars()), guarded(&line(words))))
        .collect()
}

/// Markdown has no direction; a block that reads from right to left goes into HTML that has.
fn set_rtl(is_rtl: bool, block: String) -> String {
    if is_rtl {
        format!("<div dir=\"rtl\">\n\n{block}\n\n</div>")
    } else {
        block
    }
}
