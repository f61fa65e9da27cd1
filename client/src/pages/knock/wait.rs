//! Waiting to be let in: what it waits for, going on by itself, and what one is told.

use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::joining::{KnockAnswer, MyKnock};
use std::time::Duration;

use super::super::join::way_in;
use crate::{
    account::use_account,
    api::{Trouble, joining},
    views::{
        CodeField, DelegationChip, Loading, Notice, Refused, Show, Tone, focus_soon, handler, memo,
        read_meanwhile, said,
    },
    words::use_words,
};

/// How often it is asked whether one is let in.
const ASK: Duration = Duration::from_secs(3);

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Waits,
    Declined,
    /// This browser does not knock, or nobody remembers that it did.
    Nothing,
    /// On the way in.
    In,
}

/// What the server told last.
#[derive(Clone, Copy)]
struct Told {
    /// Nothing before its first answer, and while this browser does not knock.
    knock: RwSignal<Option<MyKnock>>,
    is_loading: RwSignal<bool>,
    is_away: RwSignal<bool>,
    is_asking: StoredValue<bool>,
    /// Whether one does not wait any more: an answer that was on its way carries nobody off.
    is_over: StoredValue<bool>,
}

impl Told {
    fn take(self, answer: Result<Option<MyKnock>, Trouble>) {
        if self.is_over.try_get_value() != Some(false) {
            return;
        }
        self.is_away.try_set(answer.is_err());
        if let Ok(told) = answer {
            if self.knock.try_with_untracked(|was| *was != told) == Some(true) {
                self.knock.try_set(told);
            }
            if self.is_loading.try_get_untracked() == Some(true) {
                self.is_loading.try_set(false);
            }
        }
        self.is_asking.try_set_value(false);
    }

    fn look(self) {
        // A slow answer is waited for instead of asked for twice.
        let is_asking = self.is_asking.try_get_value() != Some(false);
        if is_asking || self.is_over.try_get_value() != Some(false) {
            return;
        }
        self.is_asking.set_value(true);
        spawn_local(async move { self.take(joining::my_knock().await) });
    }

    fn state(self) -> State {
        let is_loading = self.is_loading.get();
        self.knock.with(|knock| match knock {
            None if is_loading => State::Loading,
            None => State::Nothing,
            Some(MyKnock { answer, .. }) => match answer {
                None => State::Waits,
                Some(KnockAnswer::Declined { .. }) => State::Declined,
                Some(KnockAnswer::Admitted(_)) => State::In,
            },
        })
    }
}

/// Asks every few seconds, and goes in when one is let in.
#[component]
pub fn Waiting() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let navigate = use_navigate();
    let told = Told {
        knock: RwSignal::new(None),
        is_loading: RwSignal::new(true),
        is_away: RwSignal::new(false),
        is_asking: StoredValue::new(false),
        is_over: StoredValue::new(false),
    };
    told.look();
    let asking = set_interval_with_handle(move || told.look(), ASK).ok();
    on_cleanup(move || {
        asking.inspect(IntervalHandle::clear);
    });
    Effect::new(move |_| {
        if let Some(MyKnock {
            answer: Some(KnockAnswer::Admitted(joined)),
            ..
        }) = told.knock.get()
        {
            account.refresh();
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            let path = way_in(&joined);
            read_meanwhile(&path);
            navigate(&path, replace);
        }
    });
    let state = memo(move || told.state());
    // What had the keyboard is gone, whichever it was.
    Effect::new(move |_| match state.get() {
        State::Waits => focus_soon("knock-waits"),
        State::Declined => focus_soon("knock-declined"),
        State::Nothing => focus_soon("knock-nothing"),
        State::Loading | State::In => {}
    });
    let is = move |wanted: State| move || state.get() == wanted;
    view! {
        <Show when=move || matches!(state.get(), State::Loading | State::In)>
            <Loading />
        </Show>
        <Show when=is(State::Waits)>
            <Waits told />
        </Show>
        <Show when=is(State::Declined)>
            <Declined told />
        </Show>
        <Show when=is(State::Nothing)>
            <section class="card roomy stack" id="knock-nothing" tabindex="-1">
                <p>{words.say("knock-nothing")}</p>
                <CodeField />
            </section>
        </Show>
        <p
            class="small knock-away"
            role="status"
            prop:textContent=said(move || told.is_away.get().then(|| words.say("knock-away")))
        ></p>
    }
}

#[component]
fn Waits(told: Told) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let withdraw = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        told.is_over.set_value(true);
        told.is_away.set(false);
        spawn_local(async move {
            match joining::withdraw().await {
                Ok(()) => drop(told.knock.try_set(None)),
                Err(trouble) => {
                    failed.try_set(Some(trouble.words(words)));
                    // They wait on.
                    told.is_over.try_set_value(false);
                    told.is_asking.try_set_value(false);
                }
            }
            busy.try_set(false);
        });
    };
    let session = said(move || told.knock.get().map(|it| it.session.title));
    let name = said(move || told.knock.get().map(|it| it.name));
    let chip = move || {
        let of = told.knock.get()?.delegation?;
        Some(view! { <DelegationChip name=of.name short=of.short colour=of.colour /> })
    };
    view! {
        <div class="greeting">
            <p class="lead" dir="auto" prop:textContent=session></p>
        </div>
        <section class="card roomy stack knock-waits" aria-labelledby="knock-waits">
            <h2 id="knock-waits" tabindex="-1">
                <span class="spinner" aria-hidden="true"></span>
                <span>{words.say("knock-waits")}</span>
            </h2>
            <p>{words.say("knock-waits-text")}</p>
            <p class="facts">
                <span class="small">{words.say("knock-you-said")}</span>
                <strong dir="auto" prop:textContent=name></strong>
                {chip}
            </p>
            <Refused why=failed />
            <div class="actions">
                <button type="button" class="quiet" aria-busy=move || busy.get().to_string() on:click=handler(withdraw)>
                    {words.say("knock-withdraw")}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Declined(told: Told) -> impl IntoView {
    let words = use_words();
    let session = said(move || told.knock.get().map(|it| it.session.title));
    let word = said(move || match told.knock.get()?.answer? {
        KnockAnswer::Declined { word } => Some(word),
        KnockAnswer::Admitted(_) => None,
    });
    let has_word = memo(move || word.with(|word| !word.is_empty()));
    view! {
        <div class="greeting">
            <p class="lead" dir="auto" prop:textContent=session></p>
        </div>
        <Notice tone=Tone::Warn>
            <p>{words.say("knock-declined")}</p>
            <Show when=move || has_word.get()>
                <blockquote dir="auto" prop:textContent=word></blockquote>
            </Show>
        </Notice>
        <section class="card roomy stack" id="knock-declined" tabindex="-1">
            <p>{words.say("knock-again")}</p>
            <CodeField />
        </section>
    }
}
