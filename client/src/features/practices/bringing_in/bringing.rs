//! Bringing what was chosen, one after the other: each is asked for as any practice is, and then its words are written here.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::practices::{FromFile, PracticeCommand};

use super::chosen::{Chosen, State};
use crate::live::LiveTable;
use crate::prose::{Excerpt, TableDocument};
use crate::words::Wording;

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
    bringing.done.set(Some((0, chosen.len())));
    let work = Work {
        live,
        words,
        collection,
        left: chosen.into_iter(),
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
    left: std::vec::IntoIter<Chosen>,
    bringing: Bringing,
    brought: usize,
    then: Box<dyn FnOnce(usize)>,
}

impl Work {
    fn next(mut self) {
        let whose = |chosen: &Chosen| chosen.whose.get_untracked();
        let Some((chosen, delegation)) = self.left.find_map(|it| Some((it.clone(), whose(&it)?)))
        else {
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
            self.bringing.done.update(|done| {
                if let Some((done, _)) = done {
                    *done += 1;
                }
            });
            self.next();
        });
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
        prose.append(&excerpt).unwrap_or(false)
    });
    // All of them are tried, whatever becomes of the first.
    let written: Vec<bool> = written.collect();
    !written.contains(&false)
}
