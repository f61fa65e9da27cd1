//! The list of participants, made to be printed: delegations with their heads and people, then everybody else.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::features::delegations::Delegation;
use shared::features::people::{Participant, Role};
use shared::features::roll_call::RollCallCommand;
use shared::gather::sort_by_key;
use shared::ids::{DelegationId, ParticipantId};
use shared::table::RoundTable;
use std::collections::BTreeMap;

use super::fact::PresentFact;
use crate::{
    api,
    live::LiveTable,
    room::save_badge::SaveBadge,
    views::{For, Page, Refused, Show, fetched, handler, memo, said},
    words::use_words,
};

type Shows = fn(LiveTable) -> AnyView;

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn listing() -> Result<Shows, SplitLoaderError> {
    Ok(|live| view! { <List live /> }.into_any())
}

/// The list.
pub fn participants(live: LiveTable) -> AnyView {
    fetched(|| Box::pin(listing()), move |show| show(live))
}

/// The people of a delegation: its head first, the others by name.
fn people_of(live: LiveTable, delegation: &DelegationId) -> Vec<Participant> {
    let all = live.with(|table| {
        let people = table.participants.values();
        let own = people.filter(|person| person.speaks_for() == Some(delegation));
        let mut own: Vec<_> = own.cloned().collect();
        let head = table.roll_call.heads.get(delegation);
        sort_by_key(&mut own, |it| {
            (Some(&it.id) != head, it.name.to_lowercase())
        });
        own
    });
    all.unwrap_or_default()
}

fn head_of(live: LiveTable, delegation: &DelegationId) -> Option<ParticipantId> {
    live.with(|table| table.roll_call.heads.get(delegation).cloned())?
}

/// What stands before people's names: asked for once, and again whenever somebody comes.
#[derive(Clone, Copy)]
struct Titles(LocalResource<BTreeMap<ParticipantId, String>>);

fn provide_titles(live: LiveTable) {
    let table = untrack(|| live.with(|table| table.id.clone()));
    let count = memo(move || live.with(|table| table.participants.len()));
    provide_context(Titles(LocalResource::new(move || {
        count.track();
        let table = table.clone();
        async move {
            match table {
                // A list without titles is a list all the same.
                Some(table) => api::titles(&table).await.unwrap_or_default(),
                None => BTreeMap::new(),
            }
        }
    })));
}

/// A name with what stands before it.
fn with_title(person: &Participant) -> Memo<String> {
    let Titles(titles) = expect_context();
    let (id, name) = (person.id.clone(), person.name.clone());
    said(move || {
        let titles = titles.get().unwrap_or_default();
        let title = titles.get(&id).filter(|title| !title.is_empty());
        Some(title.map_or_else(|| name.clone(), |title| format!("{title} {name}")))
    })
}

#[component]
fn List(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let delegations = memo(move || {
        live.with(|table| table.delegations.clone())
            .unwrap_or_default()
    });
    provide_titles(live);
    let title = move || live.with(|table| format!("{} · {}", table.note.title, table.name));
    let back = move || live.with(|table| format!("/tables/{}", table.id));
    view! {
        <Page title=words.say("participants-title")>
            <p dir="auto" prop:textContent=said(title)></p>
            <PresentFact live />
            <div class="actions no-print">
                <button type="button" class="primary" on:click=handler(move |_| drop(window().print()))>{words.say("participants-print")}</button>
                <a href=back>{words.say("booth-to-table")}</a>
                // What a facilitator asks here takes as long as elsewhere.
                <SaveBadge live />
            </div>
            <Refused why=refused />
            <For each=move || delegations.get() key=|it| (it.id.clone(), it.name.clone()) let(it)>
                <Of live it refused />
            </For>
            <Others live />
        </Page>
    }
}

#[component]
fn Of(live: LiveTable, it: Delegation, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let heading = format!("participants-{}", it.id);
    let labelled = heading.clone();
    let id = StoredValue::new(it.id);
    let people = memo(move || people_of(live, &id.get_value()));
    let head = memo(move || head_of(live, &id.get_value()));
    let is_facilitator = live.is_facilitator();
    let presence = move || {
        let roll = live.with(|table| {
            let roll = &table.roll_call;
            roll.at.map(|_| roll.present.contains(&id.get_value()))
        });
        roll.flatten().map(|present| {
            words.say(if present {
                "participants-present"
            } else {
                "participants-absent"
            })
        })
    };
    let row = move |person: Participant| {
        let is_head = head.get().as_ref() == Some(&person.id);
        let role = is_head.then(|| words.say("participants-head"));
        view! {
            <li>
                <span dir="auto" prop:textContent=with_title(&person)></span>
                <span class="small" prop:textContent=role.unwrap_or_default()></span>
            </li>
        }
    };
    let none = move || {
        people
            .with(Vec::is_empty)
            .then(|| words.say("participants-none"))
    };
    view! {
        <section class="participants" aria-labelledby=labelled>
            <h2 id=heading dir="auto" prop:textContent=it.name.clone()></h2>
            <p class="small" prop:textContent=said(presence)></p>
            <ul>{move || people.get().into_iter().map(row).collect_view()}</ul>
            <p class="small" prop:textContent=said(none)></p>
            <Show when=move || is_facilitator.get() && people.with(|people| !people.is_empty())>
                <NameHead live id name=it.name.clone() refused />
            </Show>
        </section>
    }
}

/// For a facilitator: who heads the delegation.
#[component]
fn NameHead(
    live: LiveTable,
    id: StoredValue<DelegationId>,
    name: String,
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let field = format!("head-{}", id.get_value());
    let head = memo(move || head_of(live, &id.get_value()));
    let people = memo(move || people_of(live, &id.get_value()));
    let choose = move |value: String| {
        let head = ParticipantId::new(value).ok();
        let delegation = id.get_value();
        live.ask(
            RollCallCommand::NameHead { delegation, head },
            words,
            refused,
        );
    };
    let reserved = memo(move || {
        let is_reserved = |table: &RoundTable| table.roll_call.reserved.contains(&id.get_value());
        live.with(is_reserved) == Some(true)
    });
    let reserve = move |reserved: bool| {
        let delegation = id.get_value();
        let command = RollCallCommand::ReserveVoting {
            delegation,
            reserved,
        };
        live.ask(command, words, refused);
    };
    let publishing = memo(move || {
        let is_reserved = |table: &RoundTable| table.roll_call.publishing.contains(&id.get_value());
        live.with(is_reserved) == Some(true)
    });
    let reserve_publishing = move |reserved: bool| {
        let delegation = id.get_value();
        let command = RollCallCommand::ReservePublishing {
            delegation,
            reserved,
        };
        live.ask(command, words, refused);
    };
    let option = move |person: Participant| {
        let is_it = head.get().as_ref() == Some(&person.id);
        view! { <option value=person.id.to_string() selected=is_it prop:textContent=person.name></option> }
    };
    view! {
        <div class="field no-print">
            <label for=field.clone() prop:textContent=words.tell("participants-head-of", &[("name", name.into())])></label>
            <select id=field on:change:target=move |select| choose(select.target().value())>
                <option value="" selected=move || head.with(Option::is_none) prop:textContent=words.say("participants-no-head")></option>
                {move || people.get().into_iter().map(option).collect_view()}
            </select>
            <Show when=move || head.with(Option::is_some)>
                <label class="check">
                    <input type="checkbox" prop:checked=move || reserved.get() on:change:target=move |input| reserve(input.target().checked()) />
                    <span prop:textContent=words.say("participants-reserve")></span>
                </label>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || publishing.get()
                        on:change:target=move |input| reserve_publishing(input.target().checked())
                    />
                    <span prop:textContent=words.say("participants-reserve-publishing")></span>
                </label>
            </Show>
        </div>
    }
}

/// Those who speak for nobody, but for the projector.
#[component]
fn Others(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let all = memo(move || {
        let all = live.with(|table| {
            let people = table.participants.values();
            let others = people.filter(|it| !matches!(it.role, Role::Delegate | Role::Projector));
            let mut others: Vec<_> = others.cloned().collect();
            sort_by_key(&mut others, |it| (it.role, it.name.to_lowercase()));
            others
        });
        all.unwrap_or_default()
    });
    let is_any = memo(move || all.with(|all| !all.is_empty()));
    let row = move |person: Participant| {
        view! {
            <li>
                <span dir="auto" prop:textContent=with_title(&person)></span>
                <span class="small" prop:textContent=words.say(&format!("role-{}", person.role))></span>
            </li>
        }
    };
    view! {
        <Show when=move || is_any.get()>
            <section class="participants" aria-labelledby="participants-others">
                <h2 id="participants-others">{words.say("participants-others")}</h2>
                <ul>{move || all.get().into_iter().map(row).collect_view()}</ul>
            </section>
        </Show>
    }
}
