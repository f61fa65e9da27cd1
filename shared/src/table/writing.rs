//! The documents at a table and their roots: which there are now, who reads them, and who may write them.

use super::audience::Audience;
use super::context::Context;
use super::state::RoundTable;
use crate::document::{DocumentId, Root};
use crate::features::answers::Answered;
use crate::features::people::{Participant, Role};
use crate::features::practices::PracticeField;
use crate::features::{answers, desks, practices};
use crate::gather::gathered;
use crate::ids::{DelegationId, PracticeId, QuestionId, Timestamp};
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// In how many bits of a handle the place of a desk's delegation fits: 1,024 is more than sit at any table.
const DESK_BITS: u32 = 10;
const FIRST_HANDLES: u64 = (1 << DESK_BITS) - 1;

/// For how many milliseconds words are taken that were on the way when writing ended.
pub const GRACE: u64 = 10_000;

impl RoundTable {
    /// Who may read a document: all of it, since that is what syncing brings.
    pub fn readers<'a>(&'a self, document: &'a DocumentId) -> Audience<'a> {
        match document {
            DocumentId::Table => Audience::Everybody,
            DocumentId::Desk(delegation) if self.delegation(delegation).is_none() => {
                Audience::Delegations(&[])
            }
            DocumentId::Desk(delegation) => Audience::Delegations(self.desks.members(delegation)),
        }
    }

    /// The documents that this participant may read, besides the table's own: their delegation's desk first.
    pub fn documents_of(&self, who: &Participant) -> Vec<DocumentId> {
        let Some(own) = who.speaks_for() else {
            return Vec::new();
        };
        let desks = self.delegations.iter().map(|delegation| &delegation.id);
        let desks = desks.filter(|desk| self.desks.members(desk).contains(own));
        let (own, others): (Vec<_>, Vec<_>) = desks.partition(|desk| *desk == own);
        let desks = own.into_iter().chain(others);
        desks.cloned().map(DocumentId::Desk).collect()
    }

    /// By which number a document goes on the wire: 0 is the table's. It is another each time that more may read the
    /// document, so that what is written without knowing of them is not taken.
    pub fn handle(&self, document: &DocumentId) -> Option<u64> {
        match document {
            DocumentId::Table => Some(0),
            DocumentId::Desk(desk) => {
                let place = self.delegations.iter().position(|it| &it.id == desk)?;
                let widened = u64::from(self.desks.widened(desk));
                Some((widened << DESK_BITS) | (place as u64 + 1))
            }
        }
    }

    /// The number that a document had before anybody else could read it.
    pub fn first_handle(&self, document: &DocumentId) -> Option<u64> {
        Some(self.handle(document)? & FIRST_HANDLES)
    }

    /// The document that has that number, or had it.
    pub fn document(&self, handle: u64) -> Option<DocumentId> {
        let place = usize::try_from(handle & FIRST_HANDLES).ok()?;
        Some(match place.checked_sub(1) {
            None => DocumentId::Table,
            Some(place) => DocumentId::Desk(self.delegations.get(place)?.id.clone()),
        })
    }

    /// Every root that a document has now, in order.
    pub fn roots_of(&self, document: &DocumentId) -> Vec<Root> {
        match document {
            DocumentId::Table => self.roots(),
            DocumentId::Desk(delegation) => vec![Root::Desk(delegation.clone())],
        }
    }

    /// Every root that the table's document has now, in order.
    pub fn roots(&self) -> Vec<Root> {
        let mut roots = vec![Root::Summary];
        for question in &self.questions {
            roots.extend(self.roots_of_question(&question.id, question.answered));
        }
        for practice in &self.practices {
            roots.extend(roots_of_practice(&practice.id));
        }
        roots
    }

    /// The roots of the answers to a question that is asked here, or will be.
    pub(crate) fn roots_of_question(&self, question: &QuestionId, answered: Answered) -> Vec<Root> {
        let joint = answered.jointly().then(|| Root::Joint(question.clone()));
        let own = |delegation: &DelegationId| Root::Own(question.clone(), delegation.clone());
        let delegations = self.delegations.iter().filter(|_| answered.by_delegation());
        let own = delegations.map(|delegation| own(&delegation.id));
        joint.into_iter().chain(own).collect()
    }

    /// Whether one of these new roots would begin with the seed of another in the table's document. Seeds are told
    /// apart by a short hash of their root's name, and clients choose ids.
    pub(crate) fn shares_a_seed(&self, new: &[Root]) -> bool {
        let mut there = self.roots();
        there.extend(self.practices.withdrawn.keys().flat_map(roots_of_practice));
        let mut taken: BTreeSet<u64> = gathered(there.iter().map(Root::seeder));
        new.iter().any(|root| !taken.insert(root.seeder()))
    }

    /// Whether this participant may write that root now, and if not, why.
    pub fn may_write(&self, who: &Participant, root: &Root) -> Result<(), Refusal> {
        may_write(Context::of(self, who)?, root)
    }

    /// The same for what arrives now: whoever was writing when the agenda closed it, or an answer was locked, has
    /// [`GRACE`] to land the last words. A table that is closed takes none.
    pub fn may_land(&self, who: &Participant, root: &Root, now: Timestamp) -> Result<(), Refusal> {
        let asked = Context::of(self, who)?;
        let refusal = match may_write(asked, root) {
            Err(refusal) if !self.agenda.is_closed() => refusal,
            decided => return decided,
        };
        let unaware_since = Timestamp(now.0.saturating_sub(GRACE));
        let before = self.agenda.was_open.as_ref();
        let before = before.filter(|before| before.until > unaware_since);
        let then = Context {
            open: before.map_or(asked.open, |before| &before.open),
            unaware_since: Some(unaware_since),
            ..asked
        };
        may_write(then, root).map_err(|_| refusal)
    }
}

fn may_write(asked: Context<'_>, root: &Root) -> Result<(), Refusal> {
    let who = asked.who;
    if matches!(who.role, Role::Observer | Role::Projector) {
        return Err(Refusal::NeedsRole {
            role: Role::Delegate,
        });
    }
    match root {
        Root::Joint(question) => answers::may_write_jointly(asked, question),
        Root::Own(question, delegation) => answers::may_write_own(asked, question, delegation),
        Root::Desk(desk) => desks::may_write(asked, desk),
        Root::Practice(practice, _) => practices::may_write(asked, practice),
        Root::Summary => {
            asked.needs_role(Role::Rapporteur)?;
            asked.needs_open_table()
        }
    }
}

fn roots_of_practice(practice: &PracticeId) -> [Root; PracticeField::ALL.len()] {
    PracticeField::ALL.map(|field| Root::Practice(practice.clone(), field))
}
