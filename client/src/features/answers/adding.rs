//! The facilitator asks one question more.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::agenda::{AgendaCommand, AgendaItem, OpenAnswers, Openings};
use shared::features::answers::{AnswerCommand, Answered, QuestionWording};
use shared::ids::QuestionId;
use shared::refusal::Refusal;

use super::wording::{WordingFields, elsewhere, show};
use crate::random::new_id;
use crate::room::navigation::{Shown, use_navigation};
use crate::{
    live::LiveTable,
    views::{
        AnsweredField, Dialog, Icon, Offer, Refused, Tray, checked, handler, memo, offer,
        use_toasts,
    },
    words::{Wording, use_words},
};

/// The last row of the agenda's questions: a button that opens the dialog, or why not now. Nothing for whoever does not
/// facilitate.
#[component]
pub fn AddQuestion(live: LiveTable, adding: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    // What would be asked, with words that are fine: only the rules of the moment can refuse it.
    let refusal = memo(move || {
        live.would_refuse(AnswerCommand::AddQuestion {
            question: probe(),
            wording: blank("–"),
            answered: Answered::Jointly,
        })
    });
    let why_not = move || refusal.get().map(|refusal| words.refusal(&refusal));
    offer(move || {
        let add = Offer::new(words.say("question-add"), Icon::PenLine, move || {
            adding.set(true);
        });
        is_facilitator.get().then(|| add.unless(why_not()))
    });
    move || {
        is_facilitator.get().then(|| {
            view! {
                <li class="add-question">
                    <button
                        type="button"
                        class="quiet small"
                        disabled=move || refusal.with(Option::is_some)
                        on:click=handler(move |_| adding.set(true))
                    >
                        {words.say("question-add")}
                    </button>
                    {move || {
                        refusal.get().map(|refusal| {
                            view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> }
                        })
                    }}
                </li>
            }
        })
    }
}

/// The dialog. It stands beside the agenda: in a window that grows narrow, what is in the agenda is not shown, and the
/// page behind an open dialog takes nothing.
#[component]
pub fn AddQuestionDialog(live: LiveTable, adding: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <Dialog open=adding title=words.say("question-add")>
            <NewQuestion live adding />
        </Dialog>
    }
}

#[component]
fn NewQuestion(live: LiveTable, adding: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let wording = RwSignal::new(blank(""));
    let answered = RwSignal::new(Answered::default());
    let refused = RwSignal::new(None::<Refusal>);
    let waits = RwSignal::new(false);
    let toasts = use_toasts();
    // Where no item opens all answers, a question without an item of its own could never be answered.
    let is_walked = live.with(|table| {
        let mut items = table.agenda.items.iter();
        items.all(|item| item.open.answers != OpenAnswers::All)
    });
    let is_walked = is_walked.unwrap_or_default();
    let on_agenda = RwSignal::new(is_walked);
    let add = move |submit: SubmitEvent| {
        submit.prevent_default();
        if waits.get_untracked() {
            return;
        }
        let wording = wording.get_untracked().cleaned();
        if let Some(fault) = wording.faults().into_iter().next() {
            return show(refused, fault);
        }
        waits.set(true);
        let question: QuestionId = new_id();
        let item = on_agenda
            .get_untracked()
            .then(|| item_for(words, &question, &wording));
        let command = AnswerCommand::AddQuestion {
            question: question.clone(),
            wording,
            answered: answered.get_untracked(),
        };
        live.ask_then(command, move |answer| {
            // Whoever has closed the dialog meanwhile is at something else.
            if waits.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    if let Some(item) = item {
                        put_on_agenda(live, item, words, toasts);
                    }
                    adding.set(false);
                    here.go(Shown::Question(question));
                }
                Err(refusal) => show(refused, refusal),
            }
        });
    };
    view! {
        <form class="practice-form" on:submit=handler(add) novalidate>
            <p class="hint">{words.say("question-add-hint")}</p>
            <WordingFields wording refused />
            <AnsweredField
                id="wording-answered"
                value=answered
                set=move |chosen| answered.set(chosen)
            />
            {is_walked.then(|| view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=on_agenda
                        on:change=checked(move |is_on| on_agenda.set(is_on))
                    />
                    <span>{words.say("agenda-question-item")}</span>
                </label>
            })}
            <Refused why=elsewhere(refused) />
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || waits.get().to_string()>
                    {words.say("question-add-submit")}
                </button>
            </div>
        </form>
    }
}

/// An item at which the question is answered.
fn item_for(words: Wording, question: &QuestionId, wording: &QuestionWording) -> AgendaItem {
    let named = [&wording.name, &wording.label]
        .into_iter()
        .find(|name| !name.is_empty());
    AgendaItem {
        id: new_id(),
        title: named
            .cloned()
            .unwrap_or_else(|| words.say("agenda-new-question")),
        minutes: 20,
        open: Openings {
            answers: OpenAnswers::To([question.clone()].into()),
            practices: true,
            ..Openings::NOTHING
        },
    }
}

/// Puts it behind the item that the table is at.
fn put_on_agenda(live: LiveTable, item: AgendaItem, words: Wording, toasts: Tray) {
    let after = live.with(|table| table.agenda.at.item().cloned()).flatten();
    live.ask_then(AgendaCommand::AddItem { item, after }, move |answer| {
        if let Err(refusal) = answer {
            toasts.say(words.refusal(&refusal));
        }
    });
}

fn blank(text: &str) -> QuestionWording {
    QuestionWording {
        label: String::new(),
        name: String::new(),
        text: text.to_owned(),
    }
}

/// An id that nothing has.
fn probe() -> QuestionId {
    match QuestionId::new("a-new-one") {
        Ok(id) => id,
        Err(_) => unreachable!("letters and dashes are an id"),
    }
}
