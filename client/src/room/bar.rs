//! The bar of the room: what table, where it is, how long, who is here, whether all is saved.

use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::{features::agenda::Phase, features::people::Role, table::Command};
use std::time::Duration;

use crate::room::save_badge::SaveBadge;
use crate::{
    features::practices::kept_drafts,
    live::{Kept, LiveTable, SaveState},
    views::{Icon, Monogram, You, icon, said, use_toasts},
    words::use_words,
};

/// The bar.
#[component]
pub fn TableBar(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let name = move || live.with(|table| table.name.clone());
    let title = move || live.with(|table| table.note.title.clone());
    let phase = move || {
        let phase = live.with(|table| words.say(table.agenda.phase.key()))?;
        Some(words.tell("phase-now", &[("phase", phase.into())]))
    };
    let session = move || live.with(|table| format!("/sessions/{}", table.session));
    view! {
        <header class="bar table-bar">
            <h1 class="title" dir="auto" prop:textContent=said(name)></h1>
            <a class="small crumb" href=session dir="auto" prop:textContent=said(title)></a>
            <Phases live />
            <Clock live />
            <span class="end">
                <SaveBadge live />
                <Faces live />
                <Readiness live />
                <Yourself live />
            </span>
            <span class="unseen" role="status" prop:textContent=said(phase)></span>
        </header>
    }
}

/// Who one is at this table.
#[component]
fn Yourself(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let name = Signal::derive(move || live.me().map(|me| me.name).unwrap_or_default());
    let about = Signal::derive(move || {
        let Some(me) = live.me() else {
            return Vec::new();
        };
        let delegation = me
            .speaks_for()
            .and_then(|id| live.with(|table| table.delegation(id).map(|it| it.name.clone())))
            .flatten();
        let role = words.say(&format!("role-{}", me.role));
        [Some(role), delegation].into_iter().flatten().collect()
    });
    let unsaved = Signal::derive(move || {
        let is_saved = live.save_state.get() == SaveState::Saved;
        match live.kept.get() {
            Kept::Not if !is_saved => Some(words.say("you-unkept")),
            Kept::Here | Kept::Soon | Kept::Not if !is_saved => Some(words.say("you-unsaved")),
            Kept::Here | Kept::Soon | Kept::Not => {
                kept_drafts::is_any().then(|| words.say("you-draft"))
            }
        }
    });
    let is_known = Memo::new(move |_| live.me().is_some());
    move || is_known.get().then(|| view! { <You name about unsaved /> })
}

#[component]
fn Phases(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let now = Memo::new(move |_| live.with(|table| table.agenda.phase));
    let step = move |phase: Phase| {
        let current = move || (now.get() == Some(phase)).then_some("step");
        view! { <li aria-current=current>{words.say(phase.key())}</li> }
    };
    view! {
        <ol class="phases" aria-label=words.say("phase-label")>
            {Phase::ALL.map(step).collect_view()}
        </ol>
    }
}

/// The time left, counted on the server's clock; past the end it says by how much.
#[component]
fn Clock(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let ends = Memo::new(move |_| live.with(|table| table.agenda.ends).flatten());
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    let left = move || {
        tick.track();
        let ends = i64::try_from(ends.get()?.0).ok()?;
        Some((ends - i64::try_from(live.now().0).ok()?) / 1000)
    };
    move || {
        let seconds = left()?;
        let digits = format!("{}:{:02}", seconds.abs() / 60, seconds.abs() % 60);
        let is_over = seconds < 0;
        let text = if is_over {
            words.tell("clock-over", &[("time", digits.into())])
        } else {
            digits
        };
        Some(
            view! { <span class="clock" class:over=is_over role="timer" aria-label=words.say("clock-label") prop:textContent=text></span> },
        )
    }
}

/// The delegations that are here.
#[component]
fn Faces(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = Memo::new(move |_| {
        if !live.knows_presence() {
            return None;
        }
        live.present.with(|present| {
            live.with(|table| {
                let people = present.keys().filter_map(|id| table.participants.get(id));
                let seated: Vec<_> = people
                    .filter_map(|person| person.delegation.clone())
                    .collect();
                let all = table
                    .delegations
                    .iter()
                    .filter(|delegation| seated.contains(&delegation.id));
                (all.cloned().collect::<Vec<_>>(), table.delegations.len())
            })
        })
    });
    move || {
        let (here, all) = here.get()?;
        let label = words.tell(
            "faces-label",
            &[("here", here.len().into()), ("all", all.into())],
        );
        let shown = here.into_iter().take(6).map(|delegation| {
            view! { <Monogram short=delegation.short colour=delegation.colour name=delegation.name /> }
        });
        Some(
            view! { <span class="faces" role="group" aria-label=label>{shown.collect_view()}</span> },
        )
    }
}

/// For delegates: whether their delegation is ready to move on.
#[component]
fn Readiness(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let state = Memo::new(move |_| {
        let me = live.me().filter(|me| me.role == Role::Delegate)?;
        let delegation = me.delegation?;
        live.with(|table| {
            (table.agenda.phase != Phase::Closed).then(|| table.agenda.ready.contains(&delegation))
        })?
    });
    // The button stays the same one, with the focus on it.
    let is_asked = Memo::new(move |_| state.get().is_some());
    // What waits to be asked shows at once.
    let awaited = Memo::new(move |_| {
        live.awaited(|command| match command {
            Command::Agenda(AgendaCommand::ShowReadiness { ready }) => Some(*ready),
            _ => None,
        })
    });
    let is_ready = Memo::new(move |_| awaited.get().or(state.get()) == Some(true));
    let key = move || {
        if is_ready.get() {
            "ready-yes"
        } else {
            "ready-no"
        }
    };
    let press = move |_| {
        let ready = !is_ready.get_untracked();
        live.ask_then(AgendaCommand::ShowReadiness { ready }, move |answer| {
            if let Err(refusal) = answer {
                toasts.say(words.refusal(&refusal));
            }
        });
    };
    move || {
        is_asked.get().then(|| {
            view! {
                <button type="button" class="quiet ready" aria-pressed=move || is_ready.get().to_string() on:click=press>
                    {move || is_ready.get().then(|| icon(Icon::Check))}
                    <span prop:textContent=said(move || words.say(key()))></span>
                </button>
            }
        })
    }
}
