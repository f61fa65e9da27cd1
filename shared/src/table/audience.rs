//! Who may see all of something.

use crate::features::people::Participant;
use crate::ids::DelegationId;

/// Who may see all of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Everybody at the table.
    Everybody,
    /// Those who speak for one of these delegations; everybody else sees at most that it happened.
    Delegations(&'a [DelegationId]),
}

impl Audience<'_> {
    /// Whether this participant is among them.
    pub fn holds(self, viewer: &Participant) -> bool {
        match self {
            Self::Everybody => true,
            Self::Delegations(delegations) => viewer
                .speaks_for()
                .is_some_and(|delegation| delegations.contains(delegation)),
        }
    }
}
