//! A session as those who belong to it see it: its tables, who has a seat, and, for its facilitator, the links.
//!
//! Reading order: [`whom`] a link is for, [`links`] (making and showing them), [`handout`] (on paper), [`invitations`] (what was handed out
//! before), [`people`] (who came in by them, and sending somebody away), [`newcomer`] (one delegation more).

mod handout;
mod invitations;
mod links;
mod newcomer;
mod office;
mod people;
mod whom;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    api::{ListedSession, SessionDetails},
    features::delegations::Delegation,
    features::people::Role,
    ids::SessionId,
};

use self::{
    handout::Handout, invitations::Invitations, links::Links, newcomer::Newcomer, office::Office,
    people::People,
};
use super::sessions::Tables;
use crate::{
    api,
    views::{DelegationChip, Loaded, Page},
    words::use_words,
};

/// The page.
#[component]
pub fn Session() -> impl IntoView {
    let words = use_words();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| SessionId::new(id).ok()))
    });
    let details = LocalResource::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => api::session(&id).await,
                None => Err(api::Trouble::nowhere(words)),
            }
        }
    });
    let title = move || match details.get() {
        Some(Ok(details)) => details.session.title,
        _ => words.say("session-kicker"),
    };
    view! {
        <Page title=Signal::derive(title) kicker=Signal::derive(move || words.say("session-kicker"))>
            <Loaded
                of=details
                then=move |details| {
                    if details.session.role == Role::Facilitator {
                        view! { <Facilitators details /> }.into_any()
                    } else {
                        view! { <Others details /> }.into_any()
                    }
                }
            />
        </Page>
    }
}

#[component]
fn Facilitators(details: SessionDetails) -> impl IntoView {
    let SessionDetails {
        session,
        delegations,
        invitations,
    } = details;
    let ListedSession {
        id, title, tables, ..
    } = session;
    provide_context(Office {
        session: id,
        delegations: RwSignal::new(delegations),
        invitations: RwSignal::new(invitations),
        made: RwSignal::new(Vec::new()),
    });
    view! {
        <div class="stack no-print">
            <TablesCard tables />
        </div>
        <Links />
        <Newcomer />
        <People />
        <Invitations />
        <Handout title />
    }
}

#[component]
fn TablesCard(tables: Vec<shared::api::ListedTable>) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card" aria-labelledby="session-tables">
            <h2 id="session-tables">{words.say("session-tables")}</h2>
            <Tables tables />
        </section>
    }
}

/// What delegates, rapporteurs and observers may see.
#[component]
fn Others(details: SessionDetails) -> impl IntoView {
    let words = use_words();
    let SessionDetails {
        session,
        delegations,
        ..
    } = details;
    let ListedSession {
        role,
        delegation,
        tables,
        ..
    } = session;
    view! {
        <p class="facts">
            <span class="tag" prop:textContent=words.say(&format!("role-{role}"))></span>
            {delegation
                .map(|delegation| {
                    view! {
                        <DelegationChip
                            name=delegation.name
                            short=delegation.short
                            colour=delegation.colour
                        />
                    }
                })}
        </p>
        <TablesCard tables />
        <section class="card" aria-labelledby="session-delegations">
            <h2 id="session-delegations">{words.say("session-delegations")}</h2>
            <ul class="plain seats">
                {delegations
                    .into_iter()
                    .map(|Delegation { name, short, colour, .. }| {
                        view! {
                            <li>
                                <DelegationChip name short colour />
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
