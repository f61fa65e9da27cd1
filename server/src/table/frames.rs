//! What seats send in binary: prose through the gate, and where somebody is.

use super::Table;
use super::places::{Said, stands_on_nothing};
use super::round::{After, Round};
use crate::gate::{self, Rejected};
use crate::seat::{Closing, SeatId};
use crate::wire::Frame;
use axum::body::Bytes;
use shared::document::Root;
use shared::ids::ParticipantId;

impl Table {
    /// Takes in a binary frame. Whoever sends what cannot be accepted is sent away with the reason.
    pub(super) fn read_frame(&mut self, seat: SeatId, frame: &Bytes, round: &mut Round) {
        let Some(who) = self.heard_from(seat).cloned() else {
            return;
        };
        let outcome = match Frame::parse(frame) {
            Ok(Frame::Step1(vector)) => gate::state_vector(vector)
                .map(|known| round.after.push(After::Sync { seat, known }))
                .map_err(|e| e.code().to_owned()),
            Ok(Frame::Step2(update)) => {
                let written = self.answer(seat, &who, frame.slice_ref(update), round);
                self.places.caught_up(seat);
                written
            }
            Ok(Frame::Update(update)) => self
                .write(seat, &who, frame.slice_ref(update), round)
                .or_else(|code| self.comes_again(seat, code)),
            Ok(Frame::Awareness(update)) => self.hear(seat, &who, update, round),
            Ok(Frame::QueryAwareness) => {
                round.presence.push(After::States { seat });
                Ok(())
            }
            Ok(Frame::Auth) => Ok(()),
            Err(reason) => Err(reason.code().to_owned()),
        };
        if let Err(code) = outcome {
            tracing::info!(participant = %who, code, "a frame was refused");
            self.hall.metrics().refused(&code);
            self.places.close(seat, Closing::refused(&code));
        }
    }

    /// An answer to what a seat is asked when it comes. Most bring nothing, and then nobody need wait for
    /// the gate's ledger.
    fn answer(
        &mut self,
        seat: SeatId,
        who: &ParticipantId,
        update: Bytes,
        round: &mut Round,
    ) -> Result<(), String> {
        let walk = gate::walk(&update, &self.gate).map_err(|reason| reason.code().to_owned())?;
        if !self.book.holds(&walk) {
            return self.write(seat, who, update, round);
        }
        self.places.count_update(seat);
        let clocks = clocks(&walk);
        round.after.push(After::Saved { seat, clocks });
        Ok(())
    }

    /// An update: through the gate, into the document, on to the log.
    fn write(
        &mut self,
        seat: SeatId,
        who: &ParticipantId,
        update: Bytes,
        round: &mut Round,
    ) -> Result<(), String> {
        let walk = gate::walk(&update, &self.gate).map_err(|reason| reason.code().to_owned())?;
        self.book
            .catch_up()
            .map_err(|reason| reason.code().to_owned())?;
        let (_, paper) = self.book.open_paper();
        let adding: Vec<_> = paper.ledger.adding(&walk).collect();
        let most = self.gate.document_bytes;
        if !adding.is_empty() && !self.book.has_room(update.len(), most) {
            return Err(gate::Reason::DocumentFull.code().to_owned());
        }
        for client in adding {
            let is_free = self
                .places
                .speaker(client)
                .is_none_or(|speaker| speaker == who);
            if !self.book.may_use(client, who) || !is_free {
                return Err("client-id-taken".to_owned());
            }
        }
        let (state, paper) = self.book.open_paper();
        let participant = state.participants.get(who).ok_or("stranger")?;
        let may_write = |name: &str| {
            Root::parse(name).is_some_and(|root| state.may_write(participant, &root).is_ok())
        };
        let (doc, ledger) = (&paper.doc, &mut paper.ledger);
        let admitted = gate::admit(doc, ledger, &update, &walk, may_write);
        if let Err(Rejected::Clean(gate::Reason::Root(_))) = admitted
            && !self.places.speaks(seat)
            && let Some(rest) = gate::untidied(doc, ledger, &update, &walk, may_write)
        {
            return self.write(seat, who, rest.into(), round);
        }
        match admitted {
            Ok(admitted) => {
                self.places.count_update(seat);
                let clocks = clocks(&walk);
                if admitted.changed {
                    self.book.changed(update.len(), walk.erases());
                    self.book.own(Some(who), &walk);
                    self.book.head += u64::from(round.wrote(seat, who, update, &walk));
                }
                round.after.push(After::Saved { seat, clocks });
                Ok(())
            }
            Err(rejected) => {
                round.spoiled |= matches!(rejected, Rejected::Spoiled(_));
                Err(self.why(who, rejected.reason()))
            }
        }
    }

    /// A stock client that was offline sends what is typed now before what was typed then, until it
    /// hears what it is asked. Its answer holds all of it, so what stands on nothing is left to that.
    fn comes_again(&mut self, seat: SeatId, code: String) -> Result<(), String> {
        if self.places.has_caught_up(seat) || !stands_on_nothing(&code) {
            return Err(code);
        }
        self.places.count_update(seat);
        Ok(())
    }

    /// The code that tells a person most: for a root that they may not write, the rule that says so.
    fn why(&self, who: &ParticipantId, reason: &gate::Reason) -> String {
        let gate::Reason::Root(name) = reason else {
            return reason.code().to_owned();
        };
        let participant = self.book.state.participants.get(who);
        let refusal = Root::parse(name)
            .zip(participant)
            .map(|(root, who)| self.book.state.may_write(who, &root));
        match refusal {
            Some(Err(refusal)) => refusal.code().to_owned(),
            _ => reason.code().to_owned(),
        }
    }

    fn hear(
        &mut self,
        seat: SeatId,
        who: &ParticipantId,
        update: &[u8],
        round: &mut Round,
    ) -> Result<(), String> {
        let entries = gate::awareness::parse(update, &self.gate)
            .map_err(|reason| reason.code().to_owned())?;
        let book = &self.book;
        match self
            .places
            .hear(seat, &entries, |client| book.may_use(client, who))
        {
            Said::Nothing => Ok(()),
            Said::Own { frame, new_id } => {
                round.presence.push(After::Awareness {
                    from: seat,
                    frame,
                    new_id,
                });
                Ok(())
            }
            Said::Forged => Err("awareness-id".to_owned()),
        }
    }
}

/// Up to which clock of each client an update reaches.
fn clocks(walk: &gate::Walk) -> Vec<(u64, u32)> {
    let ranges = walk.clients.iter();
    ranges.map(|range| (range.client, range.to)).collect()
}
