//! The links handed out: when, until when, and taking one back.

use leptos::{prelude::*, task::spawn_local};
use shared::gather::sort_by_key;
use shared::{
    api::ListedInvitation,
    ids::{InvitationId, Timestamp},
};

use super::links::now;
use super::office::{Office, use_office};
use super::whom::{Who, Whom};
use crate::{
    api,
    views::{Confirm, For, Moment, Show, focus_soon, handler, open_about, use_toasts},
    words::use_words,
};

/// All links of the session, the newest first.
#[component]
pub fn Invitations() -> impl IntoView {
    let words = use_words();
    let Office {
        invitations,
        delegations,
        ..
    } = use_office();
    let asked = RwSignal::new(None::<InvitationId>);
    let newest = move || {
        let mut all = invitations.get();
        sort_by_key(&mut all, |invitation| std::cmp::Reverse(invitation.created));
        // With whom it is for, since a delegation may be given another name on this page.
        let with_whom = |invitation: ListedInvitation| {
            let of = invitation.delegation.as_ref();
            let whom = delegations.with(|seated| Whom::of(invitation.role, of, seated));
            (invitation, whom)
        };
        all.into_iter().map(with_whom).collect::<Vec<_>>()
    };
    view! {
        <section class="card no-print" aria-labelledby="invitations-heading">
            <h2 id="invitations-heading" tabindex="-1">{words.say("invitations-heading")}</h2>
            <Show
                when=move || invitations.with(|all| !all.is_empty())
                fallback=move || view! { <p class="hint">{words.say("invitations-none")}</p> }
            >
                <ul class="plain invitations">
                    <For
                        each=newest
                        key=|(invitation, whom)| (invitation.id.clone(), invitation.revoked, whom.clone())
                        children=move |(invitation, whom)| view! { <Row invitation whom asked /> }
                    />
                </ul>
            </Show>
        </section>
        <Revoke asked />
    }
}

#[component]
fn Row(
    invitation: ListedInvitation,
    whom: Whom,
    asked: RwSignal<Option<InvitationId>>,
) -> impl IntoView {
    let words = use_words();
    let ListedInvitation {
        id,
        created,
        expires,
        revoked,
        used,
        most,
        ..
    } = invitation;
    let used_up = most.is_some_and(|most| used >= most);
    let uses = match most {
        Some(most) => words.tell(
            "invitation-used-of",
            &[("used", used.into()), ("most", most.into())],
        ),
        None => words.tell("invitation-used", &[("used", used.into())]),
    };
    let label = words.tell(
        "invitation-revoke-for",
        &[("name", whom.name(words).into())],
    );
    let state = match revoked {
        Some(at) => view! { <span class="tag bad">{words.say("invitation-revoked")} " " <Moment at /></span> }.into_any(),
        None if expires <= now() => {
            view! { <span class="tag">{words.say("invitation-expired")} " " <Moment at=expires /></span> }.into_any()
        }
        None if used_up => view! { <span class="tag">{words.say("invitation-used-up")}</span> }.into_any(),
        None => view! {
            <span class="small">{words.say("links-until")} " " <Moment at=expires /></span>
            <button type="button" class="quiet danger" aria-label=label on:click=handler(move |_| asked.set(Some(id.clone())))>
                {words.say("invitation-revoke")}
            </button>
        }
        .into_any(),
    };
    view! {
        <li>
            <Who whom />
            <span class="small">{words.say("invitation-made")} " " <Moment at=created /></span>
            <span class="small" prop:textContent=uses></span>
            <span class="state">{state}</span>
        </li>
    }
}

/// Asks before a link is taken back, and says what that does not do.
#[component]
fn Revoke(asked: RwSignal<Option<InvitationId>>) -> impl IntoView {
    let words = use_words();
    let Office {
        invitations, made, ..
    } = use_office();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let open = open_about(asked, failed);
    let revoke = move |()| {
        let Some(id) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::revoke(&id).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    mark_revoked(invitations, &id, now());
                    made.try_update(|made| made.retain(|made| made.invitation.id != id));
                    open.try_set(false);
                    // The button that was pressed is gone.
                    focus_soon("invitations-heading");
                    toasts.say(words.say("invitation-revoke-done"));
                }
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
        });
    };
    view! {
        <Confirm
            open
            title=words.say("invitation-revoke-title")
            text=words.say("invitation-revoke-text")
            action=words.say("invitation-revoke")
            refused=failed
            busy
            on_confirm=revoke
        />
    }
}

fn mark_revoked(invitations: RwSignal<Vec<ListedInvitation>>, id: &InvitationId, at: Timestamp) {
    invitations.try_update(|all| {
        if let Some(found) = all.iter_mut().find(|invitation| invitation.id == *id) {
            found.revoked = Some(at);
        }
    });
}
