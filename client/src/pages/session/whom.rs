//! Whom a link is for.

use leptos::prelude::*;
use shared::{
    api::{ListedInvitation, MadeInvitation},
    features::delegations::Delegation,
    features::people::Role,
    ids::DelegationId,
};

use crate::{
    views::DelegationChip,
    words::{Wording, use_words},
};

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Whom {
    /// The role it gives.
    pub role: Role,
    /// The delegation it seats with.
    pub delegation: Option<Delegation>,
}

impl Whom {
    /// Somebody who speaks for a delegation.
    pub fn delegate(delegation: Delegation) -> Self {
        Self {
            role: Role::Delegate,
            delegation: Some(delegation),
        }
    }

    /// Somebody without a delegation.
    pub fn only(role: Role) -> Self {
        Self {
            role,
            delegation: None,
        }
    }

    /// Somebody of that role and delegation, if the delegation is known.
    pub fn of(role: Role, delegation: Option<&DelegationId>, seated: &[Delegation]) -> Self {
        let find = |wanted: &DelegationId| seated.iter().find(|seated| seated.id == *wanted);
        Self {
            role,
            delegation: delegation.and_then(find).cloned(),
        }
    }

    /// The delegation's name, or the role's.
    pub fn name(&self, words: Wording) -> String {
        match &self.delegation {
            Some(delegation) => delegation.name.clone(),
            None => words.say(&format!("role-{}", self.role)),
        }
    }

    /// Whether an invitation is for them.
    pub fn has(&self, invitation: &ListedInvitation) -> bool {
        let id = self.delegation.as_ref().map(|delegation| &delegation.id);
        invitation.role == self.role && invitation.delegation.as_ref() == id
    }

    /// An id for what is shown of it.
    pub fn slug(&self) -> String {
        self.delegation.as_ref().map_or_else(
            || self.role.to_string(),
            |delegation| delegation.id.to_string(),
        )
    }
}

/// A link that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Whom it is for.
    pub whom: Whom,
    /// The link itself.
    pub invitation: MadeInvitation,
}

/// Whom a link is for, as it is shown.
#[component]
pub fn Who(
    /// Whom.
    whom: Whom,
) -> impl IntoView {
    let words = use_words();
    let name = whom.name(words);
    match whom.delegation {
        Some(Delegation { short, colour, .. }) => {
            view! { <DelegationChip name short colour /> }.into_any()
        }
        None => view! { <span class="chip role" prop:textContent=name></span> }.into_any(),
    }
}
