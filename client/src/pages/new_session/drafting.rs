//! What all parts of the page work on.

use super::check::Fault;
use super::draft::Draft;
use super::placed::Spot;
use crate::views::memo;
use crate::words::use_words;
use leptos::prelude::*;
use shared::concept_note::Doubt;

/// What all parts of the page work on.
#[derive(Clone, Copy)]
pub struct Drafting {
    /// What is typed.
    pub draft: RwSignal<Draft>,
    /// What was there before something replaced it whole.
    pub before: RwSignal<Option<Draft>>,
    /// Whether convening was tried: from then on, what is missing is marked.
    pub tried: RwSignal<bool>,
    /// What keeps the draft from being convened.
    pub faults: Memo<Vec<Fault>>,
    /// What the importer was not sure of, with where and its number.
    pub doubts: Memo<Vec<(Spot, (usize, Doubt))>>,
}

impl Drafting {
    /// A piece of the draft, by itself: what shows it changes only when it does.
    pub fn piece<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        piece: impl Fn(&Draft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || self.draft.with(&piece))
    }

    /// What is wrong at a field, as soon as it is.
    pub fn wrong(self, field: String) -> Signal<Option<String>> {
        let words = use_words();
        let here = memo(move || {
            self.faults.with(|faults| {
                faults
                    .iter()
                    .find(|fault| fault.field == field)
                    .map(|fault| fault.why.clone())
            })
        });
        Signal::derive(move || here.get().map(|why| why.words(words)))
    }

    /// What is wrong at a field, once convening was tried: nobody has left it out before.
    pub fn lacking(self, field: String) -> Signal<Option<String>> {
        let wrong = self.wrong(field);
        Signal::derive(move || if self.tried.get() { wrong.get() } else { None })
    }

    /// Replaces the draft whole, and keeps what was there within reach.
    pub fn replace(self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.get_untracked();
        self.before.set((!before.is_blank()).then_some(before));
        self.draft.update(change);
    }
}

/// What this page works on.
pub fn use_drafting() -> Drafting {
    expect_context()
}
