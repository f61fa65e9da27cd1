//! `roundtable verify-ballot`: counting again what an exported outcome says, without a server and without its log.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::features::ballots::count::{Attendance, Count, Counted};
use shared::features::ballots::{BallotOption, Method};
use shared::outcome::{
    Counts, Finding, Found, HeldBallot, Outcome, OutcomeStanding, PracticeTally, RankedPractice,
    Represented, check,
};
use shared::words::Words;

use super::{tell, words};

/// Count the ballots of an exported outcome (JSON) again: tallies, verdicts, counts.
///
/// Needs nothing but the file. Of a recorded ballot everything is counted again; of a secret one, whether its totals fit each other.
/// Where something is wrong it says at which JSON pointer, and at which byte if the file is no JSON.
#[derive(Debug, Args)]
pub struct VerifyBallot {
    /// The outcome, as `roundtable export --format json` or the page of the outcome gives it.
    file: PathBuf,
}

impl VerifyBallot {
    /// Counts, and prints what was found. Fails if anything is wrong.
    pub fn obey(self) -> anyhow::Result<ExitCode> {
        let name = self.file.display().to_string();
        let bytes = std::fs::read(&self.file).with_context(|| format!("cannot read {name}"))?;
        let words = words();
        let report = report(&bytes, &words);
        for line in &report.lines {
            tell(line)?;
        }
        Ok(if report.is_sound {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// What there is to say of a file.
struct Report {
    lines: Vec<String>,
    is_sound: bool,
}

fn report(bytes: &[u8], words: &Words) -> Report {
    let broken = |line: String| Report {
        lines: vec![line],
        is_sound: false,
    };
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let byte = offset(bytes, error.line(), error.column());
            let told = [
                ("byte", byte.to_string().into()),
                ("why", error.to_string().into()),
            ];
            return broken(words.tell("check-no-json", &told));
        }
    };
    let outcomes: Vec<(String, &Value)> = match &value {
        Value::Array(all) => (0..)
            .zip(all)
            .map(|(nth, one): (usize, _)| (format!("/{nth}"), one))
            .collect(),
        one => vec![(String::new(), one)],
    };
    if outcomes.is_empty() {
        return broken(words.say("check-nothing"));
    }
    let mut report = Report {
        lines: Vec::new(),
        is_sound: true,
    };
    for (at, value) in outcomes {
        match serde_json::from_value::<Outcome>(value.clone()) {
            Ok(outcome) => report.take(&outcome, &at, words),
            Err(error) => {
                let (at, why) = unreadable(value, &at).unwrap_or((at, error.to_string()));
                report.is_sound = false;
                let told = [("at", place(&at).into()), ("why", why.into())];
                report.lines.push(words.tell("check-unreadable", &told));
            }
        }
    }
    report
}

impl Report {
    fn take(&mut self, outcome: &Outcome, at: &str, words: &Words) {
        self.lines.push(outcome.table_name.clone());
        let findings = check(outcome, at);
        if findings.is_empty() {
            self.lines.push(words.say("check-no-ballots"));
        }
        for finding in findings {
            self.is_sound &= !finding.found.is_wrong();
            self.lines.push(line(outcome, &finding, words));
        }
        self.lines.push(words.say("check-not-the-log"));
    }
}

pub(super) fn line(outcome: &Outcome, finding: &Finding, words: &Words) -> String {
    let at = place(&finding.at);
    let title = finding
        .at
        .rsplit('/')
        .next()
        .and_then(|nth| nth.parse::<usize>().ok());
    let title = title.and_then(|nth| outcome.ballots.get(nth));
    let title = title.map_or("", |ballot| &ballot.title);
    match &finding.found {
        Found::Sound => words.tell("check-sound", &[("title", title.into())]),
        Found::NoResult => words.tell("check-no-result", &[("title", title.into())]),
        Found::Fits { ballots } => {
            let told = [("title", title.into()), ("ballots", (*ballots).into())];
            words.tell("check-fits", &told)
        }
        Found::Differs { says, follows } => {
            let told = [
                ("at", at.into()),
                ("says", says.as_str().into()),
                ("follows", follows.as_str().into()),
            ];
            words.tell("check-differs", &told)
        }
        Found::Impossible => words.tell("check-impossible", &[("at", at.into())]),
    }
}

/// A pointer to all of a file is empty, which nobody could read.
pub(super) fn place(at: &str) -> String {
    if at.is_empty() {
        "/".to_owned()
    } else {
        at.to_owned()
    }
}

/// The byte, from 0, of a line and column, from 1; columns are counted in bytes.
pub(super) fn offset(bytes: &[u8], line: usize, column: usize) -> usize {
    let before = bytes.split_inclusive(|byte| *byte == b'\n');
    let before: usize = before.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column.saturating_sub(1)).min(bytes.len())
}

/// The smallest part of an outcome that cannot be read, and why: what ballots are counted from is looked at closely.
pub(super) fn unreadable(outcome: &Value, at: &str) -> Option<(String, String)> {
    type Fails = fn(&Value) -> Option<String>;
    fn fails<T: DeserializeOwned>(value: &Value) -> Option<String> {
        let read = serde_json::from_value::<T>(value.clone());
        read.err().map(|error| error.to_string())
    }
    const PARTS: &[(&str, Fails)] = &[
        ("/standing/counted/count", fails::<Count>),
        ("/standing/counted", fails::<Counted>),
        ("/standing/attendance", fails::<Attendance>),
        ("/standing/tallies/*", fails::<PracticeTally>),
        ("/standing", fails::<OutcomeStanding>),
        ("/method", fails::<Method>),
        ("/options/*", fails::<BallotOption>),
        ("", fails::<HeldBallot>),
    ];
    const WHOLES: &[(&str, &[(&str, Fails)])] = &[
        ("/ballots/*", PARTS),
        (
            "/practices/*",
            &[
                ("/tally", fails::<Option<PracticeTally>>),
                ("", fails::<RankedPractice>),
            ],
        ),
        ("/delegations/*", &[("", fails::<Represented>)]),
        ("/counts", &[("", fails::<Counts>)]),
    ];
    for (whole, parts) in WHOLES {
        for (at, whole) in found(outcome, at, whole) {
            for (part, fails) in *parts {
                for (at, part) in found(whole, &at, part) {
                    if let Some(why) = fails(part) {
                        return Some((at, why));
                    }
                }
            }
        }
    }
    None
}

/// What is at a path of a value; `/*` at its end is everything in a list.
fn found<'a>(value: &'a Value, at: &str, path: &str) -> Vec<(String, &'a Value)> {
    let (path, is_each) = match path.strip_suffix("/*") {
        Some(path) => (path, true),
        None => (path, false),
    };
    let at = format!("{at}{path}");
    match value.pointer(path) {
        Some(Value::Array(all)) if is_each => (0..)
            .zip(all)
            .map(|(nth, one): (usize, _)| (format!("{at}/{nth}"), one))
            .collect(),
        Some(one) if !is_each => vec![(at, one)],
        _ => Vec::new(),
    }
}
