//! Practices out of JSON: our own form, or an outcome that holds them.

use super::doubt::{Doubt, DoubtKind, PracticeFileError};
use super::{FORM, FiledPractice, PracticeFile, VERSION};
use crate::limits;
use crate::outcome::Outcome;
use serde::Deserialize as _;
use serde_json::Value;
use std::collections::BTreeSet;

/// Bytes of JSON that are read.
const BYTES: usize = 4_000_000;

/// The fields of a practice that are read.
const READ: [&str; 13] = [
    "title",
    "kind",
    "brought_by",
    "place_and_time",
    "question",
    "themes",
    "own_theme",
    "evidence",
    "validated_by",
    "contact",
    "fields",
    // What follows from others, or from where it was, is no loss.
    "maturity",
    "table",
];

/// A practice, and where in the file it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row of the sheet, from 1; in JSON, the how manieth practice.
    pub at: u32,
    /// What the file says.
    pub practice: FiledPractice,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// What the collection is called; empty where the file does not say.
    pub title: String,
    /// Its practices, in order.
    pub rows: Vec<Row>,
    /// What was not read, or not as it stands there.
    pub doubts: Vec<Doubt>,
}

impl Rows {
    /// Refuses files with none, and with more than a table takes.
    pub(super) fn counted(self) -> Result<Self, PracticeFileError> {
        let most = limits::PRACTICES;
        match self.rows.len() {
            0 if self.doubts.iter().all(|doubt| !doubt.what.keeps_out()) => {
                Err(PracticeFileError::Empty)
            }
            many if many > most => Err(PracticeFileError::TooMany { most }),
            _ => Ok(self),
        }
    }
}

/// Reads a collection out of the bytes of a JSON file, or the practices of an exported outcome.
///
/// # Errors
/// If it is no such JSON, or is too much. A single practice that is damaged is a doubt.
pub fn read_json(bytes: &[u8]) -> Result<Rows, PracticeFileError> {
    if bytes.len() > BYTES {
        return Err(PracticeFileError::TooLarge);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| PracticeFileError::Json {
        line: error.line(),
        column: error.column(),
    })?;
    if value.get("form").and_then(Value::as_str) != Some(FORM) {
        return of_outcome(value)?.counted();
    }
    if value.get("version").and_then(Value::as_u64) != Some(u64::from(VERSION)) {
        return Err(PracticeFileError::OtherVersion);
    }
    let title = value.get("title").and_then(Value::as_str);
    let mut rows = Rows {
        title: title.unwrap_or_default().to_owned(),
        ..Rows::default()
    };
    let Some(Value::Array(practices)) = value.get("practices") else {
        return Err(PracticeFileError::NoCollection);
    };
    if practices.len() > limits::PRACTICES {
        let most = limits::PRACTICES;
        return Err(PracticeFileError::TooMany { most });
    }
    let mut unread: BTreeSet<&str> = BTreeSet::new();
    for (at, practice) in (1..).zip(practices) {
        match FiledPractice::deserialize(practice) {
            Ok(practice) => rows.rows.push(Row { at, practice }),
            Err(error) => {
                let said = error.to_string();
                let doubt = Doubt::at(at, None, DoubtKind::Unreadable, &said);
                rows.doubts.push(doubt);
            }
        }
        let names = practice.as_object().into_iter().flatten();
        unread.extend(names.map(|(name, _)| name.as_str()));
    }
    let unread = unread.into_iter().filter(|name| !READ.contains(name));
    // Names are as many as whoever made the file likes.
    let unread = unread.take(50);
    rows.doubts
        .extend(unread.map(|name| Doubt::of_file(DoubtKind::Unread, name)));
    rows.counted()
}

/// What every practice repeats of its outcome is no longer than what is read of it: the same name could stand in each of hundreds.
fn shorten(outcome: &mut Outcome) {
    outcome.table_name.clear();
    for delegation in &mut outcome.delegations {
        cut(&mut delegation.name, limits::NAME);
    }
    for question in &mut outcome.questions {
        cut(&mut question.text, limits::REMARK);
    }
    for practice in &mut outcome.practices {
        practice.endorsed_by.clear();
    }
}

/// Keeps one character more than there may be, so that it is still too long.
fn cut(text: &mut String, most: usize) {
    if let Some((end, _)) = text.char_indices().nth(most + 1) {
        text.truncate(end);
    }
}

/// The practices of one outcome, or of those of several tables.
fn of_outcome(value: Value) -> Result<Rows, PracticeFileError> {
    let outcomes: Result<Vec<Outcome>, _> = if value.is_array() {
        Vec::deserialize(value)
    } else {
        Outcome::deserialize(value).map(|outcome| vec![outcome])
    };
    let mut outcomes = outcomes.map_err(|_| PracticeFileError::NoCollection)?;
    let many: usize = outcomes.iter().map(|it| it.practices.len()).sum();
    if many > limits::PRACTICES {
        let most = limits::PRACTICES;
        return Err(PracticeFileError::TooMany { most });
    }
    outcomes.iter_mut().for_each(shorten);
    let file = PracticeFile::of(&outcomes);
    let rows = (1..).zip(file.practices);
    Ok(Rows {
        title: file.title,
        rows: rows.map(|(at, practice)| Row { at, practice }).collect(),
        doubts: vec![Doubt::of_file(
            DoubtKind::Unread,
            "ballots, endorsed_by, remarks",
        )],
    })
}
