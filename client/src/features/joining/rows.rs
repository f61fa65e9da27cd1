//! Those who wait, one by one and several at once.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::people::Role;
use shared::ids::{DelegationId, KnockId};
use shared::joining::{AdmitKnock, ListedKnock};
use std::collections::{BTreeMap, BTreeSet};

use super::doorway::Doorway;
use crate::{
    views::{
        DelegationChip, Dialog, For, Refused, Show, TextField, handler, memo, said, time_of_day,
        use_toasts,
    },
    words::use_words,
};

/// What may be given beside a place with a delegation.
const OTHERS: [Role; 3] = [Role::Observer, Role::Rapporteur, Role::Facilitator];

/// What a facilitator has marked and chosen, until it is done. A copy is a handle.
#[derive(Clone, Copy)]
struct Choices {
    doorway: Doorway,
    /// Who is marked.
    marked: RwSignal<BTreeSet<KnockId>>,
    /// As what somebody comes in, where that is not as they said.
    places: RwSignal<BTreeMap<KnockId, Place>>,
    /// Who is about to be sent away.
    sent: RwSignal<Vec<ListedKnock>>,
}

/// As what somebody comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    With(DelegationId),
    As(Role),
}

impl Place {
    /// As they said: with their delegation, or else to look on.
    fn said(knock: &ListedKnock) -> Self {
        let with = knock.delegation.clone().map(Self::With);
        with.unwrap_or(Self::As(Role::Observer))
    }

    /// What stands for it in a list.
    fn key(&self) -> String {
        match self {
            Self::With(delegation) => format!("with {delegation}"),
            Self::As(role) => role.to_string(),
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        match key.strip_prefix("with ") {
            Some(id) => DelegationId::new(id).ok().map(Self::With),
            None => key.parse().ok().map(Self::As),
        }
    }

    fn admits(self, id: KnockId) -> AdmitKnock {
        let (role, delegation) = match self {
            Self::With(delegation) => (Role::Delegate, Some(delegation)),
            Self::As(role) => (role, None),
        };
        AdmitKnock {
            id,
            role,
            delegation,
        }
    }
}

impl Choices {
    fn place(self, knock: &ListedKnock) -> Place {
        let chosen = self.places.with(|places| places.get(&knock.id).cloned());
        chosen.unwrap_or_else(|| Place::said(knock))
    }

    /// Who is marked and still waits.
    fn chosen(self) -> Vec<ListedKnock> {
        let mut all = self.doorway.waiting();
        self.marked
            .with(|marked| all.retain(|knock| marked.contains(&knock.id)));
        all
    }

    fn mark(self, id: &KnockId, is_marked: bool) {
        self.marked.update(|marked| {
            if is_marked {
                marked.insert(id.clone());
            } else {
                marked.remove(id);
            }
        });
    }
}

/// The rows, with what is done to several above them.
#[component]
pub fn Rows(doorway: Doorway) -> impl IntoView {
    let words = use_words();
    let choices = Choices {
        doorway,
        marked: RwSignal::new(BTreeSet::new()),
        places: RwSignal::new(BTreeMap::new()),
        sent: RwSignal::new(Vec::new()),
    };
    view! {
        <Several choices />
        <ul class="plain knocks" aria-label=words.say("door-heading")>
            <For
                each=move || doorway.waiting()
                key=Clone::clone
                children=move |knock| view! { <Row choices knock /> }
            />
        </ul>
        <SendAway choices />
    }
}

#[component]
fn Several(choices: Choices) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let doorway = choices.doorway;
    let many = memo(move || choices.chosen().len());
    let is_several = memo(move || doorway.read(|seen| seen.waiting.len()) > 1);
    let all_marked = memo(move || doorway.read(|seen| seen.waiting.len()) == many.get());
    let mark_all = move |change: leptos::ev::Event| {
        let ids = doorway.waiting().into_iter().map(|knock| knock.id);
        let ids = event_target_checked(&change).then(|| ids.collect());
        choices.marked.set(ids.unwrap_or_default());
    };
    let label =
        move |key: &'static str| said(move || words.tell(key, &[("count", many.get().into())]));
    let admit = move |_| {
        let chosen = untrack(|| choices.chosen());
        let count = chosen.len();
        let admits = |knock: ListedKnock| untrack(|| choices.place(&knock)).admits(knock.id);
        let asked = chosen.into_iter().map(admits).collect();
        doorway.admit(asked, move || {
            toasts.say(words.tell("door-admitted", &[("count", count.into())]));
            // The button that was pressed may be gone.
            doorway.refocus();
        });
    };
    let send_away = move |_| choices.sent.set(untrack(|| choices.chosen()));
    view! {
        <Show when=move || is_several.get()>
            <div class="actions several">
                <label class="choice-line">
                    <input type="checkbox" prop:checked=move || all_marked.get() on:change=handler(mark_all) />
                    <span>{words.say("door-mark-all")}</span>
                </label>
                <button
                    type="button"
                    class="primary"
                    disabled=move || many.get() == 0
                    aria-busy=move || doorway.busy.get().to_string()
                    on:click=handler(admit)
                    prop:textContent=label("door-admit-marked")
                ></button>
                <button
                    type="button"
                    class="quiet danger"
                    disabled=move || many.get() == 0
                    on:click=handler(send_away)
                    prop:textContent=label("door-decline-marked")
                ></button>
            </div>
        </Show>
    }
}

#[component]
fn Row(choices: Choices, knock: ListedKnock) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let doorway = choices.doorway;
    let name = knock.name.clone();
    let shown = [knock.title.as_str(), name.as_str()];
    let shown = shown.join(" ").trim().to_owned();
    let about = |key: &str| words.tell(key, &[("name", name.as_str().into())]);
    let (for_mark, for_place, for_admit, for_decline) = (
        about("door-mark"),
        about("door-as"),
        about("door-admit-person"),
        about("door-decline-person"),
    );
    let done = about("door-admitted-person");
    let id = knock.id.clone();
    let is_marked = {
        let id = id.clone();
        move || choices.marked.with(|marked| marked.contains(&id))
    };
    let of = knock.delegation.clone().and_then(|id| {
        let delegations = untrack(|| doorway.read(|seen| seen.delegations.clone()));
        delegations.into_iter().find(|it| it.id == id)
    });
    let since = words.tell("door-since", &[("time", time_of_day(knock.at).into())]);
    let mark = {
        let id = id.clone();
        move |change: leptos::ev::Event| choices.mark(&id, event_target_checked(&change))
    };
    let admit = {
        let knock = knock.clone();
        move |_| {
            let asked = untrack(|| choices.place(&knock)).admits(knock.id.clone());
            let done = done.clone();
            doorway.admit(vec![asked], move || {
                toasts.say(done);
                doorway.refocus();
            });
        }
    };
    let sent = knock.clone();
    view! {
        <li class="knock">
            <label class="choice-line">
                <input type="checkbox" aria-label=for_mark prop:checked=is_marked on:change=handler(mark) />
                <bdi class="knock-name" prop:textContent=shown></bdi>
            </label>
            <span class="knock-said">
                {match of {
                    Some(it) => view! { <DelegationChip name=it.name short=it.short colour=it.colour /> }.into_any(),
                    None => view! { <span class="chip role">{words.say("door-no-delegation")}</span> }.into_any(),
                }}
                <span class="small" prop:textContent=since></span>
            </span>
            <PlaceField choices knock label=for_place />
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    aria-label=for_admit
                    aria-busy=move || doorway.busy.get().to_string()
                    on:click=handler(admit)
                >
                    {words.say("door-admit")}
                </button>
                <button
                    type="button"
                    class="quiet danger"
                    aria-label=for_decline
                    on:click=handler(move |_| choices.sent.set(vec![sent.clone()]))
                >
                    {words.say("door-decline")}
                </button>
            </div>
        </li>
    }
}

/// As what somebody comes in.
#[component]
fn PlaceField(choices: Choices, knock: ListedKnock, label: String) -> impl IntoView {
    let words = use_words();
    let doorway = choices.doorway;
    let id = knock.id.clone();
    let now = memo(move || choices.place(&knock).key());
    let offered = move || {
        let with = doorway.read(|seen| seen.delegations.clone()).into_iter();
        let with = with.map(|it| (Place::With(it.id).key(), it.name));
        let others = OTHERS.map(|role| {
            let name = words.say(&format!("role-{role}"));
            (Place::As(role).key(), name)
        });
        with.chain(others).collect::<Vec<_>>()
    };
    let choose = move |key: String| {
        if let Some(place) = Place::of_key(&key) {
            choices.places.update(|places| {
                places.insert(id.clone(), place);
            });
        }
    };
    view! {
        <select
            class="knock-as"
            dir="auto"
            aria-label=label
            on:change:target=move |select| choose(select.target().value())
        >
            <For each=offered key=Clone::clone let((key, name))>
                {
                    let value = key.clone();
                    view! { <option value=value prop:selected=move || now.with(|now| *now == key) prop:textContent=name></option> }
                }
            </For>
        </select>
    }
}

/// Asks for a word before somebody is sent away.
#[component]
fn SendAway(choices: Choices) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let doorway = choices.doorway;
    let open = RwSignal::new(false);
    let word = RwSignal::new(String::new());
    Effect::new(move |_| {
        if choices.sent.with(|sent| !sent.is_empty()) {
            word.set(String::new());
            doorway.refused.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            choices.sent.set(Vec::new());
        }
    });
    let title = move || {
        choices.sent.with(|sent| match &sent[..] {
            [one] => words.tell("door-decline-title", &[("name", one.name.as_str().into())]),
            several => words.tell("door-decline-several", &[("count", several.len().into())]),
        })
    };
    let send = move |submit: SubmitEvent| {
        submit.prevent_default();
        let ids = choices.sent.get_untracked().into_iter().map(|it| it.id);
        doorway.decline(ids.collect(), word.get_untracked(), move || {
            open.try_set(false);
            toasts.say(words.say("door-declined"));
            doorway.refocus();
        });
    };
    view! {
        <Dialog open title=Signal::derive(title)>
            <form class="stack" on:submit=handler(send) novalidate>
                <TextField
                    id="door-word"
                    label=words.say("door-word")
                    hint=words.say("door-word-hint")
                    value=word
                    on_input=move |text: String| word.set(text)
                    line=true
                />
                <Refused why=doorway.refused />
                <div class="actions">
                    <button type="submit" class="danger full" aria-busy=move || doorway.busy.get().to_string()>
                        {words.say("door-decline")}
                    </button>
                    <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>
                        {words.say("cancel")}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::Timestamp;

    fn knock(delegation: Option<&str>) -> ListedKnock {
        ListedKnock {
            id: KnockId::new("k1").unwrap(),
            title: String::new(),
            name: "Ana".to_owned(),
            delegation: delegation.map(|id| DelegationId::new(id).unwrap()),
            at: Timestamp(0),
        }
    }

    #[test]
    fn people_come_in_as_they_said_unless_somebody_chooses() {
        let with = Place::said(&knock(Some("north")));
        let asked = with.clone().admits(KnockId::new("k1").unwrap());
        assert_eq!(
            (asked.role, asked.delegation),
            (Role::Delegate, knock(Some("north")).delegation)
        );
        let alone = Place::said(&knock(None));
        assert_eq!(alone, Place::As(Role::Observer));
        for place in [with, alone, Place::As(Role::Rapporteur)] {
            assert_eq!(Place::of_key(&place.key()), Some(place));
        }
    }
}
