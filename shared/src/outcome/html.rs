//! The outcome as HTML: a page that stands by itself and prints well, or the body of it for a page
//! that has a style of its own. No script, no style attribute, nothing fetched; people's words are
//! escaped wherever they stand.

mod agreement;
mod contents;
pub(super) mod inline;
mod prose;
mod result;
mod tally;

pub use agreement::agreement_map;
pub use result::{result_bars, result_tables};

use super::Outcome;
use super::footnotes::{self, Noted};
use super::report::{Changed, Fact, Notes, Part, Report, Section, Span, Turn};
use crate::features::sign_off::Capacity;
use crate::ids::QuestionId;
use crate::words::Words;
use inline::{bdi, escape, words as plain};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The style of the printable page, for the classes that [`html_body`] uses.
pub const STYLE: &str = include_str!("html/outcome.css");
/// The style of what is around it.
const PAGE_STYLE: &str = include_str!("html/page.css");

/// The outcomes of one or several tables as one page that needs nothing else.
pub fn html(outcomes: &[Outcome], words: &Words) -> String {
    // What a browser calls the page when it is printed to a file.
    let title = match outcomes.first() {
        Some(outcome) => escape(&super::file_name(outcome)),
        None => escape(&words.say("outcome-title")),
    };
    paged(&title, "", &html_body(outcomes, words), words)
}

/// The page of an outcome that was published: it, with its files, which lie at that address, and how to check it.
pub fn published(outcome: &Outcome, words: &Words, address: &str, files: &[&str]) -> String {
    let mut body = String::new();
    let name = escape(&words.say("outcome-published-files"));
    let _ = writeln!(
        body,
        "<nav class=\"outcome outcome-files\" aria-label=\"{name}\"><ul>"
    );
    for file in files {
        let key = file.replace('.', "-");
        let _ = writeln!(
            body,
            "<li><a href=\"{address}/outcome.{file}\" download>{}</a></li>",
            escape(&words.say(&format!("outcome-published-{key}"))),
        );
    }
    body += "</ul></nav>\n";
    body += &html_part(std::slice::from_ref(outcome), words, 1);
    let _ = writeln!(
        body,
        "<section class=\"outcome outcome-check\"><h2>{}</h2>",
        escape(&words.say("outcome-published-check"))
    );
    for key in [proof(outcome), "outcome-published-how"] {
        let _ = writeln!(body, "<p>{}</p>", escape(&words.say(key)));
    }
    body += "<pre><code>roundtable verify-outcome outcome.json</code></pre>\n</section>\n";
    let title = escape(&super::file_name(outcome));
    paged(
        &title,
        "<meta name=\"robots\" content=\"noindex, nofollow\">\n",
        &body,
        words,
    )
}

/// Who signed what, as far as this copy of it can show that.
fn proof(outcome: &Outcome) -> &'static str {
    let mut signed = outcome.sign_off.iter();
    let by_both = signed.any(|it| it.signatures.contains_key(&Capacity::Rapporteur));
    match (outcome.telling.names(), by_both) {
        (true, true) => "outcome-published-text",
        (true, false) => "outcome-published-text-chair",
        (false, true) => "outcome-published-otherwise",
        (false, false) => "outcome-published-otherwise-chair",
    }
}

/// A page that needs nothing else.
fn paged(title: &str, head: &str, body: &str, words: &Words) -> String {
    let (lang, dir) = (words.say("outcome-lang"), words.say("outcome-dir"));
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{head}\
         <title>{title}</title>\n<style>\n{PAGE_STYLE}{STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        escape(&lang),
        escape(&dir),
        body,
    )
}

/// The same without the page around it. Its classes and ids begin with `outcome`.
pub fn html_body(outcomes: &[Outcome], words: &Words) -> String {
    html_part(outcomes, words, 1)
}

/// The same within a page that has headings of its own: its title is one of that level.
pub fn html_part(outcomes: &[Outcome], words: &Words, level: usize) -> String {
    article(&Report::of(outcomes, words), words, level)
}

/// The text that is worked on at a table, as a part of a page that says that more is on its way.
pub fn html_at_hand(outcome: &Outcome, at_hand: &[QuestionId], words: &Words) -> String {
    format!(
        "<section class=\"at-hand\" tabindex=\"0\" aria-label=\"{}\">\n<p class=\"at-hand-note\" role=\"status\">{}</p>\n{}</section>\n",
        escape(&words.say("at-hand-label")),
        escape(&words.say("at-hand-note")),
        article(&Report::at_hand(outcome, at_hand, words), words, 1),
    )
}

/// One table at a glance, within a page: its title is a heading of that level.
pub fn html_glance(outcome: &Outcome, words: &Words, level: usize) -> String {
    article(&Report::at_a_glance(outcome, words), words, level)
}

fn article(report: &Report<'_>, words: &Words, level: usize) -> String {
    let mut writer = Writer {
        words,
        out: String::new(),
        path: Vec::new(),
        referred: BTreeMap::new(),
    };
    let (lang, dir) = (words.say("outcome-lang"), words.say("outcome-dir"));
    let _ = writeln!(
        writer.out,
        "<article class=\"outcome\" lang=\"{}\" dir=\"{}\">",
        escape(&lang),
        escape(&dir)
    );
    let mut title = std::mem::take(&mut writer.out);
    writer.span(&report.title);
    std::mem::swap(&mut title, &mut writer.out);
    writer.out += "<header class=\"outcome-header\">";
    inline::heading(&mut writer.out, level, " class=\"outcome-title\"", &title);
    writer.out += "</header>\n";
    contents::contents(&mut writer.out, &report.parts, words);
    writer.parts(&report.parts, level + 1);
    writer.out + "</article>\n"
}

struct Writer<'w> {
    words: &'w Words,
    out: String,
    /// The places of the sections around this one among their siblings: the ids of sections.
    path: Vec<usize>,
    /// How often the text has referred to each footnote.
    referred: BTreeMap<usize, usize>,
}

impl Writer<'_> {
    fn parts(&mut self, parts: &[Part<'_>], level: usize) {
        for (place, part) in parts.iter().enumerate() {
            match part {
                Part::Section(section) => {
                    self.path.push(place);
                    self.section(section, level);
                    self.path.pop();
                }
                Part::Sentence(sentence) => {
                    let _ = writeln!(
                        self.out,
                        "<p class=\"outcome-sentence\">{}</p>",
                        escape(sentence)
                    );
                }
                Part::Noted(text, notes) => {
                    self.out += "<p class=\"outcome-text\" dir=\"auto\">";
                    self.noted(text, *notes);
                    self.out += "</p>\n";
                }
                Part::Footnotes(notes) => self.footnotes(*notes),
                Part::Prose(blocks) | Part::Changed(Changed { now: blocks, .. }) => {
                    prose::prose(&mut self.out, blocks, level);
                }
                Part::Said(text) => self.said(text),
                Part::Facts(facts) => self.facts(facts),
                Part::Talk(turns) => turns.iter().for_each(|turn| self.turn(turn)),
                Part::Tallies(rows) => tally::table(&mut self.out, rows, self.words),
                Part::Drawn(drawn) => {
                    self.out += &result_bars(drawn);
                    self.out += &result_tables(drawn);
                }
                Part::Agreement(map) => self.out += &agreement_map(map),
                Part::Times(times) => self.times(times),
            }
        }
    }

    fn section(&mut self, section: &Section<'_>, level: usize) {
        let id = contents::id(&self.path);
        let kind = section.kind;
        let _ = writeln!(
            self.out,
            "<section class=\"outcome-section outcome-section-{kind}\" id=\"{id}\">"
        );
        let mut title = String::new();
        if !section.kicker.is_empty() {
            let _ = write!(
                title,
                "<span class=\"outcome-kicker\">{}</span> ",
                bdi(&section.kicker)
            );
        }
        std::mem::swap(&mut title, &mut self.out);
        self.span(&section.title);
        std::mem::swap(&mut title, &mut self.out);
        inline::heading(&mut self.out, level, " class=\"outcome-heading\"", &title);
        self.parts(&section.parts, level + 1);
        self.out += "</section>\n";
    }

    fn span(&mut self, span: &Span<'_>) {
        match span {
            Span::Ours(words) => self.out += &escape(words),
            Span::Theirs(words) => self.out += &bdi(words),
            Span::Person(person) => self.out += &bdi(&person.full_name()),
            Span::Noted(text, notes) => {
                self.out += "<bdi>";
                self.noted(text, *notes);
                self.out += "</bdi>";
            }
        }
    }

    fn noted(&mut self, text: &str, notes: Notes<'_>) {
        for stretch in footnotes::split(text, notes.list) {
            match stretch {
                Noted::Words(words) => self.out += &plain(words),
                Noted::Note(note) => {
                    let number = notes.before + note + 1;
                    let times = self.referred.entry(number).or_default();
                    *times += 1;
                    let mark = notes.list.get(note).map_or("", |note| &note.mark);
                    let name = self
                        .words
                        .tell("outcome-footnote", &[("mark", mark.into())]);
                    let _ = write!(
                        self.out,
                        "<sup class=\"outcome-reference\"><a href=\"#outcome-note-{number}\" \
                         id=\"outcome-reference-{number}-{times}\" aria-label=\"{}\">{}</a></sup>",
                        escape(&name),
                        escape(mark),
                    );
                }
            }
        }
    }

    fn footnotes(&mut self, notes: Notes<'_>) {
        let name = escape(&self.words.say("outcome-footnotes"));
        let back = escape(&self.words.say("outcome-back-to-text"));
        let _ = writeln!(
            self.out,
            "<ul class=\"outcome-footnotes\" aria-label=\"{name}\">"
        );
        for (note, number) in notes.list.iter().zip(notes.before + 1..) {
            let _ = write!(
                self.out,
                "<li id=\"outcome-note-{number}\" dir=\"auto\"><span class=\"outcome-mark\">{}</span> {}",
                escape(&note.mark),
                plain(&note.text),
            );
            for time in 1..=self.referred.get(&number).copied().unwrap_or(0) {
                let _ = write!(
                    self.out,
                    " <a class=\"outcome-back\" href=\"#outcome-reference-{number}-{time}\" aria-label=\"{back}\">↩</a>"
                );
            }
            self.out += "</li>\n";
        }
        self.out += "</ul>\n";
    }

    fn said(&mut self, text: &str) {
        for words in text.lines().filter(|words| !words.trim().is_empty()) {
            let _ = writeln!(
                self.out,
                "<p class=\"outcome-text\" dir=\"auto\">{}</p>",
                plain(words)
            );
        }
    }

    fn facts(&mut self, facts: &[Fact<'_>]) {
        self.out += "<dl class=\"outcome-facts\">\n";
        for fact in facts {
            self.out += "<div><dt>";
            self.span(&fact.label);
            self.out += "</dt>";
            for value in &fact.values {
                self.out += "<dd>";
                self.span(value);
                self.out += "</dd>";
            }
            self.out += "</div>\n";
        }
        self.out += "</dl>\n";
    }

    fn turn(&mut self, turn: &Turn<'_>) {
        let by = |words: &Words, key: &str, who: &str| {
            let said = escape(&words.tell(key, &[("delegation", who.into())]));
            format!("<p class=\"outcome-speaker\" dir=\"auto\">{said}</p>\n")
        };
        self.out += "<div class=\"outcome-turn\">\n";
        self.out += &by(self.words, "outcome-asked", turn.asked_by);
        self.said(turn.text);
        if let Some(answer) = turn.answer {
            self.out += &by(self.words, "outcome-answered", turn.answered_by);
            self.said(answer);
        } else {
            let words = escape(&self.words.say("outcome-not-answered"));
            let _ = writeln!(self.out, "<p class=\"outcome-sentence\">{words}</p>");
        }
        self.out += "</div>\n";
    }

    fn times(&mut self, times: &[(String, Vec<Span<'_>>)]) {
        let (when, what) = (
            self.words.say("outcome-when"),
            self.words.say("outcome-what"),
        );
        let _ = writeln!(
            self.out,
            "<table class=\"outcome-times\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>",
            escape(&when),
            escape(&what),
        );
        for (when, what) in times {
            let _ = write!(self.out, "<tr><td>{}</td><td>", escape(when));
            for (nth, span) in what.iter().enumerate() {
                self.out += if nth > 0 { " " } else { "" };
                self.span(span);
            }
            self.out += "</td></tr>\n";
        }
        self.out += "</tbody>\n</table>\n";
    }
}
