//! A collection of practices as a file: what is taken along from one table, and brought in at another.
//!
//! [`PracticeFile`] is the form, as JSON; `column` says what the columns of its workbook are. Coming in, `reading` takes rows out of
//! JSON, and `workbook` and `rows` out of a workbook; `fitting` makes of them what could be brought to a table, and tells what could not
//! and what was left out ([`Doubt`]). Nothing is brought by that: it is a preview, and who brings a practice is its author.

mod column;
mod doubt;
mod fitting;
mod lines;
mod reading;
#[cfg(feature = "docx")]
mod rows;
#[cfg(feature = "docx")]
mod workbook;

pub use column::{Column, Heads};
pub use doubt::{Doubt, DoubtKind, PracticeFileError};
pub use fitting::{Coming, Preview};
pub use lines::as_lines;
pub use reading::{Row, Rows, read_json};
#[cfg(feature = "docx")]
pub use rows::read_workbook;

use crate::features::practices::{
    Evidence, FromFile, Maturity, PracticeCard, PracticeField, PracticeKind,
};
use crate::ids::Timestamp;
use crate::outcome::{Attribution, Outcome, RankedPractice};
use crate::prose::Block;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a collection out of the bytes of a file, by what is in it.
///
/// # Errors
/// If it is neither a workbook nor JSON that holds practices, or is too much.
#[cfg(feature = "docx")]
pub fn read(bytes: &[u8], heads: &Heads) -> Result<Rows, PracticeFileError> {
    /// How a workbook begins: it is an archive, or, with a password or from before 2007, a compound file.
    const ARCHIVES: [&[u8]; 2] = [b"PK", &[0xd0, 0xcf, 0x11, 0xe0]];
    if ARCHIVES.iter().any(|mark| bytes.starts_with(mark)) {
        return read_workbook(bytes, heads);
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match text.trim_ascii_start().first() {
        Some(b'{' | b'[') => read_json(bytes),
        _ => Err(PracticeFileError::NeitherOf),
    }
}

/// What the form is called in its files.
pub const FORM: &str = "roundtable-practices";
/// Its version. It rises when a field changes its meaning or goes; new fields may come without that.
pub const VERSION: u32 = 1;

/// A collection of practices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeFile {
    /// That it is one: [`FORM`].
    pub form: String,
    /// The version of this form, [`VERSION`].
    pub version: u32,
    /// The title of the session that they were brought to.
    pub title: String,
    /// When the file was made.
    pub made: Timestamp,
    /// The practices, in the order of the outcome.
    pub practices: Vec<FiledPractice>,
}

/// A practice in a file. It names all by words: ids mean nothing at another table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FiledPractice {
    /// What it is called.
    pub title: String,
    /// Whether it is a practice or a lesson.
    pub kind: PracticeKind,
    /// The delegation that brought it; empty where none is named.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brought_by: String,
    /// What the table is called that it was brought to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// Where, and since when.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place_and_time: String,
    /// The guiding question that it speaks to, in full.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// The themes that it speaks to, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// A theme in the delegation's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub own_theme: String,
    /// What shows its results.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Evidence>,
    /// How mature it is: follows from the evidence, and is not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Maturity>,
    /// Who has validated it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub validated_by: String,
    /// Whom to ask, or where to read more.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// What was written in its prose fields; those left empty are not there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<PracticeField, Vec<Block>>,
    /// The delegations that endorsed it: told, and not read, since nobody endorses for others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub endorsed_by: Vec<String>,
    /// Where it came from, if it was itself brought from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_file: Option<FromFile>,
}

impl PracticeFile {
    /// The practices of these tables.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let first = outcomes.first();
        let practices = outcomes.iter().flat_map(|outcome| {
            let practices = outcome.practices.iter();
            practices.map(|practice| FiledPractice::of(outcome, practice))
        });
        Self {
            form: FORM.to_owned(),
            version: VERSION,
            title: first.map(|it| it.title.clone()).unwrap_or_default(),
            made: first.map_or(Timestamp(0), |it| it.made),
            practices: practices.collect(),
        }
    }
}

impl FiledPractice {
    fn of(outcome: &Outcome, practice: &RankedPractice) -> Self {
        let named = outcome.telling.attribution != Attribution::None;
        let name = |id| outcome.name_of(id).to_owned();
        let card = &practice.card;
        let asked = card.question.as_ref().and_then(|id| outcome.question(id));
        let endorsing = practice.endorsed_by.iter().filter(|_| named);
        let PracticeCard {
            title,
            place_and_time,
            contact,
            theme,
            kind,
            evidence,
            validated_by,
            question: _,
            themes: _,
        } = card.clone();
        Self {
            title,
            kind,
            brought_by: if named {
                name(&practice.delegation)
            } else {
                String::new()
            },
            table: outcome.table_name.clone(),
            place_and_time,
            question: asked.map(|asked| asked.text.clone()).unwrap_or_default(),
            themes: practice.themes.clone(),
            own_theme: theme,
            maturity: card.maturity().filter(|_| !evidence.is_empty()),
            evidence,
            validated_by,
            contact,
            fields: practice.fields.clone(),
            endorsed_by: endorsing.map(name).collect(),
            from_file: practice.from_file.clone(),
        }
    }
}
