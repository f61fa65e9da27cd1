//! A session as those who belong to it see it: its tables, who has a seat, and, for its facilitator, the links.
//!
//! Reading order: the code, the door and the roster (`features/joining`), [`whom`] a link is for, [`links`] (making and showing them), [`handout`] (on paper), [`invitations`] (what was handed out
//! before), [`people`] (who came in by them, and sending somebody away), [`newcomer`] (one delegation more),
//! [`another_seat`] (one table more for a delegation that is there), [`move_somebody`] (a delegation is asked to another table), [`another_table`] (one table more), [`names`] (calling things something else).

mod another_seat;
mod another_table;
mod choices;
mod handout;
mod invitations;
mod links;
mod move_somebody;
mod names;
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
    another_seat::AnotherSeat, another_table::AnotherTable, handout::Handout,
    invitations::Invitations, links::Links, move_somebody::MoveSomebody, names::Names,
    newcomer::Newcomer, office::Office, people::People,
};
use super::sessions::Tables;
use crate::{
    api,
    features::joining::{code::CodeCard, door::DoorCard, roster::RosterCard},
    views::{DelegationChip, Icon, Loaded, Page, icon, memo},
    words::use_words,
};

/// The page.
#[component]
pub fn Session() -> impl IntoView {
    let words = use_words();
    let params = use_params_map();
    let id =
        memo(move || params.with(|params| params.get("id").and_then(|id| SessionId::new(id).ok())));
    let details = LocalResource::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => api::session(&id).await,
                None => Err(api::Trouble::nowhere(words)),
            }
        }
    });
    // It may be given another title on this page.
    let given = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(Ok(details)) = details.get() {
            given.set(details.session.title);
        }
    });
    let title = move || match given.get() {
        title if title.is_empty() => words.say("session-kicker"),
        title => title,
    };
    view! {
        <Page title=Signal::derive(title) kicker=Signal::derive(move || words.say("session-kicker"))>
            <Loaded
                of=details
                then=move |details| {
                    if details.session.role == Role::Facilitator {
                        view! { <Facilitators details title=given /> }.into_any()
                    } else {
                        view! { <Others details /> }.into_any()
                    }
                }
            />
        </Page>
    }
}

#[component]
fn Facilitators(details: SessionDetails, title: RwSignal<String>) -> impl IntoView {
    let words = use_words();
    let SessionDetails {
        session,
        delegations,
        invitations,
    } = details;
    let ListedSession {
        id,
        title: now,
        role,
        tables,
        ..
    } = session;
    title.set(now);
    let tables = RwSignal::new(tables);
    let lobby = format!("/sessions/{id}/lobby");
    let session = id.clone();
    let delegations = RwSignal::new(delegations);
    provide_context(Office {
        session: id,
        title,
        tables,
        delegations,
        invitations: RwSignal::new(invitations),
        made: RwSignal::new(Vec::new()),
    });
    view! {
        <p class="to-lobby no-print">
            <a class="button primary" href=lobby>
                {icon(Icon::LayoutGrid)}
                <span>{words.say("lobby-open")}</span>
            </a>
            <span class="hint">{words.say("lobby-hint")}</span>
        </p>
        <div class="stack no-print">
            {move || view! { <TablesCard role tables=tables.get() /> }}
        </div>
        <CodeCard session=session.clone() />
        <DoorCard session=session.clone() />
        <RosterCard session delegations />
        <Links />
        <Newcomer />
        <AnotherSeat />
        <MoveSomebody />
        <AnotherTable />
        <Names />
        <People />
        <Invitations />
        <Handout title=title.get_untracked() />
    }
}

#[component]
fn TablesCard(role: Role, tables: Vec<shared::api::ListedTable>) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card" aria-labelledby="session-tables">
            <h2 id="session-tables">{words.say("session-tables")}</h2>
            <Tables role tables />
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
        <TablesCard role tables />
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
