//! What a table lacks in order to be what its session says. Events of the session are not told to tables one by one: a table
//! compares, so that one that was not open, or could not save it, catches up by itself.

use super::state::{Member, Session, SessionTable};
use crate::features::announcements::AnnouncementEvent;
use crate::features::chair::ChairEvent;
use crate::features::delegations::{Delegation, DelegationEvent};
use crate::features::people::{Participant, PeopleEvent};
use crate::features::roll_call::RollCallEvent;
use crate::features::titles::TitleEvent;
use crate::ids::{DelegationId, ParticipantId};
use crate::table::{Event, RoundTable};
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// The events that make the table what the session says; nothing is ever taken away but the offices of who was removed. `names` are those of people.
    pub fn lacking(
        &self,
        table: &RoundTable,
        names: &BTreeMap<ParticipantId, String>,
    ) -> Vec<Event> {
        self.lacking_of(table, names, None)
    }

    /// The same of a table that lacked nothing before what happened last, of which these people's places and names are all that
    /// may have changed: the others' are not compared.
    pub fn lacking_since(
        &self,
        table: &RoundTable,
        names: &BTreeMap<ParticipantId, String>,
        changed: &BTreeSet<ParticipantId>,
    ) -> Vec<Event> {
        self.lacking_of(table, names, Some(changed))
    }

    fn lacking_of(
        &self,
        table: &RoundTable,
        names: &BTreeMap<ParticipantId, String>,
        changed: Option<&BTreeSet<ParticipantId>>,
    ) -> Vec<Event> {
        let Some(here) = self.table(&table.id) else {
            return Vec::new();
        };
        // What was signed off does not change.
        let is_open = !table.agenda.is_closed();
        let mut lacking = Vec::new();
        let mut changed = changed;
        if is_open {
            lacking.extend(self.lacking_titles(here, table));
            let delegations: Vec<_> = self.lacking_delegations(here, table).collect();
            // Who speaks for one that is seated now sits with it, whenever they came.
            changed = changed.filter(|_| delegations.is_empty());
            lacking.extend(delegations);
        }
        if here.closed_to_observers != table.closed_to_observers {
            let allowed = !here.closed_to_observers;
            lacking.push(PeopleEvent::ObserversAllowed { allowed }.into());
        }
        let is_seated =
            |id: &DelegationId| table.delegation(id).is_some() || (is_open && here.seats(id));
        let may_sit = |member: &Member| member.delegation.as_ref().is_none_or(is_seated);
        let lacks = |(id, member): (&ParticipantId, &Member)| {
            let member = Some(member).filter(|member| may_sit(member))?;
            lacking_person(table, id, member, names)
        };
        match changed {
            None => lacking.extend(self.people.iter().filter_map(lacks)),
            Some(changed) => {
                let people = changed.iter();
                let people = people.filter_map(|id| Some((id, self.people.get(id)?)));
                lacking.extend(people.filter_map(lacks));
            }
        }
        if is_open {
            lacking.extend(self.vacant_offices(table));
        }
        lacking.extend(self.lacking_announcements(table));
        lacking
    }

    /// Whoever was removed neither presides nor heads a delegation any more: nobody waits for them.
    fn vacant_offices(&self, table: &RoundTable) -> impl Iterator<Item = Event> {
        let is_here = |who: &ParticipantId| self.people.contains_key(who);
        let all_preside = table.chair.0.iter().all(is_here);
        let chair = (!all_preside).then(|| {
            let to = table.chair.0.iter().filter(|who| is_here(who)).cloned();
            let to = to.collect();
            ChairEvent::ChairHandedOver { to }.into()
        });
        let heads = table.roll_call.heads.iter();
        let gone = heads.filter(move |(_, head)| !is_here(head));
        let heads = gone.map(|(delegation, _)| {
            let (delegation, head) = (delegation.clone(), None);
            RollCallEvent::HeadNamed { delegation, head }.into()
        });
        chair.into_iter().chain(heads.collect::<Vec<_>>())
    }

    /// What was said and the table has not taken yet. Who sits at a closed table is called back as well.
    fn lacking_announcements(&self, table: &RoundTable) -> impl Iterator<Item = Event> {
        let (id, heard) = (table.id.clone(), table.announcements.heard);
        let said = self.announcements.iter();
        let new = said.filter(move |it| it.announcement.nth > heard && it.is_for(&id));
        new.map(|it| {
            let announcement = it.announcement.clone();
            AnnouncementEvent::Announced { announcement }.into()
        })
    }

    fn lacking_titles(&self, here: &SessionTable, table: &RoundTable) -> Vec<Event> {
        let (name, title) = (here.name.clone(), self.title.clone());
        let renamed = (name != table.name).then(|| TitleEvent::TableRenamed { name }.into());
        let revised =
            (title != table.note.title).then(|| TitleEvent::TitleRevised { title }.into());
        renamed.into_iter().chain(revised).collect()
    }

    fn lacking_delegations(
        &self,
        here: &SessionTable,
        table: &RoundTable,
    ) -> impl Iterator<Item = Event> {
        let lacking = move |delegation: &Delegation| {
            let now = table.delegation(&delegation.id);
            let delegation = delegation.clone();
            match now {
                None if here.seats(&delegation.id) => {
                    Some(DelegationEvent::DelegationSeated { delegation }.into())
                }
                Some(now) if *now != delegation => {
                    Some(DelegationEvent::DelegationRevised { delegation }.into())
                }
                None | Some(_) => None,
            }
        };
        self.delegations.iter().filter_map(lacking)
    }
}

fn lacking_person(
    table: &RoundTable,
    id: &ParticipantId,
    member: &Member,
    names: &BTreeMap<ParticipantId, String>,
) -> Option<Event> {
    let now = table.participants.get(id);
    // One whose name nobody knows any more keeps what stands for it.
    let name = names.get(id).or(now.map(|now| &now.name));
    let is_so = now.is_some_and(|now| {
        (now.role, &now.delegation) == (member.role, &member.delegation) && Some(&now.name) == name
    });
    if is_so {
        return None;
    }
    let participant = Participant {
        id: id.clone(),
        name: name.cloned().unwrap_or_default(),
        role: member.role,
        delegation: member.delegation.clone(),
    };
    Some(PeopleEvent::ParticipantAdmitted { participant }.into())
}
