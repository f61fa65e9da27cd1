//! Calling the session, its tables and delegations something else, while it is on.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::api::{ListedTable, NewDelegation};
use shared::features::agenda::AgendaPoint;
use shared::features::delegations::{Delegation, check_delegation};
use shared::limits::{self, named};
use shared::refusal::Noun;
use std::future::Future;
use std::pin::Pin;

use super::office::{Office, use_office};
use crate::{
    api::{self, Trouble},
    views::{For, TextField, focus_soon, handler, use_toasts},
    words::use_words,
};

type Renaming = Pin<Box<dyn Future<Output = Result<(), Trouble>>>>;

/// Everything that has a name, with a field to change it.
#[component]
pub fn Names() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        title,
        tables,
        delegations,
        ..
    } = use_office();
    let retitle = {
        let session = session.clone();
        move |name: String| -> Renaming {
            let session = session.clone();
            Box::pin(async move {
                api::retitle(&session, name.clone()).await?;
                title.try_set(name);
                Ok(())
            })
        }
    };
    let of_table = {
        let session = session.clone();
        move |table: ListedTable| {
            let session = session.clone();
            let id = table.id.clone();
            let rename = move |name: String| -> Renaming {
                let (session, id) = (session.clone(), id.clone());
                Box::pin(async move {
                    api::rename_table(&session, &id, name.clone()).await?;
                    tables.try_update(|tables| {
                        if let Some(table) = tables.iter_mut().find(|table| table.id == id) {
                            table.name.clone_from(&name);
                        }
                    });
                    Ok(())
                })
            };
            let id = format!("name-{}", table.id);
            (table.phase != AgendaPoint::Closed).then(|| {
                view! { <Name id label=words.say("names-table") now=table.name what=(Noun::Name, limits::NAME) rename=Callback::new(rename) /> }
            })
        }
    };
    let of_delegation = move |delegation: Delegation| {
        view! { <DelegationNames session=session.clone() delegation delegations /> }
    };
    view! {
        <details class="card no-print names">
            <summary>
                <h2>{words.say("names-heading")}</h2>
            </summary>
            <p class="hint">{words.say("names-hint")}</p>
            <Name id="name-session" label=words.say("names-session") now=title.get_untracked() what=(Noun::Title, limits::TITLE) rename=Callback::new(retitle) />
            <For each=move || tables.get() key=|table| table.id.clone() children=of_table />
            <For each=move || delegations.get() key=|delegation| delegation.id.clone() children=of_delegation />
        </details>
    }
}

/// One name, and a button once it is another.
#[component]
fn Name(
    #[prop(into)] id: String,
    label: String,
    now: String,
    /// What it is, and how many characters it may have.
    what: (Noun, usize),
    rename: Callback<String, Renaming>,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let (what, most) = what;
    let kept = RwSignal::new(now.clone());
    let name = RwSignal::new(now);
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let field = id.clone();
    let save = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() || !differs(name, kept) {
            return;
        }
        if let Err(refusal) = name.with_untracked(|name| named(name, what, most)) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon(field.clone());
        }
        busy.set(true);
        let (wanted, field) = (name.get_untracked().trim().to_owned(), field.clone());
        spawn_local(async move {
            match rename.run(wanted.clone()).await {
                Ok(()) => {
                    toasts.say(words.tell("names-done", &[("name", wanted.as_str().into())]));
                    kept.try_set(wanted);
                }
                Err(trouble) => drop(wrong.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
            focus_soon(field);
        });
    };
    view! {
        <form class="name-row" on:submit=handler(save) novalidate>
            <TextField
                id
                label
                value=name
                wrong
                on_input=move |text| {
                    name.set(text);
                    wrong.set(None);
                }
            />
            <Change busy ready=Signal::derive(move || name.get().trim() != kept.get()) />
        </form>
    }
}

fn differs(name: RwSignal<String>, kept: RwSignal<String>) -> bool {
    kept.with_untracked(|kept| name.with_untracked(|name| name.trim() != kept))
}

/// The button of a row; it is there all the time, so that nothing moves.
#[component]
fn Change(busy: RwSignal<bool>, ready: Signal<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <button
            type="submit"
            class="quiet"
            aria-disabled=move || (!ready.get()).to_string()
            aria-busy=move || busy.get().to_string()
        >
            {words.say("names-change")}
        </button>
    }
}

/// A delegation's two names, and the group that it belongs to.
#[component]
fn DelegationNames(
    session: shared::ids::SessionId,
    delegation: Delegation,
    delegations: RwSignal<Vec<Delegation>>,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let Delegation {
        id,
        name: long,
        short,
        colour,
        group,
    } = delegation;
    let kept = RwSignal::new((long.clone(), short.clone(), group.clone()));
    let (name, short) = (RwSignal::new(long), RwSignal::new(short));
    let (group, group_wrong) = (RwSignal::new(group), RwSignal::new(None::<String>));
    let wrong = RwSignal::new(None::<String>);
    let short_wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let field = format!("name-{id}");
    let (name_id, short_id) = (field.clone(), format!("{field}-short"));
    let group_id = format!("{field}-group");
    let wanted = move || {
        let trimmed = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        (trimmed(name), trimmed(short), trimmed(group))
    };
    let save = move |submit: SubmitEvent| {
        submit.prevent_default();
        let names = untrack(wanted);
        if busy.get_untracked() || names == kept.get_untracked() {
            return;
        }
        let checked = Delegation {
            id: id.clone(),
            name: names.0.clone(),
            short: names.1.clone(),
            colour,
            group: names.2.clone(),
        };
        let others = delegations.get_untracked();
        let others: Vec<_> = others.into_iter().filter(|one| one.id != id).collect();
        if let Err(refusal) = check_delegation(&others, &checked) {
            let (place, id) = if refusal.is_about(Noun::ShortName) {
                (short_wrong, format!("{field}-short"))
            } else if refusal.is_about(Noun::Group) {
                (group_wrong, format!("{field}-group"))
            } else {
                (wrong, field.clone())
            };
            place.set(Some(words.refusal(&refusal)));
            return focus_soon(id);
        }
        busy.set(true);
        let (session, id, field) = (session.clone(), id.clone(), field.clone());
        spawn_local(async move {
            let asked = NewDelegation {
                name: names.0.clone(),
                short: names.1.clone(),
                colour: None,
                group: Some(names.2.clone()),
                tables: Vec::new(),
            };
            match api::revise_delegation(&session, &id, &asked).await {
                Ok(revised) => {
                    toasts.say(words.tell("names-done", &[("name", revised.name.as_str().into())]));
                    kept.try_set(names);
                    delegations.try_update(|all| {
                        if let Some(one) = all.iter_mut().find(|one| one.id == id) {
                            one.clone_from(&revised);
                        }
                    });
                }
                Err(trouble) => drop(wrong.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
            focus_soon(field);
        });
    };
    let type_into = move |field: RwSignal<String>| {
        move |text: String| {
            field.set(text);
            wrong.set(None);
            short_wrong.set(None);
            group_wrong.set(None);
        }
    };
    view! {
        <form class="name-row" on:submit=handler(save) novalidate>
            <TextField id=name_id label=words.say("names-delegation") value=name wrong on_input=type_into(name) />
            <TextField id=short_id class="short" label=words.say("newcomer-short") value=short wrong=short_wrong on_input=type_into(short) />
            <TextField id=group_id class="short" label=words.say("names-group") value=group wrong=group_wrong on_input=type_into(group) />
            <Change busy ready=Signal::derive(move || wanted() != kept.get()) />
        </form>
    }
}
