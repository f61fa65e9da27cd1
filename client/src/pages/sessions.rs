//! The sessions that one belongs to.

use leptos::prelude::*;
use shared::{
    api::{ListedSession, ListedTable},
    features::{agenda::AgendaPoint, people::Role},
    ids::TableId,
};

use crate::{
    account::use_account,
    api,
    views::{DelegationChip, Empty, LinkField, Loaded, Moment, Page, Show, memo},
    words::use_words,
};

/// Lists sessions with their tables.
#[component]
pub fn Sessions() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let may_convene = memo(move || account.person().is_some_and(|me| me.may_convene));
    let sessions = LocalResource::new(api::sessions);
    view! {
        <Page title=words.say("sessions-title")>
            <Loaded
                of=sessions
                then=move |sessions| {
                    if sessions.is_empty() {
                        view! { <Nothing may_convene /> }.into_any()
                    } else {
                        view! { <List sessions may_convene /> }.into_any()
                    }
                }
            />
        </Page>
    }
}

#[component]
fn Nothing(may_convene: Memo<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <Empty title=words.say("sessions-none-title")>
            <Show
                when=move || may_convene.get()
                fallback=move || {
                    view! {
                        <p>{words.say("sessions-none-invited")}</p>
                        <LinkField />
                    }
                }
            >
                <p>{words.say("sessions-none-convene")}</p>
                <a class="button primary" href="/sessions/new">
                    {words.say("sessions-new")}
                </a>
            </Show>
        </Empty>
    }
}

#[component]
fn List(sessions: Vec<ListedSession>, may_convene: Memo<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        {move || {
            may_convene
                .get()
                .then(|| {
                    view! {
                        <p>
                            <a class="button primary" href="/sessions/new">
                                {words.say("sessions-new")}
                            </a>
                        </p>
                    }
                })
        }}
        <ul class="plain stack">
            {sessions.into_iter().map(|session| view! { <Listed session /> }).collect_view()}
        </ul>
    }
}

#[component]
fn Listed(session: ListedSession) -> impl IntoView {
    let words = use_words();
    let ListedSession {
        id,
        title,
        created,
        role,
        delegation,
        tables,
    } = session;
    view! {
        <li class="card listed">
            <h2 dir="auto">
                <a href=format!("/sessions/{id}") prop:textContent=title></a>
            </h2>
            <p class="facts small">
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
                    })} <Moment at=created />
            </p>
            <Tables role tables />
        </li>
    }
}

/// The tables of a session: the way in, where each is, and what came of it.
#[component]
pub fn Tables(
    /// As what one belongs to them.
    role: Role,
    /// The tables.
    tables: Vec<ListedTable>,
) -> impl IntoView {
    view! {
        <ul class="plain tables">
            {tables.into_iter().map(|table| view! { <TableRow role table /> }).collect_view()}
        </ul>
    }
}

/// The page of a table for those who are there as that: interpreters and screens have one of their own.
pub fn way_to(role: Role, table: &TableId) -> String {
    match role {
        Role::Projector => format!("/t/{table}/projector"),
        Role::Interpreter => format!("/t/{table}/interpreter"),
        Role::Facilitator | Role::Delegate | Role::Rapporteur | Role::Observer => {
            format!("/tables/{table}")
        }
    }
}

#[component]
fn TableRow(role: Role, table: ListedTable) -> impl IntoView {
    let words = use_words();
    let ListedTable {
        id,
        name,
        phase,
        item,
        closed_to_observers,
        ..
    } = table;
    // Whoever looks on is told instead of led there.
    let is_kept_out = closed_to_observers && role == Role::Observer;
    let way = if is_kept_out {
        view! { <span dir="auto" prop:textContent=name.clone()></span> }.into_any()
    } else {
        view! { <a class="way" href=way_to(role, &id) dir="auto" prop:textContent=name.clone()></a> }.into_any()
    };
    let closed = closed_to_observers
        .then(|| view! { <span class="tag">{words.say("table-closed-to-observers")}</span> });
    let tag = if phase == AgendaPoint::Closed {
        "tag"
    } else {
        "tag live"
    };
    let label = words.tell("table-outcome-of", &[("table", name.as_str().into())]);
    view! {
        <li>
            {way}
            {(!is_kept_out).then(|| view! {
                <span class=tag dir="auto" prop:textContent=words.with(|words| words.place(&phase, &item))></span>
            })}
            {closed}
            {(!is_kept_out).then(|| view! {
                <a class="to-outcome small" href=format!("/tables/{id}/outcome") aria-label=label>
                    {words.say("table-outcome")}
                </a>
            })}
        </li>
    }
}
