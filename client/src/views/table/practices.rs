//! All practices at the table, and the way to bring one.

use leptos::prelude::*;
use shared::{
    command::Command,
    ids::PracticeId,
    practice::{GoodPractice, PracticeCard},
    round_table::RoundTable,
};

use super::{Shown, practice_form::PracticeForm, use_standpoint};
use crate::{
    live_table::{LiveTable, new_id},
    views::{DelegationChip, Dialog, Empty},
    words::use_words,
};

/// The list.
#[component]
pub fn Practices(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let ids = Memo::new(move |_| {
        live.with(|table| {
            table
                .practices
                .iter()
                .map(|practice| practice.id.clone())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-practices")></p>
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("practices-title")></h2>
        <Bring live />
        {move || {
            ids.with(Vec::is_empty).then(|| {
                view! {
                    <Empty title=words.say("practices-none-title")>
                        <p>{words.say("practices-none-text")}</p>
                    </Empty>
                }
            })
        }}
        <ul class="cards">
            <For each=move || ids.get() key=Clone::clone let(id)>
                <li>
                    <PracticeRow live id />
                </li>
            </For>
        </ul>
    }
}

/// For delegates: the way to bring a practice, or why not now.
#[component]
fn Bring(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_standpoint();
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let is_delegate = Memo::new(move |_| live.my_delegation().is_some());
    // What would be asked, with a title that is fine: only the rules of the moment can refuse it.
    let refusal = Memo::new(move |_| {
        let card = PracticeCard {
            title: "–".to_owned(),
            ..PracticeCard::default()
        };
        live.would_refuse(Command::BringPractice {
            practice: probe(),
            card,
        })
    });
    let bring = Callback::new(move |card: PracticeCard| {
        let practice: PracticeId = new_id();
        let command = Command::BringPractice {
            practice: practice.clone(),
            card,
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                open.try_set(false);
                here.go(Shown::Practice(practice));
            }
            Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
        });
    });
    move || {
        is_delegate.get().then(|| {
            view! {
                <p class="actions">
                    <button
                        type="button"
                        class="primary"
                        disabled=move || refusal.with(Option::is_some)
                        on:click=move |_| {
                            refused.set(None);
                            open.set(true);
                        }
                    >
                        {words.say("practice-bring")}
                    </button>
                </p>
                {move || refusal.get().map(|refusal| view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> })}
                <Dialog open title=words.say("practice-bring-title")>
                    <PracticeForm live card=PracticeCard::default() submit=words.say("practice-bring-submit") refused on_done=bring />
                </Dialog>
            }
        })
    }
}

/// An id that nothing has.
pub fn probe() -> PracticeId {
    match PracticeId::new("a-new-one") {
        Ok(id) => id,
        Err(_) => unreachable!("letters and dashes are an id"),
    }
}

/// One practice in the list.
#[component]
fn PracticeRow(live: LiveTable, id: PracticeId) -> impl IntoView {
    let words = use_words();
    let here = use_standpoint();
    let found = Memo::new(move |_| {
        live.with(|table| {
            let practice = table.practice(&id)?;
            Some((
                practice.clone(),
                table.delegation(&practice.delegation).cloned(),
                question_name(table, practice),
            ))
        })
        .flatten()
    });
    move || {
        let (practice, delegation, question) = found.get()?;
        let to = Shown::Practice(practice.id.clone());
        let href = format!("#{}", to.fragment());
        let open = move |click: leptos::ev::MouseEvent| {
            click.prevent_default();
            here.go(to.clone());
        };
        let endorsed = words.tell(
            "practice-endorsed-by",
            &[("count", practice.endorsed_by.len().into())],
        );
        let asked = words.tell(
            "practice-asked",
            &[("count", practice.remarks.len().into())],
        );
        let theme = (!practice.card.theme.is_empty()).then_some(practice.card.theme);
        Some(view! {
            <article class="card practice-row">
                {delegation.map(|it| view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })}
                <h3>
                    <a href=href rel="external" dir="auto" on:click=open prop:textContent=practice.card.title></a>
                </h3>
                <p class="small facts">
                    {[Some(practice.card.place_and_time).filter(|text| !text.is_empty()), question, theme]
                        .into_iter()
                        .flatten()
                        .map(|fact| view! { <span dir="auto" prop:textContent=fact></span> })
                        .collect_view()}
                </p>
                <p class="small facts">
                    <span prop:textContent=endorsed></span>
                    <span prop:textContent=asked></span>
                </p>
            </article>
        })
    }
}

/// What the question that a practice speaks to is called.
pub fn question_name(table: &RoundTable, practice: &GoodPractice) -> Option<String> {
    let question = table.question(practice.card.question.as_ref()?)?;
    let has_name = !question.name.is_empty();
    let called = if has_name {
        &question.name
    } else {
        &question.text
    };
    Some(called.clone())
}
