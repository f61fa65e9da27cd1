//! `roundtable verify-outcome`: whether an exported outcome is what was signed, from nothing but the file; with the database, whether it
//! is what the log says.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use serde_json::Value;
use server::revisions::{read_signed, sha256};
use server::store::{Digest, Store};
use server::tables::state::TableState;
use shared::ids::TableId;
use shared::outcome::{
    Finding, Found, Outcome, check, differences, frozen_record, signed_text, take_out_told,
};
use shared::seq::Seq;
use shared::words::Words;

use super::verify_ballot::{line, offset, place, unreadable};
use super::{tell, words};

/// How many events are read in one go.
const PAGE: u32 = 64;

/// Check an exported outcome (JSON): the text that was signed, the corrigendum, the ballots.
///
/// Needs nothing but the file, and says what it could not check with it. Where something is wrong it says at which JSON pointer. With
/// --database it also compares with the log: the digest of all events, and every field of what was signed.
#[derive(Debug, Args)]
pub struct VerifyOutcome {
    /// The outcome, as its page gives it.
    file: PathBuf,
    /// The database that has its table: sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl VerifyOutcome {
    /// Checks, and prints what was found. Fails if anything is wrong.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let name = self.file.display().to_string();
        let bytes = std::fs::read(&self.file).with_context(|| format!("cannot read {name}"))?;
        let words = words();
        let store = match &self.database {
            Some(url) => Some(Store::open(url).await?),
            None => None,
        };
        let mut report = Report::default();
        match serde_json::from_slice::<Value>(&bytes) {
            Ok(value) => report.all(&value, store.as_ref(), &words).await?,
            Err(error) => {
                let byte = offset(&bytes, error.line(), error.column());
                let told = [
                    ("byte", byte.to_string().into()),
                    ("why", error.to_string().into()),
                ];
                report.wrong(words.tell("check-no-json", &told));
            }
        }
        if let Some(store) = store {
            store.close().await?;
        }
        for line in &report.lines {
            tell(line)?;
        }
        Ok(if report.is_wrong {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// What there is to say of a file.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    is_wrong: bool,
}

impl Report {
    fn fine(&mut self, line: String) {
        self.lines.push(line);
    }

    fn wrong(&mut self, line: String) {
        self.lines.push(line);
        self.is_wrong = true;
    }

    async fn all(
        &mut self,
        value: &Value,
        store: Option<&Store>,
        words: &Words,
    ) -> anyhow::Result<()> {
        let outcomes: Vec<(String, &Value)> = match value {
            Value::Array(all) => (0..)
                .zip(all)
                .map(|(nth, one): (usize, _)| (format!("/{nth}"), one))
                .collect(),
            one => vec![(String::new(), one)],
        };
        if outcomes.is_empty() {
            self.wrong(words.say("check-nothing"));
        }
        for (at, value) in outcomes {
            match serde_json::from_value::<Outcome>(value.clone()) {
                Ok(outcome) => {
                    self.by_itself(&outcome, value, &at, words);
                    match store {
                        Some(store) => self.by_the_log(&outcome, value, &at, store, words).await?,
                        None => self.fine(words.say("check-not-the-log")),
                    }
                    self.fine(words.say("check-names"));
                }
                Err(error) => {
                    let (at, why) = unreadable(value, &at).unwrap_or((at, error.to_string()));
                    let told = [("at", place(&at).into()), ("why", why.into())];
                    self.wrong(words.tell("check-unreadable", &told));
                }
            }
        }
        Ok(())
    }

    /// What follows from the file alone.
    fn by_itself(&mut self, outcome: &Outcome, value: &Value, at: &str, words: &Words) {
        self.fine(outcome.table_name.clone());
        let text = sha256(&signed_text(value.clone()));
        if !outcome.telling.names() {
            self.fine(words.say("check-told-otherwise"));
        } else if let Some(signed) = &outcome.sign_off {
            let hashes = [
                ("text", &signed.text, text),
                (
                    "digest",
                    &signed.digest,
                    sha256(&frozen_record(value.clone())),
                ),
            ];
            for (name, says, follows) in hashes {
                if *says == follows {
                    let told = [("hash", follows.into())];
                    self.fine(words.tell(&format!("check-{name}-sound"), &told));
                } else {
                    let found = Found::Differs {
                        says: says.clone(),
                        follows,
                    };
                    let at = format!("{at}/sign_off/{name}");
                    self.found(outcome, &Finding { at, found }, words);
                }
            }
        } else {
            self.fine(words.tell("check-draft", &[("hash", text.into())]));
        }
        let findings = check(outcome, at);
        if findings.is_empty() {
            self.fine(words.say("check-no-ballots"));
        }
        let of_corrections = format!("{at}/counts/corrections");
        let is_wrong = |it: &Finding| it.at.starts_with(&of_corrections);
        if !outcome.corrections.is_empty() && !findings.iter().any(is_wrong) {
            let told = [
                ("all", outcome.counts.corrections.into()),
                ("accepted", outcome.counts.corrections_accepted.into()),
            ];
            self.fine(words.tell("check-corrigendum", &told));
        }
        for finding in &findings {
            self.found(outcome, finding, words);
        }
    }

    fn found(&mut self, outcome: &Outcome, finding: &Finding, words: &Words) {
        self.is_wrong |= finding.found.is_wrong();
        self.lines.push(line(outcome, finding, words));
    }

    /// What the log says to it.
    async fn by_the_log(
        &mut self,
        outcome: &Outcome,
        value: &Value,
        at: &str,
        store: &Store,
        words: &Words,
    ) -> anyhow::Result<()> {
        let table = &outcome.table;
        if store.session_of(table).await?.is_none() {
            self.wrong(words.say("check-no-table"));
            return Ok(());
        }
        self.chain(outcome, at, store, words).await?;
        let signed = outcome.sign_off.as_ref();
        let Some(signed) = signed.filter(|_| outcome.telling.names()) else {
            return Ok(());
        };
        let state = TableState::open(store, table).await?;
        let versions = &state.table.sign_off.versions;
        let version = versions.iter().find(|it| it.number == signed.version);
        let kept = match version {
            Some(version) => read_signed(store, table, version.entry).await?,
            None => None,
        };
        let Some(kept) = kept else {
            let told = [("at", place(&format!("{at}/sign_off")).into())];
            self.wrong(words.tell("check-version-unknown", &told));
            return Ok(());
        };
        // Names may be others by now, or erased; they are no part of what was signed.
        let kept = without_names(&serde_json::to_value(&kept)?);
        let findings = differences(at, &without_names(value), &kept);
        if findings.is_empty() {
            self.fine(words.say("check-version-sound"));
        }
        for finding in &findings {
            self.found(outcome, finding, words);
        }
        Ok(())
    }

    async fn chain(
        &mut self,
        outcome: &Outcome,
        at: &str,
        store: &Store,
        words: &Words,
    ) -> anyhow::Result<()> {
        let Some(says) = &outcome.log.chain else {
            self.fine(words.say("check-chain-withheld"));
            return Ok(());
        };
        match chain_at(store, &outcome.table, outcome.log.head).await? {
            Some(follows) if follows == *says => self.fine(words.say("check-chain-sound")),
            Some(follows) => {
                let (at, says) = (format!("{at}/log/chain"), says.clone());
                let found = Found::Differs { says, follows };
                self.found(outcome, &Finding { at, found }, words);
            }
            None => {
                let told = [("at", place(&format!("{at}/log/head")).into())];
                self.wrong(words.tell("check-chain-unknown", &told));
            }
        }
        Ok(())
    }
}

/// The digest of the last event up to an entry, in hex; nothing if the log ends before it.
async fn chain_at(store: &Store, table: &TableId, head: Seq) -> anyhow::Result<Option<String>> {
    let end = store.head(table).await?.map(|it| it.seq);
    if end.is_none_or(|end| end < head) {
        return Ok(None);
    }
    let (mut after, mut last) = (Seq::START, None);
    loop {
        let page = store.events(table, after, PAGE).await?;
        let Some(end) = page.last().map(|it| it.seq) else {
            break;
        };
        let before = page.iter().filter(|it| it.seq <= head);
        last = before.last().map(|it| it.digest).or(last);
        if end >= head {
            break;
        }
        after = end;
    }
    Ok(last.map(hex))
}

fn hex(digest: Digest) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An outcome without what people are called, and without what says how this copy of it is told.
fn without_names(value: &Value) -> Value {
    let mut value = value.clone();
    take_out_told(&mut value);
    let people = ["/delegations", "/others"].map(|list| value.pointer(list).map_or(0, count));
    for (list, groups) in ["/delegations", "/others"].iter().zip(people) {
        for group in 0..groups {
            let at = format!("{list}/{group}/people");
            for person in 0..value.pointer(&at).map_or(0, count) {
                strip(&mut value, &format!("{at}/{person}"));
            }
        }
    }
    for capacity in ["chair", "rapporteur"] {
        strip(&mut value, &format!("/sign_off/signatures/{capacity}/by"));
    }
    value
}

fn count(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

fn strip(value: &mut Value, at: &str) {
    if let Some(Value::Object(person)) = value.pointer_mut(at) {
        person.remove("name");
        person.remove("title");
    }
}
