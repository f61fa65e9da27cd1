//! Coming in by an invitation link.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::{
    api::{Joined, Peeked, You},
    features::people::Role,
    invitation_link::secret_in,
    joining::JoinCode,
    limits,
    limits::named,
    refusal::{Noun, Refusal},
};

use crate::{
    account::use_account,
    api::{self, Trouble},
    views::{
        CodeField, DelegationChip, Failed, LinkField, Loading, NameAsked, NameField, Notice, Page,
        Refused, TextField, Tone, focus_soon, handler, memo, read_meanwhile, said,
    },
    words::use_words,
};

use super::sessions::way_to;

/// Looks at the secret behind the `#`, says what it is an invitation to, and asks for a name.
#[component]
pub fn Join() -> impl IntoView {
    let words = use_words();
    let hash = use_location().hash;
    let secret = memo(move || {
        let hash = hash.get();
        // What cannot be one is handed in as well: the server has the words for it.
        secret_in(&hash).unwrap_or_else(|| hash.trim_start_matches('#').to_owned())
    });
    // The address of a code's QR code: whoever has one knocks.
    let is_code = memo(move || JoinCode::read(&secret.get()).is_some());
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(code) = JoinCode::read(&secret.get()) {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&format!("/knock#{}", code.as_str()), replace);
        }
    });
    let peeked = LocalResource::new(move || {
        let secret = secret.get();
        async move {
            if secret.is_empty() || JoinCode::read(&secret).is_some() {
                None
            } else {
                Some(api::peek(secret).await)
            }
        }
    });
    let title = Signal::derive(move || match peeked.get() {
        Some(Some(Ok(Peeked {
            session: Some(session),
            ..
        }))) => session.title,
        Some(Some(Ok(_))) => words.say("join-house-title"),
        Some(Some(Err(_))) => words.say("join-failed-title"),
        Some(None) if !is_code.get() => words.say("join-outside-title"),
        Some(None) | None => words.say("join-kicker"),
    });
    let content = move || match peeked.get() {
        Some(None) if !is_code.get() => view! { <Outside /> }.into_any(),
        None | Some(None) => view! { <Loading /> }.into_any(),
        Some(Some(Err(Trouble::Refused { failure, .. }))) => {
            view! { <Unfit text=failure.message /> }.into_any()
        }
        Some(Some(Err(trouble))) => {
            view! { <Failed trouble retry=move |()| peeked.refetch() /> }.into_any()
        }
        Some(Some(Ok(peeked))) => {
            view! { <Invitation secret=secret.get_untracked() peeked /> }.into_any()
        }
    };
    view! {
        <Page title kicker=Signal::derive(move || words.say("join-kicker")) class="narrow">
            {content}
        </Page>
    }
}

/// With nothing in the address: room for a code, or for a link.
#[component]
fn Outside() -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card roomy stack">
            <p>{words.say("join-outside-code")}</p>
            <CodeField />
        </section>
        <section class="card roomy stack">
            <p>{words.say("join-outside-link")}</p>
            <LinkField />
        </section>
    }
}

/// A link that leads nowhere, and room for another one.
#[component]
fn Unfit(text: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn>
            <p prop:textContent=text></p>
        </Notice>
        <section class="card roomy">
            <LinkField />
        </section>
    }
}

#[component]
fn Invitation(secret: String, peeked: Peeked) -> impl IntoView {
    let words = use_words();
    let known = peeked.you.clone();
    let another = peeked.another;
    view! {
        <Greeting peeked />
        {another
            .then(|| {
                view! {
                    <Notice tone=Tone::Warn>
                        <p>{words.say("join-another")}</p>
                    </Notice>
                }
            })}
        <NameForm secret known />
    }
}

#[component]
fn Greeting(peeked: Peeked) -> impl IntoView {
    let words = use_words();
    let Peeked {
        role,
        session,
        delegation,
        ..
    } = peeked;
    let key = match (role, &session) {
        (Role::Facilitator, None) => "join-as-house-facilitator".to_owned(),
        _ => format!("join-as-{role}"),
    };
    view! {
        <div class="greeting">
            <p class="lead" prop:textContent=words.say(&key)></p>
            {delegation
                .map(|delegation| {
                    view! {
                        <p class="whom">
                            <DelegationChip
                                name=delegation.name
                                short=delegation.short
                                colour=delegation.colour
                            />
                        </p>
                    }
                })}
        </div>
    }
}

/// Asks for a name and uses the invitation. What is typed stays, whatever goes wrong.
#[component]
fn NameForm(secret: String, known: Option<You>) -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let navigate = use_navigate();
    let You { name, title } = known.clone().unwrap_or_default();
    let known = known.map(|you| you.name);
    let name = NameAsked::new("name", name);
    let title = RwSignal::new(title);
    let wrong_title = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(asked) = name.checked(words) else {
            return;
        };
        let before = title.get_untracked().trim().to_owned();
        if let Err(refusal) = fits_before_name(&before) {
            wrong_title.set(Some(words.refusal(&refusal)));
            focus_soon("person-title");
            return;
        }
        busy.set(true);
        failed.set(None);
        let (secret, navigate) = (secret.clone(), navigate.clone());
        spawn_local(async move {
            match api::join(secret, asked, before).await {
                Ok(joined) => {
                    account.refresh();
                    // Replacing takes the secret out of the address bar and of the history.
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    let path = way_in(&joined);
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
    let label = move || match &known {
        Some(known) if name.typed().trim() == known => {
            words.tell("join-continue", &[("name", known.as_str().into())])
        }
        _ => words.say("join-button"),
    };
    view! {
        <form class="card roomy" on:submit=handler(submit) novalidate>
            <NameField asked=name />
            <PersonTitle title wrong=wrong_title />
            <Refused why=failed />
            <div class="actions">
                <button class="primary" aria-busy=move || busy.get().to_string() prop:textContent=said(label)></button>
            </div>
        </form>
    }
}

/// What stands before one's name, if anything does.
#[component]
pub(super) fn PersonTitle(
    /// As it is typed.
    title: RwSignal<String>,
    /// What is wrong with it.
    wrong: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <TextField
            id="person-title"
            class="short"
            label=words.say("join-title")
            hint=words.say("join-title-hint")
            value=title
            wrong
            on_input=move |text: String| {
                title.set(text);
                wrong.set(None);
            }
        />
    }
}

/// Whether that may stand before a name; nothing may.
pub(super) fn fits_before_name(title: &str) -> Result<(), Refusal> {
    if title.is_empty() {
        return Ok(());
    }
    named(title, Noun::Title, limits::PERSON_TITLE)
}

/// Where somebody goes who just came in: to their table if there is one, else to where tables are listed.
pub(super) fn way_in(joined: &Joined) -> String {
    match (joined.role, &joined.session, &joined.tables[..]) {
        (_, None, _) => "/sessions".to_owned(),
        (Role::Facilitator, Some(session), _) => format!("/sessions/{session}"),
        (role, Some(_), [table]) => way_to(role, table),
        (_, Some(session), _) => format!("/sessions/{session}"),
    }
}

#[cfg(test)]
mod tests {
    use shared::ids::{ParticipantId, SessionId, TableId};

    use super::*;

    fn joined(role: Role, session: Option<&str>, tables: &[&str]) -> Joined {
        Joined {
            participant: ParticipantId::new("p1").unwrap(),
            role,
            delegation: None,
            session: session.map(|id| SessionId::new(id).unwrap()),
            tables: tables.iter().map(|id| TableId::new(*id).unwrap()).collect(),
        }
    }

    #[test]
    fn delegates_go_straight_to_their_table() {
        assert_eq!(
            way_in(&joined(Role::Delegate, Some("s1"), &["t1"])),
            "/tables/t1"
        );
    }

    #[test]
    fn interpreters_and_screens_have_pages_of_their_own() {
        for tables in [&["t1"][..], &["t1", "t2"]] {
            let way = way_in(&joined(Role::Interpreter, Some("s1"), tables));
            let one = tables.len() == 1;
            assert_eq!(
                way,
                if one {
                    "/t/t1/interpreter"
                } else {
                    "/sessions/s1"
                }
            );
        }
        // Of several, the list leads there.
        let table = TableId::new("t2").unwrap();
        assert_eq!(way_to(Role::Interpreter, &table), "/t/t2/interpreter");
        assert_eq!(way_to(Role::Projector, &table), "/t/t2/projector");
        assert_eq!(way_to(Role::Facilitator, &table), "/tables/t2");
    }

    #[test]
    fn who_has_a_choice_is_asked() {
        assert_eq!(
            way_in(&joined(Role::Delegate, Some("s1"), &["t1", "t2"])),
            "/sessions/s1"
        );
        assert_eq!(
            way_in(&joined(Role::Facilitator, Some("s1"), &["t1"])),
            "/sessions/s1"
        );
        assert_eq!(way_in(&joined(Role::Facilitator, None, &[])), "/sessions");
    }
}
