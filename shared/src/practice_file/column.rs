//! What the columns of a collection are, and by which heads they are known.

use crate::features::practices::PracticeField;
use crate::words::{AllWords, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a column holds. In JSON, it is a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Column {
    /// What the practice is called.
    Title,
    /// Whether it is a practice or a lesson.
    Kind,
    /// Who brought it.
    BroughtBy,
    /// Where, and since when.
    Place,
    /// The guiding question that it speaks to.
    Question,
    /// The themes that it speaks to, a line each.
    Themes,
    /// A theme in its delegation's own words.
    OwnTheme,
    /// What shows its results, a line each.
    Evidence,
    /// Who has validated it.
    ValidatedBy,
    /// Whom to ask, or where to read more.
    Contact,
    /// One of its prose fields, a line a paragraph.
    Field(PracticeField),
}

impl Column {
    /// All of them, in the order of a sheet.
    pub fn all() -> impl Iterator<Item = Self> {
        let facts = [
            Self::Title,
            Self::Kind,
            Self::BroughtBy,
            Self::Place,
            Self::Question,
            Self::Themes,
            Self::OwnTheme,
            Self::Evidence,
            Self::ValidatedBy,
            Self::Contact,
        ];
        let fields = PracticeField::ALL.into_iter().map(Self::Field);
        facts.into_iter().chain(fields)
    }

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::BroughtBy => "brought-by",
            Self::Place => "place-and-time",
            Self::Question => "question",
            Self::Themes => "themes",
            Self::OwnTheme => "own-theme",
            Self::Evidence => "evidence",
            Self::ValidatedBy => "validated-by",
            Self::Contact => "contact",
            Self::Field(field) => field.as_str(),
        }
    }

    /// The key of what it is called.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "field-title",
            Self::Kind => "field-kind",
            Self::BroughtBy => "practices-of",
            Self::Place => "field-place-and-time",
            Self::Question => "field-question",
            Self::Themes => "practice-themes",
            Self::OwnTheme => "practice-own-theme",
            Self::Evidence => "practice-evidence",
            Self::ValidatedBy => "field-validated-by",
            Self::Contact => "field-contact",
            Self::Field(field) => match field {
                PracticeField::Context => "field-context",
                PracticeField::Done => "field-done",
                PracticeField::Beneficiaries => "field-beneficiaries",
                PracticeField::Results => "field-results",
                PracticeField::Constraints => "field-constraints",
                PracticeField::Enablers => "field-enablers",
                PracticeField::Sustainability => "field-sustainability",
                PracticeField::Transfer => "field-transfer",
                PracticeField::Inclusion => "field-inclusion",
            },
        }
    }
}

impl From<Column> for &'static str {
    fn from(column: Column) -> Self {
        column.as_str()
    }
}

impl TryFrom<String> for Column {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let mut all = Self::all();
        all.find(|column| column.as_str() == name)
            .ok_or("no column of a practice's")
    }
}

/// What is known by its words in any language that there is: heads of columns, kinds and evidence. Case and spaces make no difference.
#[derive(Debug, Clone, Default)]
pub struct Heads(BTreeMap<String, Vec<&'static str>>);

impl Heads {
    /// What stands in these words.
    pub fn of(words: &AllWords) -> Self {
        const MORE: [&str; 7] = [
            "field-theme",
            "practice-kind-practice",
            "practice-kind-lesson",
            "evidence-monitored",
            "evidence-evaluated",
            "evidence-replicated",
            "evidence-anchored",
        ];
        let mut known: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for language in Language::all() {
            let keys = Column::all().map(Column::key).chain(MORE);
            for key in keys {
                let said = folded(&words.of(language).say(key));
                known.entry(said).or_default().push(key);
            }
        }
        Self(known)
    }

    /// The column under a head.
    pub fn column(&self, head: &str) -> Option<Column> {
        let text = folded(head);
        let known = self.0.get(&text).map(Vec::as_slice).unwrap_or_default();
        // *Theme* is what people call the column that we call *Themes*.
        if known.contains(&"field-theme") {
            return Some(Column::Themes);
        }
        Column::all().find(|column| known.contains(&column.key()) || column.as_str() == text)
    }

    /// Whether the text is what a key says, or the last word of the key.
    pub fn says(&self, text: &str, key: &str) -> bool {
        let text = folded(text);
        let keys = self.0.get(&text);
        keys.is_some_and(|keys| keys.contains(&key))
            || key.rsplit('-').next() == Some(text.as_str())
    }
}

/// As texts are compared that people typed.
pub(super) fn folded(text: &str) -> String {
    crate::names::clean(text)
        .trim_end_matches([':', '*'])
        .trim_end()
        .to_lowercase()
}
