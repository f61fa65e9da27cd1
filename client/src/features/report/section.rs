//! One section: its words, what the table has for it, and what can be done with it.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::document::Root;
use shared::features::report::{Attribution, ReportCommand, SectionAbout};
use shared::ids::SectionId;
use shared::limits::{self, named};
use shared::refusal::{Noun, Refusal};

use super::bringing::Bringing;
use super::standing::{Standings, usual_title};
use crate::features::drafting::panel::CheckWording;
use crate::prose_pane::{Held, ProsePane};
use crate::{
    live::LiveTable,
    views::{Disclosure, Icon, Refused, TextField, focus_soon, handler, icon, memo, said},
    words::use_words,
};

/// The section.
#[component]
pub(super) fn OneSection(live: LiveTable, id: SectionId, standings: Standings) -> impl IntoView {
    let words = use_words();
    let of = id.clone();
    let title = memo(move || {
        standings
            .all
            .with(|all| all.iter().find(|it| it.id == of).map(|it| it.title.clone()))
            .unwrap_or_default()
    });
    let of = id.clone();
    let is_empty = memo(move || {
        standings
            .all
            .with(|all| all.iter().any(|it| it.id == of && it.is_empty))
    });
    let (held, rested) = (Held::new(), RwSignal::new(()));
    let unattributed = Signal::derive(move || {
        let setting = live.with(|table| table.report.as_ref().map(|it| it.setting.attribution));
        setting.flatten().is_some_and(|it| it != Attribution::Named)
    });
    let empty = said(move || is_empty.get().then(|| words.say("report-section-empty")));
    view! {
        <article class="report-section" aria-labelledby="report-section">
            <h2 id="report-section" tabindex="-1" dir="auto" prop:textContent=title></h2>
            <div class="report-text">
                <ProsePane
                    live
                    root=Root::Section(id.clone())
                    label=title.get_untracked()
                    placeholder=words.say("report-placeholder")
                    held
                    rested
                />
                <p class="small" prop:textContent=empty></p>
            </div>
            // What stands beside the words: what the table has for them, and what else there is to say about them.
            <section class="report-beside" aria-label=words.say("report-beside")>
                <Bringing live id=id.clone() standings />
                <CheckWording live root=Root::Section(id.clone()) held rested unattributed />
            </section>
            <Options live id standings />
        </article>
    }
}

/// What can be done with the section itself.
#[component]
fn Options(live: LiveTable, id: SectionId, standings: Standings) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="report-options">
            <Disclosure open show="report-section-options" hide="report-section-options-close">
                <Changing live id=id.clone() standings />
            </Disclosure>
        </div>
    }
}

#[component]
fn Changing(live: LiveTable, id: SectionId, standings: Standings) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let of = id.clone();
    let place = memo(move || {
        standings.all.with(|all| {
            let ids: Vec<_> = all.iter().map(|it| it.id.clone()).collect();
            let at = ids.iter().position(|it| *it == of)?;
            Some((at, ids))
        })
    });
    let of = StoredValue::new(id.clone());
    let move_it = move |down: bool| {
        let Some((at, ids)) = place.get_untracked() else {
            return;
        };
        let after = if down {
            ids.get(at + 1).cloned()
        } else {
            at.checked_sub(2)
                .and_then(|before| ids.get(before).cloned())
        };
        let section = of.get_value();
        live.ask(
            ReportCommand::PlaceSection { section, after },
            words,
            refused,
        );
    };
    let is_first = move || place.get().is_none_or(|(at, _)| at == 0);
    let is_last = move || place.get().is_none_or(|(at, ids)| at + 1 == ids.len());
    let leave_out = move |_| {
        let section = of.get_value();
        let left_out = true;
        let command = ReportCommand::LeaveOutSection { section, left_out };
        live.ask_then(command, move |answer| match answer {
            // Another is shown in its place.
            Ok(()) => focus_soon("report-section"),
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    };
    view! {
        <Renaming live id />
        <Refused why=refused />
        <p class="actions">
            <button type="button" class="quiet" aria-disabled=move || is_first().to_string() on:click=handler(move |_| if !untrack(is_first) { move_it(false) })>
                {icon(Icon::ArrowUp)}
                <span>{words.say("report-section-up")}</span>
            </button>
            <button type="button" class="quiet" aria-disabled=move || is_last().to_string() on:click=handler(move |_| if !untrack(is_last) { move_it(true) })>
                {icon(Icon::ArrowDown)}
                <span>{words.say("report-section-down")}</span>
            </button>
            <button type="button" class="quiet" on:click=handler(leave_out)>{words.say("report-section-leave-out")}</button>
        </p>
    }
}

#[component]
fn Renaming(live: LiveTable, id: SectionId) -> impl IntoView {
    let words = use_words();
    let now = untrack(|| {
        live.with(|table| {
            let section = table.report.as_ref()?.section(&id)?;
            let usual = usual_title(table, words, &section.about);
            Some((section.title.clone(), section.about.clone(), usual))
        })
    });
    let (title, about, usual) = now.flatten().unwrap_or_else(|| {
        let nothing = String::new();
        (nothing.clone(), SectionAbout::Own, nothing)
    });
    let hint = (about != SectionAbout::Own)
        .then(|| words.tell("report-section-title-hint", &[("title", usual.into())]));
    let typed = RwSignal::new(title);
    let refused = RwSignal::new(None::<Refusal>);
    let is_own = about == SectionAbout::Own;
    let wrong = Signal::derive(move || {
        let told = refused.get();
        let empty = named(typed.get().trim(), Noun::Title, limits::TITLE).err();
        let wrong =
            told.or_else(|| empty.filter(|it| is_own || !matches!(it, Refusal::Empty { .. })));
        wrong.map(|wrong| words.refusal(&wrong))
    });
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        if wrong.get_untracked().is_some() && refused.with_untracked(Option::is_none) {
            return focus_soon("report-section-title");
        }
        let command = ReportCommand::RenameSection {
            section: id.clone(),
            title: typed.get_untracked().trim().to_owned(),
        };
        live.ask_then(command, move |answer| drop(refused.try_set(answer.err())));
    };
    view! {
        <form class="report-rename" on:submit=handler(submit) novalidate>
            <TextField
                id="report-section-title"
                label=words.say("report-section-title")
                hint=hint.unwrap_or_default()
                value=typed
                on_input=move |text: String| {
                    refused.set(None);
                    typed.set(text);
                }
                wrong
            />
            <button type="submit" class="quiet">{words.say("report-section-rename")}</button>
        </form>
    }
}
