//! One round of a table: what gathered to be committed, and what to tell once it is.

use super::{AskError, Minutes, Table, now};
use crate::asked::Mark;
use crate::gate::{Bundle, Walk};
use crate::seat::{Closing, SeatId};
use crate::store::{Draft, Kind};
use crate::wire::Frame;
use axum::body::Bytes;
use shared::event::{Event, Record};
use shared::ids::{ParticipantId, Timestamp};
use shared::protocol::{CloseCode, ServerMessage};
use shared::refusal::Refusal;
use shared::seen_by::Audience;
use tokio::sync::oneshot;
use tokio::time::Instant;
use yrs::StateVector;

/// What the table's task does after a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Round,
    Close,
}

/// What gathered, and what to do about it once it is committed.
pub(super) struct Round {
    pub begun: Instant,
    pub taken: usize,
    pub next: Next,
    /// The document holds something that was refused: it must be read from the log again.
    pub spoiled: bool,
    pub drafts: Vec<Draft>,
    pub after: Vec<After>,
    /// Who is where: told after the words that it points into.
    pub presence: Vec<After>,
    /// What one participant wrote in a row: an entry that is not lined up yet.
    entry: Option<(ParticipantId, Bundle)>,
    /// What everybody wrote in a row: a frame that is not lined up yet, and its seat if it is but one.
    frame: Option<(Option<SeatId>, Bundle)>,
    /// Seats taken in this round. They are told everything at its end.
    pub greeted: Vec<SeatId>,
}

/// What to do after the commit.
pub(super) enum After {
    Happened {
        record: Record,
    },
    Relay {
        from: Option<SeatId>,
        frame: Bytes,
    },
    Saved {
        seat: SeatId,
        clocks: Vec<(u64, u32)>,
    },
    Awareness {
        from: SeatId,
        frame: Bytes,
        new_id: bool,
    },
    Leave {
        seat: SeatId,
    },
    Sync {
        seat: SeatId,
        known: StateVector,
    },
    Tell {
        seat: SeatId,
        message: ServerMessage,
    },
    Done {
        seat: SeatId,
        request: u64,
    },
    States {
        seat: SeatId,
    },
    Reply {
        reply: oneshot::Sender<Result<(), AskError>>,
    },
    Minutes {
        reply: oneshot::Sender<Minutes>,
    },
}

impl Round {
    /// A round that begins now.
    pub fn begin() -> Self {
        Self {
            begun: Instant::now(),
            taken: 0,
            next: Next::Round,
            spoiled: false,
            drafts: Vec::new(),
            after: Vec::new(),
            presence: Vec::new(),
            entry: None,
            frame: None,
            greeted: Vec::new(),
        }
    }

    /// Lines up an update that passed the gate. Whether it begins a new entry of the log.
    pub fn wrote(&mut self, seat: SeatId, who: &ParticipantId, update: Bytes, walk: &Walk) -> bool {
        match &mut self.frame {
            Some((from, bundle)) if bundle.takes(&update, walk) => {
                *from = from.filter(|from| *from == seat);
                bundle.push(update.clone(), walk);
            }
            _ => {
                self.line_up_frame();
                self.frame = Some((Some(seat), Bundle::of(update.clone(), walk)));
            }
        }
        match &mut self.entry {
            Some((author, bundle)) if author == who && bundle.takes(&update, walk) => {
                bundle.push(update, walk);
                false
            }
            _ => {
                self.line_up_entry();
                self.entry = Some((who.clone(), Bundle::of(update, walk)));
                true
            }
        }
    }

    fn line_up_entry(&mut self) {
        let Some((who, bundle)) = self.entry.take() else {
            return;
        };
        self.drafts.push(Draft {
            kind: Kind::Update,
            participant: Some(who),
            at: now(),
            body: bundle.tie(),
        });
    }

    fn line_up_frame(&mut self) {
        let Some((from, bundle)) = self.frame.take() else {
            return;
        };
        let frame = Frame::Update(&bundle.tie()).encode();
        self.after.push(After::Relay { from, frame });
    }

    /// Nothing more is taken.
    pub fn ends(&mut self) {
        self.line_up_entry();
        self.line_up_frame();
        self.after.append(&mut self.presence);
    }

    pub fn event(&mut self, record: Record, asked: Option<&Mark>) {
        self.line_up_entry();
        self.line_up_frame();
        let body = body(&record.event, asked).into();
        self.drafts.push(Draft {
            kind: Kind::Event,
            participant: record.by.clone(),
            at: record.at,
            body,
        });
        self.after.push(After::Happened { record });
    }

    pub fn seed(&mut self, at: Timestamp, body: Bytes) {
        self.line_up_entry();
        self.line_up_frame();
        self.after.push(After::Relay {
            from: None,
            frame: Frame::Update(&body).encode(),
        });
        self.drafts.push(Draft {
            kind: Kind::Update,
            participant: None,
            at,
            body,
        });
    }

    fn tell(&mut self, seat: SeatId, message: ServerMessage) {
        self.after.push(After::Tell { seat, message });
    }

    pub fn refuse(&mut self, seat: SeatId, request: u64, refusal: Refusal) {
        self.tell(seat, ServerMessage::Refused { request, refusal });
    }
}

/// An event as the log keeps it: with the mark of what was asked, and, if not everybody may see all of it
/// (a vote), with salt that is told to nobody. Without it, whoever knows the chain before and after could try all choices until the
/// digests match.
fn body(event: &Event, asked: Option<&Mark>) -> Vec<u8> {
    // Our own types, whose maps have text keys, cannot fail to serialise.
    let mut json = serde_json::to_value(event).unwrap_or_default();
    if let Some(mark) = asked {
        json["asked"] = mark.as_str().into();
    }
    if event.audience() != Audience::Everybody {
        json["salt"] = format!("{:032x}", rand::random::<u128>()).into();
    }
    json.to_string().into_bytes()
}

impl Table {
    /// What a failed commit leaves to tell: nothing of what was to be committed; its authors are told
    /// that it is not saved and keep it.
    pub(super) fn withdraw(&mut self, round: &mut Round) {
        let mut lost = |seat| {
            self.places
                .close(seat, Closing::new(CloseCode::NotSaved, "not-saved"));
        };
        let mut kept = Vec::new();
        for after in round.after.drain(..) {
            match after {
                After::Happened { .. } | After::Relay { .. } => {}
                After::Saved { seat, .. } => lost(seat),
                After::Done { seat, request } => {
                    kept.push(After::Tell {
                        seat,
                        message: ServerMessage::NotSaved { request },
                    });
                }
                After::Reply { reply } => drop(reply.send(Err(AskError::NotSaved))),
                other @ (After::Awareness { .. }
                | After::Leave { .. }
                | After::Sync { .. }
                | After::Tell { .. }
                | After::States { .. }
                | After::Minutes { .. }) => kept.push(other),
            }
        }
        round.after = kept;
    }
}
