//! What the table has for a section of the report, to be written there: prose in its authors' names, facts in the name of whoever
//! brings them in.

use super::frozen::{Frozen, KeptText};
use super::passage::Passage;
use crate::tables::state::TableState;
use shared::document::{DocumentId, Root};
use shared::features::report::{ReportSection, ReportSource, facts, signs};
use shared::ids::{ParticipantId, SectionId};
use shared::prose::{Block, is_blank};
use shared::refusal::{Noun, Refusal};
use shared::table::{Audience, RoundTable};
use shared::words::{Language, Words};
use std::sync::LazyLock;

/// The words in which facts are told. Reports are in English so far.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(Language::ENGLISH));

/// What is brought in.
pub struct Bringing {
    /// The signs of all that the source says.
    pub signs: Vec<String>,
    /// All that the source says, as it is kept beside the event.
    pub frozen: Frozen,
    /// What of it is written.
    pub passage: Passage,
}

/// What a source says now, and what of it the section does not have yet: all of it where the section is empty.
pub fn bring_in(
    state: &mut TableState,
    who: Option<&ParticipantId>,
    (section, from): (&SectionId, &ReportSource),
) -> Result<Bringing, Refusal> {
    let report = state.table.report.as_ref();
    let there = report.and_then(|report| report.section(section)).cloned();
    let what = Noun::Section;
    let there = there.ok_or(Refusal::Unknown { what })?;
    let (kept, order, signs) = match from {
        ReportSource::Facts => told(&state.table, &there, who),
        ReportSource::Joint { .. } | ReportSource::Own { .. } => said(state, from),
    };
    let root = there.root();
    let document = state.document(&DocumentId::Report).open();
    let written = document.prose(vec![root.clone()]);
    let is_empty = written.get(&root).is_none_or(|text| is_blank(text));
    let before = there.brought_from(from).filter(|_| !is_empty);
    let mut known: Vec<&String> = before
        .map(|it| it.signs.iter().collect())
        .unwrap_or_default();
    let is_new = |sign: &String| match known.iter().position(|it| *it == sign) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    };
    let new: Vec<bool> = signs.iter().map(is_new).collect();
    let passage = Passage::some(&kept, &order, &new, root);
    Ok(Bringing {
        signs,
        passage: passage.ok_or(Refusal::NothingToBringIn)?,
        frozen: kept.into(),
    })
}

/// What a source of prose says, as far as everybody reads it, and in which order its texts stand.
pub fn said(state: &mut TableState, from: &ReportSource) -> (KeptText, Vec<Root>, Vec<String>) {
    let mut kept = KeptText::default();
    let mut order = from.roots();
    order.retain(|root| state.table.readers(&root.document()) == Audience::Everybody);
    let mut all = Vec::new();
    for root in &order {
        let KeptText { text, authors } = KeptText::of(state, root);
        all.extend(text.0.get(root).map_or(Vec::new(), |text| signs(text)));
        kept.text.0.extend(text.0);
        kept.authors.extend(authors);
    }
    (kept, order, all)
}

/// What the table did, in the words of whoever brings it in.
fn told(
    table: &RoundTable,
    section: &ReportSection,
    who: Option<&ParticipantId>,
) -> (KeptText, Vec<Root>, Vec<String>) {
    let (signs, blocks) = facts_of(table, section);
    let units = |block: &Block| -> u32 {
        let runs = block.runs.iter().map(|run| run.text.encode_utf16().count());
        u32::try_from(runs.sum::<usize>()).unwrap_or(u32::MAX - 1) + 1
    };
    let length = blocks.iter().map(units).fold(0, u32::saturating_add);
    let root = section.root();
    let mut kept = KeptText::default();
    let authors = vec![(who.cloned(), length)];
    kept.authors.insert(root.to_string(), authors);
    kept.text.0.insert(root.clone(), blocks);
    (kept, vec![root], signs)
}

/// What the table did that a section tells, with its signs.
pub fn facts_of(table: &RoundTable, section: &ReportSection) -> (Vec<String>, Vec<Block>) {
    let setting = table.report.as_ref().map(|report| &report.setting);
    let told = setting.map(|setting| facts(table, setting, &section.about));
    let told = told.unwrap_or_default().into_iter();
    let told = told.map(|it| (it.sign(), it.block(&WORDS)));
    told.filter(|(_, block)| !is_blank(std::slice::from_ref(block)))
        .unzip()
}
