//! Which compilations there are, and what was pulled.

use super::event::PullingEvent;
use super::source::{self, Source, Taken};
use crate::document::Root;
use crate::ids::{
    CompilationId, DelegationId, ParticipantId, PullId, QuestionId, TableId, Timestamp,
};
use crate::seq::Seq;
use crate::table::Record;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The compilations of a table, and what was pulled into its texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulling {
    /// What was compiled, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compilations: Vec<Compilation>,
    /// What was pulled, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pulls: Vec<Pull>,
    /// Who wrote words that were pulled from another table, and where those were first pulled from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guests: BTreeMap<ParticipantId, TableId>,
}

/// What the delegations had answered to a question when it was compiled. The texts lie in its event's entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compilation {
    /// Its id.
    pub id: CompilationId,
    /// The question.
    pub question: QuestionId,
    /// SHA-256 of the texts' canonical form, in hex.
    pub digest: String,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: Option<ParticipantId>,
    /// The entry of the log that holds the texts.
    pub entry: Seq,
}

/// Words that were pulled into a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The id of doing so.
    pub id: PullId,
    /// Where they are from.
    pub from: Source,
    /// Which words.
    pub taken: Taken,
    /// Into which text, by its root's name.
    pub into: String,
    /// Who pulled them; nobody is named in snapshots of earlier builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
}

impl Pulling {
    /// Whether nothing was ever compiled or pulled.
    pub fn is_empty(&self) -> bool {
        self.compilations.is_empty() && self.pulls.is_empty()
    }

    /// The compilation by that id.
    pub fn compilation(&self, id: &CompilationId) -> Option<&Compilation> {
        self.compilations.iter().find(|it| it.id == *id)
    }

    /// The newest compilation of the answers to a question.
    pub fn newest(&self, question: &QuestionId) -> Option<&Compilation> {
        let mut newest_first = self.compilations.iter().rev();
        newest_first.find(|it| it.question == *question)
    }

    /// Whether a paragraph of a source was pulled, by itself or with others.
    pub fn has_taken(&self, source: &Source, root: &str, block: u32) -> bool {
        let mut of_it = self.pulls.iter().filter(|pull| pull.from == *source);
        of_it.any(|pull| pull.taken.holds(root, block))
    }

    /// How often words of a source were pulled into a text that may be among these.
    pub fn times_taken(&self, from: &Source, taken: &Taken, into: &str) -> u32 {
        let of_it = self
            .pulls
            .iter()
            .filter(|pull| pull.from == *from && pull.into == into && pull.taken.meets(taken));
        u32::try_from(of_it.count()).unwrap_or(u32::MAX)
    }

    /// Whether a text of another table was taken along into a text of the same delegation here.
    pub fn has_along(&self, table: &TableId, root: &str) -> bool {
        let is_from = |from: &Source| match from {
            Source::Table { table: other, .. } | Source::Own { table: other, .. } => other == table,
            Source::Compilation { .. } | Source::Desk { .. } => false,
        };
        let is_own = |into: &str| !matches!(Root::parse(into), None | Some(Root::Joint(_)));
        let mut along = self.pulls.iter().filter(|pull| is_own(&pull.into));
        along.any(|pull| is_from(&pull.from) && pull.taken.root() == Some(root))
    }

    /// How often somebody pulled words.
    pub(crate) fn pulled_by(&self, who: &ParticipantId) -> usize {
        let by = self
            .pulls
            .iter()
            .filter(|pull| pull.by.as_ref() == Some(who));
        by.count()
    }

    /// Leaves out what an earlier build did not note down, where `told` does not say it: who pulled.
    pub(crate) fn forget_what_is_unknown_to(&mut self, told: &Self) {
        for (pull, told) in self.pulls.iter_mut().zip(&told.pulls) {
            if told.by.is_none() {
                pull.by = None;
            }
        }
    }

    /// Takes out of which desks words were pulled that are not this delegation's.
    pub(crate) fn veil(&mut self, viewer: Option<&DelegationId>) {
        for pull in &mut self.pulls {
            let is_theirs = match &pull.from {
                Source::Desk { desk: of, .. } | Source::Own { of, .. } => {
                    of.is_some() && of.as_ref() == viewer
                }
                Source::Compilation { .. } | Source::Table { .. } => true,
            };
            if !is_theirs {
                source::veil(&mut pull.from, &mut pull.taken, &mut pull.into);
            }
        }
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, record: &Record, event: &PullingEvent) {
        match event {
            PullingEvent::AnswersCompiled {
                compilation,
                question,
                digest,
            } => self.compilations.push(Compilation {
                id: compilation.clone(),
                question: question.clone(),
                digest: digest.clone(),
                at: record.at,
                by: record.by.clone(),
                entry: record.seq,
            }),
            PullingEvent::WordsPulled {
                pull,
                from,
                taken,
                into,
                read_at: _,
                hands,
            } => {
                if let Source::Table { table, .. } = from {
                    let authors = hands.iter().map(|hand| hand.author.clone());
                    let new = authors.map(|author| (author, table.clone()));
                    let known = std::mem::take(&mut self.guests);
                    self.guests = new.collect();
                    self.guests.extend(known);
                }
                self.pulls.push(Pull {
                    id: pull.clone(),
                    from: from.clone(),
                    taken: taken.clone(),
                    into: into.clone(),
                    by: record.by.clone(),
                });
            }
        }
    }
}
