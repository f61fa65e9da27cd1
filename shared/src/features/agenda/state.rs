//! The agenda: its items, where the table is, the clock, and who is ready to move on.

use super::event::AgendaEvent;
use super::item::{AgendaItem, Openings};
use super::phase::Phase;
use super::point::AgendaPoint;
use crate::ids::{AgendaItemId, DelegationId, Timestamp};
use crate::table::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The agenda of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Where the table is. (Snapshots from before agendas name the same by another word.)
    #[serde(rename = "phase")]
    pub at: AgendaPoint,
    /// What stands on it, in order.
    #[serde(default = "Phase::items")]
    pub items: Vec<AgendaItem>,
    /// Since when the table is there, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When time is up, if the clock runs.
    pub ends: Option<Timestamp>,
    /// How many milliseconds are left, if the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u64>,
    /// Delegations that are ready to move on.
    pub ready: BTreeSet<DelegationId>,
    /// How it was before the last move, until that is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_move: Option<BeforeMove>,
    /// What was open before that changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_open: Option<WasOpen>,
}

/// What was open until a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasOpen {
    /// Until when.
    pub until: Timestamp,
    /// What.
    pub open: Openings,
}

/// How a table was before it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeMove {
    /// When it was moved.
    pub at: Timestamp,
    /// Where it was.
    #[serde(rename = "phase")]
    pub point: AgendaPoint,
    /// Since when it was there, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Which delegations were ready.
    pub ready: BTreeSet<DelegationId>,
    /// When time was up; if the clock was set after the move, as it was set then.
    pub ends: Option<Timestamp>,
    /// How much was left, if the clock stood still; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u64>,
}

impl Agenda {
    /// The agenda of a table that has just been convened; a plain one if there are no items.
    pub fn starting(at: Timestamp, items: &[AgendaItem], point: &AgendaPoint) -> Self {
        Self {
            at: point.clone(),
            items: if items.is_empty() {
                Phase::items()
            } else {
                items.to_vec()
            },
            since: Some(at),
            ends: None,
            left: None,
            ready: BTreeSet::new(),
            before_move: None,
            was_open: None,
        }
    }

    /// Whether nothing changes any more.
    pub fn is_closed(&self) -> bool {
        self.at == AgendaPoint::Closed
    }

    /// The item by that id.
    pub fn item(&self, id: &AgendaItemId) -> Option<&AgendaItem> {
        self.items.iter().find(|item| &item.id == id)
    }

    /// The item that the table is at.
    pub fn current(&self) -> Option<&AgendaItem> {
        self.item(self.at.item()?)
    }

    /// What is open now.
    pub fn open(&self) -> &Openings {
        self.openings(&self.at)
    }

    /// What is open while the table is there.
    pub fn openings(&self, point: &AgendaPoint) -> &Openings {
        let item = point.item().and_then(|id| self.item(id));
        item.map_or(&Openings::NOTHING, |item| &item.open)
    }

    /// Whether the table can be there: closed, or at an item that stands on the agenda.
    pub fn has(&self, point: &AgendaPoint) -> bool {
        point.item().is_none_or(|id| self.item(id).is_some())
    }

    /// What comes after this, the closing last.
    pub fn next(&self, point: &AgendaPoint) -> Option<AgendaPoint> {
        let next = self.place(point)? + 1;
        let item = self.items.get(next).map(AgendaItem::point);
        Some(item.unwrap_or(AgendaPoint::Closed))
    }

    /// What comes before this.
    pub fn back(&self, point: &AgendaPoint) -> Option<AgendaPoint> {
        let place = self.place(point).unwrap_or(self.items.len());
        Some(self.items.get(place.checked_sub(1)?)?.point())
    }

    /// The place of the item; none for a table that is closed.
    pub fn place(&self, point: &AgendaPoint) -> Option<usize> {
        let id = point.item()?;
        self.items.iter().position(|item| &item.id == id)
    }

    /// When the last item will have ended, if every item takes its minutes: of the item that the table is at, what the
    /// clock says is left, or else what is left of its minutes. Nothing if no time was planned.
    pub fn expected_end(&self, now: Timestamp) -> Option<Timestamp> {
        let place = self.place(&self.at)?;
        let (here, ahead) = self.items[place..].split_first()?;
        let ahead: u64 = ahead.iter().map(AgendaItem::duration).sum();
        let over = self.ends_here(here, now).max(now);
        let is_planned = ahead > 0 || here.minutes > 0 || self.ends.is_some();
        is_planned.then_some(Timestamp(over.0.saturating_add(ahead)))
    }

    fn ends_here(&self, here: &AgendaItem, now: Timestamp) -> Timestamp {
        if let Some(ends) = self.ends {
            return ends;
        }
        let begun = self.since.unwrap_or(now);
        let planned = begun.0.saturating_add(here.duration());
        Timestamp(self.left.map_or(planned, |left| now.0.saturating_add(left)))
    }

    /// Leaves out what a snapshot of an earlier build does not say.
    pub(crate) fn forget_what_is_unknown_to(&mut self, told: &Self) {
        self.since = self.since.filter(|_| told.since.is_some());
        let was_told = told.was_open.is_some();
        self.was_open = self.was_open.take().filter(|_| was_told);
        let since = told.before_move.as_ref().and_then(|before| before.since);
        if let Some(before) = &mut self.before_move {
            before.since = before.since.filter(|_| since.is_some());
        }
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, at: Timestamp, event: &AgendaEvent) -> Option<Moment> {
        let open = self.open().clone();
        let moment = self.take_in(at, event);
        if *self.open() != open {
            self.was_open = Some(WasOpen { until: at, open });
        }
        moment
    }

    fn take_in(&mut self, at: Timestamp, event: &AgendaEvent) -> Option<Moment> {
        match event {
            AgendaEvent::Moved {
                to,
                from,
                ends,
                left,
            } => {
                self.move_to(at, from.as_ref(), to);
                (self.ends, self.left) = (*ends, *left);
                Some(Moment::Phase {
                    to: to.clone(),
                    title: self.title(to),
                })
            }
            AgendaEvent::MoveTakenBack {
                to,
                ready,
                ends,
                left,
            } => {
                let before = self.before_move.take();
                self.since = before.map_or(Some(at), |before| before.since);
                self.at = to.clone();
                self.ready.clone_from(ready);
                (self.ends, self.left) = (*ends, *left);
                Some(Moment::MoveTakenBack {
                    to: to.clone(),
                    title: self.title(to),
                })
            }
            AgendaEvent::TimeKept { ends, left } => {
                self.keep_time(*ends, *left);
                None
            }
            AgendaEvent::ReadinessShown { delegation, ready } => {
                if *ready {
                    self.ready.insert(delegation.clone());
                } else {
                    self.ready.remove(delegation);
                }
                None
            }
            AgendaEvent::ItemAdded { item, after } => {
                self.insert(item.clone(), after.as_ref());
                None
            }
            AgendaEvent::ItemRevised { item } => {
                let there = self.items.iter_mut().find(|there| there.id == item.id);
                if let Some(there) = there {
                    there.clone_from(item);
                }
                None
            }
            AgendaEvent::ItemPut { item, after } => {
                let there = self.items.iter().position(|there| &there.id == item);
                if let Some(item) = there.map(|place| self.items.remove(place)) {
                    self.insert(item, after.as_ref());
                }
                None
            }
            AgendaEvent::ItemRemoved { item } => {
                self.items.retain(|there| &there.id != item);
                self.forget_what_is_gone();
                None
            }
            AgendaEvent::AgendaSet { items } => {
                self.items.clone_from(items);
                self.forget_what_is_gone();
                None
            }
        }
    }

    /// What the item is called that stands there; empty for items that the catalogues name, and where the table is closed.
    pub fn title(&self, point: &AgendaPoint) -> String {
        let item = point.item().and_then(|id| self.item(id));
        item.map(|item| item.title.clone()).unwrap_or_default()
    }

    /// An item starts with nobody ready.
    fn move_to(&mut self, at: Timestamp, from: Option<&AgendaPoint>, to: &AgendaPoint) {
        let ready = std::mem::take(&mut self.ready);
        self.before_move = from.map(|point| BeforeMove {
            at,
            point: point.clone(),
            since: self.since,
            ready,
            ends: self.ends,
            left: self.left,
        });
        self.at = to.clone();
        self.since = Some(at);
    }

    /// A clock that was set after a move is no part of what undoing that move undoes.
    fn keep_time(&mut self, ends: Option<Timestamp>, left: Option<u64>) {
        (self.ends, self.left) = (ends, left);
        if let Some(before) = &mut self.before_move {
            (before.ends, before.left) = (ends, left);
        }
    }

    fn insert(&mut self, item: AgendaItem, after: Option<&AgendaItemId>) {
        let behind = after.and_then(|after| self.items.iter().position(|there| &there.id == after));
        self.items.insert(behind.map_or(0, |place| place + 1), item);
    }

    /// A move from an item that is not there any more cannot be undone.
    fn forget_what_is_gone(&mut self) {
        let before = self.before_move.take();
        self.before_move = before.filter(|before| self.has(&before.point));
    }
}

impl AgendaItem {
    /// How long it is planned for, in milliseconds.
    pub fn duration(&self) -> u64 {
        u64::from(self.minutes) * 60_000
    }
}
