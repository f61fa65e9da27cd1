//! Questions asked on a practice, and their answers.

use leptos::prelude::*;
use shared::features::practices::PracticeCommand;
use shared::{
    features::practices::{GoodPractice, Remark},
    ids::RemarkId,
    limits,
    limits::named,
    refusal::Noun,
    table::Command,
};

use crate::features::delegations::spoken_name;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{For, TextField, focus_soon, handler, memo},
    words::use_words,
};

/// The questions, and for others the way to ask one.
#[component]
pub fn Remarks(live: LiveTable, found: Memo<Option<GoodPractice>>) -> impl IntoView {
    let words = use_words();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let may_ask = memo(move || {
        let Some(practice) = found.get() else {
            return false;
        };
        let probe = Command::Practices(PracticeCommand::AskOnPractice {
            practice: practice.id,
            remark: probe(),
            text: "?".to_owned(),
        });
        live.my_delegation().is_some() && live.would_refuse(probe).is_none()
    });
    let ask = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let (Some(practice), said) = (found.get_untracked(), text.get_untracked()) else {
            return;
        };
        if let Err(refusal) = named(&said, Noun::Text, limits::REMARK) {
            wrong.set(Some(words.refusal(&refusal)));
            focus_soon("remark-text");
            return;
        }
        let command = Command::Practices(PracticeCommand::AskOnPractice {
            practice: practice.id,
            remark: new_id(),
            text: said.trim().to_owned(),
        });
        live.ask_then(command, move |answer| match answer {
            Ok(()) => drop(text.try_set(String::new())),
            Err(refusal) => drop(wrong.try_set(Some(words.refusal(&refusal)))),
        });
    };
    let remarks = move || {
        found
            .get()
            .map(|practice| practice.remarks)
            .unwrap_or_default()
    };
    view! {
        <section class="remarks">
            <h3>{words.say("remarks-title")}</h3>
            <ul class="cards">
                <For each=remarks key=|remark| (remark.id.clone(), remark.answer.clone()) let(remark)>
                    <li>
                        <Asked live found remark />
                    </li>
                </For>
            </ul>
            {move || {
                may_ask.get().then(|| {
                    view! {
                        <form class="ask" on:submit=handler(ask) novalidate>
                            <TextField
                                id="remark-text"
                                label=words.say("remark-ask")
                                value=text
                                on_input=Callback::new(move |said| {
                                    text.set(said);
                                    wrong.set(None);
                                })
                                wrong
                                long=true
                            />
                            <div class="actions">
                                <button type="submit" class="quiet">{words.say("remark-ask-submit")}</button>
                            </div>
                        </form>
                    }
                })
            }}
        </section>
    }
}

fn probe() -> RemarkId {
    match RemarkId::new("a-new-one") {
        Ok(id) => id,
        Err(_) => unreachable!("letters and dashes are an id"),
    }
}

/// One question and its answer, or the way to answer it.
#[component]
fn Asked(live: LiveTable, found: Memo<Option<GoodPractice>>, remark: Remark) -> impl IntoView {
    let words = use_words();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let who = live
        .with(|table| table.participants.get(&remark.by).cloned())
        .flatten();
    let who = who.map(|who| spoken_name(live, &who)).unwrap_or_default();
    let id = remark.id.clone();
    let field = format!("answer-{id}");
    let place = format!("remark-{id}");
    let asked_in = field.clone();
    let command = move |text: String| {
        Command::Practices(PracticeCommand::AnswerRemark {
            practice: found
                .get_untracked()
                .map_or_else(super::told::probe, |practice| practice.id),
            remark: id.clone(),
            text,
        })
    };
    let may_answer =
        remark.answer.is_none() && live.would_refuse(command("–".to_owned())).is_none();
    let answer = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let said = text.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&said, Noun::Text, limits::REMARK) {
            wrong.set(Some(words.refusal(&refusal)));
            focus_soon(asked_in.clone());
            return;
        }
        live.ask(command(said), words, wrong);
    };
    view! {
        <article class="card remark" id=place tabindex="-1">
            <p class="small" dir="auto">{who}</p>
            <p class="asked" dir="auto">{remark.text}</p>
            {remark.answer.map(|answer| view! { <p class="answered" dir="auto">{answer}</p> })}
            {may_answer.then(|| view! {
                <form on:submit=handler(answer) novalidate>
                    <TextField
                        id=field
                        label=words.say("remark-answer")
                        value=text
                        on_input=Callback::new(move |said| {
                            text.set(said);
                            wrong.set(None);
                        })
                        wrong
                        long=true
                    />
                    <div class="actions">
                        <button type="submit" class="quiet">{words.say("remark-answer-submit")}</button>
                    </div>
                </form>
            })}
        </article>
    }
}
