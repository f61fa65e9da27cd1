//! Whose words stand in the final texts, paragraph by paragraph, and what was written before of which no words are left: so that nothing
//! is lost in silence. Both follow from what was kept of the texts with their authors; nobody fills them in.

use crate::document::Root;
use crate::features::revisions::{Authors, authored};
use crate::gather::sort_by_key;
use crate::ids::{DelegationId, QuestionId};
use crate::prose::{Block, BlockKind};
use crate::table::RoundTable;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many words of a paragraph in a row have to be found again for it to be there still.
const IN_A_ROW: usize = 3;
/// How many paragraphs are listed as dropped: more nobody reads.
const MOST_DROPPED: usize = 500;
/// How many letters of a paragraph are told.
const BEGINS: usize = 80;

/// Whose words are where, and which are nowhere any more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sources {
    /// The final texts, in order.
    pub texts: Vec<TextSources>,
    /// What was dropped.
    pub dropped: Vec<Dropped>,
}

/// Whose words stand in one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSources {
    /// The question that it answers; none for the summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// Its paragraphs that hold words, in order.
    pub paragraphs: Vec<ParagraphSources>,
}

/// Whose words stand in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphSources {
    /// Which it is of those of its text that hold words, from 1.
    pub number: usize,
    /// How it begins.
    pub begins: String,
    /// Whose words, most first.
    pub shares: Vec<Share>,
}

/// Somebody's share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Whose words they are.
    #[serde(flatten)]
    pub whose: Whose,
    /// How many characters (UTF-16 units).
    pub characters: u32,
}

/// Whose words are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Whose {
    /// The delegation that wrote them; none if somebody did who speaks for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// Whether they came from another table, whose delegations this one does not know.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
}

/// A paragraph of which the final text has no words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The question that it answered; none for the summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// The last revision that had it; none if it stood in a compilation or an own answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The delegation whose own answer it stood in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// What it said.
    pub text: String,
}

/// Texts with their authors, by the names of their roots.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The texts.
    pub texts: BTreeMap<Root, Vec<Block>>,
    /// Whose words they are.
    pub authors: BTreeMap<String, Authors>,
}

impl Sources {
    /// What follows from the table's texts as they are, and from those that were kept before: revisions by number, and compilations.
    pub fn of(
        table: &RoundTable,
        now: &Kept,
        revisions: &[(u32, Kept)],
        compilations: &[Kept],
    ) -> Self {
        let mut texts = Vec::new();
        for (question, root) in finals(table) {
            let blocks = now.texts.get(&root).map(Vec::as_slice).unwrap_or_default();
            let authors = now.authors.get(&root.to_string());
            let authors = authors.map(Vec::as_slice).unwrap_or_default();
            let paragraphs = paragraphs(table, blocks, authors);
            if !paragraphs.is_empty() {
                texts.push(TextSources {
                    question,
                    paragraphs,
                });
            }
        }
        Self {
            texts,
            dropped: dropped(table, now, revisions, compilations),
        }
    }
}

/// The texts that are final: the summary, and what the table answers together.
fn finals(table: &RoundTable) -> Vec<(Option<QuestionId>, Root)> {
    let questions = table.questions.iter().filter(|it| it.answered.jointly());
    let joint = questions.map(|it| (Some(it.id.clone()), Root::Joint(it.id.clone())));
    std::iter::once((None, Root::Summary))
        .chain(joint)
        .collect()
}

fn paragraphs(
    table: &RoundTable,
    blocks: &[Block],
    authors: &[(Option<crate::ids::ParticipantId>, u32)],
) -> Vec<ParagraphSources> {
    let (mut at, mut found) = (0_u32, Vec::new());
    for block in blocks {
        let text = words(block);
        let units = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        // A newline leads it.
        let from = at.saturating_add(1);
        at = from.saturating_add(units);
        if text.trim().is_empty() {
            continue;
        }
        let mut shares: BTreeMap<Whose, u32> = BTreeMap::new();
        for (who, characters) in authored(authors, from, units) {
            let whose = who.map_or_else(Whose::default, |who| whose(table, &who));
            *shares.entry(whose).or_default() += characters;
        }
        let mut shares: Vec<Share> = shares
            .into_iter()
            .map(|(whose, characters)| Share { whose, characters })
            .collect();
        sort_by_key(&mut shares, |share| std::cmp::Reverse(share.characters));
        found.push(ParagraphSources {
            number: found.len() + 1,
            begins: beginning(&text),
            shares,
        });
    }
    found
}

/// Whose the words are of somebody who wrote at a table.
pub fn whose(table: &RoundTable, who: &crate::ids::ParticipantId) -> Whose {
    match table.participants.get(who) {
        Some(person) => Whose {
            delegation: person.speaks_for().cloned(),
            elsewhere: false,
        },
        None => Whose {
            delegation: None,
            elsewhere: table.pulling.guests.contains_key(who),
        },
    }
}

/// What stood before and is nowhere now; the same words are listed once, where they stood last.
fn dropped(
    table: &RoundTable,
    now: &Kept,
    revisions: &[(u32, Kept)],
    compilations: &[Kept],
) -> Vec<Dropped> {
    let (mut dropped, mut seen) = (Vec::new(), BTreeSet::new());
    for (question, root) in finals(table) {
        let last = now.texts.get(&root).map(Vec::as_slice).unwrap_or_default();
        let there = Rows::of(last);
        let mut take =
            |blocks: &[Block], revision: Option<u32>, delegation: Option<DelegationId>| {
                for block in blocks.iter().filter(|it| is_paragraph(it)) {
                    let text = words(block).trim().to_owned();
                    if !text.is_empty()
                        && !there.have_of(&text)
                        && seen.insert((question.clone(), text.clone()))
                    {
                        dropped.push(Dropped {
                            question: question.clone(),
                            revision,
                            delegation: delegation.clone(),
                            text,
                        });
                    }
                }
            };
        for (number, kept) in revisions.iter().rev() {
            take(of(kept, &root), Some(*number), None);
        }
        let Some(asked) = &question else {
            continue;
        };
        // Where nothing is said together yet, nothing was left out of it.
        if last.iter().all(|block| words(block).trim().is_empty()) {
            continue;
        }
        for kept in std::iter::once(now).chain(compilations.iter().rev()) {
            for delegation in &table.delegations {
                let (asked, id) = (asked.clone(), delegation.id.clone());
                let own = Root::Own(asked.clone(), id.clone());
                take(of(kept, &own), None, Some(id.clone()));
                let private = Root::Private(asked, id.clone());
                take(of(kept, &private), None, Some(id));
            }
        }
    }
    dropped.truncate(MOST_DROPPED);
    dropped
}

fn of<'a>(kept: &'a Kept, root: &Root) -> &'a [Block] {
    kept.texts.get(root).map(Vec::as_slice).unwrap_or_default()
}

const fn is_paragraph(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::H1 | BlockKind::H2 | BlockKind::H3)
}

fn words(block: &Block) -> String {
    block.runs.iter().map(|run| run.text.as_str()).collect()
}

fn beginning(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(BEGINS) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
}

/// The words in a row that a text has.
struct Rows {
    rows: BTreeSet<Vec<String>>,
    paragraphs: BTreeSet<Vec<String>>,
}

impl Rows {
    fn of(blocks: &[Block]) -> Self {
        let paragraphs: BTreeSet<Vec<String>> =
            crate::gather::gathered(blocks.iter().map(|block| folded(&words(block))));
        let mut rows = BTreeSet::new();
        for paragraph in &paragraphs {
            rows.extend(paragraph.windows(IN_A_ROW).map(<[String]>::to_vec));
        }
        Self { rows, paragraphs }
    }

    /// Whether the text has words of a paragraph: some in a row, or all of a short one.
    fn have_of(&self, text: &str) -> bool {
        let words = folded(text);
        if words.is_empty() {
            return true;
        }
        if words.len() < IN_A_ROW {
            let mut all = self.paragraphs.iter();
            return all.any(|it| it.windows(words.len()).any(|row| *row == words));
        }
        words.windows(IN_A_ROW).any(|row| self.rows.contains(row))
    }
}

/// The words of a text without capitals and signs; of Chinese, each sign is one.
fn folded(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        let is_han = crate::drafting::is_han(letter);
        if letter.is_alphanumeric() && !is_han {
            word.extend(letter.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            all.push(std::mem::take(&mut word));
        }
        if is_han {
            all.push(letter.to_string());
        }
    }
    all.extend((!word.is_empty()).then_some(word));
    all
}
