//! The document's roots at a table: which there are now, and who may write them.

use super::context::Context;
use super::state::RoundTable;
use crate::document::Root;
use crate::features::agenda::Phase;
use crate::features::people::{Participant, Role};
use crate::features::practices::PracticeField;
use crate::features::{answers, practices};
use crate::ids::DelegationId;
use crate::refusal::Refusal;

impl RoundTable {
    /// Every root the document has now, in order.
    pub fn roots(&self) -> Vec<Root> {
        let mut roots = vec![Root::Summary];
        for question in &self.questions {
            if question.answered.jointly() {
                roots.push(Root::Joint(question.id.clone()));
            }
            if question.answered.by_delegation() {
                let own =
                    |delegation: &DelegationId| Root::Own(question.id.clone(), delegation.clone());
                roots.extend(
                    self.delegations
                        .iter()
                        .map(|delegation| own(&delegation.id)),
                );
            }
        }
        for practice in &self.practices {
            let field = |field| Root::Practice(practice.id.clone(), field);
            roots.extend(PracticeField::ALL.map(field));
        }
        roots
    }

    /// Whether this participant may write that root now, and if not, why.
    pub fn may_write(&self, who: &Participant, root: &Root) -> Result<(), Refusal> {
        let asked = Context::of(self, who)?;
        if who.role == Role::Observer {
            return Err(Refusal::NeedsRole {
                role: Role::Delegate,
            });
        }
        match root {
            Root::Joint(question) => answers::may_write_jointly(asked, question),
            Root::Own(question, delegation) => answers::may_write_own(asked, question, delegation),
            Root::Practice(practice, _) => practices::may_write(asked, practice),
            Root::Summary => {
                asked.needs_role(Role::Rapporteur)?;
                asked.needs_phase(&Phase::OPEN)
            }
        }
    }
}
