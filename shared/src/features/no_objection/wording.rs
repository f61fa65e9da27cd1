//! The wording that is put, as it read then.

use crate::document::Root;
use crate::features::practices::{PracticeCard, PracticeField};
use crate::features::pulling::sign_of;
use crate::ids::{PracticeId, QuestionId};
use crate::prose::{Block, Run, is_blank};
use crate::table::RoundTable;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which canonical form this build writes. What was hashed in another keeps it.
const FORM: u32 = 1;

/// What is put to the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Subject {
    /// What the delegations answer together to a question, all of it or some paragraphs.
    Joint {
        /// The question.
        question: QuestionId,
        /// Which paragraphs; all if nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paragraphs: Option<Paragraphs>,
    },
    /// A practice.
    Practice {
        /// Which.
        practice: PracticeId,
    },
    /// A text that is in no document.
    Text {
        /// The text, a line to a paragraph.
        text: String,
    },
}

tagged!(Subject, "of");

/// Paragraphs of a text that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraphs {
    /// The first, counted from 0.
    pub from: u32,
    /// The last.
    pub to: u32,
    /// The sign of them as they were shown (`pulling::seen`): others are not put in their place.
    pub seen: String,
}

/// The wording that was put.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutWording {
    /// The short facts of a practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<PracticeCard>,
    /// The texts, in order.
    pub parts: Vec<Part>,
}

/// One text of it. Empty paragraphs are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which field of a practice it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<PracticeField>,
    /// What it says.
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
struct Form<'a> {
    form: u32,
    wording: &'a PutWording,
}

/// How much of a text names it.
const CALLED: usize = 80;

impl Subject {
    /// What it is called: the question, the practice, or the first words of a text.
    pub fn called(&self, wording: &PutWording, table: &RoundTable) -> String {
        match self {
            Self::Joint { question, .. } => {
                let question = table.question(question);
                question
                    .map(|it| it.called().to_owned())
                    .unwrap_or_default()
            }
            Self::Practice { practice } => {
                let now = table.practice(practice).map(|it| &it.card);
                let card = wording.card.as_ref().or(now);
                card.map(|card| card.title.clone()).unwrap_or_default()
            }
            Self::Text { text } => {
                let line = text.lines().find(|line| !line.trim().is_empty());
                let line = line.unwrap_or_default().trim();
                match line.char_indices().nth(CALLED) {
                    Some((end, _)) => format!("{}…", line[..end].trim_end()),
                    None => line.to_owned(),
                }
            }
        }
    }

    /// The texts that hold what is put.
    pub fn roots(&self) -> Vec<Root> {
        match self {
            Self::Joint { question, .. } => vec![Root::Joint(question.clone())],
            Self::Practice { practice } => PracticeField::ALL
                .map(|field| Root::Practice(practice.clone(), field))
                .into(),
            Self::Text { .. } => Vec::new(),
        }
    }
}

impl Paragraphs {
    /// These paragraphs of a text, blank ones among them.
    pub fn of<'b>(&self, text: &'b [Block]) -> Option<&'b [Block]> {
        let (from, to) = (
            usize::try_from(self.from).ok()?,
            usize::try_from(self.to).ok()?,
        );
        text.get(from..=to)
    }
}

impl PutWording {
    /// What a subject says, by what is written in the texts: as much of it as there is.
    pub fn of(table: &RoundTable, what: &Subject, prose: &BTreeMap<Root, Vec<Block>>) -> Self {
        let written = |root: &Root| prose.get(root).map_or(&[][..], Vec::as_slice);
        match what {
            Subject::Joint {
                question,
                paragraphs,
            } => {
                let text = written(&Root::Joint(question.clone()));
                let some = paragraphs.as_ref().map(|some| some.of(text));
                Self::plain(some.unwrap_or(Some(text)).unwrap_or_default())
            }
            Subject::Practice { practice } => {
                let part = |field| {
                    let blocks = worded(written(&Root::Practice(practice.clone(), field)));
                    let field = Some(field);
                    (!blocks.is_empty()).then_some(Part { field, blocks })
                };
                Self {
                    card: table.practice(practice).map(|it| it.card.clone()),
                    parts: PracticeField::ALL.into_iter().filter_map(part).collect(),
                }
            }
            Subject::Text { text } => Self::typed(text),
        }
    }

    fn plain(text: &[Block]) -> Self {
        let (field, blocks) = (None, worded(text));
        let parts = (!blocks.is_empty()).then_some(Part { field, blocks });
        Self {
            card: None,
            parts: parts.into_iter().collect(),
        }
    }

    /// A text that was typed in, a line to a paragraph.
    pub fn typed(text: &str) -> Self {
        let lines = text.lines().map(|line| {
            let text = line.trim().to_owned();
            let runs = vec![Run {
                text,
                ..Run::default()
            }];
            Block {
                runs,
                ..Block::default()
            }
        });
        Self::plain(&lines.collect::<Vec<_>>())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.card.is_none() && self.parts.is_empty()
    }

    /// Its paragraphs, in order: objections name one by its number from 0.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().flat_map(|part| &part.blocks)
    }

    /// How many characters it has.
    pub fn characters(&self) -> usize {
        let runs = self.paragraphs().flat_map(|block| &block.runs);
        let facts = self.card.iter().flat_map(|card| {
            [
                &card.title,
                &card.place_and_time,
                &card.contact,
                &card.theme,
            ]
        });
        let texts = runs.map(|run| &run.text).chain(facts);
        texts.map(|text| text.chars().count()).sum()
    }

    /// The bytes that are hashed: JSON, always the same for the same wording.
    pub fn canonical(&self) -> String {
        let form = Form {
            form: FORM,
            wording: self,
        };
        // Our own types cannot fail to serialise.
        serde_json::to_string(&form).unwrap_or_default()
    }

    /// A short sign of all of it, so that nothing else is put in place of what was seen.
    pub fn sign(&self) -> String {
        sign_of(self.canonical().as_bytes())
    }

    /// Whether the texts say something else by now. What is in no text does not change.
    pub fn has_changed(
        &self,
        table: &RoundTable,
        what: &Subject,
        prose: &BTreeMap<Root, Vec<Block>>,
    ) -> bool {
        match what {
            Subject::Text { .. } => false,
            Subject::Joint {
                question,
                paragraphs: Some(_),
            } => {
                let now = prose.get(&Root::Joint(question.clone()));
                let now = worded(now.map_or(&[][..], Vec::as_slice));
                let put: Vec<_> = self.paragraphs().cloned().collect();
                // They may stand elsewhere in the text.
                put.is_empty() || !now.windows(put.len()).any(|there| *there == *put)
            }
            Subject::Joint { .. } | Subject::Practice { .. } => {
                Self::of(table, what, prose) != *self
            }
        }
    }
}

fn worded(text: &[Block]) -> Vec<Block> {
    let has_words = |block: &&Block| !is_blank(std::slice::from_ref(*block));
    text.iter().filter(has_words).cloned().collect()
}
