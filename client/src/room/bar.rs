//! The bar of the room: what table, where it is, how long, who is here, whether all is saved.

use leptos::prelude::*;
use shared::features::agenda::{Agenda, AgendaCommand, AgendaItem, AgendaPoint};
use shared::{features::people::Role, table::Command, table::RoundTable};

use crate::room::navigation::use_navigation;
use crate::room::palette::{Palette, use_palette};
use crate::room::places::{booth_path, sheet_path};
use crate::room::save_badge::SaveBadge;
use crate::{
    features::agenda::moving::use_moving,
    features::practices::kept_drafts,
    features::report::{may_report, report_path},
    live::{Kept, LiveTable, SaveState},
    views::{
        For, Icon, Monogram, Offer, Show, You, clock::TimeLeft, handler, icon, memo, offer,
        offer_all, said, use_toasts,
    },
    words::use_words,
};

/// The bar.
#[component]
pub fn TableBar(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let name = move || live.with(|table| table.name.clone());
    let title = move || live.with(|table| table.note.title.clone());
    let now = move || {
        let item = live.with(|table| words.point(&table.agenda, &table.agenda.at))?;
        Some(words.tell("agenda-now", &[("item", item.into())]))
    };
    let session = move || live.with(|table| format!("/sessions/{}", table.session));
    view! {
        <header class="bar table-bar">
            <h1 class="title" dir="auto" prop:textContent=said(name)></h1>
            <a class="small crumb" href=session dir="auto" prop:textContent=said(title)></a>
            <ToLobby live />
            <WithoutObservers live />
            <ToBooth live />
            <ToReport live />
            <Steps live />
            <Clock live />
            <span class="end">
                <SaveBadge live />
                <Faces live />
                <Readiness live />
                <Find />
                <Yourself live />
            </span>
            <span class="unseen" role="status" prop:textContent=said(now)></span>
        </header>
    }
}

/// For whoever facilitates: all tables of the session at once, and this one on paper.
#[component]
fn ToLobby(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let here = use_navigation();
    let path = move || live.with(|table| format!("/sessions/{}/lobby", table.session));
    let sheet = move || sheet_path(live, here);
    move || {
        is_facilitator.get().then(|| {
            let label = words.say("lobby-open");
            let print = words.say("sheet-open");
            view! {
                <a class="icon to-lobby" href=path aria-label=label.clone() title=label>
                    {icon(Icon::LayoutGrid)}
                </a>
                <a class="icon to-sheet" href=sheet aria-label=print.clone() title=print>
                    {icon(Icon::Printer)}
                </a>
            }
        })
    }
}

/// That nobody looks on.
#[component]
fn WithoutObservers(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_closed = memo(move || live.with(|table| table.closed_to_observers) == Some(true));
    let label = words.say("table-closed-to-observers");
    view! {
        <Show when=move || is_closed.get()>
            <span class="icon without-observers" role="img" aria-label=label.clone() title=label.clone()>
                {icon(Icon::LockKeyhole)}
            </span>
        </Show>
    }
}

/// For whoever interprets: the page with who speaks and what they will say.
#[component]
fn ToBooth(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let interprets = memo(move || live.me().is_some_and(|me| me.role == Role::Interpreter));
    let path = move || live.with(|table| booth_path(&table.id));
    view! {
        <Show when=move || interprets.get()>
            <a class="icon to-booth" href=path aria-label=words.say("booth-open") title=words.say("booth-open")>
                {icon(Icon::Mic)}
            </a>
        </Show>
    }
}

/// For whoever writes the report.
#[component]
fn ToReport(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let may = may_report(live);
    let path = move || live.with(|table| report_path(&table.id));
    view! {
        <Show when=move || may.get()>
            <a class="icon to-report" href=path aria-label=words.say("report-open") title=words.say("report-open")>
                {icon(Icon::FileText)}
            </a>
        </Show>
    }
}

/// Opens the palette and the sheet of keys; in a narrow window, the dock does.
#[component]
fn Find() -> impl IntoView {
    let words = use_words();
    let palette = use_palette();
    let button = move |key, drawing, class, open: fn(_)| {
        let label = words.say(key);
        view! {
            <button type="button" class=class aria-haspopup="dialog" aria-label=label.clone() title=label on:click=handler(move |_| open(palette))>
                {icon(drawing)}
            </button>
        }
    };
    view! {
        {button("palette-title", Icon::Search, "icon to-palette", Palette::find)}
        {button("keys-title", Icon::Keyboard, "icon to-keys", Palette::keys)}
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
    let is_known = memo(move || live.me().is_some());
    move || is_known.get().then(|| view! { <You name about unsaved /> })
}

/// How many items are named: of a longer agenda, those around the one that the table is at, the others being dots.
const NAMED: usize = 6;

/// The agenda at a glance.
#[component]
fn Steps(live: LiveTable) -> impl IntoView {
    let words = use_words();
    offer_moves(live);
    let steps = memo(move || {
        live.with(|table| {
            let agenda = &table.agenda;
            let items = agenda.items.iter().map(AgendaItem::point);
            let points: Vec<_> = items.chain([AgendaPoint::Closed]).collect();
            let here = points.iter().position(|point| *point == agenda.at);
            let is_short = points.len() <= NAMED;
            let is_near =
                |place: usize| here.is_some_and(|here| place == here || place == here + 1);
            let step = |(place, point): (usize, AgendaPoint)| Step {
                title: words.point(agenda, &point),
                is_named: is_short || is_near(place),
                is_current: point == agenda.at,
                point,
            };
            points.into_iter().enumerate().map(step).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let row = |step: Step| {
        let current = step.is_current.then_some("step");
        let class = if step.is_named { "" } else { "dot" };
        view! { <li aria-current=current class=class title=step.title.clone() dir="auto" prop:textContent=step.title></li> }
    };
    view! {
        <ol class="phases" aria-label=words.say("agenda-steps")>
            <For each=move || steps.get() key=Step::clone let(step)>{row(step)}</For>
        </ol>
    }
}

/// A step of the agenda as the bar shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Step {
    point: AgendaPoint,
    title: String,
    is_named: bool,
    is_current: bool,
}

/// Offers the facilitator to move the table to any item of its agenda, and to close it.
fn offer_moves(live: LiveTable) {
    let words = use_words();
    let moving = use_moving();
    let is_facilitator = live.is_facilitator();
    let to = move |agenda: &Agenda, point: AgendaPoint| {
        let is_next = agenda.next(&agenda.at).as_ref() == Some(&point);
        let key = match point {
            AgendaPoint::Closed => "agenda-close",
            AgendaPoint::Item(_) if is_next => "agenda-next",
            AgendaPoint::Item(_) => "agenda-go-to",
        };
        let title = words.point(agenda, &point);
        let name = words.tell(key, &[("item", title.into())]);
        Offer::new(name, Icon::ArrowRight, move || moving.to(point.clone()))
    };
    let all = move |table: &RoundTable| {
        let agenda = &table.agenda;
        let items = agenda.items.iter().map(AgendaItem::point);
        let others = items
            .chain([AgendaPoint::Closed])
            .filter(|point| *point != agenda.at);
        others.map(|point| to(agenda, point)).collect::<Vec<_>>()
    };
    offer_all(move || {
        let is_led = is_facilitator.get();
        live.with(|table| if is_led { all(table) } else { Vec::new() })
            .unwrap_or_default()
    });
}

/// The time left, counted on the server's clock; past the end it says by how much.
#[component]
pub fn Clock(live: LiveTable) -> impl IntoView {
    let clock = memo(move || live.with(|table| (table.agenda.ends, table.agenda.left)));
    view! { <TimeLeft clock now=Callback::new(move |()| live.now()) /> }
}

/// The delegations that are here.
#[component]
fn Faces(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = memo(move || {
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
    let state = memo(move || {
        let me = live.me().filter(|me| me.role == Role::Delegate)?;
        let delegation = me.delegation?;
        live.with(|table| {
            (!table.agenda.is_closed()).then(|| table.agenda.ready.contains(&delegation))
        })?
    });
    // The button stays the same one, with the focus on it.
    let is_asked = memo(move || state.get().is_some());
    // What waits to be asked shows at once.
    let awaited = memo(move || {
        live.awaited(|command| match command {
            Command::Agenda(AgendaCommand::ShowReadiness { ready }) => Some(*ready),
            _ => None,
        })
    });
    let is_ready = memo(move || awaited.get().or(state.get()) == Some(true));
    let key = move || {
        if is_ready.get() {
            "ready-yes"
        } else {
            "ready-no"
        }
    };
    let press = move || {
        let ready = !is_ready.get_untracked();
        live.ask_then(AgendaCommand::ShowReadiness { ready }, move |answer| {
            if let Err(refusal) = answer {
                toasts.say(words.refusal(&refusal));
            }
        });
    };
    offer(move || {
        let change = if is_ready.get() {
            "palette-not-ready"
        } else {
            "palette-ready"
        };
        let change = Offer::new(words.say(change), Icon::Check, press);
        is_asked.get().then_some(change)
    });
    move || {
        is_asked.get().then(|| {
            view! {
                <button type="button" class="quiet ready" aria-pressed=move || is_ready.get().to_string() on:click=handler(move |_| press())>
                    {move || is_ready.get().then(|| icon(Icon::Check))}
                    <span prop:textContent=said(move || words.say(key()))></span>
                </button>
            }
        })
    }
}
