//! A log taken in: a document that forgets nothing, and the tracks of who wrote what when.

use super::tracks::Tracks;
use crate::error::Problem;
use crate::gate::{Bundle, Limits, walk};
use crate::store::{Entry, Kind, Snapshot, Store, StoreError};
use crate::tables::state::{TableState, prose_entry};
use bytes::Bytes;
use shared::document::{DocumentId, remembering_doc};
use shared::features::practices::PracticeEvent;
use shared::history::{Mark, marked};
use shared::ids::{ParticipantId, PracticeId, TableId, Timestamp};
use shared::seq::Seq;
use shared::table::{Event, Record, RoundTable, TableEvent};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::task::spawn_blocking;
use yrs::updates::decoder::Decode;
use yrs::{Doc, Transact, Update};

/// How many entries are read from the log at a time.
const PAGE: u32 = 4_096;
/// The texts of a log of more entries are read from its oldest snapshot on.
const LONGEST: u64 = 1_000_000;

/// What a table's log tells of every moment, as far as it has been read. What is on desks is not taken in.
pub struct Past {
    /// The last entry that was read.
    pub(super) at: Seq,
    /// The entry that the texts begin with, if what was before it is gone.
    pub(super) begins: Option<Seq>,
    /// The table, without its prose.
    pub(super) table: Option<RoundTable>,
    /// Every text as it is, with all that was ever deleted.
    pub(super) doc: Doc,
    pub(super) tracks: Tracks,
    pub(super) events: Vec<Told>,
    /// What every practice was called last, those included that were taken back.
    pub(super) practices: BTreeMap<PracticeId, String>,
}

/// An event, and what it is on the timeline.
pub(super) struct Told {
    /// The event with its place in the log.
    pub record: Record,
    /// What it is for those who may see all of it.
    pub all: Option<Mark>,
    /// What it is for the others.
    pub rest: Option<Mark>,
}

impl Default for Past {
    fn default() -> Self {
        Self {
            at: Seq::START,
            begins: None,
            table: None,
            doc: remembering_doc(),
            tracks: Tracks::default(),
            events: Vec::new(),
            practices: BTreeMap::new(),
        }
    }
}

impl Past {
    /// Takes in what the log says since it was last read. It is read off the table's task, page by page.
    pub async fn read_on(
        past: &Arc<Mutex<Self>>,
        store: &Store,
        table: &TableId,
    ) -> Result<(), Problem> {
        let head = store.head(table).await?.ok_or(Problem::NotFound)?;
        let mut at = with(past, |past| Ok(past.at)).await?;
        if at == Seq::START && (head.compacted > Seq::START || head.seq.get() > LONGEST) {
            at = Self::begin_later(past, store, table).await?;
        }
        if at >= head.seq {
            return Ok(());
        }
        let mut next = store.entries(table, at, PAGE).await;
        loop {
            let page = match next {
                // Compaction came in between; what it removed is gone.
                Err(StoreError::Compacted { .. }) => {
                    at = Self::begin_later(past, store, table).await?;
                    next = store.entries(table, at, PAGE).await;
                    continue;
                }
                page => page?,
            };
            let Some(last) = page.last().map(|last| last.seq) else {
                return Ok(());
            };
            let take_in = with(past, move |past| past.take_in(&page));
            if last >= head.seq {
                return take_in.await;
            }
            // A page is read while the one before it is taken in.
            let (taken, read) = tokio::join!(take_in, store.entries(table, last, PAGE));
            taken?;
            next = read;
        }
    }

    /// Begins with the oldest snapshot's texts, and all events before it; tells up to where that reaches.
    async fn begin_later(
        past: &Arc<Mutex<Self>>,
        store: &Store,
        table: &TableId,
    ) -> Result<Seq, Problem> {
        let (mut oldest, mut than) = (None, None);
        while let Some(snapshot) = store.older_snapshot(table, than).await? {
            than = Some(snapshot.seq);
            oldest = Some(snapshot);
        }
        let Some(snapshot) = oldest else {
            return with(past, |past| {
                *past = Self::default();
                Ok(Seq::START)
            })
            .await;
        };
        let (mut events, mut at) = (Vec::new(), Seq::START);
        while at < snapshot.seq {
            let page = store.events(table, at, PAGE).await?;
            let Some(last) = page.last() else { break };
            at = last.seq;
            events.extend(page.into_iter().filter(|event| event.seq <= snapshot.seq));
        }
        let table = table.clone();
        with(past, move |past| {
            *past = Self::default();
            past.take_in(&events)?;
            past.begin_with(&table, &snapshot)
        })
        .await
    }

    fn begin_with(&mut self, table: &TableId, snapshot: &Snapshot) -> Result<Seq, Problem> {
        let mut state = TableState::from_snapshot(table, snapshot).map_err(|_| Problem::Damaged)?;
        let whole = state.document(&DocumentId::Table).whole();
        self.tracks.own(&state.owners);
        let mut bundle = Bundle::default();
        self.note(snapshot.seq, snapshot.at, None, whole, &mut bundle)?;
        self.apply(bundle)?;
        self.at = snapshot.seq;
        self.begins = Some(snapshot.seq);
        Ok(snapshot.seq)
    }

    fn take_in(&mut self, page: &[Entry]) -> Result<(), Problem> {
        // Integrated one by one, updates take forty times as long.
        let mut bundle = Bundle::default();
        for entry in page {
            match entry.kind {
                Kind::Event => self.hear(entry)?,
                Kind::Private => {}
                Kind::Update => {
                    let read = prose_entry::read(entry.kind, &entry.body);
                    let (_, update) = read.map_err(|_| Problem::Damaged)?;
                    let by = entry.participant.as_ref();
                    self.note(entry.seq, entry.at, by, update, &mut bundle)?;
                }
            }
            self.at = entry.seq;
        }
        self.apply(bundle)
    }

    fn note(
        &mut self,
        seq: Seq,
        at: Timestamp,
        by: Option<&ParticipantId>,
        update: Bytes,
        bundle: &mut Bundle,
    ) -> Result<(), Problem> {
        let walk = walk(&update, &Limits::none()).map_err(|_| Problem::Damaged)?;
        self.tracks.note(seq, at, by, &walk);
        if !bundle.takes(&update, &walk) {
            self.apply(std::mem::take(bundle))?;
        }
        bundle.push(update, &walk);
        Ok(())
    }

    fn apply(&mut self, bundle: Bundle) -> Result<(), Problem> {
        let update = Update::decode_v1(&bundle.tie()).map_err(|_| Problem::Damaged)?;
        let applied = self.doc.transact_mut().apply_update(update);
        applied.map_err(|_| Problem::Damaged)
    }

    fn hear(&mut self, entry: &Entry) -> Result<(), Problem> {
        let event: Event = serde_json::from_slice(&entry.body).map_err(|_| Problem::Damaged)?;
        let record = Record {
            seq: entry.seq,
            at: entry.at,
            by: entry.participant.clone(),
            event,
        };
        if self.table.is_none()
            && let Event::Table(TableEvent::Convened(first)) = &record.event
        {
            self.table = Some(RoundTable::convene(entry.at, first));
        }
        let Some(table) = &mut self.table else {
            return Err(Problem::Damaged);
        };
        let all = marked(table, &record);
        let rest = marked(table, &record.clone().seen_by_others());
        if let Event::Practices(
            PracticeEvent::PracticeBrought { practice, card, .. }
            | PracticeEvent::PracticeFiled { practice, card, .. }
            | PracticeEvent::PracticeRevised { practice, card },
        ) = &record.event
        {
            self.practices.insert(practice.clone(), card.title.clone());
        }
        // Who put words back, or pulled them, wrote none of them.
        let hands = record.event.hands().iter();
        let hands = hands.map(|hand| (&hand.client, &hand.author));
        self.tracks.own(hands);
        table.apply(&record);
        if all.is_some() || rest.is_some() {
            self.events.push(Told { record, all, rest });
        }
        Ok(())
    }
}

/// Does something with it where it may take a while. One that panicked half-way is not asked again.
pub(super) async fn with<T: Send + 'static>(
    past: &Arc<Mutex<Past>>,
    ask: impl FnOnce(&mut Past) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let past = past.clone();
    let asked = spawn_blocking(move || {
        let mut past = past.lock().map_err(|_| Problem::Internal)?;
        ask(&mut past)
    });
    asked.await.map_err(|_| Problem::Internal)?
}
