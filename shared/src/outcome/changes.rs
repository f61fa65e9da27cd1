//! What changed in the texts of an outcome since a revision: paragraph by paragraph and word by word, with whose words came in. Word files
//! show it as tracked changes; taking all of them gives the texts as they are, refusing all of them those of the revision.

use super::sources::Whose;
use crate::features::practices::PracticeField;
use crate::features::revisions::WordChange;
use crate::ids::{DelegationId, PracticeId, QuestionId, SectionId, Timestamp};
use crate::prose::{Block, BlockKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What changed since a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The number of the revision.
    pub since: u32,
    /// When that was frozen; nothing if the table has no such revision, and nothing is told of its changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Timestamp>,
    /// The texts that read otherwise, of those that the outcome has a place for.
    pub texts: Vec<ChangedText>,
    /// The texts of the revision that have no place in the outcome any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneText>,
}

/// A text that reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedText {
    /// Which text of the outcome it is.
    pub of: OutcomeText,
    /// Its paragraphs, in order: those of both.
    pub blocks: Vec<TrackedBlock>,
}

/// A text of an outcome that is written in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeText {
    /// The rapporteur's own words.
    Summary,
    /// What the table answers together.
    Joint {
        /// The question.
        question: QuestionId,
    },
    /// What a delegation answers.
    Own {
        /// The question.
        question: QuestionId,
        /// Which answer it is among those by delegation, from 0.
        nth: usize,
    },
    /// What the report says in the place of a joint answer, with which it is compared.
    Section {
        /// The section.
        section: SectionId,
    },
    /// A prose field of a practice.
    Practice {
        /// The practice.
        practice: PracticeId,
        /// The field.
        field: PracticeField,
    },
}

/// A text that is there no more: its question is not asked any more, or its practice was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneText {
    /// Which text it was.
    pub was: GoneFrom,
    /// What it said.
    pub blocks: Vec<TrackedBlock>,
}

/// Where a text stood that is there no more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoneFrom {
    /// In a joint answer.
    Joint,
    /// In a delegation's own answer.
    Own {
        /// Whose it was, if that is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegation: Option<DelegationId>,
    },
    /// In a field of a practice.
    Practice {
        /// The field.
        field: PracticeField,
    },
}

/// A paragraph, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackedBlock {
    /// What became of the paragraph as such: one that is in both may have other words.
    pub mark: TrackedRun,
    /// Its number if it is an item of a numbered list: in the newer text if it is there, otherwise in the older one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The paragraph with the words of both texts, in order.
    pub block: Block,
    /// What became of each of its runs, in their order.
    pub runs: Vec<TrackedRun>,
}

/// What became of words, and whose they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackedRun {
    /// What became of them.
    pub change: WordChange,
    /// Who wrote them, if they came in and that is known and told. Who took words out, no text keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<Whose>,
}

impl TrackedRun {
    /// Words that are in both.
    pub const SAME: Self = Self {
        change: WordChange::Same,
        whose: None,
    };
    /// Words that came in, nobody knows from whom.
    pub const INSERTED: Self = Self {
        change: WordChange::Inserted,
        whose: None,
    };
    /// Words that were taken out.
    pub const DELETED: Self = Self {
        change: WordChange::Deleted,
        whose: None,
    };
}

impl AsRef<Block> for TrackedBlock {
    fn as_ref(&self) -> &Block {
        &self.block
    }
}

impl TrackedBlock {
    /// A paragraph that was taken out with all of its words.
    pub fn deleted(block: &Block, number: Option<u32>) -> Self {
        Self {
            mark: TrackedRun::DELETED,
            number,
            block: block.clone(),
            runs: vec![TrackedRun::DELETED; block.runs.len()],
        }
    }

    /// A heading of ours over words that were taken out: it goes with them.
    pub fn heading(kind: BlockKind, words: &str) -> Self {
        let run = crate::prose::Run {
            text: words.to_owned(),
            ..crate::prose::Run::default()
        };
        let block = Block {
            kind,
            runs: vec![run],
            ..Block::default()
        };
        Self::deleted(&block, None)
    }

    /// Its words in the older text, if some of them were taken out.
    fn older_words(&self) -> Option<String> {
        let is = |change| self.runs.iter().any(|run| run.change == change);
        let both = self.block.runs.iter().zip(&self.runs);
        let older = both.filter(|(_, run)| run.change != WordChange::Inserted);
        is(WordChange::Deleted).then(|| older.map(|(run, _)| run.text.as_str()).collect())
    }

    /// Puts others in the place of those whose words came in.
    fn retell(&mut self, whose: &impl Fn(Whose) -> Option<Whose>) {
        for run in self.runs.iter_mut().chain([&mut self.mark]) {
            run.whose = run.whose.take().and_then(whose);
        }
    }
}

impl Changes {
    /// None are told, since the table has no revision of that number.
    pub const fn unknown(since: u32) -> Self {
        Self {
            since,
            frozen: None,
            texts: Vec::new(),
            gone: Vec::new(),
        }
    }

    /// Those of one text; nothing if it reads as it did.
    pub fn text(&self, of: &OutcomeText) -> Option<&[TrackedBlock]> {
        let found = self.texts.iter().find(|text| text.of == *of);
        found.map(|text| text.blocks.as_slice())
    }

    /// The paragraphs that lost words, as they read in the revision, each once.
    pub fn older_words(&self) -> BTreeSet<String> {
        let texts = self.texts.iter().flat_map(|text| &text.blocks);
        let gone = self.gone.iter().flat_map(|text| &text.blocks);
        texts
            .chain(gone)
            .filter_map(TrackedBlock::older_words)
            .collect()
    }

    /// Leaves out what the report says, for whoever may not read it.
    pub(super) fn leave_report(&mut self) {
        self.texts
            .retain(|text| !matches!(text.of, OutcomeText::Section { .. }));
    }

    /// Puts others in the place of those whose words came in, and of those whose answers are gone.
    pub(super) fn retell(
        &mut self,
        whose: impl Fn(Whose) -> Option<Whose>,
        delegation: impl Fn(DelegationId) -> Option<DelegationId>,
    ) {
        let texts = self.texts.iter_mut().flat_map(|text| &mut text.blocks);
        texts.for_each(|block| block.retell(&whose));
        for gone in &mut self.gone {
            if let GoneFrom::Own { delegation: whose } = &mut gone.was {
                *whose = whose.take().and_then(&delegation);
            }
        }
        // The order of the table would tell whose is whose.
        self.gone.sort_by_cached_key(|gone| {
            let words = gone.blocks.iter().filter_map(TrackedBlock::older_words);
            (gone.was.clone(), words.collect::<String>())
        });
    }

    /// Follows a question's answers by delegation into another order: which each of them was, in the order of now.
    pub(super) fn reorder(&mut self, of: &QuestionId, was: &[usize]) {
        for text in &mut self.texts {
            if let OutcomeText::Own { question, nth } = &mut text.of
                && question == of
                && let Some(now) = was.iter().position(|was| was == nth)
            {
                *nth = now;
            }
        }
    }
}
