//! What kind of report it is, and what stands before it.

use crate::limits::{self, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use serde::{Deserialize, Serialize};

/// What kind of report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// A report as the United Nations know it: it says what was done and agreed, and does not summarise what single delegations
    /// said.
    #[default]
    Report,
    /// A chair's summary, under the chair's own responsibility: it may give points by delegation.
    Summary,
}

impl ReportKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Report, Self::Summary];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Summary => "summary",
        }
    }
}

/// Whose things are said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// Delegations and people are named.
    #[default]
    Named,
    /// Groups of delegations are named, and nobody else.
    Group,
    /// Nobody is named.
    None,
}

impl Attribution {
    /// All of them, from the one that tells most.
    pub const ALL: [Self; 3] = [Self::Named, Self::Group, Self::None];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Group => "group",
            Self::None => "none",
        }
    }
}

/// What stands before the report. Each may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSetting {
    /// Who convened it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organiser: String,
    /// Where it was held.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dates: String,
    /// The document's symbol, such as `RT/2026/1`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub symbol: String,
    /// Who presided, as the report says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub chair: String,
    /// The other officers, as the report says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub officers: String,
    /// How delegations are named.
    pub attribution: Attribution,
    /// How many words it may have, if that is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_words: Option<u32>,
}

impl Default for ReportSetting {
    /// All empty, and nobody named.
    fn default() -> Self {
        let none = String::new;
        Self {
            organiser: none(),
            place: none(),
            dates: none(),
            symbol: none(),
            chair: none(),
            officers: none(),
            attribution: Attribution::None,
            most_words: None,
        }
    }
}

impl ReportSetting {
    /// It, without what nobody sees.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for text in self.texts_mut() {
            *text = clean(text);
        }
        self
    }

    /// What is wrong with it, if something is.
    pub fn check(&self) -> Result<(), Refusal> {
        for text in self.clone().texts_mut() {
            short(text, Noun::Text, limits::REPORT_FACT)?;
        }
        match self.most_words {
            Some(words) if words == 0 || words > limits::REPORT_WORDS => Err(Refusal::TooMany {
                what: Noun::Word,
                most: limits::REPORT_WORDS as usize,
            }),
            _ => Ok(()),
        }
    }

    fn texts_mut(&mut self) -> [&mut String; 6] {
        [
            &mut self.organiser,
            &mut self.place,
            &mut self.dates,
            &mut self.symbol,
            &mut self.chair,
            &mut self.officers,
        ]
    }
}
