//! Making invitation links, and showing them the only time they are known.

use js_sys::Date;
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{ListedInvitation, MadeInvitation, NewInvitation},
    features::people::Role,
    ids::Timestamp,
};

use super::office::{Office, use_office};
use super::whom::{Made, Who, Whom};
use crate::{
    api::{self, Trouble},
    views::{
        CopyButton, Dialog, For, Moment, Refused, Show, focus_soon, handler, memo, said, use_toasts,
    },
    words::use_words,
};

/// How long a link may be good for, in days.
const DAYS: [u32; 5] = [1, 7, 14, 30, 90];

/// What is chosen unless somebody chooses: a session and the weeks around it.
const USUAL_DAYS: u32 = 14;

/// For how many people a link may be good, if not for any number.
const USES: [u32; 5] = [1, 2, 5, 10, 30];

/// What is chosen for the links that are made next. A copy is a handle.
#[derive(Clone, Copy)]
struct Terms {
    days: RwSignal<u32>,
    most: RwSignal<Option<u32>>,
}

/// Who needs a link besides the delegations, in the order of the list.
const OTHERS: [Role; 5] = [
    Role::Rapporteur,
    Role::Observer,
    Role::Projector,
    Role::Interpreter,
    Role::Facilitator,
];

/// A row for everybody who may need a link.
#[component]
pub fn Links() -> impl IntoView {
    let words = use_words();
    let Office {
        delegations, made, ..
    } = use_office();
    let terms = Terms {
        days: RwSignal::new(USUAL_DAYS),
        most: RwSignal::new(None),
    };
    let seated = move || {
        delegations
            .get()
            .into_iter()
            .map(Whom::delegate)
            .collect::<Vec<_>>()
    };
    let others = OTHERS.map(Whom::only);
    view! {
        <section class="card links no-print" aria-labelledby="links-heading">
            <h2 id="links-heading">{words.say("links-heading")}</h2>
            <p>{words.say("links-once")}</p>
            <div class="actions">
                <MakeAll terms />
                <Show when=move || made.with(|made| !made.is_empty())>
                    <button type="button" class="quiet" on:click=handler(move |_| drop(window().print()))>
                        {words.say("links-print")}
                    </button>
                </Show>
                <DaysField days=terms.days />
                <UsesField most=terms.most />
            </div>
            <ul class="plain link-rows">
                <For
                    each=seated
                    key=|whom| whom.clone()
                    children=move |whom| view! { <LinkRow whom terms /> }
                />
                {others.map(|whom| view! { <LinkRow whom terms /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn DaysField(days: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    let offered = DAYS.map(|number| {
        view! {
            <option value=number.to_string() selected=move || days.get() == number>
                {words.tell("links-days", &[("days", number.into())])}
            </option>
        }
    });
    view! {
        <label class="days">
            <span>{words.say("links-valid")}</span>
            <select on:change:target=move |select| {
                if let Ok(number) = select.target().value().parse() {
                    days.set(number);
                }
            }>{offered.collect_view()}</select>
        </label>
    }
}

#[component]
fn UsesField(most: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let offered = USES.map(|number| {
        view! {
            <option value=number.to_string() selected=move || most.get() == Some(number)>
                {words.tell("links-uses", &[("count", number.into())])}
            </option>
        }
    });
    view! {
        <label class="days uses">
            <span>{words.say("links-good-for")}</span>
            <select on:change:target=move |select| most.set(select.target().value().parse().ok())>
                <option value="" selected=move || most.get().is_none()>{words.say("links-uses-any")}</option>
                {offered.collect_view()}
            </select>
        </label>
    }
}

/// One press for a link for everybody in the list who has no valid one. What fails is not begun again from
/// the start.
#[component]
fn MakeAll(terms: Terms) -> impl IntoView {
    let words = use_words();
    let office = use_office();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let lacking = move |office: &Office| {
        let delegates = office.delegations.get_untracked().into_iter();
        let mut all: Vec<_> = delegates.map(Whom::delegate).collect();
        all.extend(OTHERS.map(Whom::only));
        office.invitations.with_untracked(|invitations| {
            all.retain(|whom| !invitations.iter().any(|it| is_good(whom, it)));
        });
        all
    };
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        let all = lacking(&office);
        busy.set(true);
        failed.set(None);
        let office = office.clone();
        spawn_local(async move {
            let count = all.len();
            for whom in all {
                if let Err(trouble) = make(&office, whom, terms).await {
                    failed.try_set(Some(trouble.words(words)));
                    busy.try_set(false);
                    return;
                }
            }
            busy.try_set(false);
            toasts.say(words.tell("links-made", &[("count", count.into())]));
        });
    };
    view! {
        <button type="button" class="primary" aria-busy=move || busy.get().to_string() on:click=handler(make)>
            {words.say("links-make-all")}
        </button>
        <Refused why=failed />
    }
}

/// Makes a link and notes it where the page shows it.
async fn make(office: &Office, whom: Whom, terms: Terms) -> Result<(), Trouble> {
    let delegation = whom
        .delegation
        .as_ref()
        .map(|delegation| delegation.id.clone());
    let asked = NewInvitation {
        role: whom.role,
        delegation: delegation.clone(),
        days: terms.days.try_get_untracked(),
        most: terms.most.try_get_untracked().flatten(),
    };
    let invitation = api::invite(&office.session, &asked).await?;
    let listed = ListedInvitation {
        id: invitation.id.clone(),
        role: whom.role,
        delegation,
        created: now(),
        expires: invitation.expires,
        revoked: None,
        used: 0,
        most: invitation.most,
    };
    // The page may be gone by now; the server's list will have it.
    office
        .invitations
        .try_update(|invitations| invitations.push(listed));
    office.made.try_update(|made| {
        made.retain(|made| made.whom != whom);
        made.push(Made { whom, invitation });
    });
    Ok(())
}

/// Whether it lets them in now.
fn is_good(whom: &Whom, invitation: &ListedInvitation) -> bool {
    let has_use_left = invitation.most.is_none_or(|most| invitation.used < most);
    let is_over = invitation.revoked.is_some() || invitation.expires <= now();
    whom.has(invitation) && has_use_left && !is_over
}

/// By this browser's clock.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a date is a whole number after 1970"
)]
pub fn now() -> Timestamp {
    Timestamp(Date::now() as u64)
}

#[component]
fn LinkRow(whom: Whom, terms: Terms) -> impl IntoView {
    let words = use_words();
    let office = use_office();
    let Office {
        made, invitations, ..
    } = office.clone();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let name = whom.name(words);
    let label = words.tell("links-make-for", &[("name", name.as_str().into())]);
    let slug = whom.slug();
    let (mine, counted) = (whom.clone(), whom.clone());
    let shown = memo(move || made.with(|made| made.iter().find(|made| made.whom == mine).cloned()));
    let good = memo(move || {
        let good = |invitation: &&ListedInvitation| is_good(&counted, invitation);
        invitations.with(|invitations| invitations.iter().filter(good).count())
    });
    let press = {
        let whom = whom.clone();
        let slug = slug.clone();
        move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            failed.set(None);
            let (office, whom, slug) = (office.clone(), whom.clone(), slug.clone());
            spawn_local(async move {
                match make(&office, whom, terms).await {
                    Ok(()) => focus_soon(format!("link-{slug}")),
                    Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
                }
                busy.try_set(false);
            });
        }
    };
    view! {
        <li class="link-row">
            <div class="head-row">
                <Who whom />
                <span class="small" prop:textContent=said(move || words.tell("links-good", &[("count", good.get().into())]))></span>
                <button
                    type="button"
                    class="quiet"
                    aria-label=label
                    aria-busy=move || busy.get().to_string()
                    on:click=handler(press)
                >
                    {words.say("links-make")}
                </button>
            </div>
            <Refused why=failed />
            {move || shown.get().map(|made| view! { <Shown made /> })}
        </li>
    }
}

/// A link that was just made: to copy, to show, to print.
#[component]
fn Shown(made: Made) -> impl IntoView {
    let words = use_words();
    let Made {
        whom,
        invitation:
            MadeInvitation {
                link,
                expires,
                most,
                qr,
                ..
            },
    } = made;
    let showing = RwSignal::new(false);
    let name = whom.name(words);
    let about = |key: &str| words.tell(key, &[("name", name.as_str().into())]);
    let (title, for_copy, for_show, for_field) = (
        about("links-dialog"),
        about("links-copy-for"),
        about("links-show-for"),
        about("links-field-for"),
    );
    let printed = link.clone();
    view! {
        <div class="shown-link">
            <div class="joined">
                <input
                    id=format!("link-{}", whom.slug())
                    class="mono-text"
                    type="text"
                    readonly=true
                    dir="ltr"
                    aria-label=for_field
                    prop:value=link.clone()
                    on:focus:target=move |input| input.target().select()
                />
                <CopyButton text=Signal::stored(link) label=words.say("links-copy") name=for_copy />
                <button type="button" class="quiet" aria-label=for_show on:click=handler(move |_| showing.set(true))>
                    {words.say("links-show")}
                </button>
            </div>
            <p class="hint">
                {words.say("links-until")} " " <Moment at=expires />
                {most.map(|count| words.tell("links-for", &[("count", count.into())])).map(|text| view! { <span prop:textContent=text></span> })}
            </p>
            <Dialog open=showing title class="qr-dialog">
                // Drawn by our own server out of the link alone.
                <div class="qr" inner_html=qr.clone()></div>
                <p class="mono-text spelled" dir="ltr" prop:textContent=printed.clone()></p>
            </Dialog>
        </div>
    }
}
