//! The roster: who is expected, pasted beforehand, and who of them has come in.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::features::delegations::Delegation;
use shared::ids::SessionId;
use shared::joining::{LineFault, Roster, RosterEntry};

use crate::{
    api::{Trouble, joining},
    views::{
        DelegationChip, Failed, For, Icon, Loading, Refused, Show, TextField, focus_soon, handler,
        icon, memo, said, use_toasts,
    },
    words::{Wording, use_words},
};

/// The card on the session's page.
#[component]
pub fn RosterCard(
    /// The session.
    session: SessionId,
    /// Its delegations.
    delegations: RwSignal<Vec<Delegation>>,
) -> impl IntoView {
    let words = use_words();
    let session = StoredValue::new(session);
    let roster = RwSignal::new(None::<Roster>);
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let toasts = use_toasts();
    // A list that was never seen must not be written over.
    let away = RwSignal::new(None::<Trouble>);
    let load = move || {
        away.set(None);
        spawn_local(async move {
            let Some(session) = session.try_get_value() else {
                return;
            };
            match joining::roster(&session).await {
                Ok(now) => {
                    let written = delegations.try_with_untracked(|all| written(&now.entries, all));
                    text.try_set(written.unwrap_or_default());
                    roster.try_set(Some(now));
                }
                Err(trouble) => drop(away.try_set(Some(trouble))),
            }
        });
    };
    load();
    let is_loaded = memo(move || roster.with(Option::is_some));
    let loading = move || match away.get() {
        Some(trouble) => view! { <Failed trouble retry=move |()| load() /> }.into_any(),
        None => view! { <Loading /> }.into_any(),
    };
    let bring = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = joining::bring_roster(&session.get_value(), text.get_untracked()).await;
            busy.try_set(false);
            match answer {
                Ok(now) => {
                    let count = now.entries.len();
                    toasts.say(words.tell("roster-brought", &[("count", count.into())]));
                    if !now.faults.is_empty() {
                        focus_soon("roster-faults");
                    }
                    roster.try_set(Some(now));
                }
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
        });
    };
    let entries = memo(move || {
        roster.with(|roster| {
            roster
                .as_ref()
                .map(|it| it.entries.clone())
                .unwrap_or_default()
        })
    });
    let summary = said(move || (is_loaded.get()).then(|| entries.with(|all| summary(words, all))));
    let numbered = move || entries.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <details class="card roster no-print">
            <summary>
                <h2 id="roster-heading">{words.say("roster-heading")}</h2>
                <span class="small" prop:textContent=summary></span>
            </summary>
            <Show when=move || is_loaded.get() fallback=loading>
                <form class="stack" on:submit=handler(bring) novalidate>
                    <TextField
                        id="roster-text"
                        label=words.say("roster-text")
                        hint=words.say("roster-hint")
                        example=words.say("roster-example")
                        value=text
                        on_input=move |typed: String| text.set(typed)
                        long=true
                    />
                    <Refused why=failed />
                    <div class="actions">
                        <button type="submit" class="primary" aria-busy=move || busy.get().to_string()>
                            {words.say("roster-bring")}
                        </button>
                    </div>
                </form>
            </Show>
            <Faults roster />
            <ul class="plain roster-entries">
                <For
                    each=numbered
                    key=Clone::clone
                    children=move |(_, entry)| view! { <Entry entry delegations /> }
                />
            </ul>
        </details>
    }
}

/// How many of them have come in.
fn summary(words: Wording, entries: &[RosterEntry]) -> String {
    let used = entries.iter().filter(|it| it.used).count();
    let values = [("used", used.into()), ("count", entries.len().into())];
    words.tell("roster-summary", &values)
}

/// The lines that were not taken, each with what is wrong.
#[component]
fn Faults(roster: RwSignal<Option<Roster>>) -> impl IntoView {
    let words = use_words();
    let faults = memo(move || {
        roster.with(|roster| {
            roster
                .as_ref()
                .map(|it| it.faults.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || faults.with(|all| !all.is_empty())>
            <section class="notice warn" id="roster-faults" tabindex="-1" aria-labelledby="roster-faults-title">
                {icon(Icon::TriangleAlert)}
                <div class="said">
                    <p id="roster-faults-title">{words.say("roster-faults")}</p>
                    <ul>
                        <For each=move || faults.get() key=Clone::clone let:fault>
                            <li prop:textContent=fault_in_words(words, &fault)></li>
                        </For>
                    </ul>
                </div>
            </section>
        </Show>
    }
}

fn fault_in_words(words: Wording, fault: &LineFault) -> String {
    let values = [
        ("line", fault.line.into()),
        ("part", fault.part.as_str().into()),
    ];
    words.tell(fault.fault.key(), &values)
}

#[component]
fn Entry(entry: RosterEntry, delegations: RwSignal<Vec<Delegation>>) -> impl IntoView {
    let words = use_words();
    let of = entry.delegation.clone().and_then(|id| {
        delegations.with_untracked(|all| all.iter().find(|it| it.id == id).cloned())
    });
    let role = words.say(&format!("role-{}", entry.role));
    let used = entry.used.then(|| words.say("roster-used"));
    view! {
        <li>
            <bdi prop:textContent=entry.name></bdi>
            {match of {
                Some(it) => view! { <DelegationChip name=it.name short=it.short colour=it.colour /> }.into_any(),
                None => view! { <span class="chip role" prop:textContent=role></span> }.into_any(),
            }}
            {used.map(|text| view! { <span class="tag good" prop:textContent=text></span> })}
        </li>
    }
}

/// The lines again, as they may be changed and brought once more.
fn written(entries: &[RosterEntry], delegations: &[Delegation]) -> String {
    let line = |entry: &RosterEntry| {
        let of = entry.delegation.as_ref();
        let of = of.and_then(|id| delegations.iter().find(|it| it.id == *id));
        let of = of.map_or("", |it| it.name.as_str());
        format!("{}; {of}; {}", entry.name, entry.role)
    };
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::delegations::Colour;
    use shared::features::people::Role;
    use shared::ids::DelegationId;

    #[test]
    fn what_was_brought_may_be_brought_again() {
        let id = DelegationId::new("north").unwrap();
        let seated = [Delegation {
            id: id.clone(),
            name: "Northern Coasts".to_owned(),
            short: "NC".to_owned(),
            colour: Colour::nth(0),
            group: String::new(),
        }];
        let entry = |name: &str, role, delegation| RosterEntry {
            name: name.to_owned(),
            role,
            delegation,
            used: false,
        };
        let entries = [
            entry("Ana", Role::Delegate, Some(id)),
            entry("Rae", Role::Rapporteur, None),
        ];
        let text = written(&entries, &seated);
        assert_eq!(text, "Ana; Northern Coasts; delegate\nRae; ; rapporteur");
    }
}
