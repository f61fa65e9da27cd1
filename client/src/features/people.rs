//! Who is at the table.

pub mod list;

use shared::features::people::Participant;
use shared::ids::DelegationId;

use crate::live::LiveTable;

/// The people of a delegation who are here.
fn here_of(live: LiveTable, delegation: &DelegationId) -> Vec<Participant> {
    let all = live.with(|table| {
        let people = table.participants.values();
        let members = people.filter(|person| person.delegation.as_ref() == Some(delegation));
        members.cloned().collect::<Vec<_>>()
    });
    let mut here = all.unwrap_or_default();
    here.retain(|person| live.is_present(&person.id));
    here
}

/// Whether somebody of a delegation is connected.
pub fn is_connected(live: LiveTable, delegation: &DelegationId) -> bool {
    !here_of(live, delegation).is_empty()
}

/// Whether what a delegation is told does not get through in time. Of several people, one whose connection does is enough.
fn is_behind(live: LiveTable, here: &[Participant]) -> bool {
    use leptos::prelude::With as _;
    let all =
        |behind: &std::collections::BTreeSet<_>| here.iter().all(|it| behind.contains(&it.id));
    !here.is_empty() && live.knows_presence() && live.behind.with(all)
}

/// The delegations that are behind, by their short names.
pub fn behind(live: LiveTable) -> Vec<String> {
    let all = live.with(|table| {
        let all = table.delegations.iter();
        all.map(|it| (it.id.clone(), it.short.clone()))
            .collect::<Vec<_>>()
    });
    let mut all = all.unwrap_or_default();
    all.retain(|(id, _)| is_behind(live, &here_of(live, id)));
    all.into_iter().map(|(_, short)| short).collect()
}
