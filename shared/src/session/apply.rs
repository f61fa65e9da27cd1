//! How a session changes: by what its log records, and by nothing else.

use super::event::SessionEvent;
use super::state::{Addressed, Member, Session, SessionTable};
use crate::features::announcements::last_about_calls;
use crate::ids::{DelegationId, TableId};
use crate::limits;
use std::collections::BTreeSet;

impl Session {
    /// Takes in what happened. Events about things that are not there change nothing: `decide` never makes them, and a log is
    /// replayed, not judged.
    pub fn apply(&mut self, event: &SessionEvent) {
        match event {
            SessionEvent::SessionConvened(first) => self.clone_from(first),
            SessionEvent::TitleRevised { title } => self.title.clone_from(title),
            SessionEvent::DelegationAdded { delegation, tables } => {
                self.delegations.push(delegation.clone());
                for table in tables {
                    self.place(&delegation.id, table);
                }
            }
            SessionEvent::DelegationRevised { delegation } => {
                let found = self.delegations.iter_mut().find(|d| d.id == delegation.id);
                if let Some(found) = found {
                    found.clone_from(delegation);
                }
            }
            SessionEvent::DelegationPlaced { delegation, table } => self.place(delegation, table),
            SessionEvent::TableAdded {
                table,
                name,
                delegations,
            } => self.tables.push(SessionTable {
                id: table.clone(),
                name: name.clone(),
                delegations: delegations.clone(),
                moved_on: Vec::new(),
                closed_to_observers: false,
            }),
            SessionEvent::TableRenamed { table, name } => {
                if let Some(table) = self.tables.iter_mut().find(|t| t.id == *table) {
                    table.name.clone_from(name);
                }
            }
            SessionEvent::ParticipantAdmitted {
                participant,
                role,
                delegation,
            } => {
                let member = Member {
                    role: *role,
                    delegation: delegation.clone(),
                };
                self.people.insert(participant.clone(), member);
            }
            SessionEvent::ParticipantRemoved { participant } => {
                self.people.remove(participant);
            }
            SessionEvent::Announced {
                announcement,
                tables,
            } => {
                self.announcements.push(Addressed {
                    announcement: announcement.clone(),
                    tables: tables.clone(),
                });
                self.forget_announcements();
            }
            SessionEvent::ObserversAllowed { table, allowed } => {
                if let Some(table) = self.tables.iter_mut().find(|t| t.id == *table) {
                    table.closed_to_observers = !allowed;
                }
            }
            SessionEvent::PlenaryChosen { table } => self.plenary = Some(table.clone()),
            SessionEvent::DelegationMoved {
                delegation,
                from,
                to,
            } => self.move_on(delegation, from, to),
        }
    }

    /// The oldest make room; what was said last about being called back is kept for every table, however much is said after it.
    fn forget_announcements(&mut self) {
        if self.announcements.len() <= limits::SESSION_ANNOUNCEMENTS {
            return;
        }
        let here = |table: &SessionTable| {
            let said = self.announcements.iter().filter(|it| it.is_for(&table.id));
            last_about_calls(said.map(|it| &it.announcement)).map(|it| it.nth)
        };
        let kept: BTreeSet<_> = self.tables.iter().filter_map(here).collect();
        let too_many = self.announcements.len() - limits::SESSION_ANNOUNCEMENTS;
        let mut left = too_many;
        self.announcements.retain(|it| {
            let goes = left > 0 && !kept.contains(&it.announcement.nth);
            left -= usize::from(goes);
            !goes
        });
    }

    fn place(&mut self, delegation: &DelegationId, table: &TableId) {
        if let Some(table) = self.tables.iter_mut().find(|t| t.id == *table) {
            table.delegations.push(delegation.clone());
        }
    }

    fn move_on(&mut self, delegation: &DelegationId, from: &TableId, to: &TableId) {
        for table in &mut self.tables {
            if table.id == *to {
                if !table.seats(delegation) {
                    table.delegations.push(delegation.clone());
                }
                table.moved_on.retain(|it| it != delegation);
            }
            if table.id == *from && !table.moved_on.contains(delegation) {
                table.moved_on.push(delegation.clone());
            }
        }
    }
}
