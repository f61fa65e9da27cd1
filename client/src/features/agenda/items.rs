//! The agenda as everybody sees it: what comes when, and where the table is.

use leptos::prelude::*;
use shared::features::agenda::{AgendaItem, AgendaPoint, DraftingMode, OpenAnswers, Openings};
use shared::ids::Timestamp;
use shared::table::RoundTable;
use std::time::Duration;

use crate::features::agenda::moving::use_moving;
use crate::{
    live::LiveTable,
    views::{Icon, handler, icon, memo, said, time_of_day},
    words::{Wording, listed, use_words},
};

/// The items; a facilitator moves the table by them, and changes them.
#[component]
pub fn Items(
    /// The table.
    live: LiveTable,
    /// Whether the agenda is being changed.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let rows = memo(move || live.with(|table| rows(words, table)).unwrap_or_default());
    let edit = move || {
        is_facilitator.get().then(|| {
            view! {
                <button type="button" class="quiet small" id="edit-agenda" on:click=handler(move |_| editing.set(true))>
                    {words.say("agenda-edit")}
                </button>
            }
        })
    };
    view! {
        <p class="kicker">{words.say("agenda-steps")}</p>
        <ol class="items">
            <For each=move || rows.get() key=Row::clone let(row)>
                <Item row is_facilitator />
            </For>
        </ol>
        <p class="small items-end" prop:textContent=said(expected_end(live, words))></p>
        {edit}
    }
}

/// The items, to be read only.
#[component]
pub fn Steps(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let rows = memo(move || live.with(|table| rows(words, table)).unwrap_or_default());
    let row = move |row: Row| {
        let minutes = words.tell("agenda-minutes", &[("minutes", row.minutes.into())]);
        let time = (row.minutes > 0)
            .then(|| view! { <span class="count" prop:textContent=minutes></span> });
        let current = row.is_current.then_some("step");
        view! {
            <li class:over=row.is_over aria-current=current>
                <span dir="auto" prop:textContent=row.title></span>
                {time}
            </li>
        }
    };
    view! { <ol class="screen-list">{move || rows.get().into_iter().map(row).collect_view()}</ol> }
}

/// A row of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    point: AgendaPoint,
    title: String,
    minutes: u32,
    opens: String,
    is_current: bool,
    is_over: bool,
}

fn rows(words: Wording, table: &RoundTable) -> Vec<Row> {
    let agenda = &table.agenda;
    let here = agenda.place(&agenda.at).unwrap_or(agenda.items.len());
    let row = |(place, item): (usize, &AgendaItem)| Row {
        point: item.point(),
        title: words.point(agenda, &item.point()),
        minutes: item.minutes,
        opens: opens(words, table, &item.open),
        is_current: place == here,
        is_over: place < here,
    };
    agenda.items.iter().enumerate().map(row).collect()
}

/// What an item opens, in a few words.
pub fn opens(words: Wording, table: &RoundTable, open: &Openings) -> String {
    let answers = match &open.answers {
        OpenAnswers::None => None,
        OpenAnswers::All => Some(words.say("agenda-opens-answers")),
        OpenAnswers::To(questions) => {
            let asked = table
                .questions
                .iter()
                .filter(|it| questions.contains(&it.id));
            let labels = asked.map(|question| question.label.clone());
            let labels: Vec<_> = labels.filter(|label| !label.is_empty()).collect();
            Some(match words.with(|words| listed(words, &labels)) {
                Some(labels) => words.tell("agenda-opens-answers-to", &[("labels", labels.into())]),
                None => words.say("agenda-opens-answers"),
            })
        }
    };
    let practices = open.practices.then(|| words.say("agenda-opens-practices"));
    let ballots = open.ballots.then(|| words.say("agenda-opens-ballots"));
    let chaired = open.drafting == DraftingMode::ChairOnly && answers.is_some();
    let chaired = chaired.then(|| words.say("agenda-opens-chaired"));
    let parts: Vec<_> = [answers, chaired, practices, ballots]
        .into_iter()
        .flatten()
        .collect();
    let said = words.with(|words| listed(words, &parts));
    said.unwrap_or_else(|| words.say("agenda-opens-nothing"))
}

#[component]
fn Item(row: Row, is_facilitator: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let moving = use_moving();
    let Row {
        point,
        title,
        minutes,
        opens,
        is_current,
        is_over,
    } = row;
    let current = is_current.then_some("step");
    let time = (minutes > 0).then(|| {
        let minutes = words.tell("agenda-minutes", &[("minutes", minutes.into())]);
        view! { <span class="count" prop:textContent=minutes></span> }
    });
    let mark = match (is_current, is_over) {
        (true, _) => Some(icon(Icon::ArrowRight)),
        (_, true) => Some(icon(Icon::Check)),
        _ => None,
    };
    let inner = view! {
        <span class="mark" aria-hidden="true">{mark}</span>
        <span dir="auto" class="clip" prop:textContent=title.clone()></span>
        {time}
    };
    let inner = inner.into_any();
    // Where the table is, one need not go.
    if is_facilitator.get_untracked() && !is_current {
        let to = move |_| moving.to(point.clone());
        return view! {
            <li class:over=is_over>
                <button type="button" class="item" title=opens on:click=handler(to)>
                    <span class="unseen">{words.say("agenda-go")}" "</span>
                    {inner}
                </button>
            </li>
        }
        .into_any();
    }
    view! { <li class:over=is_over aria-current=current><span class="item" title=opens>{inner}</span></li> }
        .into_any()
}

/// When the meeting will end if every item takes its time; looked at anew twice a minute.
fn expected_end(live: LiveTable, words: Wording) -> impl Fn() -> Option<String> + Send + Sync {
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_secs(30)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    let end = memo(move || {
        tick.track();
        let end = live.with(|table| table.agenda.expected_end(live.now()))??;
        // To the minute: it is a plan.
        Some(Timestamp(end.0.div_ceil(60_000).saturating_mul(60_000)))
    });
    move || {
        Some(words.tell(
            "agenda-ends-about",
            &[("time", time_of_day(end.get()?).into())],
        ))
    }
}
