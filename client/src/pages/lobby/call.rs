//! Calling everybody back, by a time that every screen counts down to.

use leptos::{prelude::*, task::spawn_local};
use shared::features::announcements::{Announcement, Said};
use shared::ids::{TableId, Timestamp};
use shared::limits;
use shared::lobby::Announce;
use shared::session::Say;

use super::watch::Watch;
use crate::{
    api,
    random::new_id,
    views::{
        For, Icon, Refused,
        clock::{digits, seconds, ticking},
        handler, icon, memo, said, use_toasts,
    },
    words::use_words,
};

/// In how many minutes, unless somebody says otherwise.
const MINUTES: u32 = 2;
/// For how long a call is shown once its time is over, in milliseconds.
const AFTER: u64 = 600_000;

/// By when a call calls.
pub fn until(call: Option<&Announcement>) -> Option<Timestamp> {
    match &call?.says {
        Said::CallBack { until, .. } => Some(*until),
        Said::Words { .. } | Said::CalledOff | Said::Moved { .. } => None,
    }
}

/// Whether a call is still shown.
pub fn is_on(until: Timestamp, now: Timestamp) -> bool {
    until.0.saturating_add(AFTER) > now.0
}

/// One tap calls everybody back.
#[component]
pub fn CallBack(watch: Watch) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let minutes = RwSignal::new(MINUTES);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // What was asked and not answered is the same call when it is asked again.
    let asked = StoredValue::new(None::<Announce>);
    let ask = move |says: Say, done: Option<&'static str>| {
        if busy.get_untracked() {
            return;
        }
        let again = asked.get_value().filter(|it| it.says == says);
        let announce = again.unwrap_or_else(|| Announce {
            id: new_id(),
            says,
            tables: Vec::new(),
        });
        asked.set_value(Some(announce.clone()));
        refused.set(None);
        busy.set(true);
        let session = watch.session();
        spawn_local(async move {
            match api::announce(&session, &announce).await {
                Ok(()) => {
                    asked.try_set_value(None);
                    if let Some(done) = done {
                        toasts.say(words.say(done));
                    }
                    watch.look();
                }
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    let call = move |_| {
        let text = String::new();
        let minutes = minutes.get_untracked();
        ask(Say::CallBack { minutes, text }, Some("call-done"));
    };
    let label = said(move || words.tell("call-do", &[("minutes", minutes.get().into())]));
    let type_minutes = move |typed: String| {
        if let Ok(typed) = typed.parse::<u32>() {
            minutes.set(typed.clamp(1, limits::CALL_MINUTES));
        }
    };
    view! {
        <section class="card call-back" aria-labelledby="call-title">
            <h2 class="kicker" id="call-title" tabindex="-1">{words.say("call-title")}</h2>
            <div class="call-row">
                <Plenary watch refused />
                <div class="field tight">
                    <label for="call-minutes">{words.say("call-minutes")}</label>
                    <input
                        id="call-minutes"
                        type="number"
                        min="1"
                        max=limits::CALL_MINUTES.to_string()
                        inputmode="numeric"
                        prop:value=move || minutes.get().to_string()
                        on:input:target=move |input| type_minutes(input.target().value())
                    />
                </div>
                <button type="button" class="primary" aria-busy=move || busy.get().to_string() on:click=handler(call)>
                    {icon(Icon::Megaphone)}
                    <span prop:textContent=label></span>
                </button>
            </div>
            <p class="hint">{words.say("call-hint")}</p>
            <Standing watch off=Callback::new(move |()| ask(Say::CallOff, None)) />
            <Refused why=refused />
        </section>
    }
}

/// The call that stands, and how to call it off.
#[component]
fn Standing(watch: Watch, off: Callback<()>) -> impl IntoView {
    let words = use_words();
    let tick = ticking();
    let call = memo(move || {
        watch.read(|lobby| {
            let calls = lobby.tables.iter().filter_map(|it| it.call.as_ref());
            match &calls.max_by_key(|it| it.nth)?.says {
                Said::CallBack { until, name, .. } => Some((*until, name.clone())),
                Said::Words { .. } | Said::CalledOff | Said::Moved { .. } => None,
            }
        })?
    });
    let is_standing = memo(move || {
        tick.track();
        let until = call.with(|call| call.as_ref().map(|(until, _)| *until));
        until.is_some_and(|until| is_on(until, watch.now()))
    });
    let text = said(move || {
        tick.track();
        let (until, name) = call.get()?;
        let left = seconds(until, watch.now());
        let key = if left > 0 {
            "call-is-on"
        } else {
            "call-is-over"
        };
        let values = [("table", name.into()), ("left", digits(left).into())];
        Some(words.tell(key, &values))
    });
    move || {
        is_standing.get().then(|| {
            view! {
                <div class="call-stands">
                    <p role="timer" aria-live="off" dir="auto" prop:textContent=text></p>
                    <button
                        type="button"
                        class="quiet"
                        on:click=handler(move |_| {
                            off.run(());
                            crate::views::focus_quietly("call-title");
                        })
                    >
                        {words.say("call-off")}
                    </button>
                </div>
            }
        })
    }
}

/// To which table everybody is called.
#[component]
fn Plenary(watch: Watch, refused: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let tables = memo(move || {
        let named = |lobby: &shared::lobby::Lobby| {
            let tables = lobby.tables.iter();
            let all = tables.map(|it| (it.id.clone(), it.name.clone()));
            all.collect::<Vec<_>>()
        };
        watch.read(named).unwrap_or_default()
    });
    let chosen = memo(move || watch.read(|lobby| lobby.plenary.clone()).flatten());
    let choose = move |id: String| {
        let Ok(table) = TableId::new(id) else { return };
        refused.set(None);
        let session = watch.session();
        spawn_local(async move {
            match api::choose_plenary(&session, &table).await {
                Ok(()) => watch.look(),
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
        });
    };
    view! {
        <div class="field">
            <label for="call-plenary">{words.say("call-plenary")}</label>
            <select id="call-plenary" dir="auto" on:change:target=move |select| choose(select.target().value())>
                <For each=move || tables.get() key=Clone::clone let((id, name))>
                    {
                        let value = id.to_string();
                        view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == Some(id.clone())) prop:textContent=name></option> }
                    }
                </For>
            </select>
        </div>
    }
}
