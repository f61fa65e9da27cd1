//! Who has joined, and sending somebody away.

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::{IntervalHandle, set_interval_with_handle},
    prelude::*,
    task::spawn_local,
};
use shared::{
    api::ListedPerson,
    features::delegations::Delegation,
    features::people::Role,
    ids::{ParticipantId, SessionId},
};

use super::office::{Office, use_office};
use super::whom::{Who, Whom};
use crate::{
    account::use_account,
    api::{self, Trouble},
    views::{
        Confirm, Failed, For, Loading, Show, focus_soon, handler, memo, open_about, use_toasts,
    },
    words::use_words,
};

/// How often it is asked who has joined in the meantime, while somebody looks.
const LOOK: Duration = Duration::from_secs(10);

/// Who has joined, as far as the server has told.
#[derive(Clone, Copy)]
struct Register {
    session: StoredValue<SessionId>,
    people: RwSignal<Option<Vec<ListedPerson>>>,
    trouble: RwSignal<Option<Trouble>>,
    /// An answer to an earlier question must not bring back who was removed since.
    asked: StoredValue<u32>,
}

impl Register {
    fn open(session: SessionId) -> Self {
        let register = Self {
            session: StoredValue::new(session),
            people: RwSignal::new(None),
            trouble: RwSignal::new(None),
            asked: StoredValue::new(0),
        };
        register.look();
        let again = move || {
            if !document().hidden() {
                register.look();
            }
        };
        let looking = set_interval_with_handle(again, LOOK).ok();
        on_cleanup(move || {
            looking.inspect(IntervalHandle::clear);
        });
        register
    }

    fn look(self) {
        let Some(session) = self.session.try_get_value() else {
            return;
        };
        let number = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(number);
        spawn_local(async move {
            let answer = api::people(&session).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            self.trouble.try_set(answer.as_ref().err().cloned());
            if let Ok(people) = answer {
                self.people.try_set(Some(people));
            }
        });
    }

    fn strike(self, gone: &ParticipantId) {
        self.people.try_update(|people| {
            if let Some(people) = people {
                people.retain(|person| person.participant != *gone);
            }
        });
        self.look();
    }
}

/// Everybody who has joined, by delegation and role.
#[component]
pub fn People() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        delegations,
        ..
    } = use_office();
    let register = Register::open(session);
    let Register {
        people, trouble, ..
    } = register;
    let asked = RwSignal::new(None::<ListedPerson>);
    let is_known = memo(move || people.with(Option::is_some));
    // Whoever reads this is one of them.
    let is_alone = memo(move || people.with(|all| all.as_ref().is_some_and(|all| all.len() < 2)));
    let groups = move || {
        delegations
            .with(|seated| people.with(|all| groups(all.as_deref().unwrap_or_default(), seated)))
    };
    let list = move || {
        view! {
            <Show when=move || is_alone.get()>
                <p class="hint">{words.say("people-none")}</p>
            </Show>
            <ul class="plain invitations">
                <For
                    each=groups
                    key=|whom| whom.clone()
                    children=move |whom| view! { <Group whom people asked /> }
                />
            </ul>
        }
    };
    view! {
        <section class="card no-print" aria-labelledby="people-heading">
            <h2 id="people-heading" tabindex="-1">{words.say("people-heading")}</h2>
            {move || match (is_known.get(), trouble.get()) {
                (true, _) => list().into_any(),
                (false, None) => view! { <Loading /> }.into_any(),
                (false, Some(trouble)) => view! { <Failed trouble retry=move |()| register.look() /> }.into_any(),
            }}
        </section>
        <Remove asked register />
    }
}

/// Those of whom somebody has joined, in the order in which links are listed.
fn groups(people: &[ListedPerson], seated: &[Delegation]) -> Vec<Whom> {
    let delegates = seated.iter().cloned().map(Whom::delegate);
    // A delegation is unknown while the only table it sits at cannot be opened.
    let others = [
        Role::Delegate,
        Role::Rapporteur,
        Role::Observer,
        Role::Projector,
        Role::Interpreter,
        Role::Facilitator,
    ];
    let present: Vec<_> = people.iter().map(|person| whom(person, seated)).collect();
    delegates
        .chain(others.map(Whom::only))
        .filter(|whom| present.contains(whom))
        .collect()
}

fn whom(person: &ListedPerson, seated: &[Delegation]) -> Whom {
    Whom::of(person.role, person.delegation.as_ref(), seated)
}

#[component]
fn Group(
    whom: Whom,
    people: RwSignal<Option<Vec<ListedPerson>>>,
    asked: RwSignal<Option<ListedPerson>>,
) -> impl IntoView {
    let Office { delegations, .. } = use_office();
    let shown = whom.clone();
    let theirs = move || {
        let mut all = people.get().unwrap_or_default();
        delegations.with(|seated| all.retain(|person| self::whom(person, seated) == whom));
        all
    };
    view! {
        <li>
            <Who whom=shown />
            <ul class="plain company">
                <For
                    each=theirs
                    key=|person| (person.participant.clone(), person.name.clone(), person.title.clone())
                    children=move |person| view! { <Row person asked /> }
                />
            </ul>
        </li>
    }
}

#[component]
fn Row(person: ListedPerson, asked: RwSignal<Option<ListedPerson>>) -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let label = words.tell(
        "people-remove-person",
        &[("name", person.name.as_str().into())],
    );
    let name = [person.title.as_str(), person.name.as_str()];
    let name = name.join(" ").trim().to_owned();
    let id = person.participant.clone();
    // Nobody removes themselves; until it is known who one is, nobody is removed at all.
    let is_other = memo(move || account.person().map(|me| me.participant != id));
    let action = move || {
        let (person, label) = (person.clone(), label.clone());
        match is_other.get() {
            None => None,
            Some(false) => {
                Some(view! { <span class="small">{words.say("people-you")}</span> }.into_any())
            }
            Some(true) => Some(
                view! {
                    <button
                        type="button"
                        class="quiet danger"
                        aria-label=label
                        on:click=handler(move |_| asked.set(Some(person.clone())))
                    >
                        {words.say("people-remove")}
                    </button>
                }
                .into_any(),
            ),
        }
    };
    view! {
        <li>
            <span dir="auto">{name}</span>
            {action}
        </li>
    }
}

/// Asks before somebody is sent away, and says what that does not do.
#[component]
fn Remove(asked: RwSignal<Option<ListedPerson>>, register: Register) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let open = open_about(asked, failed);
    let title = move || {
        let name = asked.get().map(|person| person.name).unwrap_or_default();
        words.tell("people-remove-title", &[("name", name.into())])
    };
    let remove = move |()| {
        let Some(person) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        let session = register.session.get_value();
        spawn_local(async move {
            let answer = api::remove(&session, &person.participant).await;
            busy.try_set(false);
            match answer {
                Err(trouble) if !trouble.is_missing() => {
                    failed.try_set(Some(trouble.words(words)));
                }
                // Gone is gone, whoever did it.
                Ok(()) | Err(_) => {
                    register.strike(&person.participant);
                    open.try_set(false);
                    // The button that was pressed is gone.
                    focus_soon("people-heading");
                    toasts.say(words.tell(
                        "people-remove-done",
                        &[("name", person.name.as_str().into())],
                    ));
                }
            }
        });
    };
    view! {
        <Confirm
            open
            title=Signal::derive(title)
            text=words.say("people-remove-text")
            action=words.say("people-remove")
            refused=failed
            busy
            on_confirm=remove
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{features::delegations::Colour, ids::DelegationId};

    fn delegation(id: &str) -> Delegation {
        Delegation {
            id: DelegationId::new(id).unwrap(),
            name: format!("Delegation {id}"),
            short: id.to_uppercase(),
            colour: Colour::nth(0),
            group: String::new(),
        }
    }

    fn person(id: &str, role: Role, delegation: Option<&str>) -> ListedPerson {
        ListedPerson {
            participant: ParticipantId::new(id).unwrap(),
            title: String::new(),
            name: id.to_owned(),
            role,
            delegation: delegation.map(|id| DelegationId::new(id).unwrap()),
        }
    }

    #[test]
    fn people_are_grouped_and_nobody_is_lost() {
        let seated = ["a", "b", "c"].map(delegation);
        let people = [
            person("grace", Role::Facilitator, None),
            person("ben", Role::Delegate, Some("c")),
            person("ana", Role::Delegate, Some("a")),
            person("eve", Role::Delegate, Some("elsewhere")),
            person("amal", Role::Delegate, Some("c")),
        ];
        let slugs: Vec<_> = groups(&people, &seated).iter().map(Whom::slug).collect();
        assert_eq!(slugs, ["a", "c", "delegate", "facilitator"]);
    }
}
