//! All practices at the table, and the way to bring one.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::practices::PracticeCommand;
use shared::{
    features::practices::{PracticeCard, selected},
    ids::PracticeId,
    table::Command,
    table::RoundTable,
};
use std::collections::BTreeMap;

use crate::features::practices::bringing_in::BringIn;
use crate::features::practices::choosing::{Choose, Choosing};
use crate::features::practices::comparing::Compare;
use crate::features::practices::coverage::Coverage;
use crate::features::practices::draft::{self, PracticeDraft};
use crate::features::practices::form::PracticeForm;
use crate::features::practices::taking_along::TakeAlong;
use crate::features::practices::told::{probe, question_name, stage, themes};
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{
        DelegationChip, Dialog, Empty, For, Icon, Offer, Show, focus_soon, handler, memo, offer,
        said, use_toasts,
    },
    words::use_words,
};

/// Whether the dialog is open in which a practice is brought.
#[derive(Clone, Copy)]
struct Bringing(RwSignal<bool>);

/// Gives all views below the way to bring a practice, and offers it to delegates.
pub fn provide_bringing(live: LiveTable) {
    let words = use_words();
    let here = use_navigation();
    let open = RwSignal::new(false);
    provide_context(Bringing(open));
    let bring = move || {
        // Going where one is would make its dialog anew.
        if here.shown.get_untracked() != Shown::Practices {
            here.go(Shown::Practices);
        }
        open.set(true);
    };
    offer(move || {
        live.my_delegation()?;
        let refusal = live.would_refuse(bring_any());
        let why_not = refusal.map(|refusal| words.refusal(&refusal));
        Some(Offer::new(words.say("practice-bring"), Icon::Handshake, bring).unless(why_not))
    });
}

/// What would be asked, with a title that is fine: only the rules of the moment can refuse it.
fn bring_any() -> PracticeCommand {
    PracticeCommand::BringPractice {
        practice: probe(),
        card: PracticeCard {
            title: "–".to_owned(),
            ..PracticeCard::default()
        },
    }
}

/// The list.
#[component]
pub fn Practices(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let choosing @ Choosing { filter, by } = Choosing::all();
    let ids = memo(move || {
        let chosen = |table: &RoundTable| {
            let found = filter.with(|filter| selected(table, filter, by.get()));
            found
                .into_iter()
                .map(|it| it.id.clone())
                .collect::<Vec<_>>()
        };
        live.with(chosen).unwrap_or_default()
    });
    let count = memo(move || live.with(|table| table.practices.len()).unwrap_or_default());
    let has_several = memo(move || count.get() > 1);
    let left_out = memo(move || count.get() - ids.with(Vec::len).min(count.get()));
    let some_of = move || {
        let shown = ids.with(Vec::len);
        let values = [("shown", shown.into()), ("count", count.get().into())];
        (left_out.get() > 0).then(|| words.tell("practices-shown", &values))
    };
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-practices")></p>
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("practices-title")></h2>
        <Bring live />
        <BringIn live />
        <TakeAlong live />
        <Coverage live />
        <Show when=move || has_several.get() || left_out.get() != 0>
            <Choose live choosing />
            <Compare live />
            <p class="small some-of" role="status" prop:textContent=said(some_of)></p>
            <Show when=move || left_out.get() != 0>
                <p>
                    <button type="button" class="quiet small" on:click=handler(move |_| choosing.reset())>{words.say("practices-all-again")}</button>
                </p>
            </Show>
        </Show>
        {move || {
            (count.get() == 0).then(|| {
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
    let Bringing(open) = expect_context();
    let is_delegate = memo(move || live.my_delegation().is_some());
    let refusal = memo(move || live.would_refuse(bring_any()));
    move || {
        is_delegate.get().then(|| {
            view! {
                <p class="actions">
                    <button
                        type="button"
                        class="primary"
                        disabled=move || refusal.with(Option::is_some)
                        on:click=handler(move |_| open.set(true))
                    >
                        {words.say("practice-bring")}
                    </button>
                </p>
                {move || {
                    refusal.get().map(|refusal| {
                        view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> }
                    })
                }}
                <Dialog open title=words.say("practice-bring-title") class="wide">
                    <NewPractice live open />
                </Dialog>
            }
        })
    }
}

/// The form for a practice that is not at the table yet, with what was typed before.
#[component]
fn NewPractice(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let toasts = use_toasts();
    let refused = RwSignal::new(None);
    let (draft, is_found) = draft::keep(live);
    let found = RwSignal::new(is_found);
    let PracticeDraft { card, fields, .. } = draft.get_untracked();
    let (card, fields) = (RwSignal::new(card), RwSignal::new(fields));
    Effect::new(move |_| {
        let (card, fields) = (card.get(), fields.get());
        draft.update(|draft| {
            draft.card = card;
            draft.fields = fields;
        });
    });
    let afresh = move |_| {
        draft.set(PracticeDraft::blank());
        card.set(PracticeCard::default());
        fields.set(BTreeMap::new());
        refused.set(None);
        found.set(false);
        focus_soon("practice-title");
    };
    let bring = Callback::new(move |card: PracticeCard| {
        let brought = draft.get_untracked();
        let command = Command::Practices(PracticeCommand::BringPractice {
            practice: brought.id.clone(),
            card,
        });
        live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                let document = untrack(|| live.document_of(&Root::Summary));
                if document.is_some_and(|document| brought.write(&document)) {
                    draft::forget(live);
                } else {
                    // The practice is there and its words are not: the draft keeps them.
                    toasts.say(words.say("practice-words-kept"));
                }
                open.try_set(false);
                here.go(Shown::Practice(brought.id));
            }
            Err(refusal) => drop(refused.try_set(Some(refusal))),
        });
    });
    view! {
        {move || {
            found.get().then(|| {
                view! {
                    <div class="draft-found">
                        <p class="small">{words.say("practice-draft-found")}</p>
                        <button type="button" class="quiet small" on:click=handler(afresh)>{words.say("draft-afresh")}</button>
                    </div>
                }
            })
        }}
        <PracticeForm live card fields submit=words.say("practice-bring-submit") refused on_done=bring />
    }
}

/// One practice in the list.
#[component]
fn PracticeRow(live: LiveTable, id: PracticeId) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let found = memo(move || {
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
    let table_themes = memo(move || live.with(|table| table.themes.clone()).unwrap_or_default());
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
        let unanswered = practice
            .remarks
            .iter()
            .filter(|it| it.answer.is_none())
            .count();
        let unanswered = (unanswered > 0)
            .then(|| words.tell("practice-unanswered", &[("count", unanswered.into())]));
        let asked = words.tell(
            "practice-asked",
            &[("count", practice.remarks.len().into())],
        );
        let maturity = stage(words, &practice.card);
        let theme = themes(table_themes.get(), &practice.card);
        Some(view! {
            <article class="card practice-row">
                {delegation.map(|it| view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })}
                <h3>
                    <a href=href rel="external" dir="auto" on:click=handler(open) prop:textContent=practice.card.title></a>
                </h3>
                <p class="small facts">
                    {[maturity, Some(practice.card.place_and_time).filter(|text| !text.is_empty()), question, theme]
                        .into_iter()
                        .flatten()
                        .map(|fact| view! { <span dir="auto" prop:textContent=fact></span> })
                        .collect_view()}
                </p>
                <p class="small facts">
                    <span prop:textContent=endorsed></span>
                    <span prop:textContent=asked></span>
                    {unanswered.map(|text| view! { <span class="badge" prop:textContent=text></span> })}
                </p>
            </article>
        })
    }
}
