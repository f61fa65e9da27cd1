//! Being the same person on another device: [`hand_over`] makes the link where one is in, and this page takes it where one is not.

pub mod hand_over;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::{api::Me, invitation_link::secret_in, joining::DevicePeeked};

use crate::{
    account::use_account,
    api::{Trouble, joining},
    views::{Failed, Loading, Notice, Page, Refused, Tone, handler, read_meanwhile},
    words::use_words,
};

/// Looks at the secret behind the `#`, says who one will be, and waits for a press: what looks at links beforehand shall not use it up.
#[component]
pub fn Device() -> impl IntoView {
    let words = use_words();
    let hash = use_location().hash;
    // It goes from the address when one goes to the table, and is not asked about again.
    let secret = Memo::new(move |before: Option<&String>| {
        secret_in(&hash.get())
            .or_else(|| before.cloned())
            .unwrap_or_default()
    });
    let peeked = LocalResource::new(move || joining::peek_device(secret.get()));
    let content = move || match peeked.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(Trouble::Refused { status, failure })) if status != 429 => view! {
            <Notice tone=Tone::Warn>
                <p prop:textContent=failure.message></p>
            </Notice>
        }
        .into_any(),
        Some(Err(trouble)) => {
            view! { <Failed trouble retry=move |()| peeked.refetch() /> }.into_any()
        }
        Some(Ok(DevicePeeked { same: true, .. })) => view! {
            <section class="card roomy stack">
                <p>{words.say("device-same")}</p>
                <p>
                    <a class="button primary" href="/sessions">{words.say("sessions-title")}</a>
                </p>
            </section>
        }
        .into_any(),
        Some(Ok(peeked)) => view! { <TakeAlong secret=secret.get_untracked() peeked /> }.into_any(),
    };
    view! {
        <Page title=words.say("device-title") kicker=Signal::derive(move || words.say("knock-kicker")) class="narrow">
            {content}
        </Page>
    }
}

#[component]
fn TakeAlong(secret: String, peeked: DevicePeeked) -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let DevicePeeked { name, you, .. } = peeked;
    let about = |key: &str| words.tell(key, &[("name", name.as_str().into())]);
    let (text, label) = (about("device-you-will-be"), about("join-continue"));
    let another = you.map(|you| words.tell("device-another", &[("name", you.name.into())]));
    let take = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let (secret, navigate) = (secret.clone(), navigate.clone());
        spawn_local(async move {
            match joining::take_along(secret).await {
                Ok(me) => {
                    account.refresh();
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    let path = way_in(&me);
                    read_meanwhile(&path);
                    navigate(&path, replace);
                }
                Err(trouble) => {
                    failed.try_set(Some(trouble.words(words)));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        {another
            .map(|text| {
                view! {
                    <Notice tone=Tone::Warn>
                        <p prop:textContent=text></p>
                    </Notice>
                }
            })}
        <section class="card roomy stack">
            <p prop:textContent=text></p>
            <Refused why=failed />
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    aria-busy=move || busy.get().to_string()
                    on:click=handler(take)
                    prop:textContent=label
                ></button>
            </div>
        </section>
    }
}

/// To the table, where there is one only.
fn way_in(me: &Me) -> String {
    let mut tables = me.memberships.iter().flat_map(|place| &place.tables);
    match (tables.next(), tables.next()) {
        (Some(table), None) => format!("/tables/{}", table.id),
        _ => "/sessions".to_owned(),
    }
}
