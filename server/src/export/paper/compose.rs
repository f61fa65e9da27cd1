//! The report, put onto paper.

use std::collections::BTreeMap;

use shared::features::ballots::drawn::{self, Bar, Drawn, Said};
use shared::outcome::Outcome;
use shared::outcome::footnotes::{self, Noted};
use shared::outcome::outline::begins_rtl;
use shared::outcome::report::{Fact, Notes, Part, Report, Row, Section, Span, Turn, verdict};
use shared::words::Words;

use super::prose::{of_table, prose, tracked};
use super::{Block, Face, Item, Line, Paper, Piece, Style, Table};
use crate::export::wording::{balanced, clean};

/// The most characters of the title at the head of each page: that is one line.
const HEAD: usize = 70;
/// From how many lines on there are contents: some eight pages.
const LONG: usize = 320;
/// How many characters a line has.
const LINE: usize = 85;

impl Paper {
    /// The paper about these tables, whose texts stand in it as they are.
    pub fn of(outcomes: &[Outcome], words: &Words) -> Self {
        Self::composed(outcomes, words, false)
    }

    /// The same with the changes since a revision, for what can track them.
    pub fn tracked(outcomes: &[Outcome], words: &Words) -> Self {
        Self::composed(outcomes, words, true)
    }

    fn composed(outcomes: &[Outcome], words: &Words, is_tracked: bool) -> Self {
        let report = Report::of(outcomes, words);
        let rtl = words.say("outcome-dir") == "rtl";
        let is_draft = outcomes.iter().any(Outcome::is_draft);
        let is_signed = !is_draft && !outcomes.is_empty();
        let day = outcomes.first().map(Outcome::day).unwrap_or_default();
        let mut composer = Composer {
            words,
            rtl,
            is_tracked,
            blocks: Vec::new(),
            notes: Vec::new(),
            referred: BTreeMap::new(),
            listed: Vec::new(),
        };
        composer.cover(&report, &day, (is_draft, is_signed));
        let opened = composer.blocks.len();
        composer.parts(&report.parts, 1);
        composer.contents(opened);
        let title = match report.title {
            Span::Ours(words) => words,
            Span::Theirs(words) | Span::Noted(words, _) => words.to_owned(),
            Span::Person(person) => person.full_name().into_owned(),
        };
        let mut head = Line::new(rtl);
        if is_draft {
            let status = words.say("outcome-status-draft");
            head.ours(&format!("{status} · "), Face::default());
        }
        head.theirs(&short(&title), Face::default());
        Self {
            title: balanced(&clean(&title)).into_owned(),
            head: head.bare(),
            day,
            lang: words.say("outcome-lang"),
            rtl,
            blocks: composer.blocks,
            notes: composer.notes,
        }
    }
}

struct Composer<'w> {
    words: &'w Words,
    rtl: bool,
    /// Whether changes since a revision are shown.
    is_tracked: bool,
    blocks: Vec<Block>,
    notes: Vec<Line>,
    /// The index of each footnote that the text has referred to, by its number in the report.
    referred: BTreeMap<usize, usize>,
    /// Level, anchor and words of the sections that the contents list.
    listed: Vec<(usize, usize, Line)>,
}

impl Composer<'_> {
    /// What the first page begins with: when it was made, what it is, how final.
    fn cover(&mut self, report: &Report<'_>, day: &str, (is_draft, is_signed): (bool, bool)) {
        if !day.is_empty() {
            self.sentence(Style::Date, day);
        }
        let title = self.line(std::slice::from_ref(&report.title), Face::default());
        self.paragraph(Style::Title, title);
        if is_draft {
            let status = self.words.say("outcome-status-draft");
            self.sentence(Style::Status, &status);
        } else if is_signed {
            let status = self.words.say("outcome-status-signed");
            self.sentence(Style::Status, &status);
        }
    }

    /// The contents stand before the first section, if there is much to find.
    fn contents(&mut self, opened: usize) {
        let lines: usize = self.blocks.iter().map(lines).sum();
        if lines < LONG || self.listed.len() < 2 {
            return;
        }
        let is_section = |block: &Block| matches!(block, Block::Heading { .. });
        let first = self.blocks.iter().skip(opened).position(is_section);
        let mut title = Line::new(self.rtl);
        title.ours(&self.words.say("outcome-contents"), Face::STRONG);
        let contents = Block::Contents {
            title,
            entries: std::mem::take(&mut self.listed),
        };
        self.blocks.insert(opened + first.unwrap_or(0), contents);
    }

    fn paragraph(&mut self, style: Style, line: Line) {
        self.blocks.push(Block::Paragraph {
            style,
            inset: 0,
            line,
        });
    }

    fn sentence(&mut self, style: Style, words: &str) {
        let mut line = Line::new(self.rtl);
        line.ours(words, Face::default());
        self.paragraph(style, line);
    }

    fn parts(&mut self, parts: &[Part<'_>], level: usize) {
        for part in parts {
            match part {
                Part::Section(section) => self.section(section, level),
                Part::Sentence(sentence) => self.sentence(Style::Remark, sentence),
                Part::Noted(text, notes) => {
                    let mut line = Line::new(begins_rtl(text.chars()));
                    self.noted(&mut line, text, *notes);
                    self.paragraph(Style::Body, line);
                }
                Part::Footnotes(notes) => self.left_over(*notes),
                Part::Prose(blocks) => self.blocks.extend(prose(blocks, level)),
                Part::Changed(changed) => self.blocks.extend(if self.is_tracked {
                    tracked(changed, level, self.words)
                } else {
                    prose(changed.now, level)
                }),
                Part::Said(text) => self.said(text),
                Part::Drawn(drawn) => self.drawn(drawn),
                Part::Facts(facts) => self.facts(facts),
                Part::Talk(turns) => turns.iter().for_each(|turn| self.turn(turn)),
                Part::Tallies(rows) => self.tallies(rows),
                Part::Agreement(_) => {}
                Part::Times(times) => self.times(times),
            }
        }
    }

    fn section(&mut self, section: &Section<'_>, level: usize) {
        let mut line = Line::new(self.rtl);
        if !section.kicker.is_empty() {
            line.theirs(&section.kicker, Face::default());
            line.ours(": ", Face::default());
        }
        self.span(&mut line, &section.title, Face::default());
        let anchor = section.listed.then(|| {
            let anchor = self.listed.len() + 1;
            self.listed.push((level, anchor, line.bare()));
            anchor
        });
        if self.is_tracked
            && let [Part::Changed(changed)] = section.parts.as_slice()
            && let Some(came) = section.came()
        {
            line.came(&of_table(changed.outcome, came, self.words));
        }
        // A heading without words is none: its section goes on under the one before.
        if !line.is_blank() {
            self.blocks.push(Block::Heading {
                level,
                anchor,
                line,
            });
        }
        self.parts(&section.parts, level + 1);
    }

    fn line(&mut self, spans: &[Span<'_>], face: Face) -> Line {
        let mut line = Line::new(self.rtl);
        for (nth, span) in spans.iter().enumerate() {
            if nth > 0 {
                line.ours(" ", face);
            }
            self.span(&mut line, span, face);
        }
        line
    }

    fn span(&mut self, line: &mut Line, span: &Span<'_>, face: Face) {
        match span {
            Span::Ours(words) => line.ours(words, face),
            Span::Theirs(words) => line.theirs(words, face),
            Span::Person(person) => line.theirs(&person.full_name(), face),
            Span::Noted(text, notes) => self.noted(line, text, *notes),
        }
    }

    fn noted(&mut self, line: &mut Line, text: &str, notes: Notes<'_>) {
        for stretch in footnotes::split(text, notes.list) {
            match stretch {
                Noted::Words(words) => line.text(words),
                Noted::Note(note) => {
                    let number = notes.before + note;
                    let again = self.referred.contains_key(&number);
                    let index = *self.referred.entry(number).or_insert(self.notes.len());
                    if !again {
                        let text = notes.list.get(note).map_or("", |note| &note.text);
                        self.notes.push(told(text));
                    }
                    line.pieces.push(Piece::Note { index, again });
                }
            }
        }
    }

    /// Footnotes that the text does not refer to: they would stand nowhere.
    fn left_over(&mut self, notes: Notes<'_>) {
        for (place, note) in notes.list.iter().enumerate() {
            if !self.referred.contains_key(&(notes.before + place)) {
                let line = told(&format!("{} {}", note.mark, note.text));
                self.paragraph(Style::Body, line);
            }
        }
    }

    fn facts(&mut self, facts: &[Fact<'_>]) {
        for fact in facts {
            let mut line = Line::new(self.rtl);
            self.span(&mut line, &fact.label, Face::STRONG);
            line.ours(": ", Face::STRONG);
            for (nth, value) in fact.values.iter().enumerate() {
                if nth > 0 {
                    line.ours(", ", Face::default());
                }
                self.span(&mut line, value, Face::default());
            }
            self.paragraph(Style::Fact, line);
        }
    }

    fn turn(&mut self, turn: &Turn<'_>) {
        let by =
            |words: &Words, key: &str, who: &str| words.tell(key, &[("delegation", who.into())]);
        let asked = by(self.words, "outcome-asked", turn.asked_by);
        self.sentence(Style::Speaker, &asked);
        self.said(turn.text);
        if let Some(answer) = turn.answer {
            let answered = by(self.words, "outcome-answered", turn.answered_by);
            self.sentence(Style::Speaker, &answered);
            self.said(answer);
        } else {
            let silence = self.words.say("outcome-not-answered");
            self.sentence(Style::Remark, &silence);
        }
    }

    fn said(&mut self, text: &str) {
        for words in text.lines().filter(|words| !words.trim().is_empty()) {
            self.paragraph(Style::Body, told(words));
        }
    }

    fn head(&self, widths: &[u16], keys: &[&str]) -> Vec<(u16, Line)> {
        let head = |(width, key): (&u16, &&str)| {
            let mut line = Line::new(self.rtl);
            line.ours(&self.words.say(key), Face::default());
            (*width, line)
        };
        widths.iter().zip(keys).map(head).collect()
    }

    fn tallies(&mut self, rows: &[Row<'_>]) {
        let has_verdicts = rows.iter().any(|row| row.tally.tally.verdict.is_some());
        let mut keys = vec![
            "outcome-tally-practice",
            "choice-support",
            "choice-cannot-support",
            "choice-abstain",
            "outcome-not-voted",
        ];
        let mut widths = vec![44, 14, 14, 14, 14];
        if has_verdicts {
            keys.push("outcome-verdict");
            widths = vec![34, 13, 13, 13, 13, 14];
        }
        let row = |row: &Row<'_>| {
            let tally = &row.tally.tally;
            let counts = [
                tally.support,
                tally.cannot_support,
                tally.abstain,
                tally.not_voted.len(),
            ];
            let mut cells = counts.map(|count| count.to_string()).to_vec();
            if has_verdicts {
                cells.push(verdict(tally, self.words));
            }
            let mut title = Line::new(self.rtl);
            title.theirs(row.practice, Face::default());
            let cells = cells.iter().map(|cell| {
                let mut line = Line::new(self.rtl);
                line.ours(cell, Face::default());
                line
            });
            [title].into_iter().chain(cells).collect()
        };
        let table = Table {
            columns: self.head(&widths, &keys),
            is_counts: true,
            rows: rows.iter().map(row).collect(),
        };
        self.blocks.push(Block::Table(table));
    }

    /// The result of a ballot that was cast as a whole: what came of it, each option, and the tables behind them.
    fn drawn(&mut self, drawn: &Drawn) {
        let sentence = self.told(&drawn.sentence);
        if !sentence.is_blank() {
            self.paragraph(Style::Body, sentence);
        }
        self.sentence(Style::Remark, &drawn.turnout);
        self.bars(&drawn.bars);
        if let Some(few) = &drawn.few {
            self.sentence(Style::Remark, &format!("{}. {}", few.title, few.hint));
            self.bars(&few.bars);
        }
        drawn.tables.iter().for_each(|table| self.numbers(table));
        if let Some(recorded) = &drawn.recorded {
            self.numbers(recorded);
            self.sentence(Style::Remark, &drawn.recorded_hint);
        }
    }

    fn bars(&mut self, bars: &[Bar]) {
        for bar in bars {
            let mut line = Line::new(self.rtl);
            line.theirs(&bar.label, Face::STRONG);
            line.ours(&format!(": {}", bar.said), Face::default());
            self.paragraph(Style::Body, line);
        }
    }

    fn numbers(&mut self, table: &drawn::Table) {
        self.sentence(Style::Remark, &table.caption);
        let columns = u16::try_from(table.head.len()).unwrap_or(u16::MAX).max(1);
        let first = if columns == 1 { 100 } else { 34 };
        let each = (100 - first) / (columns - 1).max(1);
        let widths = (0..columns).map(|nth| if nth == 0 { first } else { each });
        let heads = table
            .head
            .iter()
            .map(|said| self.told(std::slice::from_ref(said)));
        let columns = widths.zip(heads).collect();
        let row = |row: &Vec<Said>| {
            row.iter()
                .map(|said| self.told(std::slice::from_ref(said)))
                .collect()
        };
        let rows = table.rows.iter().map(row).collect();
        self.blocks.push(Block::Table(Table {
            columns,
            is_counts: true,
            rows,
        }));
    }

    fn told(&self, said: &[Said]) -> Line {
        let mut line = Line::new(self.rtl);
        for (nth, said) in said.iter().enumerate() {
            if nth > 0 {
                line.ours(" ", Face::default());
            }
            match said {
                Said::Ours(words) => line.ours(words, Face::default()),
                Said::Theirs(words) => line.theirs(words, Face::default()),
            }
        }
        line
    }

    fn times(&mut self, times: &[(String, Vec<Span<'_>>)]) {
        let mut rows = Vec::with_capacity(times.len());
        for (when, what) in times {
            let mut moment = Line::new(self.rtl);
            moment.ours(when, Face::default());
            rows.push(vec![moment, self.line(what, Face::default())]);
        }
        let table = Table {
            columns: self.head(&[26, 74], &["outcome-when", "outcome-what"]),
            is_counts: false,
            rows,
        };
        self.blocks.push(Block::Table(table));
    }
}

/// People's words as a line of their own, in the direction of their first letter.
fn told(text: &str) -> Line {
    let mut line = Line::new(begins_rtl(text.chars()));
    line.text(text);
    line
}

/// The title in a length that fits a line.
fn short(title: &str) -> String {
    match title.char_indices().nth(HEAD) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// About how many lines a block takes.
fn lines(block: &Block) -> usize {
    let of = |line: &Line| 1 + line.plain().chars().count() / LINE;
    match block {
        // It stands apart.
        Block::Heading { line, .. } => 1 + of(line),
        Block::Paragraph { line, .. } => of(line),
        Block::List(list) => {
            let item = |item: &Item| of(&item.line) + item.under.iter().map(lines).sum::<usize>();
            list.items.iter().map(item).sum()
        }
        Block::Table(table) => 1 + table.rows.len(),
        Block::Contents { .. } => 0,
    }
}
