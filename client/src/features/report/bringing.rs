//! What the table has for a section: bringing it in, and what has changed since.

use leptos::prelude::*;
use shared::features::report::{ReportCommand, ReportSource};
use shared::ids::SectionId;
use shared::table::Command;

use super::changes::Changes;
use super::standing::{Has, Standing, Standings};
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{For, Show, focus_soon, handler, memo, said, use_toasts},
    words::{Wording, use_words},
};

/// All that can be brought in.
#[component]
pub(super) fn Bringing(live: LiveTable, id: SectionId, standings: Standings) -> impl IntoView {
    let words = use_words();
    let of = StoredValue::new(id);
    let standing = memo(move || {
        let of = of.get_value();
        standings
            .all
            .with(|all| all.iter().find(|it| it.id == of).cloned())
    });
    let names = move |own: bool| {
        memo(move || {
            let sources = standing.get().map(|it: Standing| it.sources);
            let sources = sources.unwrap_or_default().into_iter();
            let some = sources.filter(|it| it.of.is_some() == own);
            some.map(|it| name_of(&it.from)).collect::<Vec<_>>()
        })
    };
    let (first, own) = (names(false), names(true));
    let row = move |name: String| view! { <One live id=of.get_value() standing name /> };
    view! {
        <For each=move || first.get() key=String::clone let(name)>{row(name)}</For>
        <Show when=move || !own.with(Vec::is_empty)>
            <h3>{words.say("report-by-delegation")}</h3>
            <For each=move || own.get() key=String::clone let(name)>{row(name)}</For>
        </Show>
    }
}

/// What tells a source from the others of its section.
fn name_of(source: &ReportSource) -> String {
    match source {
        ReportSource::Joint { .. } => "joint".to_owned(),
        ReportSource::Facts => "facts".to_owned(),
        ReportSource::Own { delegation, .. } => delegation.to_string(),
    }
}

#[component]
fn One(
    live: LiveTable,
    id: SectionId,
    standing: Memo<Option<Standing>>,
    name: String,
) -> impl IntoView {
    let (words, toasts) = (use_words(), use_toasts());
    let has = memo(move || {
        let sources = standing.get().map(|it| it.sources).unwrap_or_default();
        sources.into_iter().find(|it| name_of(&it.from) == name)
    });
    let open = RwSignal::new(false);
    let section = StoredValue::new(id);
    let is_awaited = memo(move || {
        let is_it = |command: &Command| match command {
            Command::Report(ReportCommand::BringIn { section: of, .. }) => {
                (*of == section.get_value()).then_some(())
            }
            _ => None,
        };
        live.awaited(is_it).is_some()
    });
    let bring = move |_| {
        let Some(has) = has.get_untracked().filter(|_| !is_awaited.get_untracked()) else {
            return;
        };
        let command = ReportCommand::BringIn {
            bringing: new_id(),
            section: section.get_value(),
            from: has.from,
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                toasts.say(words.say("report-brought"));
                open.try_set(false);
                focus_soon("report-section");
            }
            Err(refusal) => toasts.say(words.refusal(&refusal)),
        });
    };
    let may_bring = move || {
        has.get().is_some_and(|it| match it.drift {
            None => !it.is_nothing,
            Some(drift) => drift.come > 0,
        })
    };
    let has_moved = memo(move || has.get().is_some_and(|it| it.has_moved()));
    let button = said(move || Some(offered(words, &has.get()?)));
    let status = said(move || told(words, &has.get()?));
    let see = said(move || {
        let key = if open.get() {
            "report-hide-changes"
        } else {
            "report-see-changes"
        };
        Some(words.say(key))
    });
    view! {
        <section class="report-source" class:moved=move || has_moved.get()>
            <p class="small" role="status" prop:textContent=status></p>
            <p class="actions">
                <button
                    type="button"
                    class="quiet"
                    hidden=move || !has_moved.get()
                    aria-expanded=move || open.get().to_string()
                    on:click=handler(move |_| open.update(|open| *open = !*open))
                    prop:textContent=see
                ></button>
                <button
                    type="button"
                    class="report-bring"
                    hidden=move || !may_bring()
                    aria-disabled=move || is_awaited.get().to_string()
                    on:click=handler(bring)
                    prop:textContent=button
                ></button>
            </p>
            {move || (open.get() && has_moved.get()).then(|| {
                let delegation = untrack(|| has.get()).and_then(|it| it.of).map(|(id, _)| id);
                view! { <Changes live id=section.get_value() delegation has /> }
            })}
        </section>
    }
}

/// What the button says.
fn offered(words: Wording, has: &Has) -> String {
    if has.drift.is_some() {
        return words.say("report-bring-new");
    }
    match (&has.from, &has.of) {
        (ReportSource::Facts, _) => words.say("report-bring-facts"),
        (_, Some((_, name))) => words.tell("report-bring-own", &[("name", name.clone().into())]),
        (_, None) => words.say("report-bring-joint"),
    }
}

/// How it stands.
fn told(words: Wording, has: &Has) -> Option<String> {
    let Some(drift) = has.drift else {
        let is_joint = matches!(has.from, ReportSource::Joint { .. });
        return (is_joint && has.is_nothing).then(|| words.say("report-joint-nothing"));
    };
    if !has.has_moved() {
        return Some(words.say("report-is-current"));
    }
    let mut values = vec![("count", drift.paragraphs().into())];
    let key = match (&has.from, &has.of) {
        (ReportSource::Facts, _) => "report-facts-drift",
        (_, Some((_, name))) => {
            values.push(("name", name.clone().into()));
            "report-own-drift"
        }
        (_, None) => "report-joint-drift",
    };
    Some(words.tell(key, &values))
}
