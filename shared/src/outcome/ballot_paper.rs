//! A ballot on paper: what is put to delegations, with boxes to mark, and a code by which whoever facilitates enters it.

use super::html::inline::{bdi, escape, heading};
use crate::features::ballots::{Answer, Ballot, Choice, Criterion, Method};
use crate::ids::OptionId;
use crate::words::Words;
use std::fmt::Write as _;

/// A ballot to be printed.
#[derive(Debug, Clone, Copy)]
pub struct BallotPaper<'a> {
    /// Which.
    pub ballot: &'a Ballot,
    /// What the table is called.
    pub table: &'a str,
    /// The code that leads to where it is entered, as an SVG document of our own making.
    pub code: &'a str,
}

impl BallotPaper<'_> {
    /// The paper, to go into a page in which its title is a heading of that level, 1 to 6.
    pub fn part(&self, words: &Words, level: usize) -> String {
        let rules = &self.ballot.rules;
        let mut out = format!(
            "<article class=\"paper paper-ballot\" lang=\"{}\" dir=\"{}\">\n",
            escape(&words.say("outcome-lang")),
            escape(&words.say("outcome-dir"))
        );
        let _ = writeln!(out, "<p class=\"paper-session\">{}</p>", bdi(self.table));
        heading(
            &mut out,
            level,
            " class=\"paper-title\"",
            &bdi(&rules.title),
        );
        for line in rules.told(words) {
            let _ = writeln!(out, "<p class=\"paper-how\">{}</p>", escape(&line));
        }
        let blank = |key: &str| {
            format!(
                "<span class=\"paper-blank\">{}<span class=\"paper-line\"></span></span>",
                escape(&words.say(key))
            )
        };
        let _ = writeln!(
            out,
            "<p class=\"paper-who\">{}{}</p>",
            blank("paper-ballot-delegation"),
            blank("paper-ballot-signed")
        );
        out += "<ol class=\"paper-options\">\n";
        for option in rules.on() {
            self.option(&mut out, &option, words);
        }
        out += "</ol>\n";
        let _ = writeln!(
            out,
            "<div class=\"paper-code\">{}<p class=\"paper-note\">{}</p></div>\n</article>",
            self.code,
            escape(&words.say("paper-ballot-code"))
        );
        out
    }

    /// One option, and what is marked beside it.
    fn option(&self, out: &mut String, option: &OptionId, words: &Words) {
        let text = self.ballot.text_of(option).unwrap_or_default();
        let _ = writeln!(out, "<li><p class=\"paper-option\">{}</p>", bdi(text));
        let boxes = |labels: &[String]| {
            let one = |label: &String| {
                format!(
                    "<span class=\"paper-mark\"><span class=\"paper-box\"></span>{}</span>",
                    escape(label)
                )
            };
            let all: Vec<String> = labels.iter().map(one).collect();
            format!("<p class=\"paper-marks\">{}</p>", all.join(" "))
        };
        let say = |key: String| words.say(&key);
        match &self.ballot.rules.method {
            Method::Support => {
                let labels = Choice::ALL.map(|it| say(format!("choice-{}", it.as_str())));
                let _ = writeln!(out, "{}", boxes(&labels));
            }
            Method::Majority { .. } => {
                let labels = Answer::ALL.map(|it| say(format!("answer-{}", it.as_str())));
                let _ = writeln!(out, "{}", boxes(&labels));
            }
            Method::Approval => {
                let _ = writeln!(out, "{}", boxes(&[words.say("answer-yes")]));
            }
            Method::Points { .. } => {
                let _ = writeln!(out, "{}", boxes(&[words.say("result-points")]));
            }
            Method::Ranked => {
                let _ = writeln!(out, "{}", boxes(&[words.say("paper-ballot-place")]));
            }
            Method::Score { criteria, .. } => {
                let scores = (0..=Criterion::HIGHEST).map(|score| score.to_string());
                let scores: Vec<String> = scores.collect();
                for criterion in criteria {
                    let name = say(format!("criterion-{}", criterion.as_str()));
                    let _ = writeln!(
                        out,
                        "<p class=\"paper-criterion\">{}</p>{}",
                        escape(&name),
                        boxes(&scores)
                    );
                }
            }
        }
        *out += "</li>\n";
    }
}
