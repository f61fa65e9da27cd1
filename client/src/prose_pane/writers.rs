//! Who wrote what in the text that is shown, for as long as somebody wants to see it.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::document::{Root, seeds};
use shared::features::delegations::monogram;
use shared::features::pulling::Guest;
use shared::gather::gathered;
use shared::ids::ParticipantId;
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen_futures::spawn_local;

use super::Held;
use crate::features::delegations::{guest_name, spoken_name};
use crate::{
    api,
    live::{Link, LiveTable},
    prose::editor::Written,
    views::{For, Icon, Offer, fetched, handler, icon, memo, offer, said},
    words::{Wording, use_words},
};

/// Lets the palette show who wrote the text of that name.
pub fn offer_writers(shown: RwSignal<bool>, label: String) {
    let words = use_words();
    offer(move || {
        let name = words.tell("writers-of", &[("text", label.as_str().into())]);
        let turn = move || shown.update(|shown| *shown = !*shown);
        Some(Offer::new(name, Icon::Highlighter, turn))
    });
}

/// The switch under a text.
#[component]
pub fn WhoWrote(
    /// Whether it is shown.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <button
            type="button"
            class="quiet small who-wrote"
            aria-pressed=move || shown.get().to_string()
            on:click=handler(move |_| shown.update(|shown| *shown = !*shown))
        >
            {icon(Icon::Highlighter)}
            <span>{words.say("writers-title")}</span>
        </button>
    }
}

type Shows = fn(Legend) -> AnyView;

#[allow(clippy::unnecessary_wraps, reason = "it is the fetching that may fail")]
#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
fn writers() -> Result<Shows, SplitLoaderError> {
    Ok(show_writers)
}

fn show_writers(legend: Legend) -> AnyView {
    view! { <Shown legend /> }.into_any()
}

/// Whose words are how marked, and who wrote those at the caret. While it is there, the text is tinted.
pub fn writers_legend(legend: Legend) -> AnyView {
    fetched(|| Box::pin(writers()), move |show| show(legend.clone()))
}

/// What a legend is of.
#[derive(Clone)]
pub struct Legend {
    pub live: LiveTable,
    pub root: Root,
    pub held: Held,
    pub written: RwSignal<Written>,
}

/// How somebody's words are marked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Writer {
    id: ParticipantId,
    sign: String,
    colour: String,
    name: String,
}

impl Writer {
    /// Somebody who wrote at another table.
    fn elsewhere(words: Wording, guest: &Guest) -> Self {
        let (sign, colour) = match &guest.delegation {
            Some(it) => (it.monogram(), format!("d{}", it.colour.number())),
            None => (monogram(&guest.name), "d0".to_owned()),
        };
        Self {
            id: guest.id.clone(),
            sign,
            colour,
            name: guest_name(words, guest),
        }
    }

    fn of(live: LiveTable, id: &ParticipantId) -> Option<Self> {
        let person = live.with(|table| table.participants.get(id).cloned())??;
        let delegation = person.delegation.as_ref();
        let delegation =
            delegation.and_then(|id| live.with(|table| table.delegation(id).cloned())?);
        let (sign, colour) = match delegation {
            Some(it) => (it.monogram(), format!("d{}", it.colour.number())),
            None => (monogram(&person.name), "d0".to_owned()),
        };
        Some(Self {
            id: id.clone(),
            sign,
            colour,
            name: spoken_name(live, &person),
        })
    }
}

#[component]
fn Shown(legend: Legend) -> impl IntoView {
    let words = use_words();
    let Legend {
        live,
        root,
        held,
        written,
    } = legend;
    let Owners {
        known,
        is_cut,
        is_asking,
    } = known(live, &root, written);
    let guests = guests(live, known);
    let writers = memo(move || {
        let clients = written.get().clients.into_iter();
        let of = |client: u64| {
            let id = live
                .speaker(client)
                .or_else(|| known.with(|known| known.get(&client).cloned()))?;
            let here = Writer::of(live, &id);
            let there = || {
                let guest = guests.with(|guests| guests.iter().find(|it| it.id == id).cloned())?;
                Some(Writer::elsewhere(words, &guest))
            };
            Some((client, here.or_else(there)?))
        };
        gathered::<BTreeMap<_, _>, _>(clients.filter_map(of))
    });
    let told = memo(move || {
        let told =
            |writer: Writer| BTreeMap::from([("name", writer.name), ("colour", writer.colour)]);
        let each = writers.get().into_iter();
        let all: BTreeMap<_, _> = gathered(each.map(|(client, writer)| (client, told(writer))));
        serde_json::to_string(&all).unwrap_or_default()
    });
    Effect::new(move |_| {
        // An editor made anew shows none yet.
        live.documents.track();
        told.with(|told| held.with(|editor| editor.set_writers(Some(told))));
    });
    on_cleanup(move || held.with(|editor| editor.set_writers(None)));
    let rows = memo(move || {
        let clients = written.get().clients;
        writers.with(|writers| {
            let mut rows: Vec<Writer> = Vec::new();
            for writer in clients.iter().filter_map(|client| writers.get(client)) {
                if !rows.contains(writer) {
                    rows.push(writer.clone());
                }
            }
            rows
        })
    });
    let here = move || {
        if is_cut.get() {
            return Some(words.say("writers-unknown"));
        }
        if is_asking.get() {
            return Some(words.say("loading"));
        }
        let client = written.get().here?;
        let name = writers.with(|writers| writers.get(&client).map(|it| it.name.clone()))?;
        Some(words.tell("writers-here", &[("who", name.into())]))
    };
    view! {
        <div class="writers">
            <ul class="legend" aria-label=words.say("history-authors") hidden=move || rows.with(Vec::is_empty)>
                <For each=move || rows.get() key=|row| row.clone() let(row)>
                    <li class="chip">
                        <span class=format!("mono {}", row.colour) aria-hidden="true" prop:textContent=row.sign></span>
                        <span dir="auto" prop:textContent=row.name></span>
                    </li>
                </For>
            </ul>
            <p class="small" role="status" dir="auto" prop:textContent=said(here)></p>
        </div>
    }
}

/// What the server said of client ids.
#[derive(Clone, Copy)]
struct Owners {
    /// Whose they are.
    known: RwSignal<BTreeMap<u64, ParticipantId>>,
    /// Whether it could not be asked about some.
    is_cut: RwSignal<bool>,
    /// Whether an answer is on its way.
    is_asking: RwSignal<bool>,
}

/// Whose client ids they are, on the server's word, which is asked again when there is one that nobody is known by. Once: who has
/// just come speaks for themselves.
fn known(live: LiveTable, root: &Root, written: RwSignal<Written>) -> Owners {
    let known = RwSignal::new(BTreeMap::new());
    let is_cut = RwSignal::new(false);
    let is_asking = RwSignal::new(false);
    let asked = StoredValue::new(Vec::<u64>::new());
    let name = root.to_string();
    Effect::new(move |_| {
        let unknown = |client: &u64| {
            !seeds(*client)
                && *client > 0
                && live.speaker(*client).is_none()
                && known.with_untracked(|known| !known.contains_key(client))
                && asked.with_value(|asked| !asked.contains(client))
        };
        let clients = written.get().clients;
        if live.link.get() != Link::Live {
            return;
        }
        let unknown: Vec<_> = clients.into_iter().filter(unknown).collect();
        let Some(table) = live.with(|table| table.id.clone()) else {
            return;
        };
        if unknown.is_empty() {
            return;
        }
        asked.update_value(|asked| asked.extend(unknown));
        let name = name.clone();
        is_asking.set(true);
        spawn_local(async move {
            let answer = api::writers(&table, &name).await;
            is_asking.try_set(false);
            let Ok(all) = answer else {
                // Those are asked for again with the next change of the text, and when the connection is back.
                asked.try_update_value(Vec::clear);
                is_cut.try_set(true);
                return;
            };
            is_cut.try_set(false);
            let each = all
                .into_iter()
                .flat_map(|(who, clients)| clients.into_iter().map(move |id| (id, who.clone())));
            known.try_set(gathered(each));
        });
    });
    Owners {
        known,
        is_cut,
        is_asking,
    }
}

/// Who of them never sat at this table, asked for when there is somebody whom the table does not know.
fn guests(live: LiveTable, known: RwSignal<BTreeMap<u64, ParticipantId>>) -> RwSignal<Vec<Guest>> {
    let guests = RwSignal::new(Vec::<Guest>::new());
    let asked = StoredValue::new(0_usize);
    Effect::new(move |_| {
        let strangers = known.with(|known| {
            live.with(|table| {
                let people: BTreeSet<_> = known.values().collect();
                let is_here = |id: &&&ParticipantId| !table.participants.contains_key(**id);
                people.iter().filter(is_here).count()
            })
        });
        let strangers = strangers.unwrap_or_default();
        let Some(table) = live.with(|table| table.id.clone()) else {
            return;
        };
        // Nobody is ever taken from them.
        if strangers <= asked.get_value() {
            return;
        }
        asked.set_value(strangers);
        spawn_local(async move {
            match api::guests(&table).await {
                Ok(all) => drop(guests.try_set(all)),
                Err(_) => drop(asked.try_set_value(0)),
            }
        });
    });
    guests
}
