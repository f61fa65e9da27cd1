//! One table of the lobby.

use leptos::{prelude::*, task::spawn_local};
use shared::features::agenda::AgendaPoint;
use shared::ids::TableId;
use shared::lobby::Here;

use super::facts::{Fact, delegation_of, delegations_here, facts, person};
use super::watch::Watch;
use crate::{
    api,
    views::{
        For, Icon, Monogram, Refused,
        clock::{TimeLeft, digits, seconds, ticking},
        focus_soon, handler, icon, memo, said,
    },
    words::use_words,
};

/// The card: a press on its name goes to the table.
#[component]
pub fn Card(
    watch: Watch,
    /// Which table.
    id: TableId,
    /// Whom one is about to say something to.
    whom: RwSignal<Option<TableId>>,
    /// From where one is about to move somebody.
    from: RwSignal<Option<TableId>>,
) -> impl IntoView {
    let words = use_words();
    let id = StoredValue::new(id);
    let read = move |read: fn(&shared::lobby::LobbyTable) -> String| {
        watch.at(&id.get_value(), |_, table| read(table))
    };
    let name = said(move || read(|table| table.name.clone()));
    let clock = memo(move || {
        let left = watch.at(&id.get_value(), |_, table| {
            table.at.as_ref().map(|at| (at.ends, at.left))
        });
        left.flatten()
    });
    let item = said(move || {
        watch.at(&id.get_value(), |_, table| {
            let at = table.at.as_ref()?;
            Some(words.with(|words| words.place(&at.point, &at.item)))
        })?
    });
    let is_open = memo(move || {
        watch.at(&id.get_value(), |_, table| {
            let at = table.at.as_ref();
            at.is_some_and(|at| at.point != AgendaPoint::Closed)
        }) == Some(true)
    });
    let lines = memo(move || {
        let lines = watch.at(&id.get_value(), |lobby, table| facts(words, lobby, table));
        lines.unwrap_or_default()
    });
    let is_plenary = memo(move || {
        watch.read(|lobby| lobby.plenary == Some(id.get_value()) && lobby.tables.len() > 1)
            == Some(true)
    });
    let is_closed_to_observers = closed_to_observers(watch, id);
    let speak = move |_| {
        whom.set(Some(id.get_value()));
        focus_soon("say");
    };
    let row = |(_, fact): (usize, Fact)| {
        let Fact {
            icon: sign,
            heed,
            text,
        } = fact;
        view! {
            <li class:warned=heed>
                {icon(sign)}
                <span dir="auto" prop:textContent=text></span>
            </li>
        }
    };
    view! {
        <li class="card lobby-table">
            <header>
                <h3 dir="auto">
                    <a href=format!("/tables/{}", id.get_value()) prop:textContent=name></a>
                </h3>
                <TimeLeft clock now=Callback::new(move |()| watch.now()) />
            </header>
            <p class="facts">
                <span class="tag" class:live=move || is_open.get() dir="auto" prop:textContent=item></span>
                {move || is_plenary.get().then(|| view! { <span class="tag">{words.say("lobby-plenary-here")}</span> })}
                <Called watch id />
                {move || is_closed_to_observers.get().then(|| view! { <span class="tag">{words.say("table-closed-to-observers")}</span> })}
            </p>
            <Faces watch id />
            <ul class="plain lobby-facts">
                <For each=move || lines.get().into_iter().enumerate() key=Clone::clone children=row />
            </ul>
            <People watch id />
            <div class="actions">
                <button type="button" class="quiet" on:click=handler(speak)>
                    {icon(Icon::Megaphone)}
                    <span prop:textContent=said(move || read(|table| table.name.clone()).map(|name| words.tell("say-to", &[("table", name.into())])))></span>
                </button>
                <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| from.set(Some(id.get_value())))>
                    {icon(Icon::ArrowRight)}
                    <span>{words.say("move-open")}</span>
                </button>
                <Observers watch id />
            </div>
        </li>
    }
}

fn closed_to_observers(watch: Watch, id: StoredValue<TableId>) -> Memo<bool> {
    memo(move || watch.at(&id.get_value(), |_, table| table.closed_to_observers) == Some(true))
}

/// Closes the table to observers, or opens it to them again.
#[component]
fn Observers(watch: Watch, id: StoredValue<TableId>) -> impl IntoView {
    let words = use_words();
    let is_closed = closed_to_observers(watch, id);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let change = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let (session, table) = (watch.session(), id.get_value());
        let allowed = is_closed.get_untracked();
        spawn_local(async move {
            let answer = api::allow_observers(&session, &table, allowed).await;
            failed.try_set(answer.err().map(|trouble| trouble.words(words)));
            busy.try_set(false);
            watch.look();
        });
    };
    let label = said(move || {
        let key = if is_closed.get() {
            "lobby-open-to-observers"
        } else {
            "lobby-close-to-observers"
        };
        Some(words.say(key))
    });
    view! {
        <button type="button" class="quiet" aria-busy=move || busy.get().to_string() on:click=handler(change)>
            {icon(Icon::Users)}
            <span prop:textContent=label></span>
        </button>
        <Refused why=failed />
    }
}

/// Whether those at the table are called back, and how long they have.
#[component]
fn Called(watch: Watch, id: StoredValue<TableId>) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let call = memo(move || {
        watch.at(&id.get_value(), |_, table| {
            super::call::until(table.call.as_ref())
        })?
    });
    let text = said(move || {
        tick.track();
        let left = seconds(call.get()?, watch.now());
        Some(if left > 0 {
            words.tell("lobby-called", &[("left", digits(left).into())])
        } else {
            words.say("lobby-called-now")
        })
    });
    let is_on = memo(move || {
        tick.track();
        call.get()
            .is_some_and(|until| super::call::is_on(until, watch.now()))
    });
    move || {
        is_on
            .get()
            .then(|| view! { <span class="tag called" prop:textContent=text></span> })
    }
}

/// The delegations that are here; those that write stand out.
#[component]
fn Faces(watch: Watch, id: StoredValue<TableId>) -> impl IntoView {
    let words = use_words();
    let here = memo(move || {
        watch
            .at(&id.get_value(), |lobby, table| {
                let here = delegations_here(table);
                let writes = |it| {
                    let people = table.here.iter();
                    people
                        .filter(|who| who.writes)
                        .any(|who| who.delegation.as_ref() == Some(it))
                };
                let delegations = here.iter().filter_map(|id| delegation_of(lobby, id));
                let faces = delegations.map(|it| (it.clone(), writes(&it.id)));
                (faces.collect::<Vec<_>>(), table.here.len())
            })
            .unwrap_or_default()
    });
    let count = said(move || {
        watch.at(&id.get_value(), |_, table| {
            if table.here.is_empty() {
                return words.say("lobby-nobody");
            }
            let here = delegations_here(table);
            let here = table.expected.iter().filter(|it| here.contains(it)).count();
            let all = table.expected.len().into();
            words.tell("lobby-here", &[("here", here.into()), ("all", all)])
        })
    });
    view! {
        <div class="lobby-faces">
            <span class="small" prop:textContent=count></span>
            <span class="faces" aria-hidden="true">
                <For
                    each=move || here.with(|(faces, _)| faces.clone())
                    key=|(delegation, writes)| (delegation.clone(), *writes)
                    let((delegation, writes))
                >
                    <span class="face" class:writes=writes>
                        <Monogram short=delegation.short colour=delegation.colour />
                    </span>
                </For>
            </span>
        </div>
    }
}

/// Everybody who is here by name, on demand.
#[component]
fn People(watch: Watch, id: StoredValue<TableId>) -> impl IntoView {
    let words = use_words();
    let people = memo(move || {
        watch
            .at(&id.get_value(), |lobby, table| {
                let people = table.here.iter();
                let named = |it: &Here| (it.participant.clone(), person(words, lobby, it));
                people.map(named).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let title = said(move || {
        let count = people.with(Vec::len);
        words.tell("lobby-people", &[("count", count.into())])
    });
    let is_any = memo(move || people.with(|people| !people.is_empty()));
    move || {
        is_any.get().then(|| {
            view! {
                <details class="small">
                    <summary prop:textContent=title></summary>
                    <ul class="plain">
                        <For each=move || people.get() key=Clone::clone let((_, name))>
                            <li dir="auto" prop:textContent=name></li>
                        </For>
                    </ul>
                </details>
            }
        })
    }
}
