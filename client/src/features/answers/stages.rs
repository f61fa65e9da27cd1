//! How far a question has come, who may write now, and moving it on.

use leptos::prelude::*;
use shared::features::agenda::DraftingMode;
use shared::features::answers::{AnswerCommand, GuidingQuestion, Stage};
use shared::ids::QuestionId;
use shared::table::RoundTable;
use std::time::Duration;

use super::tab::Tab;
use crate::{
    live::LiveTable,
    views::{Icon, Offer, Refused, handler, memo, offer, said},
    words::use_words,
};

/// How long a step is offered to be undone, in milliseconds.
const UNDO_MS: u64 = 60_000;

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
        let command = AnswerCommand::SetStage {
            question: id.get_value(),
            from,
            to,
        };
        live.ask_then(command, move |answer| {
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
                    on:click=handler(move |_| go.run(Some(step)))
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
                on:click=handler(move |_| {
                    if let Some(before) = before.get_untracked() {
                        go.run(before);
                    }
                })
                prop:textContent=undo
            ></button>
            <button
                type="button"
                class="quiet small"
                hidden=move || !is_staged.get()
                on:click=handler(move |_| go.run(None))
                prop:textContent=words.say("stage-none")
            ></button>
        </div>
    }
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
