//! A table that several processes have open. What each has committed it says on the bus, and who sits at the table behind it; the others
//! believe the first as far as it follows from what they know, and the second while it is said.

use super::Table;
use super::batch::{Batch, Effect};
use super::others::News;
use crate::cluster::{Heard, MOST_BYTES, Said, Speech};
use crate::gate;
use crate::store::{Draft, Entry, Kind};
use crate::tables::outbox::ConnectionId;
use crate::tables::state::StateError;
use shared::document::DocumentId;
use shared::ids::ParticipantId;
use shared::protocol::Frame;
use shared::seq::Seq;
use std::time::Duration;
use tokio::time::Instant;

/// How often it is said who is here, whether or not that has changed.
const TOLD: Duration = Duration::from_secs(3);
/// A table at which people come and go all the time says so this often.
const OFTEN: Duration = Duration::from_millis(200);
/// After how long it is asked again who is there, if something was missed.
const ASKED: Duration = Duration::from_secs(2);
/// So many bytes of entries are said; more are read from the database.
const MOST_SAID: usize = MOST_BYTES / 4;
/// What an entry takes beside its body, at most.
const AROUND: usize = 256;

/// What was said of those who are here.
#[derive(Default)]
pub(super) struct Telling {
    /// Others do not know how it is now.
    is_stale: bool,
    /// Somebody has asked for all that is to be said.
    is_asked: bool,
    told: Option<Instant>,
    asked: Option<Instant>,
}

impl Telling {
    /// Something has changed.
    pub fn becomes_stale(&mut self) {
        self.is_stale = true;
    }
}

impl Table {
    /// Says what was committed: as it is, or where the log ends now.
    pub(super) fn says_written(&self, drafts: Vec<Draft>, after: [u8; 32], first: Seq, head: Seq) {
        let bytes = drafts.iter().map(|draft| draft.body.len() + AROUND);
        let said = if bytes.sum::<usize>() > MOST_SAID {
            Said::Ends(head)
        } else {
            Said::Wrote(Entry::committed(&self.id, first, after, drafts))
        };
        self.lease.bus.says(&self.id, said);
    }

    /// Hears another process.
    pub(super) async fn hear_node(
        &mut self,
        heard: Heard,
        batch: &mut Batch,
    ) -> Result<(), StateError> {
        batch.heard += 1;
        let mut news = News::default();
        match heard.said {
            Said::Wrote(entries) => return self.take_in(entries, batch).await,
            Said::Ends(end) => self.is_told(end, batch),
            Said::Asks => (self.telling.is_stale, self.telling.is_asked) = (true, true),
            Said::Here(people) => {
                if self
                    .connections
                    .others_mut()
                    .hears(heard.node, heard.number)
                {
                    let (table, session) = (&self.state.table, self.news.borrow().clone());
                    let people = people.into_iter().filter(|person| {
                        session.session.people.contains_key(&person.participant)
                            && table.admitted(&person.participant).is_some()
                    });
                    let others = self.connections.others_mut();
                    if others.are_here(heard.node, people, &mut news) {
                        self.ask_others();
                    }
                }
            }
            Said::Speaks(speeches) => {
                if self
                    .connections
                    .others_mut()
                    .hears(heard.node, heard.number)
                {
                    for speech in speeches {
                        self.hear_speech(heard.node, &speech, &mut news);
                    }
                }
            }
            // That concerns no table.
            Said::Spent(_) => {}
        }
        self.note_news(news, batch);
        Ok(())
    }

    /// Takes in what somebody behind another process says of themselves, as if they had said it here.
    fn hear_speech(&mut self, node: u64, speech: &Speech, news: &mut News) {
        let (who, document) = (&speech.participant, &speech.document);
        let Ok(entries) = gate::awareness::parse(&speech.update, &self.lease.limits.gate) else {
            return;
        };
        if !self.is_at_table(who) || !self.reads(who, document) {
            for entry in &entries {
                self.connections.others_mut().refuse(node, entry);
            }
            return;
        }
        let state = &self.state;
        let may_use = |client| state.may_use(client, who);
        self.connections
            .hear_of(node, (who, document), &entries, may_use, news);
    }

    /// Whether somebody may be at the table.
    pub(super) fn is_at_table(&self, who: &ParticipantId) -> bool {
        let belongs = self.news.borrow().session.people.contains_key(who);
        belongs && self.state.table.admitted(who).is_some()
    }

    pub(super) fn note_news(&mut self, mut news: News, batch: &mut Batch) {
        self.connections.note_gone(&mut news);
        if !news.is_empty() {
            batch.presence.push(Effect::Others { news });
        }
    }

    /// The log is longer than is known here: it is read, before anything else is told.
    fn is_told(&self, head: Seq, batch: &mut Batch) {
        if head > self.committed {
            (batch.needs_truth, batch.was_told) = (true, true);
        }
    }

    /// Takes in what another process has committed, if it follows from what is known here; otherwise the log is read. Nothing that is
    /// not committed may be applied.
    async fn take_in(
        &mut self,
        mut entries: Vec<Entry>,
        batch: &mut Batch,
    ) -> Result<(), StateError> {
        let before = self.committed;
        entries.retain(|entry| entry.seq > before);
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Ok(());
        };
        let is_next = first.seq == before.next();
        let chain = Entry::follow(&self.id, &entries, self.state.chain).filter(|_| is_next);
        let Some(chain) = chain else {
            self.lease.metrics.missed();
            self.is_told(last.seq, batch);
            return Ok(());
        };
        let taken = self
            .state
            .take_in(&self.store, &self.id, entries.clone(), chain);
        if let Err(error) = taken.await {
            tracing::warn!(%error, "what another process has written is read from the log");
            return self.reopen(batch).await;
        }
        self.has_come_to(self.state.head);
        self.lease.metrics.taken_in(entries.len() as u64);
        if entries.iter().any(|entry| entry.kind == Kind::Event) {
            self.refresh_session().await?;
            self.is_behind = true;
            self.followed = None;
        }
        let mut has_new_names = false;
        for entry in entries {
            if entry.kind == Kind::Update
                && let Some(who) = &entry.participant
            {
                self.connections.others_mut().wrote(who);
            }
            has_new_names |= self.line_up_entry(entry, batch);
        }
        if has_new_names {
            self.reread_session().await;
        }
        Ok(())
    }

    /// When it is to be said who is here, or somebody has to be taken for gone.
    pub(super) fn next_telling(&self) -> Option<Instant> {
        if !self.lease.bus.is_there() {
            return None;
        }
        let telling = &self.telling;
        let now = Instant::now();
        let tells = if telling.is_stale {
            Some(telling.told.map_or(now, |told| told + OFTEN))
        } else if self.has_to_repeat() {
            Some(telling.told.map_or(now, |told| told + TOLD))
        } else {
            None
        };
        let gone = self.connections.others().next_gone();
        tells.into_iter().chain(gone).min()
    }

    /// Whether it is to be said again and again who is here: if anybody is, and somebody may hear it.
    fn has_to_repeat(&self) -> bool {
        self.connections.len() > 0 && !self.lease.nodes.is_alone()
    }

    /// Those behind a process that says nothing any more are not here.
    pub(super) fn forget_silent(&mut self, batch: &mut Batch) {
        let mut news = News::default();
        self.connections.others_mut().forget_silent(&mut news);
        self.note_news(news, batch);
    }

    /// Says who is here, if it is time to.
    pub(super) fn tell_others(&mut self) {
        let is_due = |often| self.telling.told.is_none_or(|told| told.elapsed() >= often);
        let is_time = if self.telling.is_stale {
            is_due(OFTEN)
        } else {
            self.has_to_repeat() && is_due(TOLD)
        };
        if !is_time || !self.lease.bus.is_there() {
            return;
        }
        let is_asked = std::mem::take(&mut self.telling.is_asked);
        (self.telling.is_stale, self.telling.told) = (false, Some(Instant::now()));
        let people = self.connections.people();
        self.lease.bus.says(&self.id, Said::Here(people));
        if !is_asked {
            return;
        }
        let (mut some, mut bytes) = (Vec::new(), 0);
        for speech in self.connections.speeches() {
            bytes += speech.update.len() + AROUND;
            some.push(speech);
            if bytes > MOST_SAID {
                bytes = 0;
                let some = std::mem::take(&mut some);
                self.lease.bus.says(&self.id, Said::Speaks(some));
            }
        }
        if !some.is_empty() {
            self.lease.bus.says(&self.id, Said::Speaks(some));
        }
    }

    /// Says what somebody says of themselves.
    pub(super) fn tell_others_of(
        &mut self,
        from: ConnectionId,
        document: &DocumentId,
        frame: &[u8],
    ) {
        let who = self.connections.participant(from).cloned();
        if let (Some(participant), Ok(Frame::Awareness(update))) = (who, Frame::parse(frame)) {
            let speech = Speech {
                participant,
                document: document.clone(),
                update: update.to_vec().into(),
            };
            self.lease.bus.says(&self.id, Said::Speaks(vec![speech]));
        }
    }

    /// Nobody is here any more: the table is put away.
    pub(super) fn says_goodbye(&self) {
        if self.connections.len() > 0 {
            self.lease.bus.says(&self.id, Said::Here(Vec::new()));
        }
    }

    fn ask_others(&mut self) {
        if self.telling.asked.is_none_or(|it| it.elapsed() >= ASKED) {
            self.telling.asked = Some(Instant::now());
            self.lease.bus.says(&self.id, Said::Asks);
        }
    }
}
