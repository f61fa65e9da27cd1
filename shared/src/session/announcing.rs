//! What facilitators say to tables, and whom they ask to another.

use super::command::Say;
use super::decide::{Context, Decision};
use super::event::SessionEvent;
use super::state::Member;
use crate::features::announcements::{Announcement, Said, Whom, last_call};
use crate::ids::{AnnouncementId, DelegationId, TableId, Timestamp};
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{found, has_room, same_or_taken, unless};
use std::collections::BTreeSet;

/// A minute, in milliseconds.
const MINUTE: u64 = 60_000;

impl Context<'_> {
    pub(super) fn announce(
        self,
        id: AnnouncementId,
        at: Timestamp,
        says: Say,
        tables: Vec<TableId>,
    ) -> Decision {
        let says = self.said(at, says)?;
        let tables: BTreeSet<_> = tables.into_iter().collect();
        let tables: Vec<_> = tables.into_iter().collect();
        let all = &self.session.announcements;
        if let Some(there) = all.iter().find(|it| it.announcement.id == id) {
            let is_same = is_same(&there.announcement, &says, at) && there.tables == tables;
            return same_or_taken(Noun::Announcement, is_same);
        }
        for table in &tables {
            found(Noun::Table, self.session.table(table))?;
        }
        if says == Said::CalledOff {
            let here = all.iter().filter(|it| it.tables == tables);
            if last_call(here.map(|it| &it.announcement)).is_none() {
                return Ok(Vec::new());
            }
        }
        Ok(vec![self.announced(id, at, says, tables)?])
    }

    pub(super) fn choose_plenary(self, table: TableId) -> Decision {
        found(Noun::Table, self.session.table(&table))?;
        let is_so = self.session.plenary.as_ref() == Some(&table);
        Ok(unless(is_so, SessionEvent::PlenaryChosen { table }))
    }

    /// They are let in at the other table, if they are not yet, and are told at the one where they are.
    pub(super) fn move_on(
        self,
        (id, at): (AnnouncementId, Timestamp),
        whom: Whom,
        from: TableId,
        to: TableId,
    ) -> Decision {
        let there = found(Noun::Table, self.session.table(&to))?;
        let here = found(Noun::Table, self.session.table(&from))?;
        let says = Said::Moved {
            whom: whom.clone(),
            to: to.clone(),
            name: there.name.clone(),
        };
        let tables = vec![from.clone()];
        let mut all = self.session.announcements.iter();
        if let Some(it) = all.find(|it| it.announcement.id == id) {
            let is_same = is_same(&it.announcement, &says, at) && it.tables == tables;
            return same_or_taken(Noun::Announcement, is_same);
        }
        if from == to {
            return Ok(Vec::new());
        }
        let event = match whom {
            Whom::Delegation { delegation } => {
                let sits = here.delegations.iter().find(|it| **it == delegation);
                found(Noun::Delegation, sits)?;
                self.has_place(&delegation, &to)?;
                Some(SessionEvent::DelegationMoved {
                    delegation,
                    from,
                    to,
                })
            }
            Whom::Person { participant } => {
                let member = self.session.people.get(&participant);
                let member = member.filter(|member| here.takes(member));
                let Member { delegation, .. } = found(Noun::Participant, member)?;
                let delegation = delegation.clone();
                let lacking = delegation.filter(|delegation| !there.seats(delegation));
                if let Some(delegation) = &lacking {
                    self.has_place(delegation, &to)?;
                }
                lacking.map(|delegation| SessionEvent::DelegationPlaced {
                    delegation,
                    table: to,
                })
            }
        };
        let told = self.announced(id, at, says, tables)?;
        Ok(event.into_iter().chain([told]).collect())
    }

    /// Refuses if the delegation neither sits at the table nor can be given a place there.
    fn has_place(self, delegation: &DelegationId, at: &TableId) -> Result<(), Refusal> {
        let table = found(Noun::Table, self.session.table(at))?;
        if table.seats(delegation) {
            return Ok(());
        }
        if self.closed.contains(at) {
            return Err(Refusal::TableClosed);
        }
        let there = table.delegations.len();
        has_room(Noun::Delegation, there, limits::DELEGATIONS)
    }

    /// What is said, as it is kept.
    fn said(self, at: Timestamp, says: Say) -> Result<Said, Refusal> {
        match says {
            Say::Words(text) => {
                let text = clean(&text);
                named(&text, Noun::Announcement, limits::ANNOUNCEMENT)?;
                Ok(Said::Words { text })
            }
            Say::CallBack { minutes, text } => {
                let text = clean(&text);
                short(&text, Noun::Announcement, limits::ANNOUNCEMENT)?;
                let (what, most) = (Noun::Minutes, limits::CALL_MINUTES);
                if minutes == 0 {
                    return Err(Refusal::Empty { what });
                }
                has_room(what, minutes as usize - 1, most as usize)?;
                let to = found(Noun::Table, self.session.plenary())?;
                let delegations = self.session.delegations.iter();
                let without = delegations.filter(|it| !to.seats(&it.id));
                Ok(Said::CallBack {
                    until: Timestamp(at.0.saturating_add(u64::from(minutes) * MINUTE)),
                    to: to.id.clone(),
                    name: to.name.clone(),
                    text,
                    without: without.map(|it| it.id.clone()).collect(),
                })
            }
            Say::CallOff => Ok(Said::CalledOff),
        }
    }

    /// Says it, unless this facilitator has said much within a minute.
    fn announced(
        self,
        id: AnnouncementId,
        at: Timestamp,
        says: Said,
        tables: Vec<TableId>,
    ) -> Result<SessionEvent, Refusal> {
        let all = || self.session.announcements.iter().map(|it| &it.announcement);
        let is_move = |says: &Said| matches!(says, Said::Moved { .. });
        let most = if is_move(&says) {
            limits::MOVES_A_MINUTE
        } else {
            limits::ANNOUNCEMENTS_A_MINUTE
        };
        let is_like_it = |it: &&Announcement| {
            it.by == *self.who
                && is_move(&it.says) == is_move(&says)
                && it.at.0.saturating_add(MINUTE) > at.0
        };
        if all().filter(is_like_it).count() >= most {
            return Err(Refusal::TooOften);
        }
        let announcement = Announcement {
            id,
            nth: all().next_back().map_or(1, |last| last.nth + 1),
            at,
            by: self.who.clone(),
            says,
        };
        Ok(SessionEvent::Announced {
            announcement,
            tables,
        })
    }
}

/// Whether an announcement says this, asked at another time. The table may be called otherwise by then.
fn is_same(there: &Announcement, says: &Said, at: Timestamp) -> bool {
    match (&there.says, says) {
        (
            Said::CallBack { until, text, .. },
            Said::CallBack {
                until: later,
                text: now,
                ..
            },
        ) => text == now && until.0.saturating_sub(there.at.0) == later.0.saturating_sub(at.0),
        (
            Said::Moved { whom, to, .. },
            Said::Moved {
                whom: now,
                to: there,
                ..
            },
        ) => (whom, to) == (now, there),
        (said, says) => said == says,
    }
}
