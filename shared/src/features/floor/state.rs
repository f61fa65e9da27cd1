//! The floor: who speaks and who waits, and how long each delegation has spoken.

use super::event::FloorEvent;
use super::list::ListStanding;
use super::order::OrderPolicy;
use super::speech::{Speech, SpeechKind, Spell, Standing};
use super::statement::{Delivered, Heard, Statement, of_statement};
use super::time::usual;
use crate::ids::{DelegationId, SpeechId, Timestamp};
use crate::limits;
use crate::table::Audience;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The floor of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    /// The speeches of this round, in the order of asking; of very many, the newest.
    pub speeches: Vec<Speech>,
    /// Whether one can still ask.
    pub list: ListStanding,
    /// In which order one speaks.
    pub policy: OrderPolicy,
    /// How often something was drawn in this round.
    pub draws: u32,
    /// What waited when the chair put the list in order by hand, as it came then.
    pub arranged: Vec<SpeechId>,
    /// What was moved then.
    pub moved: BTreeSet<SpeechId>,
    /// How long one may speak, in seconds; without a limit where nothing stands.
    pub limits: BTreeMap<SpeechKind, u32>,
    /// Seconds that the chair gave to everybody, in this round.
    pub extra: BTreeMap<SpeechKind, u32>,
    /// The last tour de table of this round.
    pub tour: Option<SpeechId>,
    /// How many rounds were begun.
    pub round: u32,
    /// How often the floor was asked for.
    pub asked: u64,
    /// How much each delegation has spoken; points of order do not count.
    pub spoken: BTreeMap<DelegationId, Spoken>,
    /// The statements that were handed in and delivered, in order; of very many, the newest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<Delivered>,
    /// The last text that a delegation handed in and did not come to deliver, since it was skipped, a round began, or it had the floor
    /// for a moment: for when it asks again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<DelegationId, Statement>,
}

/// How much a delegation has spoken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// At this table.
    pub table: Talk,
    /// In this round.
    pub round: Talk,
    /// How many rights of reply it has used in this round.
    pub replies: u32,
}

/// How much was spoken, in what time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// In milliseconds, without pauses.
    pub millis: u64,
    /// How often the delegation was given the floor.
    pub speeches: u32,
}

impl Default for Floor {
    fn default() -> Self {
        Self {
            speeches: Vec::new(),
            list: ListStanding::Open,
            policy: OrderPolicy::AsAsked,
            draws: 0,
            arranged: Vec::new(),
            moved: BTreeSet::new(),
            limits: usual(),
            extra: BTreeMap::new(),
            tour: None,
            round: 0,
            asked: 0,
            spoken: BTreeMap::new(),
            delivered: Vec::new(),
            kept: BTreeMap::new(),
        }
    }
}

impl Floor {
    /// Whether nobody ever asked anything of it.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// The speech by that id.
    pub fn speech(&self, id: &SpeechId) -> Option<&Speech> {
        self.speeches.iter().find(|speech| speech.id == *id)
    }

    /// Who speaks at this moment.
    pub fn speaking(&self) -> Option<&Speech> {
        self.speeches.iter().find(|speech| speech.speaks())
    }

    /// Who has the floor and does not speak at the moment: behind a point of order, say.
    pub fn paused(&self) -> Option<&Speech> {
        let is_paused = |speech: &&Speech| speech.has_floor() && !speech.speaks();
        self.speeches.iter().find(is_paused)
    }

    /// Who has the floor: whoever speaks, or who was paused.
    pub fn holder(&self) -> Option<&Speech> {
        self.speaking().or_else(|| self.paused())
    }

    /// What of a delegation is on the list, besides a point of order.
    pub fn waiting_of(&self, delegation: &DelegationId) -> Option<&Speech> {
        let mut waiting = self.speeches.iter().filter(|speech| speech.waits());
        waiting.find(|speech| speech.delegation == *delegation && !speech.is_point())
    }

    /// The point of order of a delegation that waits or is heard.
    pub fn point_of(&self, delegation: &DelegationId) -> Option<&Speech> {
        let is_on = |speech: &&Speech| speech.waits() || speech.has_floor();
        let mut points = self.speeches.iter().filter(is_on);
        points.find(|speech| speech.delegation == *delegation && speech.is_point())
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &FloorEvent) {
        match event {
            FloorEvent::FloorAsked {
                speech,
                delegation,
                asked_by,
                kind,
                on_behalf_of,
            } => {
                let asked = Speech {
                    by: Some(asked_by.clone()),
                    on_behalf_of: on_behalf_of.clone(),
                    ..self.noted(at, speech, delegation, *kind)
                };
                self.push(asked);
            }
            FloorEvent::SpeakerWithdrew { speech } => {
                self.stands(at, speech, Standing::Withdrawn);
                self.revise(speech, |speech| speech.statement = None);
            }
            FloorEvent::SpeakerReturned { speech } => self.put_back(at, speech),
            FloorEvent::SpeakerSkipped { speech } => {
                self.stands(at, speech, Standing::Skipped);
                self.keep_text(false, |it| it.id == *speech);
            }
            FloorEvent::StatementHandedIn {
                speech,
                delegation,
                text,
            } => {
                self.kept.remove(delegation);
                self.revise(speech, |speech| {
                    let (text, heard) = (text.clone(), None);
                    speech.statement = Some(Statement { text, heard });
                    speech.handed_in = speech.handed_in.saturating_add(1);
                });
            }
            FloorEvent::StatementTakenBack { speech } => {
                self.revise(speech, |speech| speech.statement = None);
            }
            FloorEvent::StatementDelivered { speech, text } => self.deliver(at, speech, text),
            FloorEvent::StatementKept { speech } => self.keep_text(true, |it| it.id == *speech),
            FloorEvent::KeptStatementDropped { delegation } => {
                self.kept.remove(delegation);
            }
            FloorEvent::FloorGiven { speech } => self.give(at, speech),
            FloorEvent::SpeechPaused { speech, point } => {
                let (since, point) = (at, point.clone());
                self.stands(at, speech, Standing::Paused { since, point });
            }
            FloorEvent::SpeechResumed { speech } => {
                self.stands(at, speech, Standing::Speaking { since: at });
            }
            FloorEvent::SpeechEnded { speech } => self.stands(at, speech, Standing::Done),
            FloorEvent::PointRuledOn { speech, ruling } => {
                self.stands(at, speech, Standing::Done);
                self.revise(speech, |point| point.ruling = Some(*ruling));
            }
            FloorEvent::ListArranged { speech, order } => {
                // Whoever has the floor keeps the place from which they were called.
                let speeches = &self.speeches;
                let has_floor =
                    |id: &SpeechId| speeches.iter().any(|it| it.id == *id && it.has_floor());
                self.arranged.retain(has_floor);
                self.arranged.extend_from_slice(order);
                self.moved.retain(|id| self.arranged.contains(id));
                self.moved.insert(speech.clone());
            }
            FloorEvent::ClosingWarned { closes } => {
                self.list = ListStanding::Closing { closes: *closes };
            }
            FloorEvent::ListClosed => self.list = ListStanding::Closed,
            FloorEvent::ListReopened => self.list = ListStanding::Open,
            FloorEvent::ListOrdered { policy } => self.order_by(policy),
            FloorEvent::TimeLimited { kind, seconds } => set(&mut self.limits, *kind, *seconds),
            FloorEvent::SpeechExtended { speech, extra } => {
                self.revise(speech, |speech| speech.extra = *extra);
            }
            FloorEvent::AllExtended { kind, extra } => set(&mut self.extra, *kind, Some(*extra)),
            FloorEvent::TourBegun { tour, turns } => self.begin_tour(at, tour, turns),
            FloorEvent::RoundBegun { round } => self.begin_round(at, *round),
        }
    }

    /// Nobody speaks at a table that is closed.
    pub(crate) fn adjourn(&mut self, at: Timestamp) {
        let holders = self.speeches.iter().filter(|speech| speech.has_floor());
        let holders: Vec<_> = holders.map(|speech| speech.id.clone()).collect();
        for id in holders {
            self.stands(at, &id, Standing::Done);
        }
    }

    /// Earlier builds did not remember from where on a list that was put in order by hand one was called, nor the texts
    /// of those who did not speak.
    pub(crate) fn forget_what_is_unknown_to(&mut self, told: &Self) {
        let speeches = &self.speeches;
        let has_floor = |id: &SpeechId| speeches.iter().any(|it| it.id == *id && it.has_floor());
        let arranged = &mut self.arranged;
        arranged.retain(|id| told.arranged.contains(id) || !has_floor(id));
        let moved = &mut self.moved;
        moved.retain(|id| told.moved.contains(id) || !has_floor(id));
        if told.kept.is_empty() {
            self.kept.clear();
        }
        for (of, kept) in &mut self.kept {
            if told.kept.get(of).is_some_and(|told| told.heard.is_none()) {
                kept.heard = None;
            }
        }
    }

    fn noted(
        &mut self,
        at: Timestamp,
        id: &SpeechId,
        delegation: &DelegationId,
        kind: SpeechKind,
    ) -> Speech {
        self.asked += 1;
        Speech {
            id: id.clone(),
            delegation: delegation.clone(),
            by: None,
            kind,
            on_behalf_of: String::new(),
            asked: at,
            nth: self.asked,
            tour: false,
            standing: Standing::Waiting,
            spells: Vec::new(),
            extra: 0,
            ruling: None,
            statement: None,
            handed_in: 0,
        }
    }

    /// The oldest that is over makes room; its time is in the totals.
    fn push(&mut self, speech: Speech) {
        let is_over = |it: &Speech| !it.waits() && !it.has_floor();
        if self.speeches.len() >= limits::SPEECHES
            && let Some(oldest) = self.speeches.iter().position(is_over)
        {
            self.speeches.remove(oldest);
        }
        self.speeches.push(speech);
    }

    fn revise(&mut self, id: &SpeechId, change: impl FnOnce(&mut Speech)) {
        if let Some(speech) = self.speeches.iter_mut().find(|it| it.id == *id) {
            change(speech);
        }
    }

    fn deliver(&mut self, at: Timestamp, id: &SpeechId, text: &str) {
        let Some((delegation, on_behalf_of)) = self.taken_out(id) else {
            return;
        };
        self.delivered.push(Delivered {
            speech: id.clone(),
            delegation,
            on_behalf_of,
            at,
            text: text.to_owned(),
        });
        let mut characters = 0;
        let kept = self.delivered.iter().rev().take_while(|it| {
            characters += it.text.chars().count();
            characters <= limits::DELIVERED_TEXTS
        });
        let kept = kept.count().clamp(1, limits::DELIVERED);
        self.delivered.drain(..self.delivered.len() - kept);
    }

    /// Takes out the text of a speech, where it is: with the speech, or kept since that was over. Whose it was, and for whom else.
    fn taken_out(&mut self, id: &SpeechId) -> Option<(DelegationId, String)> {
        let is_kept_of = |(_, kept): &(&DelegationId, &Statement)| {
            kept.heard.as_ref().is_some_and(|heard| heard.speech == *id)
        };
        let kept = self.kept.iter().find(is_kept_of).map(|(of, _)| of.clone());
        let kept = kept.and_then(|of| self.kept.remove_entry(&of));
        if let Some(speech) = self.speeches.iter_mut().find(|it| it.id == *id) {
            speech.statement = None;
            return Some((speech.delegation.clone(), speech.on_behalf_of.clone()));
        }
        let (of, kept) = kept?;
        Some((of, kept.heard?.on_behalf_of))
    }

    /// The text of whoever has the floor, or had it for a moment, by that speech; and whose it is.
    pub fn heard(&self, id: &SpeechId) -> Option<(&DelegationId, &Statement)> {
        let speech = self.speech(id).filter(|it| it.has_floor());
        let spoken = speech.and_then(|it| Some((&it.delegation, it.statement.as_ref()?)));
        let is_of_it = |kept: &Statement| kept.heard.as_ref().is_some_and(|it| it.speech == *id);
        spoken.or_else(|| self.kept.iter().find(|(_, kept)| is_of_it(kept)))
    }

    /// How many characters the texts have that wait to be delivered or are kept, but for that of one speech and what is kept for its
    /// delegation, and how many such texts there are. Who may not read them knows of fewer characters.
    pub(super) fn handed_in(&self, but: &SpeechId, of: &DelegationId) -> (usize, usize) {
        let others = self.speeches.iter().filter(|it| it.id != *but);
        let waiting = others.filter_map(|it| it.statement.as_ref());
        let kept = self.kept.iter().filter(|(delegation, _)| *delegation != of);
        let texts = waiting.chain(kept.map(|(_, text)| text));
        texts.fold((0, 0), |(characters, texts), it| {
            let more = it.text.as_ref().map_or(0, |text| text.chars().count());
            (characters + more, texts + 1)
        })
    }

    /// What was handed in for such speeches, and will not be delivered with them, is there when the delegation asks again.
    fn keep_text(&mut self, was_heard: bool, is_such: impl Fn(&Speech) -> bool) {
        let speeches = self.speeches.iter_mut().filter(|speech| is_such(speech));
        let texts = speeches.filter_map(|it| {
            let heard = was_heard.then(|| Heard {
                speech: it.id.clone(),
                on_behalf_of: it.on_behalf_of.clone(),
            });
            let text = it.statement.take()?.text;
            Some((it.delegation.clone(), Statement { text, heard }))
        });
        self.kept.extend(texts);
    }

    /// Takes out the texts that may not be read before they are delivered.
    pub(crate) fn veil(&mut self, may_see: impl Fn(Audience<'_>) -> bool) {
        for speech in &mut self.speeches {
            if let Some(statement) = &mut speech.statement
                && !may_see(of_statement(&speech.delegation))
            {
                statement.text = None;
            }
        }
        for (delegation, statement) in &mut self.kept {
            if !may_see(of_statement(delegation)) {
                statement.text = None;
            }
        }
    }

    /// Whether the list was put in order by hand, and somebody of those still waits.
    pub fn is_arranged(&self) -> bool {
        let waits = |id: &SpeechId| self.speeches.iter().any(|it| it.id == *id && it.waits());
        self.arranged.iter().any(waits)
    }

    /// A speech stands otherwise from now on; what was spoken until now counts.
    fn stands(&mut self, at: Timestamp, id: &SpeechId, standing: Standing) {
        let Some(speech) = self.speeches.iter_mut().find(|it| it.id == *id) else {
            return;
        };
        let millis = speech.ends_spell(at, standing);
        if !speech.waits() && !speech.has_floor() {
            self.arranged.retain(|it| it != id);
        }
        if !speech.is_point() && millis > 0 {
            let spoken = self.spoken.entry(speech.delegation.clone()).or_default();
            for talk in [&mut spoken.table, &mut spoken.round] {
                talk.millis = talk.millis.saturating_add(millis);
            }
        }
    }

    fn give(&mut self, at: Timestamp, id: &SpeechId) {
        self.stands(at, id, Standing::Speaking { since: at });
        let given = self.speeches.iter().find(|it| it.id == *id);
        let Some(given) = given.filter(|speech| !speech.is_point()) else {
            return;
        };
        let spoken = self.spoken.entry(given.delegation.clone()).or_default();
        for talk in [&mut spoken.table, &mut spoken.round] {
            talk.speeches = talk.speeches.saturating_add(1);
        }
        if given.kind == SpeechKind::RightOfReply {
            spoken.replies = spoken.replies.saturating_add(1);
        }
    }

    /// As if it had not been given the floor: it waits where it did, and nothing was spoken.
    fn put_back(&mut self, at: Timestamp, id: &SpeechId) {
        self.stands(at, id, Standing::Waiting);
        let Some(speech) = self.speeches.iter_mut().find(|it| it.id == *id) else {
            return;
        };
        let spells = std::mem::take(&mut speech.spells);
        let millis: u64 = spells.into_iter().map(Spell::millis).sum();
        let Some(spoken) = self.spoken.get_mut(&speech.delegation) else {
            return;
        };
        for talk in [&mut spoken.table, &mut spoken.round] {
            talk.millis = talk.millis.saturating_sub(millis);
            talk.speeches = talk.speeches.saturating_sub(1);
        }
        if speech.kind == SpeechKind::RightOfReply {
            spoken.replies = spoken.replies.saturating_sub(1);
        }
        if *spoken == Spoken::default() {
            self.spoken.remove(&speech.delegation);
        }
    }

    fn order_by(&mut self, policy: &OrderPolicy) {
        if policy.is_drawn() && self.policy != *policy {
            self.draws = self.draws.saturating_add(1);
        }
        self.policy.clone_from(policy);
        self.arranged.clear();
        self.moved.clear();
    }

    fn begin_tour(&mut self, at: Timestamp, tour: &SpeechId, turns: &[(SpeechId, DelegationId)]) {
        self.tour = Some(tour.clone());
        for (id, delegation) in turns {
            let turn = Speech {
                tour: true,
                ..self.noted(at, id, delegation, SpeechKind::Statement)
            };
            self.push(turn);
        }
    }

    fn begin_round(&mut self, at: Timestamp, round: u32) {
        self.keep_text(false, Speech::waits);
        self.adjourn(at);
        self.speeches.clear();
        self.list = ListStanding::Open;
        self.draws = 0;
        self.arranged.clear();
        self.moved.clear();
        self.extra.clear();
        self.tour = None;
        self.round = round;
        for spoken in self.spoken.values_mut() {
            spoken.round = Talk::default();
            spoken.replies = 0;
        }
    }
}

fn set(all: &mut BTreeMap<SpeechKind, u32>, kind: SpeechKind, seconds: Option<u32>) {
    match seconds {
        Some(seconds) => drop(all.insert(kind, seconds)),
        None => drop(all.remove(&kind)),
    }
}
