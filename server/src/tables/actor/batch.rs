//! One batch of a table: what gathered to be committed, and what to tell once it is.

use super::connections::{Connections, Progress};
use super::held::{Closing, Held};
use super::others::News;
use crate::clock::now;
use crate::gate::{Bundle, Walk};
use crate::revisions::Frozen;
use crate::store::{Draft, Due, Kind, PublishedPage};
use crate::tables::document_frame::DocumentFrame;
use crate::tables::handle::{Export, Glanced};
use crate::tables::idempotency::RequestKey;
use crate::tables::outbox::ConnectionId;
use crate::tables::state::Writers;
use crate::tables::state::prose_entry;
use axum::body::Bytes;
use shared::document::DocumentId;
use shared::features::ballots::SecretChange;
use shared::ids::{ParticipantId, Timestamp};
use shared::protocol::{CloseReason, Frame, ServerMessage};
use shared::refusal::Refusal;
use shared::table::Audience;
use shared::table::RoundTable;
use shared::table::{Event, Record};
use tokio::sync::oneshot;
use tokio::time::Instant;
use yrs::StateVector;

/// What the table's task does after a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Batch,
    Close,
}

/// What gathered, and what to do about it once it is committed.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them go together"
)]
pub(super) struct Batch {
    pub begun: Instant,
    pub taken: usize,
    /// How much was heard of other processes.
    pub heard: usize,
    pub next: Next,
    /// The document holds something that was refused: it must be read from the log again.
    pub spoiled: bool,
    /// The state holds something that is not committed yet.
    pub is_applied: bool,
    /// Something is refused, or told of the state: that must be what is true, whoever else may have written.
    pub needs_truth: bool,
    /// Somebody says that others have written, who may have gone since.
    pub was_told: bool,
    /// What others have written was taken in after all of it was asked.
    pub has_caught_up: bool,
    /// Who reads a document may be others after it.
    pub readers_change: bool,
    /// What was asked, until it is certain that it was decided on what is true.
    pub held: Vec<Held>,
    /// Whom to send away.
    pub closings: Vec<Closing>,
    /// How far connections had come with documents before it.
    pub progress: Vec<(ConnectionId, DocumentId, Progress)>,
    pub drafts: Vec<Draft>,
    /// What becomes of choices on secret ballots, which are not in the log.
    pub choices: Vec<SecretChange>,
    /// What these say of what is closed by itself.
    pub due: Vec<Due>,
    /// And what they say of pages that need no account.
    pub pages: Vec<PublishedPage>,
    /// What others have committed, to be told before all else, whatever becomes of the batch.
    news: Vec<Effect>,
    pub effects: Vec<Effect>,
    /// Who is where: told after the words that it points into.
    pub presence: Vec<Effect>,
    /// What one participant wrote in a row: an entry that is not lined up yet.
    entry: Option<(ParticipantId, DocumentId, Bundle)>,
    /// What everybody wrote in a row: a frame that is not lined up yet, and its connection if it is but one.
    frame: Option<(Option<ConnectionId>, Address, Bundle)>,
    /// Connections that came in this batch. They are told everything at its end.
    pub greeted: Vec<ConnectionId>,
}

/// A document, and its handle when something was said of it: what is said later may go under another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub document: DocumentId,
    pub handle: u64,
}

impl Address {
    /// The document that everybody reads.
    pub const TABLE: Self = Self {
        document: DocumentId::Table,
        handle: 0,
    };
}

/// What to do after the commit.
pub(super) enum Effect {
    Happened {
        record: Record,
    },
    Relay {
        from: Option<ConnectionId>,
        document: DocumentId,
        frame: DocumentFrame,
    },
    Saved {
        connection: ConnectionId,
        at: Address,
        clocks: Vec<(u64, u32)>,
    },
    Awareness {
        from: ConnectionId,
        document: DocumentId,
        frame: DocumentFrame,
        new_id: bool,
    },
    Leave {
        connection: ConnectionId,
    },
    /// Something is new of those who sit behind other processes.
    Others {
        news: News,
    },
    /// A connection has fallen behind, or has caught up.
    Line {
        connection: ConnectionId,
    },
    /// Somebody does not read a document any more, and says nothing there.
    Gone {
        document: DocumentId,
        who: ParticipantId,
        update: Vec<u8>,
    },
    Sync {
        connection: ConnectionId,
        at: Address,
        known: StateVector,
    },
    Tell {
        connection: ConnectionId,
        message: ServerMessage,
    },
    Done {
        connection: ConnectionId,
        request: u64,
    },
    States {
        connection: ConnectionId,
        at: Address,
    },
    Knows {
        participant: ParticipantId,
        reply: oneshot::Sender<bool>,
    },
    Table {
        reply: oneshot::Sender<RoundTable>,
    },
    Export {
        reply: oneshot::Sender<Export>,
    },
    Glance {
        reply: oneshot::Sender<Glanced>,
    },
    Writers {
        document: DocumentId,
        reply: oneshot::Sender<Writers>,
    },
    /// Somebody who may be connected nowhere is answered.
    Asked {
        reply: oneshot::Sender<Result<(), Refusal>>,
        answer: Result<(), Refusal>,
    },
}

impl Batch {
    /// A batch that begins now.
    pub fn begin() -> Self {
        Self {
            begun: Instant::now(),
            taken: 0,
            heard: 0,
            next: Next::Batch,
            spoiled: false,
            is_applied: false,
            needs_truth: false,
            was_told: false,
            has_caught_up: false,
            readers_change: false,
            held: Vec::new(),
            closings: Vec::new(),
            progress: Vec::new(),
            drafts: Vec::new(),
            choices: Vec::new(),
            due: Vec::new(),
            pages: Vec::new(),
            news: Vec::new(),
            effects: Vec::new(),
            presence: Vec::new(),
            entry: None,
            frame: None,
            greeted: Vec::new(),
        }
    }

    /// Lines up an update that passed the gate. Whether it begins a new entry of the log.
    pub fn wrote(
        &mut self,
        connection: ConnectionId,
        who: &ParticipantId,
        at: &Address,
        update: Bytes,
        walk: &Walk,
    ) -> bool {
        self.is_applied = true;
        match &mut self.frame {
            Some((from, to, bundle)) if to == at && bundle.takes(&update, walk) => {
                *from = from.filter(|from| *from == connection);
                bundle.push(update.clone(), walk);
            }
            _ => {
                self.line_up_frame();
                let bundle = Bundle::of(update.clone(), walk);
                self.frame = Some((Some(connection), at.clone(), bundle));
            }
        }
        match &mut self.entry {
            Some((author, document, bundle))
                if author == who && *document == at.document && bundle.takes(&update, walk) =>
            {
                bundle.push(update, walk);
                false
            }
            _ => {
                self.line_up_entry();
                let bundle = Bundle::of(update, walk);
                self.entry = Some((who.clone(), at.document.clone(), bundle));
                true
            }
        }
    }

    /// How many entries gathered that are not committed.
    pub fn uncommitted(&self) -> u64 {
        self.drafts.len() as u64 + u64::from(self.entry.is_some())
    }

    fn line_up_entry(&mut self) {
        let Some((who, document, bundle)) = self.entry.take() else {
            return;
        };
        let (kind, body) = prose_entry::written(&document, bundle.tie());
        self.drafts.push(Draft {
            kind,
            participant: Some(who),
            at: now(),
            body,
        });
    }

    fn line_up_frame(&mut self) {
        let Some((from, at, bundle)) = self.frame.take() else {
            return;
        };
        let frame = DocumentFrame::new(at.handle, &Frame::Update(&bundle.tie()));
        self.effects.push(Effect::Relay {
            from,
            document: at.document,
            frame,
        });
    }

    /// Nothing more is taken.
    pub fn ends(&mut self) {
        self.line_up_entry();
        self.line_up_frame();
        self.effects.append(&mut self.presence);
    }

    /// Drops what is lined up for the log. Who reads a document may have changed all the same, by what others have committed.
    pub fn forget_drafts(&mut self) {
        self.is_applied = false;
        self.drafts.clear();
        self.choices.clear();
        self.due.clear();
        self.pages.clear();
        (self.entry, self.frame) = (None, None);
    }

    /// Lines up what happened elsewhere, and is committed.
    pub fn happened(&mut self, record: Record) {
        self.news.push(Effect::Happened { record });
    }

    /// Lines up words that were written elsewhere, and are committed.
    pub fn relay(&mut self, document: DocumentId, frame: DocumentFrame) {
        let from = None;
        self.news.push(Effect::Relay {
            from,
            document,
            frame,
        });
    }

    pub fn event(&mut self, record: Record, asked: Option<&RequestKey>, frozen: Option<Frozen>) {
        self.is_applied = true;
        self.line_up_entry();
        self.line_up_frame();
        if let Event::Ballots(event) = &record.event {
            self.choices.extend(event.secret_change());
        }
        let due = record.event.due().map(|(id, at)| Due {
            id: id.clone(),
            at,
            said: record.at,
        });
        self.due.extend(due);
        let page = record.event.published().map(PublishedPage::from);
        self.pages.extend(page);
        let body = body(&record.event, asked, frozen).into();
        self.drafts.push(Draft {
            kind: Kind::Event,
            participant: record.by.clone(),
            at: record.at,
            body,
        });
        self.effects.push(Effect::Happened { record });
    }

    /// Lines up what the house writes itself: first newlines, and words that are put back.
    pub fn own_words(&mut self, at: Timestamp, to: &Address, update: Bytes) {
        self.is_applied = true;
        self.line_up_entry();
        self.line_up_frame();
        self.effects.push(Effect::Relay {
            from: None,
            document: to.document.clone(),
            frame: DocumentFrame::new(to.handle, &Frame::Update(&update)),
        });
        let (kind, body) = prose_entry::written(&to.document, update);
        self.drafts.push(Draft {
            kind,
            participant: None,
            at,
            body,
        });
    }

    /// All that is to be told, in order.
    pub fn told(&mut self) -> impl Iterator<Item = Effect> + use<> {
        let news = std::mem::take(&mut self.news);
        news.into_iter().chain(std::mem::take(&mut self.effects))
    }

    fn tell(&mut self, connection: ConnectionId, message: ServerMessage) {
        self.effects.push(Effect::Tell {
            connection,
            message,
        });
    }

    pub fn refuse(&mut self, connection: ConnectionId, request: u64, refusal: Refusal) {
        self.needs_truth = true;
        self.tell(connection, ServerMessage::Refused { request, refusal });
    }

    /// What a failed commit leaves to tell: nothing of what was to be committed; its authors are told
    /// that it is not saved and keep it.
    pub fn withdraw(&mut self, connections: &mut Connections) {
        let mut lost = |connection| {
            connections.close(connection, CloseReason::NotSaved);
        };
        let mut kept = Vec::new();
        for effect in self.effects.drain(..) {
            match effect {
                // Whoever asked hears nothing, and asks again.
                Effect::Happened { .. } | Effect::Relay { .. } | Effect::Asked { .. } => {}
                Effect::Saved { connection, .. } => lost(connection),
                Effect::Done {
                    connection,
                    request,
                } => {
                    kept.push(Effect::Tell {
                        connection,
                        message: ServerMessage::NotSaved { request },
                    });
                }
                other @ (Effect::Awareness { .. }
                | Effect::Leave { .. }
                | Effect::Others { .. }
                | Effect::Line { .. }
                | Effect::Gone { .. }
                | Effect::Sync { .. }
                | Effect::Tell { .. }
                | Effect::States { .. }
                | Effect::Knows { .. }
                | Effect::Table { .. }
                | Effect::Export { .. }
                | Effect::Glance { .. }
                | Effect::Writers { .. }) => kept.push(other),
            }
        }
        self.effects = kept;
    }
}

/// An event as the log keeps it: without what names a person and what was said on a secret ballot, with the key of what was asked, what was frozen, and, if not everybody may see all of it
/// (a vote), with salt that is told to nobody. Without it, whoever knows the chain before and after could try all choices until the
/// digests match.
fn body(event: &Event, asked: Option<&RequestKey>, frozen: Option<Frozen>) -> Vec<u8> {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    let mut json = serde_json::to_value(event.clone().unnamed()).unwrap_or_default();
    if let Some(key) = asked {
        json["asked"] = key.as_str().into();
    }
    if event.audience() != Audience::Everybody {
        json["salt"] = format!("{:032x}", rand::random::<u128>()).into();
    }
    if let Some(frozen) = frozen {
        frozen.lay_into(&mut json);
    }
    json.to_string().into_bytes()
}
