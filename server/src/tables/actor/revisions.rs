//! What only the table's documents know of an event: the text that is frozen, the words that are written again.

use super::Table;
use super::batch::Batch;
use crate::revisions::{Bringing, Frozen, Passage, answers, bring_in, on_desk, sha256};
use shared::document::{DocumentId, Root};
use shared::features::no_objection::{NoObjectionEvent, PutWording, Subject};
use shared::features::pulling::{PullingEvent, Source, seen};
use shared::features::report::ReportEvent;
use shared::features::revisions::{Hand, RevisionEvent};
use shared::ids::ParticipantId;
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::Event;
use std::sync::Arc;

/// An update, and of which document.
pub(super) type Words = (DocumentId, Vec<u8>);

/// What was decided, with what stands beside it in the log.
#[derive(Default)]
pub(super) struct Decided {
    /// What happened.
    pub events: Vec<Event>,
    /// The text that one of them freezes.
    pub frozen: Option<Frozen>,
    /// The words that are written again: in that document, and not lined up yet.
    pub words: Option<Words>,
}

impl From<Vec<Event>> for Decided {
    fn from(events: Vec<Event>) -> Self {
        Self {
            events,
            ..Self::default()
        }
    }
}

impl Table {
    /// Adds what the domain could not decide, since it has no documents: or refuses for what only they tell.
    pub(super) fn filled_in(
        &mut self,
        (by, events): (Option<&ParticipantId>, Vec<Event>),
        passage: Option<Result<Arc<Passage>, Refusal>>,
        batch: &mut Batch,
    ) -> Result<Decided, Refusal> {
        let what = Noun::Passage;
        let why_not_now = passage.as_ref().and_then(|it| it.as_ref().err()).cloned();
        let mut passage = Some(passage.unwrap_or(Err(Refusal::Unknown { what })));
        let mut decided = Decided::from(events);
        for event in &mut decided.events {
            match event {
                Event::Revisions(RevisionEvent::RevisionFrozen { digest, .. }) => {
                    let frozen = self.frozen_now(|_| true)?;
                    *digest = frozen.digest();
                    self.is_another(digest)?;
                    decided.frozen = Some(frozen);
                }
                Event::Pulling(PullingEvent::AnswersCompiled {
                    question, digest, ..
                }) => {
                    let answers = answers(&self.state.table, question);
                    let frozen = self.frozen_now(|root| answers.contains(root))?;
                    if frozen.is_empty() {
                        return Err(Refusal::NothingToCompile);
                    }
                    *digest = frozen.digest();
                    let last = self.state.table.pulling.newest(question);
                    if last.is_some_and(|last| last.digest == *digest) {
                        return Err(Refusal::AnswersUnchanged);
                    }
                    decided.frozen = Some(frozen);
                }
                Event::Revisions(RevisionEvent::PassageRestored { hands, .. }) => {
                    let passage = passage.take().ok_or(Refusal::Unknown { what })??;
                    (*hands, decided.words) = self.write_again(&passage, batch)?;
                }
                Event::Pulling(PullingEvent::WordsPulled {
                    from,
                    taken,
                    into,
                    hands,
                    read_at,
                    ..
                }) => {
                    let passage = match from {
                        Source::Desk { seen, .. } => {
                            if let Some(why) = why_not_now.clone() {
                                return Err(why);
                            }
                            Arc::new(on_desk(&mut self.state, seen, taken, into)?)
                        }
                        Source::Compilation { .. } | Source::Table { .. } | Source::Own { .. } => {
                            passage.take().ok_or(Refusal::Unknown { what })??
                        }
                    };
                    *read_at = passage.entry();
                    (*hands, decided.words) = self.write_again(&passage, batch)?;
                }
                Event::Report(ReportEvent::BroughtIn {
                    section,
                    from,
                    signs,
                    digest,
                    hands,
                    ..
                }) => {
                    if let Some(why) = why_not_now.clone() {
                        return Err(why);
                    }
                    let brought = bring_in(&mut self.state, by, (section, from))?;
                    let Bringing {
                        signs: all,
                        frozen,
                        passage,
                    } = brought;
                    let frozen = within_limits(frozen)?;
                    (*signs, *digest) = (all, frozen.digest());
                    (*hands, decided.words) = self.write_again(&passage, batch)?;
                    decided.frozen = Some(frozen);
                }
                Event::NoObjection(NoObjectionEvent::WordingPut {
                    what,
                    wording,
                    digest,
                    seen,
                    ..
                }) => {
                    **wording = self.put_now(what, &std::mem::take(seen))?;
                    *digest = sha256(&wording.canonical());
                }
                Event::Circulation(event) => {
                    if let Some(frozen) = self.circulated(event, why_not_now.as_ref(), batch)? {
                        decided.frozen = Some(frozen);
                    }
                }
                Event::SignOff(event) => {
                    if let Some(frozen) = self.signed(event, batch)? {
                        decided.frozen = Some(frozen);
                    }
                }
                _ => {}
            }
        }
        Ok(decided)
    }

    /// What is put to the table, as it reads now, if that is what was shown.
    fn put_now(&mut self, what: &Subject, shown: &str) -> Result<PutWording, Refusal> {
        let prose = self.state.prose();
        if let Subject::Joint {
            question,
            paragraphs: Some(some),
        } = what
        {
            let there = prose.get(&Root::Joint(question.clone()));
            let there = there.and_then(|text| some.of(text));
            if there.is_none_or(|there| seen(there) != some.seen) {
                return Err(Refusal::SourceHasChanged);
            }
        }
        let wording = PutWording::of(&self.state.table, what, &prose);
        let (what, most) = (Noun::Text, limits::WORDING);
        if wording.is_empty() {
            return Err(Refusal::Empty { what });
        }
        if !shown.is_empty() && wording.sign() != shown {
            return Err(Refusal::SourceHasChanged);
        }
        if wording.characters() > most {
            return Err(Refusal::TooLong { what, most });
        }
        if wording.canonical().len() > limits::WORDING_BYTES {
            return Err(Refusal::TooLarge { what });
        }
        Ok(wording)
    }

    /// These texts as they are now, of those that everybody reads.
    fn frozen_now(&mut self, is_of_it: impl Fn(&Root) -> bool) -> Result<Frozen, Refusal> {
        within_limits(Frozen::now(&mut self.state, is_of_it))
    }

    /// Refuses a text that was frozen last.
    fn is_another(&self, digest: &str) -> Result<(), Refusal> {
        let last = self.state.table.revisions.frozen.last();
        match last.filter(|last| last.digest == digest) {
            Some(last) => Err(Refusal::TextUnchanged {
                number: last.number,
            }),
            None => Ok(()),
        }
    }

    /// Writes paragraphs again, into the document only.
    fn write_again(
        &mut self,
        passage: &Passage,
        batch: &mut Batch,
    ) -> Result<(Vec<Hand>, Option<Words>), Refusal> {
        let most = self.lease.limits.gate.document_bytes;
        // Its event comes next, and the words after it.
        let seq = self.state.head.next();
        let unknown = Refusal::Unknown { what: Noun::Root };
        let into = passage.into();
        let id = into.document();
        if !self.state.table.roots_of(&id).contains(into) {
            return Err(unknown);
        }
        let document = self.state.document(&id);
        // Before anything is worked out: a full document is asked again and again.
        if !document.has_room(passage.bytes(), most) {
            let what = Noun::Text;
            return Err(Refusal::TooLong { what, most });
        }
        let written = passage.written(&document.whole(), seq).ok_or(unknown)?;
        if !document.has_room(written.update.len(), most) {
            let what = Noun::Text;
            return Err(Refusal::TooLong { what, most });
        }
        if let Err(error) = document.write(&written.update) {
            tracing::error!(%error, "what was written again cannot be taken in");
            // It may hold some of it.
            batch.spoiled = true;
            let what = Noun::Passage;
            return Err(Refusal::Unknown { what });
        }
        Ok((written.hands, Some((id, written.update))))
    }
}

/// Refuses a text that is too long to be kept beside an event.
pub(super) fn within_limits(frozen: Frozen) -> Result<Frozen, Refusal> {
    let (what, most) = (Noun::Text, limits::FROZEN);
    if frozen.bytes() > most {
        return Err(Refusal::TooLong { what, most });
    }
    Ok(frozen)
}
