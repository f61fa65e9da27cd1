//! How far a question has come, who may write now, and moving it on.

use leptos::prelude::*;
use shared::features::agenda::DraftingMode;
use shared::features::answers::{AnswerCommand, GuidingQuestion, Stage};
use shared::features::pulling::PullingCommand;
use shared::ids::{QuestionId, Timestamp};
use shared::refusal::Refusal;
use shared::table::{GRACE, RoundTable};
use std::time::Duration;

use super::tab::Tab;
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Icon, Offer, Refused, memo, offer, said},
    words::use_words,
};

/// How long a step is offered to be undone, in milliseconds.
const UNDO_MS: u64 = 60_000;
/// How long after the last words it is compiled, in milliseconds: clocks are known to some tenths of a second.
const MARGIN: u64 = 500;

/// The words of a stage, or of going by none.
pub const fn stage_key(stage: Option<Stage>) -> &'static str {
    match stage {
        Some(Stage::Own) => "stage-own",
        Some(Stage::Compilation) => "stage-compilation",
        Some(Stage::Joint) => "stage-joint",
        None => "stage-none",
    }
}

/// The stages of a question that has both answers.
#[component]
pub fn Stages(live: LiveTable, question: QuestionId, tab: RwSignal<Tab>) -> impl IntoView {
    let words = use_words();
    let runs = live.runs();
    let id = StoredValue::new(question);
    let question = memo(move || {
        let found = live.with(|table| id.with_value(|id| table.question(id).cloned()));
        found.flatten()
    });
    let stage = memo(move || question.get().and_then(|question| question.stage()));
    let refused = RwSignal::new(None::<String>);
    let go = Callback::new(move |to: Option<Stage>| {
        let from = stage.get_untracked();
        let question = id.get_value();
        let command = AnswerCommand::SetStage {
            question: question.clone(),
            from,
            to,
        };
        live.ask_then(command, move |answer| {
            // Also where the view is gone by now.
            if answer.is_ok() && to == Some(Stage::Compilation) {
                compile_after_last_words(live, question, move |why| {
                    refused.try_set(Some(words.refusal(&why)));
                });
            }
            if refused.try_set(None).is_some() {
                return;
            }
            match (answer, to) {
                (Ok(()), Some(to)) => tab.set(to.into()),
                (Ok(()), None) => {}
                (Err(refusal), _) => refused.set(Some(words.refusal(&refusal))),
            }
        });
    });
    let who = move || {
        let question = question.get()?;
        live.with(|table| words.say(who_writes(table, &question)))
    };
    view! {
        <div class="stages">
            <ol aria-label=words.say("stages")>
                {Stage::ALL.map(|step| view! { <Step step stage runs go /> })}
            </ol>
            <p class="small" role="status" prop:textContent=said(who)></p>
            <Back live question runs go />
            <Refused why=refused />
        </div>
    }
}

/// A step: what it is, and for whoever runs the table the way there.
#[component]
fn Step(
    step: Stage,
    stage: Memo<Option<Stage>>,
    runs: Memo<bool>,
    go: Callback<Option<Stage>>,
) -> impl IntoView {
    let words = use_words();
    let is_here = memo(move || stage.get() == Some(step));
    let key = stage_key(Some(step));
    offer(move || {
        let name = words.tell("stage-go", &[("stage", words.say(key).into())]);
        let to = Offer::new(name, Icon::ArrowRight, move || go.run(Some(step)));
        (runs.get() && !is_here.get()).then_some(to)
    });
    let inner = move || {
        if runs.get() {
            view! {
                <button
                    type="button"
                    class="quiet small"
                    aria-pressed=move || is_here.get().to_string()
                    on:click=move |_| go.run(Some(step))
                    prop:textContent=words.say(key)
                ></button>
            }
            .into_any()
        } else {
            view! { <span prop:textContent=words.say(key)></span> }.into_any()
        }
    };
    view! {
        <li class:current=move || is_here.get() aria-current=move || is_here.get().then_some("step")>
            {inner}
        </li>
    }
}

/// Back to the stage before, for a minute, and out of the stages.
#[component]
fn Back(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    runs: Memo<bool>,
    go: Callback<Option<Stage>>,
) -> impl IntoView {
    let words = use_words();
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    let staging = memo(move || question.get().and_then(|question| question.staging));
    let before = memo(move || {
        tick.track();
        let staging = staging.get()?;
        let is_fresh = live.now().0 < staging.since.0 + UNDO_MS;
        is_fresh.then_some(staging.before)
    });
    let undo = said(move || {
        let stage = words.say(stage_key(before.get()?));
        Some(words.tell("stage-undo", &[("stage", stage.into())]))
    });
    let is_staged = memo(move || staging.get().is_some_and(|it| it.now.is_some()));
    view! {
        <div class="actions" hidden=move || !runs.get() || (before.get().is_none() && !is_staged.get())>
            <button
                type="button"
                class="quiet small"
                hidden=move || before.get().is_none()
                on:click=move |_| {
                    if let Some(before) = before.get_untracked() {
                        go.run(before);
                    }
                }
                prop:textContent=undo
            ></button>
            <button
                type="button"
                class="quiet small"
                hidden=move || !is_staged.get()
                on:click=move |_| go.run(None)
                prop:textContent=words.say("stage-none")
            ></button>
        </div>
    }
}

/// Compiles once no last words land any more, wherever one looks by then: unless it was done meanwhile, or the table has gone on.
fn compile_after_last_words(live: LiveTable, question: QuestionId, or: impl Fn(Refusal) + 'static) {
    let came = |table: &Option<RoundTable>| came_to_compile(table.as_ref()?, &question);
    let since = live.table.try_with_untracked(came).flatten();
    let since = since.unwrap_or_else(|| live.now());
    let wait = (since.0 + GRACE + MARGIN).saturating_sub(live.now().0);
    let then = move || {
        let is_due = |table: &Option<RoundTable>| {
            let table = table.as_ref()?;
            let compiled = table.pulling.newest(&question);
            let is_done = compiled.is_some_and(|it| it.at.0 >= since.0 + GRACE);
            (came_to_compile(table, &question) == Some(since) && !is_done).then_some(())
        };
        // Gone with the page.
        let is_due = live.table.try_with_untracked(is_due).flatten();
        if is_due.is_some() {
            compile(live, question, or);
        }
    };
    set_timeout(then, Duration::from_millis(wait));
}

/// Since when a question is at the stage of compilation, if it is.
fn came_to_compile(table: &RoundTable, question: &QuestionId) -> Option<Timestamp> {
    table.question(question)?.is_at_since(Stage::Compilation)
}

/// Compiles what is there; what was compiled already stays.
fn compile(live: LiveTable, question: QuestionId, or: impl Fn(Refusal) + 'static) {
    let command = PullingCommand::CompileAnswers {
        compilation: new_id(),
        question,
    };
    live.ask_then(command, move |answer| match answer {
        Ok(()) | Err(Refusal::AnswersUnchanged) => {}
        Err(refusal) => or(refusal),
    });
}

/// Who may write now, as the lock, the agenda item and the stage have it: the words' key.
fn who_writes(table: &RoundTable, question: &GuidingQuestion) -> &'static str {
    let open = table.agenda.open();
    let is_open = !table.agenda.is_closed() && open.answers.holds(&question.id);
    if !is_open || question.locked {
        return "stage-nobody-writes";
    }
    match (question.stage(), open.drafting) {
        (Some(Stage::Own), _) => "stage-own-writes",
        (Some(Stage::Compilation), _) => "stage-compilation-writes",
        (Some(Stage::Joint), DraftingMode::Open) => "stage-joint-writes",
        (Some(Stage::Joint), DraftingMode::ChairOnly) => "stage-chair-writes",
        (None, DraftingMode::Open) => "stage-all-write",
        (None, DraftingMode::ChairOnly) => "stage-all-and-chair-write",
    }
}
