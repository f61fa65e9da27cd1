//! At the door with a right code: a name, and for whom one speaks.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    features::delegations::Delegation,
    ids::DelegationId,
    joining::{CodePeeked, JoinCode},
};

use super::super::join::{PersonTitle, fits_before_name};
use crate::{
    api::{Trouble, joining},
    views::{
        CodeField, Failed, Loading, NameAsked, NameField, Notice, Refused, Show, Tone, focus_soon,
        handler,
    },
    words::use_words,
};

/// Asks whether the code is right, and says of what, or why not.
#[component]
pub fn AtTheDoor(
    /// The code.
    code: JoinCode,
    /// What they want to be called, as far as they have typed it: it stays when they go on to another code.
    name: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let asked = code.clone();
    let peeked = LocalResource::new(move || joining::peek(asked.as_str().to_owned()));
    move || match peeked.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(Trouble::Refused { status, failure })) if !is_passing(status) => {
            view! { <Unfit text=failure.message /> }.into_any()
        }
        Some(Err(trouble)) => {
            view! { <Failed trouble retry=move |()| peeked.refetch() /> }.into_any()
        }
        Some(Ok(CodePeeked {
            session,
            belongs: true,
            ..
        })) => view! {
            <section class="empty">
                <p class="lead" dir="auto" prop:textContent=session.title></p>
                <p>{words.say("knock-belongs")}</p>
                <p>
                    <a class="button primary" href=format!("/sessions/{}", session.id)>
                        {words.say("knock-to-session")}
                    </a>
                </p>
            </section>
        }
        .into_any(),
        Some(Ok(CodePeeked { waits: true, .. })) => view! { <WaitsAlready /> }.into_any(),
        Some(Ok(peeked)) => view! { <DoorForm code=code.clone() peeked name /> }.into_any(),
    }
}

/// Whether the same may be answered otherwise in a moment.
const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429) || status >= 500
}

/// Whether it is the code that opens nothing.
const fn is_unfit(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Refused {
            status: 404 | 410,
            ..
        }
    )
}

/// Whoever scans the code again goes on waiting.
#[component]
fn WaitsAlready() -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| to_waiting(&navigate));
    view! { <Loading /> }
}

/// Going back would knock again.
fn to_waiting(navigate: &impl Fn(&str, NavigateOptions)) {
    let replace = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    navigate("/knock", replace);
}

/// A code that opens nothing, and room for another one.
#[component]
fn Unfit(text: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn>
            <p prop:textContent=text></p>
        </Notice>
        <section class="card roomy">
            <CodeField />
        </section>
    }
}

/// For whom somebody says that they speak.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    /// They have not said.
    Nothing,
    Nobody,
    For(DelegationId),
}

/// What is typed stays, whatever goes wrong.
#[component]
fn DoorForm(code: JoinCode, peeked: CodePeeked, name: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    let CodePeeked {
        session,
        delegations,
        you,
        ..
    } = peeked;
    let typed = name;
    let you = you.unwrap_or_default();
    let title = RwSignal::new(you.title);
    let wrong_title = RwSignal::new(None::<String>);
    let name = NameAsked::new("knock-name", typed.get_untracked().unwrap_or(you.name));
    // Nobody is to speak for a delegation because they overlooked the list.
    let chosen = RwSignal::new(Choice::Nothing);
    let unchosen = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let unfit = RwSignal::new(false);
    let busy = RwSignal::new(false);
    // One for all tries: an answer that was lost must not leave somebody at the door whom nobody is.
    let key = StoredValue::new(crate::random::new_key());
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
        let delegation = match chosen.get_untracked() {
            Choice::Nothing => {
                unchosen.set(true);
                focus_soon("knock-delegation");
                return;
            }
            Choice::Nobody => None,
            Choice::For(delegation) => Some(delegation),
        };
        busy.set(true);
        failed.set(None);
        let (code, navigate) = (code.as_str().to_owned(), navigate.clone());
        let key = key.get_value();
        spawn_local(async move {
            match joining::knock(code, (asked, before), delegation, key).await {
                Ok(_) => to_waiting(&navigate),
                Err(trouble) => {
                    unfit.try_set(is_unfit(&trouble));
                    failed.try_set(Some(trouble.words(words)));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        <div class="greeting">
            <p class="lead" dir="auto" prop:textContent=session.title></p>
            <p>{words.say("knock-how")}</p>
        </div>
        <form class="card roomy stack" on:submit=handler(submit) novalidate>
            <NameField asked=name on_input=move |text: String| typed.set(Some(text)) />
            <PersonTitle title wrong=wrong_title />
            <DelegationField delegations chosen unchosen />
            <Refused why=failed />
            <div class="actions">
                <button class="primary" aria-busy=move || busy.get().to_string()>
                    {words.say("knock-button")}
                </button>
            </div>
        </form>
        <Show when=move || unfit.get()>
            <section class="card roomy">
                <CodeField />
            </section>
        </Show>
    }
}

/// What stands for nobody in the list.
const NOBODY: &str = "none";

#[component]
fn DelegationField(
    delegations: Vec<Delegation>,
    chosen: RwSignal<Choice>,
    unchosen: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let offered = delegations.into_iter().map(|delegation| {
        view! { <option value=delegation.id.to_string() prop:textContent=delegation.name></option> }
    });
    let choose = move |value: String| {
        unchosen.set(false);
        chosen.set(match value.as_str() {
            NOBODY => Choice::Nobody,
            id => DelegationId::new(id).map_or(Choice::Nothing, Choice::For),
        });
    };
    let text = crate::views::said(move || unchosen.get().then(|| words.say("knock-unchosen")));
    view! {
        <div class="field">
            <label for="knock-delegation">{words.say("knock-delegation")}</label>
            <select
                id="knock-delegation"
                dir="auto"
                aria-describedby="knock-delegation-wrong"
                aria-invalid=move || unchosen.get().to_string()
                on:change:target=move |select| choose(select.target().value())
            >
                <option value="">{words.say("knock-choose")}</option>
                {offered.collect_view()}
                <option value=NOBODY>{words.say("knock-no-delegation")}</option>
            </select>
            <p class="wrong" id="knock-delegation-wrong" role="status" prop:textContent=text></p>
        </div>
    }
}
