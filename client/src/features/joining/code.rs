//! The join code: made, shown large with its QR code, and taken back.

use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::{prelude::*, task::spawn_local};
use shared::ids::SessionId;
use shared::joining::SessionCode;
use std::time::Duration;

use crate::{
    api::{Trouble, joining},
    views::{
        Confirm, CopyButton, Dialog, Failed, Loading, Moment, Refused, focus_soon, handler, said,
        use_toasts,
    },
    words::use_words,
};

/// How long a code may be good for, in hours.
const HOURS: [u32; 5] = [1, 4, 12, 24, 72];
/// How often it is asked whether there is another one.
const LOOK: Duration = Duration::from_secs(10);
/// What is chosen unless somebody chooses: a day of a conference.
const USUAL: u32 = 12;

/// What is known of the code, as far as the server has told.
#[derive(Clone, Copy)]
struct Code {
    session: StoredValue<SessionId>,
    now: RwSignal<Option<Result<Option<SessionCode>, Trouble>>>,
}

impl Code {
    fn look(self) {
        let (Some(session), Some(before)) =
            (self.session.try_get_value(), self.now.try_get_untracked())
        else {
            return;
        };
        spawn_local(async move {
            let answer = joining::code(&session).await;
            // What somebody did here meanwhile is newer; and that it cannot be asked is no reason to forget the code.
            let is_same = self.now.try_with_untracked(|now| *now == before) == Some(true);
            let is_lost = answer.is_err() && matches!(before, Some(Ok(_)));
            if is_same && !is_lost && before.as_ref() != Some(&answer) {
                self.now.try_set(Some(answer));
            }
        });
    }

    fn get(self) -> Option<SessionCode> {
        self.now.with(|now| now.as_ref()?.as_ref().ok()?.clone())
    }
}

/// The card on the session's page.
#[component]
pub fn CodeCard(
    /// The session.
    session: SessionId,
) -> impl IntoView {
    let words = use_words();
    let code = Code {
        session: StoredValue::new(session),
        now: RwSignal::new(None),
    };
    code.look();
    // Another facilitator may make one.
    let again = move || {
        if !document().hidden() {
            code.look();
        }
    };
    let looking = set_interval_with_handle(again, LOOK).ok();
    on_cleanup(move || {
        looking.inspect(IntervalHandle::clear);
    });
    let content = move || match code.now.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(trouble)) => view! { <Failed trouble retry=move |()| code.look() /> }.into_any(),
        Some(Ok(now)) => view! {
            <div class="stack">
                {now.map(|now| view! { <Shown code now /> })}
                <Make code />
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card code no-print" aria-labelledby="code-heading">
            <h2 id="code-heading" tabindex="-1">{words.say("code-heading")}</h2>
            <p class="hint">{words.say("code-hint")}</p>
            {content}
        </section>
    }
}

#[component]
fn Make(code: Code) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let hours = RwSignal::new(USUAL);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let label = said(move || {
        words.say(if code.get().is_some() {
            "code-make-anew"
        } else {
            "code-make"
        })
    });
    let offered = HOURS.map(|number| {
        view! {
            <option value=number.to_string() selected=move || hours.get() == number>
                {words.tell("code-hours", &[("hours", number.into())])}
            </option>
        }
    });
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let session = code.session.get_value();
        spawn_local(async move {
            let answer = joining::make_code(&session, hours.get_untracked()).await;
            busy.try_set(false);
            match answer {
                Ok(made) => {
                    code.now.try_set(Some(Ok(Some(made))));
                    focus_soon("code-heading");
                    toasts.say(words.say("code-made"));
                }
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
        });
    };
    view! {
        <div class="actions">
            <button
                type="button"
                class="quiet"
                aria-busy=move || busy.get().to_string()
                on:click=handler(make)
                prop:textContent=label
            ></button>
            <label class="days">
                <span>{words.say("links-valid")}</span>
                <select on:change:target=move |select| {
                    if let Ok(number) = select.target().value().parse() {
                        hours.set(number);
                    }
                }>{offered.collect_view()}</select>
            </label>
        </div>
        <Refused why=failed />
    }
}

#[component]
fn Shown(code: Code, now: SessionCode) -> impl IntoView {
    let words = use_words();
    let showing = RwSignal::new(false);
    let revoking = RwSignal::new(false);
    let SessionCode {
        code: letters,
        address,
        link,
        qr,
        expires,
    } = now;
    let large = (letters.clone(), address.clone(), qr.clone());
    view! {
        <div class="code-shown">
            // Drawn by our own server out of the link alone.
            <div class="qr" inner_html=qr></div>
            <div class="stack">
                <p class="code-letters" dir="ltr" translate="no" prop:textContent=letters></p>
                <p class="mono-text" dir="ltr" prop:textContent=address></p>
                <p class="small">{words.say("links-until")} " " <Moment at=expires /></p>
                <div class="actions">
                    <button type="button" class="quiet" on:click=handler(move |_| showing.set(true))>
                        {words.say("code-show")}
                    </button>
                    <CopyButton text=Signal::stored(link) label=words.say("code-copy") />
                    <button type="button" class="quiet danger" on:click=handler(move |_| revoking.set(true))>
                        {words.say("invitation-revoke")}
                    </button>
                </div>
                <p class="hint">{words.say("code-projector-hint")}</p>
            </div>
        </div>
        <Dialog open=showing title=words.say("code-heading") class="qr-dialog">
            <Large large=large.clone() />
        </Dialog>
        <Revoke code open=revoking />
    }
}

/// For the back row.
#[component]
fn Large(large: (String, String, String)) -> impl IntoView {
    let words = use_words();
    let (letters, address, qr) = large;
    view! {
        <div class="qr" inner_html=qr></div>
        <p class="code-letters" dir="ltr" translate="no" prop:textContent=letters></p>
        <p class="spelled">{words.say("code-how")} " " <bdi class="mono-text" dir="ltr" prop:textContent=address></bdi></p>
    }
}

/// Asks before a code is taken back, and says what that does not do.
#[component]
fn Revoke(code: Code, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let revoke = move |()| {
        busy.set(true);
        let session = code.session.get_value();
        spawn_local(async move {
            let answer = joining::revoke_code(&session).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    open.try_set(false);
                    code.now.try_set(Some(Ok(None)));
                    focus_soon("code-heading");
                    toasts.say(words.say("code-revoked"));
                }
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
        });
    };
    view! {
        <Confirm
            open
            title=words.say("code-revoke-title")
            text=words.say("code-revoke-text")
            action=words.say("invitation-revoke")
            refused=failed
            busy
            on_confirm=revoke
        />
    }
}
