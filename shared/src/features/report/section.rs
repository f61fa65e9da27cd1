//! The sections of a report.

use super::source::{Brought, ReportSource};
use crate::document::Root;
use crate::ids::{QuestionId, SectionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What a section is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum SectionAbout {
    /// What a chair's summary begins with.
    Introduction,
    /// What was on the agenda.
    Agenda,
    /// Who took part.
    Participants,
    /// How it went.
    Proceedings,
    /// What was said to a question.
    Question {
        /// Which.
        question: QuestionId,
    },
    /// The practices that were brought.
    Practices,
    /// What was decided.
    Decisions,
    /// What is recommended.
    Recommendations,
    /// What the chair concludes.
    Conclusions,
    /// What happens next.
    NextSteps,
    /// What else is attached.
    Annexes,
    /// Something of the rapporteurs' own.
    Own,
}

tagged!(SectionAbout, "about");

impl SectionAbout {
    /// Its name on the wire and in catalogues.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Introduction => "introduction",
            Self::Agenda => "agenda",
            Self::Participants => "participants",
            Self::Proceedings => "proceedings",
            Self::Question { .. } => "question",
            Self::Practices => "practices",
            Self::Decisions => "decisions",
            Self::Recommendations => "recommendations",
            Self::Conclusions => "conclusions",
            Self::NextSteps => "next-steps",
            Self::Annexes => "annexes",
            Self::Own => "own",
        }
    }

    /// The question, if it is about one.
    pub const fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Question { question } => Some(question),
            _ => None,
        }
    }

    /// Whether what the table did for it is told in facts.
    pub const fn has_facts(&self) -> bool {
        matches!(
            self,
            Self::Agenda
                | Self::Participants
                | Self::Proceedings
                | Self::Practices
                | Self::Decisions
        )
    }
}

/// A section. Its words are in the report's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSection {
    /// Its id.
    pub id: SectionId,
    /// What it is about.
    #[serde(flatten)]
    pub about: SectionAbout,
    /// What it is called; empty where the catalogue or the question names it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Whether it was taken out of the report. Its words are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What was brought in last from each source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought: Vec<Brought>,
}

impl ReportSection {
    /// One into which nothing was brought.
    pub fn new(id: SectionId, about: SectionAbout, title: String) -> Self {
        Self {
            id,
            about,
            title,
            left_out: false,
            brought: Vec::new(),
        }
    }

    /// The root of its text.
    pub fn root(&self) -> Root {
        Root::Section(self.id.clone())
    }

    /// What was brought in last from a source.
    pub fn brought_from(&self, source: &ReportSource) -> Option<&Brought> {
        self.brought.iter().find(|brought| brought.from == *source)
    }

    /// Where it brings in words from, first of all: nothing if there is no such thing.
    pub fn source(&self) -> Option<ReportSource> {
        match &self.about {
            SectionAbout::Question { question } => Some(ReportSource::Joint {
                question: question.clone(),
            }),
            about => about.has_facts().then_some(ReportSource::Facts),
        }
    }
}
