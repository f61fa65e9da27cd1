//! Who may see what: the one rule of secrecy. The live path, the first state that a newcomer gets, and what leaves
//! the room all ask [`Event::audience`], or what it is made of.

use super::event::{Event, Record, TableEvent};
use super::state::RoundTable;
use crate::features::chair::{Chair, may_preside};
use crate::features::people::{Participant, Role};
use crate::features::temperature::TemperatureEvent;
use crate::ids::{DelegationId, ParticipantId};

/// Who may see all of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Everybody at the table.
    Everybody,
    /// Those who speak for one of these delegations; everybody else sees at most that it happened.
    Delegations(&'a [DelegationId]),
    /// Those in some roles, some people, and those who speak for a delegation; everybody else sees at most that it happened.
    Those {
        /// The roles.
        roles: &'static [Role],
        /// The people.
        people: &'a [ParticipantId],
        /// The delegation, if there is one.
        delegation: Option<&'a DelegationId>,
    },
    /// Those who write the report: who facilitates, the rapporteurs, and who presides.
    Reporters(&'a Chair),
}

impl Audience<'_> {
    /// Whether this participant is among them.
    pub fn holds(self, viewer: &Participant) -> bool {
        match self {
            Self::Everybody => true,
            Self::Delegations(delegations) => viewer
                .speaks_for()
                .is_some_and(|delegation| delegations.contains(delegation)),
            Self::Those {
                roles,
                people,
                delegation,
            } => {
                let own = viewer.speaks_for();
                roles.contains(&viewer.role)
                    || people.contains(&viewer.id)
                    || (own.is_some() && own == delegation)
            }
            Self::Reporters(chair) => match viewer.role {
                Role::Facilitator | Role::Rapporteur => true,
                Role::Delegate | Role::Observer | Role::Projector | Role::Interpreter => {
                    chair.0.contains(&viewer.id) && may_preside(viewer)
                }
            },
        }
    }
}

impl TableEvent {
    const fn audience(&self) -> Audience<'_> {
        match self {
            Self::Convened(_) => Audience::Everybody,
        }
    }

    const fn veil(&mut self) {
        match self {
            Self::Convened(_) => {}
        }
    }
}

impl Event {
    /// Who may see all of it. What happens next, a new event included, is shown to nobody before its feature says so.
    pub const fn audience(&self) -> Audience<'_> {
        match self {
            Self::Table(event) => event.audience(),
            Self::Titles(event) => event.audience(),
            Self::People(event) => event.audience(),
            Self::Delegations(event) => event.audience(),
            Self::Desks(event) => event.audience(),
            Self::Agenda(event) => event.audience(),
            Self::Answers(event) => event.audience(),
            Self::Practices(event) => event.audience(),
            Self::Themes(event) => event.audience(),
            Self::Ballots(event) => event.audience(),
            Self::Projector(event) => event.audience(),
            Self::Chair(event) => event.audience(),
            Self::Floor(event) => event.audience(),
            Self::Lead(event) => event.audience(),
            Self::Announcements(event) => event.audience(),
            Self::Comments(event) => event.audience(),
            Self::Revisions(event) => event.audience(),
            Self::Temperature(event) => event.audience(),
            Self::Pulling(event) => event.audience(),
            Self::RollCall(event) => event.audience(),
            Self::Report(event) => event.audience(),
            Self::NoObjection(event) => event.audience(),
            Self::Circulation(event) => event.audience(),
            Self::Commitments(event) => event.audience(),
            Self::SignOff(event) => event.audience(),
        }
    }

    /// Takes out what those do not see who may not see all of it.
    fn veil(&mut self) {
        match self {
            Self::Table(event) => event.veil(),
            Self::Titles(event) => event.veil(),
            Self::People(event) => event.veil(),
            Self::Delegations(event) => event.veil(),
            Self::Desks(event) => event.veil(),
            Self::Agenda(event) => event.veil(),
            Self::Answers(event) => event.veil(),
            Self::Practices(event) => event.veil(),
            Self::Themes(event) => event.veil(),
            Self::Ballots(event) => event.veil(),
            Self::Projector(event) => event.veil(),
            Self::Chair(event) => event.veil(),
            Self::Floor(event) => event.veil(),
            Self::Lead(event) => event.veil(),
            Self::Announcements(event) => event.veil(),
            Self::Comments(event) => event.veil(),
            Self::Revisions(event) => event.veil(),
            Self::Temperature(event) => event.veil(),
            Self::Pulling(event) => event.veil(),
            Self::RollCall(event) => event.veil(),
            Self::Report(event) => event.veil(),
            Self::NoObjection(event) => event.veil(),
            Self::Circulation(event) => event.veil(),
            Self::Commitments(event) => event.veil(),
            Self::SignOff(event) => event.veil(),
        }
    }
}

impl Record {
    /// The record as this participant may see it.
    #[must_use]
    pub fn seen_by(self, viewer: &Participant) -> Self {
        if self.event.audience().holds(viewer) {
            self
        } else {
            self.seen_by_others()
        }
    }

    /// The record as those see it who are not in its audience.
    #[must_use]
    pub fn seen_by_others(mut self) -> Self {
        // Nobody need know whose desk it is, who leans which way, nor who objects.
        let tells_whose = match &self.event {
            Event::Desks(_) | Event::Temperature(TemperatureEvent::TemperatureSaid { .. }) => true,
            Event::NoObjection(event) => event.tells_whose(),
            _ => false,
        };
        if tells_whose {
            self.by = None;
        }
        self.event.veil();
        self
    }
}

impl RoundTable {
    /// The table as this participant may see it: of open ballots, who has voted, and no choice but
    /// their own delegation's; no desk but those on which they work; of a temperature check, who leans which way, and of wording
    /// that was put, who objects, only where they may.
    #[must_use]
    pub fn seen_by(&self, viewer: &Participant) -> Self {
        let mut view = self.clone();
        for ballot in &mut view.ballots {
            ballot.veil(|audience| audience.holds(viewer));
        }
        view.desks.veil(viewer.speaks_for());
        view.temperature.veil(|audience| audience.holds(viewer));
        view.no_objections.veil(|audience| audience.holds(viewer));
        view.floor.veil(|audience| audience.holds(viewer));
        view.pulling.veil(viewer.speaks_for());
        view
    }

    /// The table as those may see it who were not at it: as much as it may tell everybody.
    #[must_use]
    pub fn seen_by_all(&self) -> Self {
        let mut view = self.clone();
        for ballot in &mut view.ballots {
            ballot.veil(|audience| audience == Audience::Everybody);
        }
        view.desks.veil(None);
        view.temperature
            .veil(|audience| audience == Audience::Everybody);
        view.no_objections
            .veil(|audience| audience == Audience::Everybody);
        view.floor.veil(|audience| audience == Audience::Everybody);
        view.pulling.veil(None);
        view
    }
}
