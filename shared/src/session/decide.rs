//! What follows from what is asked of a session, or why nothing does.

use super::command::SessionCommand;
use super::event::SessionEvent;
use super::state::{Member, Session, SessionTable};
use crate::features::delegations::{Delegation, check_delegation};
use crate::features::people::Role;
use crate::ids::{DelegationId, ParticipantId, TableId};
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{found, has_room, unless};
use std::collections::BTreeSet;

/// What follows, or why nothing does. No events means that it is so already.
pub type Decision = Result<Vec<SessionEvent>, Refusal>;

/// The session as it is, and which of its tables are closed: what was signed off does not change.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub session: &'a Session,
    pub closed: &'a BTreeSet<TableId>,
    pub who: &'a ParticipantId,
}

impl Session {
    /// Decides what a facilitator asks, while these of its tables are closed.
    pub fn decide(
        &self,
        who: &ParticipantId,
        command: SessionCommand,
        closed: &BTreeSet<TableId>,
    ) -> Decision {
        let role = Role::Facilitator;
        if self.people.get(who).ok_or(Refusal::Stranger)?.role != role {
            return Err(Refusal::NeedsRole { role });
        }
        let asked = Context {
            session: self,
            closed,
            who,
        };
        match command {
            SessionCommand::ReviseTitle { title } => asked.revise_title(&title),
            SessionCommand::AddDelegation { delegation, tables } => {
                asked.add_delegation(delegation.cleaned(), &tables)
            }
            SessionCommand::ReviseDelegation { delegation } => {
                asked.revise_delegation(delegation.cleaned())
            }
            SessionCommand::PlaceDelegation { delegation, tables } => {
                asked.place_delegation(&delegation, &tables)
            }
            SessionCommand::AddTable {
                table,
                name,
                delegations,
            } => asked.add_table(table, &name, delegations),
            SessionCommand::RenameTable { table, name } => asked.rename_table(table, &name),
            SessionCommand::RemoveParticipant { participant } => Ok(unless(
                !self.people.contains_key(&participant),
                SessionEvent::ParticipantRemoved { participant },
            )),
            SessionCommand::Announce {
                announcement,
                at,
                says,
                tables,
            } => asked.announce(announcement, at, says, tables),
            SessionCommand::AllowObservers { table, allowed } => {
                asked.allow_observers(table, allowed)
            }
            SessionCommand::ChoosePlenary { table } => asked.choose_plenary(table),
            SessionCommand::Move {
                announcement,
                at,
                whom,
                from,
                to,
            } => asked.move_on((announcement, at), whom, from, to),
        }
    }

    /// Lets somebody in: whoever holds an invitation has been checked before this.
    pub fn admit(&self, participant: ParticipantId, member: Member) -> Decision {
        match (member.role, &member.delegation) {
            (Role::Delegate, None) => return Err(Refusal::NeedsDelegation),
            (Role::Delegate, Some(delegation)) => {
                found(Noun::Delegation, self.delegation(delegation))?;
            }
            // Whoever speaks for a delegation sees and casts its votes: delegates only.
            (
                Role::Facilitator
                | Role::Rapporteur
                | Role::Observer
                | Role::Projector
                | Role::Interpreter,
                Some(_),
            ) => {
                return Err(Refusal::NeedsRole {
                    role: Role::Delegate,
                });
            }
            (
                Role::Facilitator
                | Role::Rapporteur
                | Role::Observer
                | Role::Projector
                | Role::Interpreter,
                None,
            ) => {}
        }
        let here = self.people.get(&participant);
        if here.is_none() {
            has_room(Noun::Participant, self.people.len(), limits::PARTICIPANTS)?;
        }
        let is_so = here == Some(&member);
        let Member { role, delegation } = member;
        Ok(unless(
            is_so,
            SessionEvent::ParticipantAdmitted {
                participant,
                role,
                delegation,
            },
        ))
    }
}

impl Context<'_> {
    fn revise_title(self, title: &str) -> Decision {
        let title = clean(title);
        named(&title, Noun::Title, limits::TITLE)?;
        if title == self.session.title {
            return Ok(Vec::new());
        }
        self.needs_open(self.session.tables.iter())?;
        Ok(vec![SessionEvent::TitleRevised { title }])
    }

    fn add_delegation(self, delegation: Delegation, tables: &[TableId]) -> Decision {
        if let Some(there) = self.session.delegation(&delegation.id) {
            if *there == delegation {
                return self.place_delegation(&delegation.id, tables);
            }
            let what = Noun::Delegation;
            return Err(Refusal::IdTaken { what });
        }
        check_delegation(&self.session.delegations, &delegation)?;
        let tables = self.wanted(tables)?;
        self.needs_open(tables.iter().copied())?;
        let tables = self.with_room(&tables)?;
        Ok(vec![SessionEvent::DelegationAdded { delegation, tables }])
    }

    fn revise_delegation(self, delegation: Delegation) -> Decision {
        let now = found(Noun::Delegation, self.session.delegation(&delegation.id))?;
        if *now == delegation {
            return Ok(Vec::new());
        }
        let others = self.session.delegations.iter();
        let others: Vec<_> = others.filter(|d| d.id != delegation.id).cloned().collect();
        check_delegation(&others, &delegation)?;
        let tables = self.session.tables.iter();
        self.needs_open(tables.filter(|table| table.seats(&delegation.id)))?;
        Ok(vec![SessionEvent::DelegationRevised { delegation }])
    }

    fn place_delegation(self, id: &DelegationId, tables: &[TableId]) -> Decision {
        found(Noun::Delegation, self.session.delegation(id))?;
        let mut lacking = self.wanted(tables)?;
        lacking.retain(|table| !table.seats(id));
        self.needs_open(lacking.iter().copied())?;
        let placed = self.with_room(&lacking)?.into_iter();
        let placed = placed.map(|table| SessionEvent::DelegationPlaced {
            delegation: id.clone(),
            table,
        });
        Ok(placed.collect())
    }

    fn add_table(self, table: TableId, name: &str, delegations: Vec<DelegationId>) -> Decision {
        let name = clean(name);
        if let Some(there) = self.session.table(&table) {
            let is_so = there.name == name && there.delegations == delegations;
            return crate::table::same_or_taken(Noun::Table, is_so);
        }
        has_room(Noun::Table, self.session.tables.len(), limits::TABLES)?;
        self.check_name(&table, &name)?;
        for delegation in &delegations {
            found(Noun::Delegation, self.session.delegation(delegation))?;
        }
        Ok(vec![SessionEvent::TableAdded {
            table,
            name,
            delegations,
        }])
    }

    fn rename_table(self, table: TableId, name: &str) -> Decision {
        let name = clean(name);
        let now = found(Noun::Table, self.session.table(&table))?;
        if now.name == name {
            return Ok(Vec::new());
        }
        self.check_name(&table, &name)?;
        self.needs_open([now].into_iter())?;
        Ok(vec![SessionEvent::TableRenamed { table, name }])
    }

    /// Also at a table that is closed: who may read it is not what was signed off.
    fn allow_observers(self, table: TableId, allowed: bool) -> Decision {
        let now = found(Noun::Table, self.session.table(&table))?;
        let is_so = now.closed_to_observers != allowed;
        Ok(unless(
            is_so,
            SessionEvent::ObserversAllowed { table, allowed },
        ))
    }

    /// Checks a table's name against its limit, and against those of the others.
    fn check_name(self, table: &TableId, name: &str) -> Result<(), Refusal> {
        named(name, Noun::Name, limits::NAME)?;
        let small = name.to_lowercase();
        let mut others = self
            .session
            .tables
            .iter()
            .filter(|other| other.id != *table);
        if others.any(|other| other.name.to_lowercase() == small) {
            let name = name.to_owned();
            return Err(Refusal::DuplicateTable { name });
        }
        Ok(())
    }

    /// The tables by these ids, or all of them.
    fn wanted(&self, ids: &[TableId]) -> Result<Vec<&SessionTable>, Refusal> {
        if ids.is_empty() {
            return Ok(self.session.tables.iter().collect());
        }
        let ids: BTreeSet<_> = ids.iter().collect();
        let table = |id: &TableId| found(Noun::Table, self.session.table(id));
        ids.into_iter().map(table).collect()
    }

    /// Those of the tables that are not closed. Refuses if there is no room at one of them.
    fn with_room(&self, tables: &[&SessionTable]) -> Result<Vec<TableId>, Refusal> {
        let open = tables
            .iter()
            .filter(|table| !self.closed.contains(&table.id));
        let id = |table: &&SessionTable| {
            let there = table.delegations.len();
            has_room(Noun::Delegation, there, limits::DELEGATIONS)?;
            Ok(table.id.clone())
        };
        open.map(id).collect()
    }

    /// Refuses if all that it concerns is closed tables.
    fn needs_open<'t>(
        self,
        mut tables: impl Iterator<Item = &'t SessionTable> + Clone,
    ) -> Result<(), Refusal> {
        let is_nothing = tables.clone().next().is_none();
        if is_nothing || tables.any(|table| !self.closed.contains(&table.id)) {
            return Ok(());
        }
        Err(Refusal::TableClosed)
    }
}
