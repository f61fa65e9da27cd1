//! Who may see all of something.

use crate::features::people::Participant;
use crate::ids::DelegationId;

/// Who may see all of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Everybody at the table.
    Everybody,
    /// Those who speak for this delegation; everybody else sees that it happened.
    Delegation(&'a DelegationId),
}

impl Audience<'_> {
    /// Whether this participant is among them.
    pub fn holds(self, viewer: &Participant) -> bool {
        match self {
            Self::Everybody => true,
            Self::Delegation(delegation) => viewer.speaks_for() == Some(delegation),
        }
    }
}
