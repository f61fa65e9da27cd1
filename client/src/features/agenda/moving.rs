//! Moving the table: what the move will do is said before, and it can be undone for a minute after.

use leptos::prelude::*;
use shared::features::agenda::{AgendaCommand, AgendaPoint, MoveAhead, MoveClock};
use shared::features::answers::GuidingQuestion;
use shared::ids::{QuestionId, Timestamp};
use shared::table::{Command, RoundTable};
use shared::{gather::gathered, refusal::Refusal};
use std::{collections::BTreeSet, time::Duration};

use crate::features::delegations::spoken_name;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Dialog, Refused, checked, focus_soon, handler, memo},
    words::{Wording, listed, use_words},
};

/// How long a move is offered to be undone.
const UNDO_MS: u64 = 60_000;

/// Where the facilitator is about to move the table: whoever sets it asks, the dialog answers.
#[derive(Clone, Copy)]
pub struct Moving(RwSignal<Option<AgendaPoint>>);

/// Gives all views below a way to ask for a move.
pub fn provide_moving() {
    provide_context(Moving(RwSignal::new(None)));
}

/// The way to ask for a move.
pub fn use_moving() -> Moving {
    expect_context()
}

impl Moving {
    /// Shows what a move there would do, and offers it.
    pub fn to(self, point: AgendaPoint) {
        self.0.set(Some(point));
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
    let clock = RwSignal::new(Clock::default());
    Effect::new(move |_| {
        if asked.get().is_some() {
            refused.set(None);
            clock.set(Clock::default());
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    let ahead = memo(move || {
        let to = asked.get()?;
        live.with(|table| (table.agenda.at.clone(), MoveAhead::of(table, &to)))
    });
    let title = Signal::derive(move || {
        let (from, ahead) = ahead.get()?;
        live.with(|table| title(words, table, &from, &ahead.to))
    });
    let go = move || {
        let Some((from, ahead)) = ahead.get_untracked() else {
            return;
        };
        let clock = clock.get_untracked().of(&ahead, live.now());
        let to = ahead.to;
        let command = Command::Agenda(AgendaCommand::Move { from, to, clock });
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <Dialog open title=Signal::derive(move || title.get().unwrap_or_default()) class="move">
            {move || ahead.get().map(|(_, ahead)| view! { <Consequences live ahead open clock /> })}
            <Refused why=refused />
            <Answer ahead open on_go=Callback::new(move |()| go()) />
        </Dialog>
    }
}

/// What the facilitator has chosen about the clock; by default it does what is planned.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Clock {
    /// It does not start with the minutes of the item.
    is_not_started: bool,
    /// It does not run on.
    is_stopped: bool,
}

impl Clock {
    fn of(self, ahead: &MoveAhead, now: Timestamp) -> MoveClock {
        if ahead.minutes > 0 && !self.is_not_started {
            let ends = now.0 + u64::from(ahead.minutes) * 60_000;
            MoveClock::Starts(Timestamp(ends))
        } else if self.is_stopped {
            MoveClock::Stops
        } else {
            MoveClock::RunsOn
        }
    }
}

fn title(words: Wording, table: &RoundTable, from: &AgendaPoint, to: &AgendaPoint) -> String {
    match (from, to) {
        (_, AgendaPoint::Closed) => words.say("move-close-title"),
        (AgendaPoint::Closed, _) => words.say("move-reopen-title"),
        (_, to) => {
            let item = words.point(&table.agenda, to);
            words.tell("move-title", &[("item", item.into())])
        }
    }
}

/// What the move will do, each in a sentence; a harmless one has one or two.
#[component]
fn Consequences(
    live: LiveTable,
    ahead: MoveAhead,
    open: RwSignal<bool>,
    clock: RwSignal<Clock>,
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
                <button type="button" class="primary" on:click=handler(to_ballots)>{words.say("move-to-ballots")}</button>
            </div>
        }
        .into_any();
    }
    let lines = live.with(|table| consequences(words, table, &ahead));
    let line = |text: String| view! { <li prop:textContent=text></li> };
    let lines = lines.unwrap_or_default().into_iter().map(line);
    let has_locks = !ahead.locks.is_empty();
    view! {
        <ul class="consequences">
            {lines.collect_view()}
            {has_locks.then(|| view! { <Writing live /> })}
            <Away live />
        </ul>
        <ClockChoice live ahead clock />
        <p class="small">{words.say("move-undo-hint")}</p>
    }
    .into_any()
}

/// What the move will do, each in a sentence.
fn consequences(words: Wording, table: &RoundTable, ahead: &MoveAhead) -> Vec<String> {
    let answers = |key: &str, questions: &[QuestionId]| {
        let unlocked = table.questions.iter().filter(|question| !question.locked);
        let labels: Option<Vec<_>> = questions.iter().map(|id| label(table, id)).collect();
        let labels = labels.filter(|_| questions.len() < unlocked.count());
        let labels = labels.and_then(|labels| words.with(|words| listed(words, &labels)));
        let said = match labels {
            Some(labels) => words.tell(key, &[("labels", labels.into())]),
            None => words.say(&format!("{key}-all")),
        };
        (!questions.is_empty()).then_some(said)
    };
    let of = |opens: Option<bool>, open: &str, shut: &str| {
        opens.map(|opens| words.say(if opens { open } else { shut }))
    };
    if ahead.to == AgendaPoint::Closed {
        let stops = ahead.clock.map(|_| words.say("move-clock-stops"));
        return [Some(words.say("move-to-closed")), stops]
            .into_iter()
            .flatten()
            .collect();
    }
    let mut lines = vec![
        answers("move-locks", &ahead.locks),
        answers("move-unlocks", &ahead.unlocks),
        ahead.restricts.then(|| words.say("move-restricts")),
        of(
            ahead.practices,
            "move-practices-open",
            "move-practices-shut",
        ),
        of(ahead.ballots, "move-ballots-open", "move-ballots-shut"),
    ];
    if lines.iter().all(Option::is_none) {
        lines.push(Some(words.say("move-nothing-changes")));
    }
    let ready = words.tell("move-ready", &[("count", ahead.ready.into())]);
    lines.push((ahead.ready > 0).then_some(ready));
    lines.into_iter().flatten().collect()
}

/// The label by which a question is spoken of; none if it has none.
fn label(table: &RoundTable, id: &QuestionId) -> Option<String> {
    let label = |question: &GuidingQuestion| question.label.clone();
    table
        .question(id)
        .map(label)
        .filter(|label| !label.is_empty())
}

/// How many delegations have nobody connected.
#[component]
fn Away(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let away = memo(move || {
        if !live.knows_presence() {
            return 0;
        }
        let away = live.present.with(|present| {
            live.with(|table| {
                let here = present.keys().filter_map(|id| table.participants.get(id));
                let here: BTreeSet<_> = here.filter_map(|person| person.speaks_for()).collect();
                table.delegations.len() - here.len()
            })
        });
        away.unwrap_or_default()
    });
    move || {
        let count = away.get();
        (count > 0).then(|| view! { <li prop:textContent=words.tell("move-away", &[("count", count.into())])></li> })
    }
}

/// Who is writing at this moment.
#[component]
fn Writing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let names = memo(move || {
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

/// The clock starts with the minutes of the item, or else runs on, unless somebody wants it otherwise.
#[component]
fn ClockChoice(live: LiveTable, ahead: MoveAhead, clock: RwSignal<Clock>) -> impl IntoView {
    let words = use_words();
    let ends = ahead.clock.filter(|_| ahead.can_keep_clock());
    let runs_on = ends.map(|ends| {
        let left = ends.0.saturating_sub(live.now().0).div_ceil(60_000);
        let says = if left > 1 {
            words.tell("move-clock-left", &[("minutes", left.into())])
        } else {
            words.say("move-clock-soon")
        };
        let is_on = move || !clock.get().is_stopped;
        let turn = move |on: bool| clock.update(|clock| clock.is_stopped = !on);
        let is_planned = ahead.minutes > 0;
        let is_moot = move || is_planned && !clock.get().is_not_started;
        move || (!is_moot()).then(|| check(says.clone(), is_on, turn))
    });
    let starts = (ahead.minutes > 0).then(|| {
        let minutes = ahead.minutes;
        let says = words.tell("move-clock-start", &[("minutes", minutes.into())]);
        let is_on = move || !clock.get().is_not_started;
        check(says, is_on, move |on| {
            clock.update(|clock| clock.is_not_started = !on);
        })
    });
    view! {
        {starts}
        {runs_on}
    }
}

fn check(
    says: String,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    turn: impl Fn(bool) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=is_on
                on:change=checked(turn)
            />
            <span prop:textContent=says></span>
        </label>
    }
    .into_any()
}

/// The buttons. What cannot be meant by mistake has the focus: to move, but not to close the table.
#[component]
fn Answer(
    ahead: Memo<Option<(AgendaPoint, MoveAhead)>>,
    open: RwSignal<bool>,
    on_go: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let shape = memo(move || {
        let (from, ahead) = ahead.get()?;
        Some((from, ahead.to, ahead.blocked_by.is_empty()))
    });
    let go = move || {
        let (from, to, is_free) = shape.get()?;
        let (class, label) = match (&from, &to) {
            (_, AgendaPoint::Closed) => ("danger full", words.say("move-close")),
            (AgendaPoint::Closed, _) => ("primary", words.say("move-reopen")),
            _ => ("primary", words.say("move-go")),
        };
        focus_soon(if to == AgendaPoint::Closed {
            "move-cancel"
        } else {
            "move-go"
        });
        is_free.then(|| view! { <button type="button" id="move-go" class=class on:click=handler(move |_| on_go.run(())) prop:textContent=label></button> })
    };
    view! {
        <div class="actions">
            {go}
            <button type="button" id="move-cancel" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
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
    let moved = memo(move || {
        tick.track();
        let agenda = live.with(|table| table.agenda.clone())?;
        let before = agenda.before_move.as_ref();
        let before = before.filter(|before| hidden.get() != Some(before.at))?;
        let is_fresh = live.now().0 < before.at.0 + UNDO_MS;
        let named = |point: &AgendaPoint| (point.clone(), words.point(&agenda, point));
        is_fresh.then(|| (before.at, named(&before.point), named(&agenda.at)))
    });
    let undo = move |from: AgendaPoint, to: AgendaPoint| {
        live.ask_then(AgendaCommand::TakeBackMove { from, to }, move |answer| {
            let said = answer.err().map(|refusal: Refusal| words.refusal(&refusal));
            refused.try_set(said);
        });
    };
    move || {
        let (at, (before, was), (now, is)) = moved.get()?;
        let done = match now {
            AgendaPoint::Item(_) => words.tell("move-done", &[("item", is.into())]),
            AgendaPoint::Closed => words.say("move-done-closed"),
        };
        let back = words.tell("move-undo", &[("item", was.into())]);
        Some(view! {
            <section class="undo-move" aria-label=words.say("move-undo-label")>
                <p role="status" prop:textContent=done></p>
                <div class="actions">
                    <button type="button" class="primary" on:click=handler(move |_| undo(now.clone(), before.clone())) prop:textContent=back></button>
                    <button type="button" class="quiet" on:click=handler(move |_| hidden.set(Some(at)))>{words.say("dismiss")}</button>
                </div>
                <Refused why=refused />
            </section>
        })
    }
}
