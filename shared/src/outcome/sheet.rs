//! A table on paper: its text by numbered paragraphs, with room beside each to write by hand, for whoever has no screen.
//!
//! It is drawn from an [`Outcome`], so it says what everybody at the table may read and nothing else. Paragraphs are numbered by
//! the place of their question or practice at the table, and within that: the numbers are the same on the sheet of one
//! question and on that of all.

use super::html::inline::{bdi, escape, heading, runs};
use super::{Asked, Outcome, RankedPractice};
use crate::features::answers::Disclosure;
use crate::features::practices::PracticeField;
use crate::ids::QuestionId;
use crate::prose::{Block, BlockKind, Direction, numbers};
use crate::table::RoundTable;
use crate::words::Words;
use std::fmt::Write as _;

/// The style of a sheet, for classes that all begin with `paper`.
pub const SHEET_STYLE: &str = include_str!("sheet/paper.css");
/// The style of what is around it where it is a page of its own.
const PAGE_STYLE: &str = ":root { color-scheme: light; }\nbody { margin: 0; background: #fff; }\n";

/// How many remarks fit the lines at the end.
const LINES: usize = 10;

/// What goes onto paper.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The table, which knows in what order practices came and what is still private.
    pub table: &'a RoundTable,
    /// What everybody may read of it.
    pub outcome: &'a Outcome,
    /// The one question that is wanted, with the practices that speak to it; everything if there is none.
    pub question: Option<&'a QuestionId>,
}

impl Sheet<'_> {
    /// The sheet as one page that needs nothing else.
    pub fn page(&self, words: &Words) -> String {
        let (lang, dir) = (words.say("outcome-lang"), words.say("outcome-dir"));
        let title = words.tell(
            "paper-file",
            &[("table", self.outcome.table_name.as_str().into())],
        );
        format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n<style>\n{PAGE_STYLE}{SHEET_STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
            escape(&lang),
            escape(&dir),
            escape(&title),
            self.part(words, 1),
        )
    }

    /// The same to go into a page in which its title is a heading of that level, 1 to 6.
    pub fn part(&self, words: &Words, level: usize) -> String {
        let mut writer = Writer {
            sheet: *self,
            words,
            level,
            out: String::new(),
        };
        writer.whole();
        writer.out
    }

    fn is_wanted(&self, question: &QuestionId) -> bool {
        self.question.is_none_or(|wanted| wanted == question)
    }
}

/// Counts the paragraphs of one question, or of one practice.
struct Count {
    /// What stands before each number, such as `2.` or `P1.`.
    before: String,
    so_far: usize,
}

struct Writer<'a> {
    sheet: Sheet<'a>,
    words: &'a Words,
    level: usize,
    out: String,
}

impl Writer<'_> {
    fn whole(&mut self) {
        let (lang, dir) = (
            self.words.say("outcome-lang"),
            self.words.say("outcome-dir"),
        );
        let _ = writeln!(
            self.out,
            "<article class=\"paper\" lang=\"{}\" dir=\"{}\">",
            escape(&lang),
            escape(&dir)
        );
        self.head();
        for (place, asked) in self.sheet.outcome.questions.iter().enumerate() {
            if self.sheet.is_wanted(&asked.id) {
                self.question(place + 1, asked);
            }
        }
        self.practices();
        self.remarks();
        self.out += "</article>\n";
    }

    /// What table this is of, and of which moment; who writes on it.
    fn head(&mut self) {
        let outcome = self.sheet.outcome;
        let _ = writeln!(
            self.out,
            "<header class=\"paper-head\">\n<p class=\"paper-session\">{}</p>",
            bdi(&outcome.title)
        );
        let name = bdi(&outcome.table_name);
        heading(&mut self.out, self.level, " class=\"paper-title\"", &name);
        let at = self.words.place(&outcome.phase, &outcome.item);
        let moment = self.words.tell(
            "paper-moment",
            &[
                ("at", at.into()),
                ("moment", self.words.moment(outcome.made).into()),
                ("entry", outcome.log.head.to_string().into()),
            ],
        );
        self.sentence("paper-moment", &moment);
        let delegations = outcome.delegations.iter();
        let names: Vec<String> = delegations.map(|it| bdi(&it.name)).collect();
        if !names.is_empty() {
            let label = escape(&self.words.say("paper-delegations"));
            let _ = writeln!(
                self.out,
                "<p class=\"paper-delegations\">{label} {}</p>",
                names.join(" · ")
            );
        }
        self.out += "<p class=\"paper-who\">";
        for key in ["paper-delegation", "paper-name"] {
            let label = escape(&self.words.say(key));
            let _ = write!(
                self.out,
                "<span class=\"paper-blank\"><span>{label}</span><span class=\"paper-line\"></span></span>"
            );
        }
        self.out += "</p>\n";
        let how = self.words.say("paper-how");
        self.sentence("paper-how", &how);
        self.out += "</header>\n";
    }

    fn sentence(&mut self, class: &str, words: &str) {
        let _ = writeln!(self.out, "<p class=\"{class}\">{}</p>", escape(words));
    }

    /// A heading: what it is by number or label, and its words.
    fn heading(&mut self, level: usize, class: &str, kicker: &str, title: &str) {
        let kicker = match kicker {
            "" => String::new(),
            kicker => format!("<span class=\"paper-kicker\">{}</span> ", bdi(kicker)),
        };
        let attributes = format!(" class=\"{class}\" dir=\"auto\"");
        let inner = format!("{kicker}{}", escape(title));
        heading(&mut self.out, self.level + level, &attributes, &inner);
    }

    fn question(&mut self, place: usize, asked: &Asked) {
        self.out += "<section class=\"paper-part\">\n";
        let label = asked.label.trim();
        let key = match label {
            "" => "paper-question",
            _ => "paper-question-labelled",
        };
        let values = [("place", place.to_string().into()), ("label", label.into())];
        let kicker = self.words.tell(key, &values);
        self.heading(1, "paper-heading", &kicker, &asked.text);
        let mut count = Count {
            before: format!("{place}."),
            so_far: 0,
        };
        if let Some(joint) = &asked.joint {
            let title = self.words.say("outcome-section-joint");
            self.heading(2, "paper-subheading", "", &title);
            self.text(joint, 3, &mut count);
        }
        if let Some(own) = &asked.by_delegation {
            let question = self.sheet.table.question(&asked.id);
            if question.map(|it| it.disclosure) == Some(Disclosure::Private) {
                let private = self.words.say("paper-private");
                self.sentence("paper-note", &private);
            }
            for own in own.iter().filter(|own| !own.answer.is_empty()) {
                let name = self.sheet.outcome.name_of(&own.delegation).to_owned();
                self.heading(2, "paper-subheading", "", &name);
                self.text(&own.answer, 3, &mut count);
            }
        }
        self.out += "</section>\n";
    }

    /// The practices that are wanted, in the order in which they came.
    fn practices(&mut self) {
        let Sheet {
            table,
            outcome,
            question,
        } = self.sheet;
        for (place, practice) in table.practices.iter().enumerate() {
            let told = outcome.practices.iter().find(|it| it.id == practice.id);
            let is_wanted = question.is_none() || practice.card.question.as_ref() == question;
            if let Some(told) = told.filter(|_| is_wanted) {
                self.practice(place + 1, told);
            }
        }
    }

    fn practice(&mut self, place: usize, practice: &RankedPractice) {
        let outcome = self.sheet.outcome;
        self.out += "<section class=\"paper-part\">\n";
        let number = self.words.tell(
            "paper-practice-number",
            &[("place", place.to_string().into())],
        );
        let kicker = self
            .words
            .tell("paper-practice", &[("number", number.as_str().into())]);
        self.heading(1, "paper-heading", &kicker, &practice.card.title);
        self.out += "<dl class=\"paper-facts\">\n";
        self.fact(
            "outcome-brought-by",
            &bdi(outcome.name_of(&practice.delegation)),
        );
        let when = practice.card.place_and_time.trim();
        if !when.is_empty() {
            self.fact("field-place-and-time", &bdi(when));
        }
        let endorsed = practice.endorsed_by.iter();
        let endorsed: Vec<String> = endorsed.map(|id| bdi(outcome.name_of(id))).collect();
        if !endorsed.is_empty() {
            self.fact("outcome-endorsed-by", &endorsed.join(" · "));
        }
        self.out += "</dl>\n";
        let mut count = Count {
            before: format!("{number}."),
            so_far: 0,
        };
        for field in PracticeField::ALL {
            if let Some(blocks) = practice.fields.get(&field) {
                let title = self.words.say(&format!("field-{}", field.as_str()));
                self.heading(2, "paper-subheading", "", &title);
                self.text(blocks, 3, &mut count);
            }
        }
        self.out += "</section>\n";
    }

    fn fact(&mut self, key: &str, value: &str) {
        let label = escape(&self.words.say(key));
        let _ = writeln!(self.out, "<div><dt>{label}</dt><dd>{value}</dd></div>");
    }

    /// A text: each paragraph with its number and room beside it; where there is none, room to write one.
    fn text(&mut self, blocks: &[Block], level: usize, count: &mut Count) {
        if blocks.is_empty() {
            let nothing = self.words.say("outcome-nothing-written");
            self.sentence("paper-note", &nothing);
            self.out += "<div class=\"paper-room\"></div>\n";
            return;
        }
        for (block, number) in blocks.iter().zip(numbers(blocks)) {
            let has_words = block.runs.iter().any(|run| !run.text.trim().is_empty());
            if !has_words {
                continue;
            }
            match block.kind {
                BlockKind::H1 | BlockKind::H2 | BlockKind::H3 => {
                    let attributes =
                        format!(" class=\"paper-prose-heading\" dir=\"{}\"", dir(block));
                    let inner = runs(&block.runs);
                    heading(&mut self.out, self.level + level, &attributes, &inner);
                }
                BlockKind::Paragraph | BlockKind::Ul | BlockKind::Ol => {
                    count.so_far += 1;
                    self.row(block, number, count);
                }
            }
        }
    }

    fn row(&mut self, block: &Block, number: Option<u32>, count: &Count) {
        let marker = match (block.kind, number) {
            (_, Some(number)) => format!("<bdi class=\"paper-marker\">{number}.</bdi> "),
            (BlockKind::Ul, None) => "<bdi class=\"paper-marker\">•</bdi> ".to_owned(),
            (_, None) => String::new(),
        };
        let quote = if block.quote { " paper-quote" } else { "" };
        // Within `dir="auto"`, what is isolated has no say: the direction is that of the paragraph's own letters.
        let _ = writeln!(
            self.out,
            "<div class=\"paper-row\" dir=\"{}\"><bdi class=\"paper-number\">{}{}</bdi> \
             <p class=\"paper-text paper-inset-{}{quote}\">{marker}{}</p><div class=\"paper-beside\"></div></div>",
            dir(block),
            escape(&count.before),
            count.so_far,
            block.indent.min(4),
            runs(&block.runs),
        );
    }

    /// Lines at the end, for whatever does not fit beside its paragraph.
    fn remarks(&mut self) {
        self.out += "<section class=\"paper-remarks\">\n";
        let title = self.words.say("paper-remarks");
        self.heading(1, "paper-heading", "", &title);
        let (number, remark) = (
            escape(&self.words.say("paper-number")),
            escape(&self.words.say("paper-remark")),
        );
        let _ = writeln!(
            self.out,
            "<table class=\"paper-lines\">\n<thead><tr><th scope=\"col\">{number}</th><th scope=\"col\">{remark}</th></tr></thead>\n<tbody>"
        );
        for _ in 0..LINES {
            self.out += "<tr><td></td><td></td></tr>\n";
        }
        self.out += "</tbody>\n</table>\n</section>\n";
    }
}

/// The direction somebody chose, or else that of the first letter.
const fn dir(block: &Block) -> &'static str {
    match block.dir {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => "auto",
    }
}
