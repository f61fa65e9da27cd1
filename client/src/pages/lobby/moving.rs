//! Moving a delegation or a person to another table: they are told and shown the way, and keep the place they had.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::features::announcements::Whom;
use shared::ids::{DelegationId, ParticipantId, SessionId, TableId};
use shared::lobby::{Lobby, LobbyTable, MoveOn};

use super::facts::{delegation_of, person};
use super::watch::Watch;
use crate::{
    api,
    random::new_id,
    views::{Dialog, For, Refused, Tray, handler, memo, use_toasts},
    words::{Wording, use_words},
};

/// A table, and who could be moved from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: TableId,
    /// What it is called.
    pub name: String,
    /// Those who could be, and what they are called.
    pub who: Vec<(Whom, String)>,
}

/// The dialog of the lobby; open while there is a table to move somebody from.
#[component]
pub fn MoveDialog(watch: Watch, from: RwSignal<Option<TableId>>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(from.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && from.with_untracked(Option::is_some) {
            from.set(None);
        }
    });
    let places = memo(move || {
        let place = |lobby: &Lobby| {
            lobby
                .tables
                .iter()
                .map(|it| place(words, lobby, it))
                .collect()
        };
        watch.read(place).unwrap_or_default()
    });
    let session = watch.session();
    view! {
        <Dialog open title=words.say("move-person-title")>
            <MoveForm
                session=session.clone()
                places
                first=from.get_untracked()
                done=Callback::new(move |_| {
                    open.set(false);
                    watch.look();
                })
            />
        </Dialog>
    }
}

fn place(words: Wording, lobby: &Lobby, table: &LobbyTable) -> Place {
    let delegations = table.expected.iter().filter_map(|id| {
        let delegation = delegation_of(lobby, id)?;
        Some((of_delegation(id), delegation.name.clone()))
    });
    let people = table.here.iter().map(|it| {
        let participant = it.participant.clone();
        (Whom::Person { participant }, person(words, lobby, it))
    });
    Place {
        id: table.id.clone(),
        name: table.name.clone(),
        who: delegations.chain(people).collect(),
    }
}

/// A delegation that could be moved.
pub fn of_delegation(id: &DelegationId) -> Whom {
    let delegation = id.clone();
    Whom::Delegation { delegation }
}

/// Who is moved from where to where.
#[component]
pub fn MoveForm(
    /// The session.
    session: SessionId,
    /// Its tables.
    places: Memo<Vec<Place>>,
    /// From which of them, at first.
    first: Option<TableId>,
    /// Hears who was moved, and to where.
    done: Callback<(Whom, TableId)>,
) -> impl IntoView {
    let words = use_words();
    let asking = Asking::new(session);
    let first = first.map(|id| id.to_string()).unwrap_or_default();
    let [from_key, who_key, to_key] = [first, String::new(), String::new()].map(RwSignal::new);
    let place_key = |it: &Place| it.id.to_string();
    let from = chosen(places, from_key, place_key);
    let all_who = memo(move || from.get().map(|it| it.who).unwrap_or_default());
    let who = chosen(all_who, who_key, |(whom, _)| key(whom));
    let all_to = memo(move || {
        let from = from.get().map(|it| it.id);
        let others = |all: &Vec<Place>| {
            let others = all.iter().filter(|it| Some(&it.id) != from.as_ref());
            others.cloned().collect::<Vec<_>>()
        };
        places.with(others)
    });
    let to = chosen(all_to, to_key, place_key);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let chosen = (
            from.get_untracked(),
            who.get_untracked(),
            to.get_untracked(),
        );
        if let (Some(from), Some(who), Some(to)) = chosen {
            asking.ask(&from, who, to, words, done);
        }
    };
    let tables = |all: &Vec<Place>| {
        let tables = all.iter().map(|it| (it.id.to_string(), it.name.clone()));
        tables.collect::<Vec<_>>()
    };
    let people = |all: &Vec<(Whom, String)>| {
        let people = all.iter().map(|(whom, name)| (key(whom), name.clone()));
        people.collect::<Vec<_>>()
    };
    let cannot = move || who.with(Option::is_none) || to.with(Option::is_none);
    view! {
        <form class="stack" on:submit=handler(submit) novalidate>
            <p class="hint">{words.say("move-person-hint")}</p>
            <Choice
                id="move-from"
                label=words.say("move-person-from")
                all=memo(move || places.with(tables))
                chosen=memo(move || from.get().map(|it| it.id.to_string()))
                wanted=from_key
            />
            <Choice
                id="move-who"
                label=words.say("move-person-who")
                all=memo(move || all_who.with(people))
                chosen=memo(move || who.get().map(|(whom, _)| key(&whom)))
                wanted=who_key
            />
            <p class="hint" hidden=move || who.with(Option::is_some)>{words.say("move-person-none")}</p>
            <Choice
                id="move-to"
                label=words.say("move-person-to")
                all=memo(move || all_to.with(tables))
                chosen=memo(move || to.get().map(|it| it.id.to_string()))
                wanted=to_key
            />
            <Refused why=asking.refused />
            <p class="actions">
                <button type="submit" class="primary" disabled=cannot aria-busy=move || asking.busy.get().to_string()>
                    {words.say("move-person-do")}
                </button>
            </p>
        </form>
    }
}

/// One of these by its key; the first while none was chosen. What was chosen and is gone is nothing, and nobody else.
fn chosen<T: Clone + PartialEq + Send + Sync + 'static>(
    all: Memo<Vec<T>>,
    wanted: RwSignal<String>,
    key: fn(&T) -> String,
) -> Memo<Option<T>> {
    memo(move || {
        let wanted = wanted.get();
        all.with(|all| {
            if wanted.is_empty() {
                return all.first().cloned();
            }
            all.iter().find(|it| key(it) == wanted).cloned()
        })
    })
}

/// What was asked, and what became of it.
#[derive(Clone, Copy)]
struct Asking {
    session: StoredValue<SessionId>,
    refused: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// What was not answered: it is asked again under the same id.
    asked: StoredValue<Option<MoveOn>>,
    toasts: Tray,
}

impl Asking {
    fn new(session: SessionId) -> Self {
        Self {
            session: StoredValue::new(session),
            refused: RwSignal::new(None),
            busy: RwSignal::new(false),
            asked: StoredValue::new(None),
            toasts: use_toasts(),
        }
    }

    fn ask(
        self,
        from: &Place,
        (whom, name): (Whom, String),
        to: Place,
        words: Wording,
        done: Callback<(Whom, TableId)>,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        let again = self.asked.get_value();
        let again = again.filter(|it| (&it.whom, &it.from, &it.to) == (&whom, &from.id, &to.id));
        let move_on = again.unwrap_or_else(|| MoveOn {
            id: new_id(),
            whom,
            from: from.id.clone(),
            to: to.id,
        });
        self.asked.set_value(Some(move_on.clone()));
        self.refused.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let Some(session) = self.session.try_get_value() else {
                return;
            };
            match api::move_on(&session, &move_on).await {
                Ok(()) => {
                    self.asked.try_set_value(None);
                    let values = [("who", name.into()), ("table", to.name.into())];
                    self.toasts.say(words.tell("move-person-done", &values));
                    done.try_run((move_on.whom, move_on.to));
                }
                Err(trouble) => drop(self.refused.try_set(Some(trouble.words(words)))),
            }
            self.busy.try_set(false);
        });
    }
}

fn key(whom: &Whom) -> String {
    match whom {
        Whom::Delegation { delegation } => format!("delegation {delegation}"),
        Whom::Person { participant } => person_key(participant),
    }
}

fn person_key(participant: &ParticipantId) -> String {
    format!("person {participant}")
}

/// One of several, by a list that opens.
#[component]
fn Choice(
    id: &'static str,
    label: String,
    /// The key of each, and what it is called.
    all: Memo<Vec<(String, String)>>,
    /// The key of what is chosen.
    chosen: Memo<Option<String>>,
    /// The key of what somebody wants.
    wanted: RwSignal<String>,
) -> impl IntoView {
    let option = move |(key, name): (String, String)| {
        let value = key.clone();
        let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&key));
        view! { <option value=value prop:selected=is_chosen prop:textContent=name></option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id dir="auto" on:change:target=move |select| wanted.set(select.target().value())>
                <For each=move || all.get() key=Clone::clone children=option />
            </select>
        </div>
    }
}
