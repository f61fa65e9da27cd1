//! The documents at a table and their roots: which there are now, who reads them, and who may write them.

use super::audience::Audience;
use super::context::Context;
use super::state::RoundTable;
use crate::document::{DocumentId, Root};
use crate::features::answers::{Answered, Disclosure};
use crate::features::people::{Participant, Role};
use crate::features::practices::PracticeField;
use crate::features::report::Report;
use crate::features::{answers, desks, practices, report};
use crate::gather::gathered;
use crate::ids::{DelegationId, PracticeId, QuestionId, Timestamp};
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// In how many bits of a handle the place of a delegation fits, and in how many that of a question: 1,024 is more than there are
/// at any table.
const PLACE_BITS: u32 = 10;
const PLACES: u64 = (1 << PLACE_BITS) - 1;
/// Above both stands how often the document's readers became more.
const WIDENED: u32 = 2 * PLACE_BITS;
const FIRST_HANDLES: u64 = (1 << WIDENED) - 1;
/// The handle of the facilitators' notes: no delegation has the place 0.
const NOTES: u64 = 1 << PLACE_BITS;

/// The handle of the report.
const REPORT: u64 = 2 << PLACE_BITS;

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
            DocumentId::Private(question, delegation) => {
                let question = self.question(question);
                let question = question.filter(|_| self.delegation(delegation).is_some());
                match question.map(|question| question.disclosure) {
                    None | Some(Disclosure::Open) => Audience::Delegations(&[]),
                    Some(Disclosure::Private) => {
                        Audience::Delegations(std::slice::from_ref(delegation))
                    }
                    Some(Disclosure::Revealed) => Audience::Everybody,
                }
            }
            DocumentId::Notes => Audience::Those {
                roles: &[Role::Facilitator],
                people: &[],
                delegation: None,
            },
            DocumentId::Report => self.report_readers(),
        }
    }

    /// Who reads the report: nobody before it was begun, those who write it until a draft of the outcome went out or the outcome was
    /// signed off, and everybody from then on.
    pub fn report_readers(&self) -> Audience<'_> {
        match &self.report {
            None => Audience::Delegations(&[]),
            Some(_) if self.report_is_out() => Audience::Everybody,
            Some(_) => Audience::Reporters(&self.chair),
        }
    }

    /// Whether the report is read by everybody: a draft of the outcome went out with it, or it was signed off.
    fn report_is_out(&self) -> bool {
        let Some(report) = &self.report else {
            return false;
        };
        let mut drafts = self.circulation.drafts.iter().map(|draft| draft.since);
        let mut versions = self.sign_off.versions.iter().map(|version| version.at);
        drafts.any(|at| at >= report.begun) || versions.any(|at| at >= report.begun)
    }

    /// The documents that this participant may read, besides the table's own: their delegation's first.
    pub fn documents_of(&self, who: &Participant) -> Vec<DocumentId> {
        let own = who.speaks_for();
        let delegations = self.delegations.iter().map(|delegation| &delegation.id);
        let (own, others): (Vec<_>, Vec<_>) = delegations.partition(|id| Some(*id) == own);
        let desks = own.iter().chain(&others).copied();
        let desks = desks.cloned().map(DocumentId::Desk);
        let private = self.private_answers();
        let all = desks
            .chain(private)
            .chain([DocumentId::Notes, DocumentId::Report]);
        all.filter(|document| self.readers(document).holds(who))
            .collect()
    }

    /// The documents of all answers that are private, or were.
    pub fn private_answers(&self) -> impl Iterator<Item = DocumentId> {
        let questions = self.questions.iter();
        let private = questions.filter(|question| question.disclosure != Disclosure::Open);
        private.flat_map(|question| {
            let delegations = self.delegations.iter();
            delegations.map(|of| DocumentId::Private(question.id.clone(), of.id.clone()))
        })
    }

    /// By which number a document goes on the wire: 0 is the table's. It is another each time that more may read the
    /// document, so that what is written without knowing of them is not taken.
    pub fn handle(&self, document: &DocumentId) -> Option<u64> {
        match document {
            DocumentId::Table => Some(0),
            DocumentId::Desk(desk) => {
                let place = self.place_of(desk)?;
                let widened = u64::from(self.desks.widened(desk));
                Some((widened << WIDENED) | place)
            }
            DocumentId::Private(question, delegation) => {
                let place = self.place_of(delegation)?;
                let asked = self.questions.iter().position(|it| it.id == *question)?;
                let is_revealed = self.questions[asked].disclosure == Disclosure::Revealed;
                let asked = (asked as u64 + 1) << PLACE_BITS;
                Some((u64::from(is_revealed) << WIDENED) | asked | place)
            }
            DocumentId::Notes => Some(NOTES),
            DocumentId::Report => Some((u64::from(self.report_is_out()) << WIDENED) | REPORT),
        }
    }

    /// Where a delegation stands among them, from 1.
    fn place_of(&self, delegation: &DelegationId) -> Option<u64> {
        let mut all = self.delegations.iter();
        let place = all.position(|it| it.id == *delegation)?;
        Some(place as u64 + 1)
    }

    /// The number that a document had before anybody else could read it.
    pub fn first_handle(&self, document: &DocumentId) -> Option<u64> {
        Some(self.handle(document)? & FIRST_HANDLES)
    }

    /// The document that has that number, or had it.
    pub fn document(&self, handle: u64) -> Option<DocumentId> {
        let place = |bits: u64| usize::try_from(bits & PLACES).ok();
        let delegation = place(handle)?.checked_sub(1);
        let question = place(handle >> PLACE_BITS)?.checked_sub(1);
        let Some(delegation) = delegation else {
            return match question {
                None => Some(DocumentId::Table),
                Some(_) => match handle & FIRST_HANDLES {
                    NOTES => Some(DocumentId::Notes),
                    REPORT => Some(DocumentId::Report),
                    _ => None,
                },
            };
        };
        let delegation = self.delegations.get(delegation)?.id.clone();
        Some(match question {
            None => DocumentId::Desk(delegation),
            Some(asked) => DocumentId::Private(self.questions.get(asked)?.id.clone(), delegation),
        })
    }

    /// Every root that a document has now, in order.
    pub fn roots_of(&self, document: &DocumentId) -> Vec<Root> {
        match document.only_root() {
            Some(root) => vec![root],
            None if *document == DocumentId::Report => {
                self.report.as_ref().map(Report::roots).unwrap_or_default()
            }
            None => self.roots(),
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
    if who.looks_on() {
        return Err(Refusal::NeedsRole {
            role: Role::Delegate,
        });
    }
    match root {
        Root::Joint(question) => answers::may_write_jointly(asked, question),
        Root::Own(question, delegation) => answers::may_write_own(asked, question, delegation),
        Root::Desk(desk) => desks::may_write(asked, desk),
        Root::Private(question, delegation) => {
            answers::may_write_privately(asked, question, delegation)
        }
        Root::Practice(practice, _) => practices::may_write(asked, practice),
        Root::Summary => {
            asked.needs_role(Role::Rapporteur)?;
            asked.needs_open_table()
        }
        Root::Notes => {
            asked.needs_role(Role::Facilitator)?;
            asked.needs_open_table()
        }
        Root::Section(section) => report::may_write(asked, section),
    }
}

fn roots_of_practice(practice: &PracticeId) -> [Root; PracticeField::ALL.len()] {
    PracticeField::ALL.map(|field| Root::Practice(practice.clone(), field))
}
