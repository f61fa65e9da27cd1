//! For those who keep the outcome: accepting a correction, in these words or in others, or answering it.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::circulation::{CirculationCommand, CorrectionStanding};
use shared::ids::CorrectionId;
use shared::limits::{self, named};
use shared::refusal::Noun;

use super::offered::Offered;
use crate::{
    live::LiveTable,
    views::{Dialog, FormButtons, Refused, Show, TextField, focus_soon, handler, memo},
    words::use_words,
};

/// The buttons; nothing for whoever may not.
#[component]
pub(super) fn Answering(live: LiveTable, it: Offered) -> impl IntoView {
    let words = use_words();
    let accepts = RwSignal::new(false);
    let answers = RwSignal::new(false);
    let may = memo(move || {
        let correction = it.with(|it| it.as_ref().map(|it| it.id.clone()));
        let answer = "–".to_owned();
        let asks = |correction| CirculationCommand::AnswerCorrection { correction, answer };
        let refused = correction.map(|id| live.would_refuse(asks(id)));
        live.me().is_some() && refused == Some(None)
    });
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet small accept-correction" aria-haspopup="dialog" on:click=handler(move |_| accepts.set(true))>{words.say("correction-accept")}</button>
                <button type="button" class="quiet small answer-correction" aria-haspopup="dialog" on:click=handler(move |_| answers.set(true))>{words.say("correction-answer")}</button>
            </div>
        </Show>
        <Dialog open=accepts title=words.say("correction-accept-title")>
            <Accept live it open=accepts />
        </Dialog>
        <Dialog open=answers title=words.say("correction-answer-title")>
            <Answer live it open=answers />
        </Dialog>
    }
}

fn id(it: Offered) -> Option<CorrectionId> {
    it.with_untracked(|it| it.as_ref().map(|it| it.id.clone()))
}

#[component]
fn Accept(live: LiveTable, it: Offered, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let (read, answer) = it
        .with_untracked(|it| {
            let it = it.as_ref()?;
            Some(match &it.standing {
                CorrectionStanding::Accepted { read, answer, .. } => (read.clone(), answer.clone()),
                _ => (it.proposed.clone(), String::new()),
            })
        })
        .unwrap_or_default();
    let (read, answer) = (RwSignal::new(read), RwSignal::new(answer));
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(correction) = id(it) else { return };
        let command = CirculationCommand::AcceptCorrection {
            correction,
            read: read.get_untracked(),
            answer: answer.get_untracked(),
        };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <TextField
                id="correction-read"
                label=words.say("correction-accept-read")
                hint=words.say("correction-proposed-hint")
                value=read
                on_input=move |text: String| read.set(text)
                long=true
            />
            <TextField
                id="correction-said"
                label=words.say("correction-accept-answer")
                hint=words.say("correction-reason-hint")
                value=answer
                on_input=move |text: String| answer.set(text)
                long=true
            />
            <Refused why=refused />
            <FormButtons submit=words.say("correction-accept") open />
        </form>
    }
}

#[component]
fn Answer(live: LiveTable, it: Offered, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let before = it.with_untracked(|it| match &it.as_ref()?.standing {
        CorrectionStanding::Answered { answer, .. } => Some(answer.clone()),
        _ => None,
    });
    let answer = RwSignal::new(before.unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let is_wrong = memo(move || wrong.get());
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(correction) = id(it) else { return };
        let answer = answer.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&answer, Noun::Reply, limits::REMARK) {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon("correction-answer");
        }
        let command = CirculationCommand::AnswerCorrection { correction, answer };
        live.ask_closing(command, words, wrong, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <TextField
                id="correction-answer"
                label=words.say("correction-answer-text")
                hint=words.say("correction-answer-hint")
                value=answer
                on_input=move |text: String| {
                    answer.set(text);
                    wrong.set(None);
                }
                wrong=is_wrong
                long=true
            />
            <FormButtons submit=words.say("correction-save") open />
        </form>
    }
}
