//! Bringing what was chosen, one after the other: each is asked for as any practice is, and then its words are written here.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::practices::{FromFile, PracticeCommand};
use shared::ids::DelegationId;
use shared::prose::is_blank;
use std::time::Duration;

use super::chosen::{Chosen, State};
use crate::live::{LiveTable, SaveState};
use crate::prose::{Excerpt, TableDocument};
use crate::words::Wording;

/// Between two practices, and until it is looked again whether the words of one are saved: the server ends connections that say much at
/// once.
const BREATH: Duration = Duration::from_millis(250);

/// How far it has come.
#[derive(Clone)]
pub struct Bringing {
    /// How many have been asked for and answered, and of how many; nothing before.
    done: ArcRwSignal<Option<(usize, usize)>>,
}

impl Bringing {
    /// Nothing has been asked for.
    pub fn new() -> Self {
        Self {
            done: ArcRwSignal::new(None),
        }
    }

    /// Whether some are on their way.
    pub fn is_busy(&self) -> Signal<bool> {
        let done = self.done.clone();
        Signal::derive(move || done.get().is_some_and(|(done, of)| done < of))
    }

    /// How many are at the table.
    pub fn told(&self, words: Wording) -> Option<String> {
        let (done, of) = self.done.get()?;
        let values = [("done", done.into()), ("count", of.into())];
        Some(words.tell("practices-bringing", &values))
    }
}

/// Brings them; tells at the end how many came. What the table refuses says why, and stops no other. It goes on when its dialog is closed.
pub fn bring_all(
    (live, words): (LiveTable, Wording),
    collection: String,
    chosen: Vec<Chosen>,
    bringing: Bringing,
    then: impl FnOnce(usize) + 'static,
) {
    // Whose they are is settled now: a delegation may go meanwhile, and then the table says so.
    let placed = chosen.into_iter().filter_map(|it| {
        let whose = it.whose.get_untracked()?;
        Some((it, whose))
    });
    let left: Vec<_> = placed.collect();
    bringing.done.set(Some((0, left.len())));
    let work = Work {
        live,
        words,
        collection,
        left: left.into_iter(),
        bringing,
        brought: 0,
        then: Box::new(then),
    };
    work.next();
}

struct Work {
    live: LiveTable,
    words: Wording,
    collection: String,
    left: std::vec::IntoIter<(Chosen, DelegationId)>,
    bringing: Bringing,
    brought: usize,
    then: Box<dyn FnOnce(usize)>,
}

impl Work {
    fn next(mut self) {
        let Some((chosen, delegation)) = self.left.next() else {
            (self.then)(self.brought);
            return;
        };
        let command = PracticeCommand::BringFromFile {
            practice: chosen.id.clone(),
            delegation,
            card: chosen.coming.card.clone(),
            from: FromFile {
                collection: self.collection.clone(),
                whose: chosen.coming.whose.clone(),
            },
        };
        self.live.ask_then(command, move |answer| {
            match answer {
                Ok(()) => {
                    self.brought += 1;
                    let document = untrack(|| self.live.document_of(&Root::Summary));
                    let is_written = document.is_some_and(|document| write(&document, &chosen));
                    chosen.state.set(if is_written {
                        State::There
                    } else {
                        State::WithoutWords
                    });
                }
                Err(refusal) => chosen
                    .state
                    .set(State::Refused(self.words.refusal(&refusal))),
            }
            self.rest();
        });
    }

    /// Goes on when what was written is saved.
    fn rest(self) {
        let on = move || {
            if self.live.save_state.try_get_untracked() == Some(SaveState::Saving) {
                self.rest();
                return;
            }
            // Until then it is busy: a run begins when the one before has ended.
            self.bringing.done.update(|done| {
                if let Some((done, _)) = done {
                    *done += 1;
                }
            });
            self.next();
        };
        set_timeout(on, BREATH);
    }
}

/// Writes its words, which is at the table by now. Whether all of them are written.
fn write(document: &TableDocument, chosen: &Chosen) -> bool {
    // The empty fields came just before the answer; they may still wait for their turn.
    if document.settle().is_err() {
        return false;
    }
    let written = chosen.coming.fields.iter().map(|(field, blocks)| {
        let Some(excerpt) = Excerpt::of(blocks) else {
            return true;
        };
        let prose = document.open(&Root::Practice(chosen.id.clone(), *field).to_string());
        // Written the first time, or by somebody since.
        if !is_blank(&prose.blocks()) {
            return true;
        }
        prose.append(&excerpt).unwrap_or(false)
    });
    // All of them are tried, whatever becomes of the first.
    let written: Vec<bool> = written.collect();
    !written.contains(&false)
}
