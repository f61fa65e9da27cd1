//! A practice that is not on the table yet: kept in this browser, by table and person, until its words are.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    document::Root,
    features::practices::{PracticeCard, PracticeField},
    ids::PracticeId,
};
use std::collections::BTreeMap;

use crate::{
    features::practices::kept_drafts::{self, Place},
    live::LiveTable,
    prose::{Op, TableDocument},
    random::new_id,
};

/// What somebody filled in so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeDraft {
    /// Its id from the beginning, so that bringing it twice is bringing it once.
    pub id: PracticeId,
    /// The title and the details.
    pub card: PracticeCard,
    /// The words, as plain text.
    #[serde(default)]
    pub fields: BTreeMap<PracticeField, String>,
}

impl PracticeDraft {
    /// Nothing yet.
    pub fn blank() -> Self {
        Self {
            id: new_id(),
            card: PracticeCard::default(),
            fields: BTreeMap::new(),
        }
    }

    /// Whether nobody has typed anything.
    pub fn is_blank(&self) -> bool {
        let texts = self.fields.values();
        self.card == PracticeCard::default() && texts.into_iter().all(|text| text.trim().is_empty())
    }

    /// Writes its words into the practice, which is at the table by now. Whether all of them are written.
    pub fn write(&self, document: &TableDocument) -> bool {
        // The empty fields came just before the answer; they may still wait for their turn.
        if document.settle().is_err() {
            return false;
        }
        let written = self.fields.iter().map(|(field, text)| {
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            let text = lines.join("\n");
            let text = text.trim();
            if text.is_empty() {
                return true;
            }
            let prose = document.open(&Root::Practice(self.id.clone(), *field).to_string());
            let after_newline = Op::Retain {
                retain: 1,
                attributes: BTreeMap::new(),
            };
            let words = Op::Insert {
                insert: text.to_owned(),
                attributes: BTreeMap::new(),
            };
            prose
                .apply(vec![vec![after_newline, words]], (1, 1))
                .unwrap_or(false)
        });
        // All of them are tried, whatever becomes of the first.
        let written: Vec<bool> = written.collect();
        !written.contains(&false)
    }
}

/// Forgets this person's draft at this table: its words are where they belong.
pub fn forget(live: LiveTable) {
    if let Some(place) = place(live) {
        kept_drafts::forget(&place);
    }
}

fn place(live: LiveTable) -> Option<Place> {
    let table = live
        .table
        .with_untracked(|table| table.as_ref().map(|table| table.id.clone()))?;
    let you = live.you.get_untracked()?;
    Some(Place::of(&table, &you))
}

/// The draft of this person at this table, written down whenever it changes, and whether one was found.
pub fn keep(live: LiveTable) -> (RwSignal<PracticeDraft>, bool) {
    let place = place(live);
    let found = place.as_ref().and_then(kept_drafts::read);
    let found = found.filter(|draft: &PracticeDraft| !draft.is_blank());
    let is_found = found.is_some();
    let draft = RwSignal::new(found.unwrap_or_else(PracticeDraft::blank));
    Effect::new(move |_| {
        if let Some(place) = &place {
            draft.with(|draft| {
                if draft.is_blank() {
                    kept_drafts::forget(place);
                } else {
                    kept_drafts::write(place, draft);
                }
            });
        }
    });
    (draft, is_found)
}
