//! A paragraph as it was kept, in the parts in which its authors write it again.

use shared::features::pulling::Stretched;
use shared::features::revisions::{Authors, authored};
use shared::ids::ParticipantId;
use shared::prose::Block;
use shared::prose::attribute::{carried_by_block, carried_by_marks};
use yrs::Any;
use yrs::types::Attrs;

/// A paragraph as it was kept.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub block: Block,
    /// Whose the newline is that leads it, and its words.
    pub authors: Authors,
}

/// Characters, or the newline that leads them, of one author.
pub(super) struct Part {
    /// Which of the authors.
    pub author: usize,
    pub text: String,
    pub attributes: Attrs,
}

/// Every paragraph of a text, with its authors.
pub(super) fn paragraphs(
    text: &[Block],
    authors: &[(Option<ParticipantId>, u32)],
) -> Vec<Paragraph> {
    let mut at = 0;
    let paragraph = |block: &Block| {
        let length = 1 + units(block);
        let authors = authored(authors, at, length);
        at += length;
        let block = block.clone();
        Paragraph { block, authors }
    };
    text.iter().map(paragraph).collect()
}

impl Paragraph {
    /// A part of one, in a text that is these authors'.
    pub fn stretched(part: Stretched, of: &[(Option<ParticipantId>, u32)]) -> Self {
        let (from, to) = part.words;
        let mut authors = authored(of, part.lead, 1);
        authors.extend(authored(of, from, to - from));
        Self {
            block: part.block,
            authors,
        }
    }

    pub fn is_blank(&self) -> bool {
        let mut runs = self.block.runs.iter();
        runs.all(|run| run.text.trim().is_empty())
    }

    pub fn parts(&self, authors: &mut NumberedAuthors) -> Vec<Part> {
        let lead = carried(carried_by_block(&self.block));
        // The first newline of a text is nobody's.
        let first = self.authors.iter().find_map(|(who, _)| who.clone());
        let mut parts = vec![Part {
            author: authors.nth_of(first),
            text: "\n".to_owned(),
            attributes: lead,
        }];
        let mut at = 1;
        for run in &self.block.runs {
            let attributes = carried(carried_by_marks(&run.marks));
            let length = length(&run.text);
            let mut rest = run.text.as_str();
            for (who, length) in authored(&self.authors, at, length) {
                let (text, after) = split_at_unit(rest, length);
                rest = after;
                parts.push(Part {
                    author: authors.nth_of(who),
                    text: text.to_owned(),
                    attributes: attributes.clone(),
                });
            }
            if !rest.is_empty() {
                parts.push(Part {
                    author: authors.nth_of(None),
                    text: rest.to_owned(),
                    attributes,
                });
            }
            at += length;
        }
        parts.retain(|part| !part.text.is_empty());
        parts
    }
}

/// The authors in the order in which they come; nobody is one of them.
pub(super) struct NumberedAuthors {
    pub all: Vec<Option<ParticipantId>>,
    /// How many of them keep their words.
    pub most: usize,
}

impl NumberedAuthors {
    /// Which of the authors this is; one more if there is room.
    fn nth_of(&mut self, who: Option<ParticipantId>) -> usize {
        let all = &mut self.all;
        if let Some(found) = all.iter().position(|author| *author == who) {
            return found;
        }
        let who = who.filter(|_| all.len() < self.most);
        if who.is_none()
            && let Some(nobody) = all.iter().position(Option::is_none)
        {
            return nobody;
        }
        all.push(who);
        all.len() - 1
    }
}

pub(super) fn carried(attributes: Vec<(&'static str, Any)>) -> Attrs {
    let attributes = attributes.into_iter();
    attributes.map(|(key, value)| (key.into(), value)).collect()
}

pub(super) fn units(block: &Block) -> u32 {
    block.runs.iter().map(|run| length(&run.text)).sum()
}

/// In UTF-16 units.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The text up to so many UTF-16 units, and the rest; never within a character.
fn split_at_unit(text: &str, units: u32) -> (&str, &str) {
    let mut left = units;
    let end = text.char_indices().find_map(|(at, sign)| {
        let is_end = left == 0;
        left = left.saturating_sub(u32::try_from(sign.len_utf16()).unwrap_or(1));
        is_end.then_some(at)
    });
    text.split_at(end.unwrap_or(text.len()))
}
