//! Moving the table: what the move will do is said before, and it can be undone for a minute after.

use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::{
    features::agenda::MoveAhead, features::agenda::Phase, gather::gathered, ids::Timestamp,
    refusal::Refusal, table::Command,
};
use std::{collections::BTreeSet, time::Duration};

use crate::features::delegations::spoken_name;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Dialog, Refused, focus_soon},
    words::{Wording, use_words},
};

/// How long a move is offered to be undone.
const UNDO_MS: u64 = 60_000;

/// The phase that the facilitator is about to move to: whoever sets it asks, the dialog answers.
#[derive(Clone, Copy)]
pub struct Moving(RwSignal<Option<Phase>>);

/// Gives all views below a way to ask for a move.
pub fn provide_moving() {
    provide_context(Moving(RwSignal::new(None)));
}

/// The way to ask for a move.
pub fn use_moving() -> Moving {
    expect_context()
}

impl Moving {
    /// Shows what a move to that phase would do, and offers it.
    pub fn to(self, phase: Phase) {
        self.0.set(Some(phase));
    }
}

/// For facilitators: the dialog before a move, and the way back after it.
#[component]
pub fn MoveDialogs(live: LiveTable) -> impl IntoView {
    let is_facilitator = live.is_facilitator();
    move || {
        is_facilitator.get().then(|| {
            view! {
                <Ahead live />
                <Undo live />
            }
        })
    }
}

/// The dialog before a move. It follows what happens at the table while it is open.
#[component]
fn Ahead(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let Moving(asked) = use_moving();
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let stop_clock = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get().is_some() {
            refused.set(None);
            stop_clock.set(false);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    let ahead = Memo::new(move |_| {
        let to = asked.get()?;
        live.with(|table| (table.agenda.phase, MoveAhead::of(table, to)))
    });
    let title = Signal::derive(move || {
        let (from, ahead) = ahead.get()?;
        Some(title(words, from, ahead.to))
    });
    let go = move || {
        let Some((from, MoveAhead { to, .. })) = ahead.get_untracked() else {
            return;
        };
        let command = Command::Agenda(AgendaCommand::MovePhase {
            from,
            to,
            stop_clock: stop_clock.get_untracked(),
        });
        live.ask_then(command, move |answer| match answer {
            Ok(()) => drop(open.try_set(false)),
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    };
    view! {
        <Dialog open title=Signal::derive(move || title.get().unwrap_or_default()) class="move">
            {move || ahead.get().map(|(_, ahead)| view! { <Consequences live ahead open stop_clock /> })}
            <Refused why=refused />
            <Answer ahead open on_go=Callback::new(move |()| go()) />
        </Dialog>
    }
}

fn title(words: Wording, from: Phase, to: Phase) -> String {
    match (from, to) {
        (_, Phase::Closed) => words.say("move-close-title"),
        (Phase::Closed, _) => words.say("move-reopen-title"),
        (_, to) => words.tell("move-title", &[("phase", words.say(to.key()).into())]),
    }
}

/// What the move will do, each in a sentence; a harmless one has one or two.
#[component]
fn Consequences(
    live: LiveTable,
    ahead: MoveAhead,
    open: RwSignal<bool>,
    stop_clock: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let is_blocked = !ahead.blocked_by.is_empty();
    let titles = live.with(|table| {
        let ballots = ahead.blocked_by.iter().filter_map(|id| table.ballot(id));
        ballots
            .map(|ballot| ballot.rules.title.clone())
            .collect::<Vec<_>>()
    });
    if is_blocked {
        let to_ballots = move |_| {
            open.set(false);
            here.go(Shown::Ballots);
        };
        let row = |title: String| view! { <li><bdi prop:textContent=title></bdi></li> };
        return view! {
            <p prop:textContent=words.tell("move-blocked", &[("count", ahead.blocked_by.len().into())])></p>
            <ul>{titles.unwrap_or_default().into_iter().map(row).collect_view()}</ul>
            <div class="actions">
                <button type="button" class="primary" on:click=to_ballots>{words.say("move-to-ballots")}</button>
            </div>
        }
        .into_any();
    }
    let what = words.say(&format!("move-to-{}", ahead.to.as_str()));
    let locks = (!ahead.locks.is_empty()).then(|| words.say("move-locks"));
    let unlocks = ahead.unlocks.then(|| words.say("move-unlocks"));
    let ready =
        (ahead.ready > 0).then(|| words.tell("move-ready", &[("count", ahead.ready.into())]));
    let stops =
        (ahead.clock.is_some() && !ahead.can_keep_clock()).then(|| words.say("move-clock-stops"));
    let line = |text: String| view! { <li prop:textContent=text></li> };
    let lines = [Some(what), locks, unlocks, ready, stops];
    let lines = lines.into_iter().flatten().map(line).collect_view();
    let has_locks = !ahead.locks.is_empty();
    let runs = ahead.can_keep_clock().then_some(ahead.clock).flatten();
    view! {
        <ul class="consequences">
            {lines}
            {has_locks.then(|| view! { <Writing live /> })}
        </ul>
        {runs.map(|ends| view! { <ClockChoice live ends stop_clock /> })}
        <p class="small">{words.say("move-undo-hint")}</p>
    }
    .into_any()
}

/// Who is writing at this moment.
#[component]
fn Writing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let names = Memo::new(move |_| {
        let clients: Vec<u64> = live.cursors.with(|cursors| cursors.writing().collect());
        let people: BTreeSet<_> = gathered(
            clients
                .into_iter()
                .filter_map(|client| live.speaker(client)),
        );
        let found = live.with(|table| {
            let people = people.iter().filter_map(|id| table.participants.get(id));
            people.cloned().collect::<Vec<_>>()
        });
        let found = found.unwrap_or_default();
        found
            .iter()
            .map(|person| spoken_name(live, person))
            .collect::<Vec<_>>()
    });
    move || {
        let names = names.get();
        let name = |name: String| view! { <li><bdi prop:textContent=name></bdi></li> };
        (!names.is_empty()).then(|| {
            view! {
                <li>
                    <span prop:textContent=words.tell("move-writing", &[("count", names.len().into())])></span>
                    <ul>{names.into_iter().map(name).collect_view()}</ul>
                </li>
            }
        })
    }
}

/// The clock runs on unless somebody wants it to stop.
#[component]
fn ClockChoice(live: LiveTable, ends: Timestamp, stop_clock: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let left = ends.0.saturating_sub(live.now().0).div_ceil(60_000);
    let says = if left > 1 {
        words.tell("move-clock-left", &[("minutes", left.into())])
    } else {
        words.say("move-clock-soon")
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || !stop_clock.get()
                on:change=move |change| stop_clock.set(!event_target_checked(&change))
            />
            <span prop:textContent=says></span>
        </label>
    }
}

/// The buttons. What cannot be meant by mistake has the focus: to move, but not to close the table.
#[component]
fn Answer(
    ahead: Memo<Option<(Phase, MoveAhead)>>,
    open: RwSignal<bool>,
    on_go: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let shape = Memo::new(move |_| {
        let (from, ahead) = ahead.get()?;
        Some((from, ahead.to, ahead.blocked_by.is_empty()))
    });
    let go = move || {
        let (from, to, is_free) = shape.get()?;
        let (class, label) = match (from, to) {
            (_, Phase::Closed) => ("danger full", words.say("move-close")),
            (Phase::Closed, _) => ("primary", words.say("move-reopen")),
            (_, to) => (
                "primary",
                words.tell("move-go", &[("phase", words.say(to.key()).into())]),
            ),
        };
        focus_soon(if to == Phase::Closed {
            "move-cancel"
        } else {
            "move-go"
        });
        is_free.then(|| view! { <button type="button" id="move-go" class=class on:click=move |_| on_go.run(()) prop:textContent=label></button> })
    };
    view! {
        <div class="actions">
            {go}
            <button type="button" id="move-cancel" class="quiet" on:click=move |_| open.set(false)>{words.say("cancel")}</button>
        </div>
    }
}

/// For a minute after a move: where the table is, and one tap back.
#[component]
fn Undo(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let hidden = RwSignal::new(None::<Timestamp>);
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    let moved = Memo::new(move |_| {
        tick.track();
        let (before, now) =
            live.with(|table| (table.agenda.before_move.clone(), table.agenda.phase))?;
        let before = before.filter(|before| hidden.get() != Some(before.at))?;
        let is_fresh = live.now().0 < before.at.0 + UNDO_MS;
        is_fresh.then_some((before.at, before.phase, now))
    });
    let undo = move |from: Phase, to: Phase| {
        live.ask_then(AgendaCommand::TakeBackMove { from, to }, move |answer| {
            let said = answer.err().map(|refusal: Refusal| words.refusal(&refusal));
            refused.try_set(said);
        });
    };
    move || {
        let (at, before, now) = moved.get()?;
        let done = words.tell("move-done", &[("phase", words.say(now.key()).into())]);
        let back = words.tell("move-undo", &[("phase", words.say(before.key()).into())]);
        Some(view! {
            <section class="undo-move" aria-label=words.say("move-undo-label")>
                <p role="status" prop:textContent=done></p>
                <div class="actions">
                    <button type="button" class="primary" on:click=move |_| undo(now, before) prop:textContent=back></button>
                    <button type="button" class="quiet" on:click=move |_| hidden.set(Some(at))>{words.say("dismiss")}</button>
                </div>
                <Refused why=refused />
            </section>
        })
    }
}
