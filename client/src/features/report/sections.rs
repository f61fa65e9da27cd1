//! The list of sections: which is shown, what is written, what has changed at the table; those left out, and adding one.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::report::{ReportCommand, SectionAbout};
use shared::ids::{QuestionId, SectionId};
use shared::limits::{self, named};
use shared::refusal::Noun;

use super::standing::{Has, Standings, title};
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Disclosure, For, Refused, Show, TextField, focus_soon, handler, memo, said},
    words::use_words,
};

/// The list.
#[component]
pub(super) fn Sections(
    live: LiveTable,
    standings: Standings,
    shown: Memo<Option<SectionId>>,
    choose: Callback<SectionId>,
) -> impl IntoView {
    let words = use_words();
    let ids = memo(move || {
        standings
            .all
            .with(|all| all.iter().map(|it| it.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <nav class="report-sections" aria-label=words.say("report-sections")>
            <ol>
                <For each=move || ids.get() key=SectionId::clone let(id)>
                    <Row standings id shown choose />
                </For>
            </ol>
            <LeftOut live choose />
            <Adding live choose />
        </nav>
    }
}

#[component]
fn Row(
    standings: Standings,
    id: SectionId,
    shown: Memo<Option<SectionId>>,
    choose: Callback<SectionId>,
) -> impl IntoView {
    let words = use_words();
    let of = id.clone();
    let standing = memo(move || {
        standings
            .all
            .with(|all| all.iter().find(|it| it.id == of).cloned())
    });
    let status = said(move || {
        let standing = standing.get()?;
        let has_moved = standing.sources.iter().any(Has::has_moved);
        let key = match (has_moved, standing.is_empty) {
            (true, _) => "report-section-changed",
            (false, false) => "report-section-written",
            (false, true) => return None,
        };
        Some(words.say(key))
    });
    let (current, go) = (id.clone(), id);
    view! {
        <li>
            <button
                type="button"
                class="quiet"
                aria-current=move || (shown.get().as_ref() == Some(&current)).then_some("true")
                on:click=handler(move |_| choose.run(go.clone()))
            >
                <span dir="auto" prop:textContent=said(move || standing.get().map(|it| it.title))></span>
                " "
                <span class="small" prop:textContent=status></span>
            </button>
        </li>
    }
}

/// Those that were taken out.
#[component]
fn LeftOut(live: LiveTable, choose: Callback<SectionId>) -> impl IntoView {
    let words = use_words();
    let all = memo(move || {
        let all = live.with(|table| {
            let sections = table.report.iter().flat_map(|report| &report.sections);
            let out = sections.filter(|section| section.left_out);
            let out = out.map(|it| (it.id.clone(), title(table, words, it)));
            out.collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let row = move |(id, title): (SectionId, String)| {
        let back = move |_| {
            let (section, choose) = (id.clone(), choose);
            let command = ReportCommand::LeaveOutSection {
                section: section.clone(),
                left_out: false,
            };
            live.ask_then(command, move |answer| {
                if answer.is_ok() {
                    choose.run(section);
                }
            });
        };
        view! {
            <li>
                <span dir="auto" prop:textContent=title></span>
                " "
                <button type="button" class="quiet small" on:click=handler(back)>{words.say("report-section-put-back")}</button>
            </li>
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <h2>{words.say("report-section-left-out")}</h2>
            <p class="small">{words.say("report-section-left-out-hint")}</p>
            <ul>
                <For each=move || all.get() key=Clone::clone let(it)>{row(it)}</For>
            </ul>
        </Show>
    }
}

/// One more.
#[component]
fn Adding(live: LiveTable, choose: Callback<SectionId>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Disclosure open show="report-section-add" hide="report-section-options-close">
            <Fields live choose open />
        </Disclosure>
    }
}

#[component]
fn Fields(live: LiveTable, choose: Callback<SectionId>, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let (typed, chosen) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (tried, refused) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // Questions that were asked since, or that no section is about.
    let questions = memo(move || {
        let all = live.with(|table| {
            let sections = table.report.iter().flat_map(|report| &report.sections);
            let taken: Vec<_> = sections.filter_map(|it| it.about.question()).collect();
            let free = table.questions.iter().filter(|it| !taken.contains(&&it.id));
            free.map(|it| (it.id.to_string(), it.titled()))
                .collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let wrong = Signal::derive(move || {
        let is_own = chosen.with(String::is_empty);
        let wrong = named(typed.get().trim(), Noun::Title, limits::TITLE).err()?;
        (is_own && tried.get()).then(|| words.refusal(&wrong))
    });
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        tried.set(true);
        if wrong.get_untracked().is_some() {
            return focus_soon("report-section-new");
        }
        let question = QuestionId::new(chosen.get_untracked()).ok();
        let about = question.map_or(SectionAbout::Own, |question| SectionAbout::Question {
            question,
        });
        let section: SectionId = new_id();
        let last =
            untrack(|| live.with(|table| Some(table.report.as_ref()?.sections.last()?.id.clone())));
        let command = ReportCommand::AddSection {
            section: section.clone(),
            about,
            title: typed.get_untracked().trim().to_owned(),
            after: last.flatten(),
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                open.try_set(false);
                choose.run(section);
            }
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    };
    let option = |(value, name): (String, String)| {
        view! { <option value=value prop:textContent=name></option> }
    };
    view! {
        <form on:submit=handler(submit) novalidate>
            <Show when=move || !questions.with(Vec::is_empty)>
                <div class="field">
                    <label for="report-section-about">{words.say("report-section-add-of")}</label>
                    <select id="report-section-about" on:change:target=move |event| chosen.set(event.target().value())>
                        <option value="">{words.say("report-section-own")}</option>
                        {move || questions.get().into_iter().map(option).collect_view()}
                    </select>
                </div>
            </Show>
            <TextField
                id="report-section-new"
                label=words.say("report-section-title")
                value=typed
                on_input=move |text: String| typed.set(text)
                wrong
            />
            <Refused why=refused />
            <p class="actions">
                <button type="submit" class="primary">{words.say("report-section-add-do")}</button>
            </p>
        </form>
    }
}
