//! One practice: its facts, its prose, who endorses it, what was asked.

use leptos::prelude::*;
use shared::features::practices::PracticeCommand;
use shared::{
    document::Root,
    features::practices::{GoodPractice, PracticeCard, PracticeField, PracticeKind},
    ids::PracticeId,
    refusal::Refusal,
    table::Command,
};

use crate::features::practices::form::PracticeForm;
use crate::features::practices::remarks::Remarks;
use crate::features::practices::told::{self, question_name, stage, themes};
use crate::prose_pane::ProsePane;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Confirm, DelegationChip, Dialog, Icon, Monogram, Refused, handler, icon, memo, said},
    words::use_words,
};

/// The practice.
#[component]
pub fn Practice(live: LiveTable, id: PracticeId) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let found = {
        let id = id.clone();
        memo(move || live.with(|table| table.practice(&id).cloned()).flatten())
    };
    let is_there = memo(move || found.with(Option::is_some));
    move || {
        let id = id.clone();
        if is_there.get() {
            view! { <Card live id found /> }.into_any()
        } else {
            view! {
                <h2 class="question" id="page" tabindex="-1">{words.say("practice-gone")}</h2>
                <p>
                    <button type="button" class="quiet" on:click=handler(move |_| here.go(Shown::Practices))>
                        {words.say("practices-back")}
                    </button>
                </p>
            }
            .into_any()
        }
    }
}

#[component]
fn Card(live: LiveTable, id: PracticeId, found: Memo<Option<GoodPractice>>) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let title = move || found.get().map(|practice| practice.card.title);
    let delegation = move || {
        let id = found.get()?.delegation;
        let it = live.with(|table| table.delegation(&id).cloned())??;
        Some(view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })
    };
    let from_file = move || {
        let filed = found.get()?.filed?;
        Some(told::from_file(words, &filed.from))
    };
    let pane = move |field: PracticeField| {
        let label = words.say(&format!("field-{}", field.as_str()));
        let is_mine = found.with_untracked(|found| {
            let of = found.as_ref().map(|practice| &practice.delegation);
            of.is_some() && of == live.my_delegation().as_ref()
        });
        let placeholder = if is_mine {
            words.say(&format!("placeholder-{}", field.as_str()))
        } else {
            words.say("others-placeholder")
        };
        view! {
            <section class="practice-field" class:may-be-blank={!is_mine && !PracticeField::EXPECTED.contains(&field)}>
                <h3>{label.clone()}</h3>
                <ProsePane live root=Root::Practice(id.clone(), field) label placeholder />
            </section>
        }
    };
    view! {
        <p class="kicker">
            <button type="button" class="link" on:click=handler(move |_| here.go(Shown::Practices))>
                {words.say("practices-back")}
            </button>
        </p>
        <h2 class="question" id="page" tabindex="-1" dir="auto" prop:textContent=said(title)></h2>
        <div class="brought-by">{delegation}</div>
        <p class="small from-file" dir="auto" prop:textContent=said(from_file)></p>
        <Facts live found />
        <p class="actions no-print">
            <button type="button" class="quiet" on:click=handler(move |_| drop(window().print()))>
                {icon(Icon::Printer)}
                <span>{words.say("practice-print")}</span>
            </button>
        </p>
        <OwnActions live found />
        <Endorsing live found />
        {PracticeField::ALL.map(pane).collect_view()}
        <Remarks live found />
    }
}

/// The short facts.
#[component]
pub fn Facts(live: LiveTable, found: Memo<Option<GoodPractice>>) -> impl IntoView {
    let words = use_words();
    let rows = move || {
        let practice = found.get()?;
        let question = live
            .with(|table| question_name(table, &practice))
            .flatten()
            .unwrap_or_default();
        let spoken_to = live.with(|table| table.themes.clone()).unwrap_or_default();
        let theme = themes(spoken_to, &practice.card).unwrap_or_default();
        let stage = stage(words, &practice.card).unwrap_or_default();
        let given = practice.card.evidence.iter();
        let because: Vec<_> = given
            .map(|it| words.say(&format!("evidence-{}", it.as_str())))
            .collect();
        let stage = [stage]
            .into_iter()
            .chain(because)
            .collect::<Vec<_>>()
            .join(" · ");
        let PracticeCard {
            kind,
            place_and_time,
            contact,
            validated_by,
            ..
        } = practice.card;
        let what = match kind {
            PracticeKind::Practice => "field-maturity",
            PracticeKind::Lesson => "field-kind",
        };
        let rows = [
            (what, stage),
            ("field-place-and-time", place_and_time),
            ("field-question", question),
            ("field-theme", theme),
            ("field-validated-by", validated_by),
            ("field-contact", contact),
        ];
        let filled = rows.into_iter().filter(|(_, text)| !text.is_empty());
        let row = |(key, text): (&str, String)| {
            let is_address = text.starts_with("https://") || text.starts_with("http://");
            let shown = if is_address {
                view! { <a href=text.clone() rel="noopener noreferrer" target="_blank" prop:textContent=text.clone()></a> }.into_any()
            } else {
                view! { <span prop:textContent=text></span> }.into_any()
            };
            view! {
                <dt prop:textContent=words.say(key)></dt>
                <dd dir="auto">{shown}</dd>
            }
        };
        Some(filled.map(row).collect_view())
    };
    view! { <dl class="facts-list">{rows}</dl> }
}

/// For the delegation that brought it: changing its facts, and taking it back.
#[component]
fn OwnActions(live: LiveTable, found: Memo<Option<GoodPractice>>) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let refused = RwSignal::new(None::<Refusal>);
    let kept = RwSignal::new(None::<String>);
    let (editing, leaving) = (RwSignal::new(false), RwSignal::new(false));
    let refusal = memo(move || {
        let practice = found.get()?.id;
        live.would_refuse(PracticeCommand::WithdrawPractice { practice })
    });
    let is_voted_on = move || refusal.get() == Some(Refusal::PutToBallot);
    let save = Callback::new(move |card: PracticeCard| {
        let Some(practice) = found.get_untracked() else {
            return;
        };
        live.ask_then(
            PracticeCommand::RevisePractice {
                practice: practice.id,
                card,
            },
            move |answer| match answer {
                Ok(()) => drop(editing.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(refusal))),
            },
        );
    });
    let busy = RwSignal::new(false);
    let withdraw = move |()| {
        let Some(practice) = found.get_untracked() else {
            return;
        };
        busy.set(true);
        live.ask_then(
            PracticeCommand::WithdrawPractice {
                practice: practice.id,
            },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        leaving.try_set(false);
                        here.go(Shown::Practices);
                    }
                    Err(refusal) => drop(kept.try_set(Some(words.refusal(&refusal)))),
                }
            },
        );
    };
    // What is typed stays while the practice is not to be changed for a moment.
    let card = RwSignal::new(PracticeCard::default());
    let edit = move |_| {
        let practice = found.get_untracked();
        card.set(practice.map(|practice| practice.card).unwrap_or_default());
        refused.set(None);
        editing.set(true);
    };
    let actions = move || {
        refusal.with(Option::is_none).then(|| {
            view! {
                <p class="actions">
                    <button type="button" class="quiet" on:click=handler(edit)>
                        {words.say("practice-edit")}
                    </button>
                    <button type="button" class="quiet danger" on:click=handler(move |_| { kept.set(None); leaving.set(true); })>
                        {words.say("practice-withdraw")}
                    </button>
                </p>
                <Confirm
                    open=leaving
                    title=words.say("practice-withdraw-title")
                    text=words.say("practice-withdraw-text")
                    action=words.say("practice-withdraw")
                    refused=kept
                    busy
                    on_confirm=withdraw
                />
            }
        })
    };
    view! {
        {actions}
        <Dialog open=editing title=words.say("practice-edit")>
            <PracticeForm live card submit=words.say("practice-save") refused on_done=save />
        </Dialog>
        {move || is_voted_on().then(|| view! { <p class="small why-not">{words.refusal(&Refusal::PutToBallot)}</p> })}
    }
}

/// Who endorses it, and the way to.
#[component]
fn Endorsing(live: LiveTable, found: Memo<Option<GoodPractice>>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let mine = memo(move || {
        let practice = found.get()?;
        let endorsed = practice.endorsed_by.contains(&live.my_delegation()?);
        let command = Command::Practices(PracticeCommand::EndorsePractice {
            practice: practice.id,
            endorsed: !endorsed,
        });
        live.would_refuse(command.clone())
            .is_none()
            .then_some((endorsed, command))
    });
    let discs = move || {
        let practice = found.get()?;
        live.with(|table| {
            let endorsing = table
                .delegations
                .iter()
                .filter(|it| practice.endorsed_by.contains(&it.id));
            let disc = |it: &shared::features::delegations::Delegation| {
                let it = it.clone();
                view! { <Monogram short=it.short colour=it.colour name=it.name /> }
            };
            endorsing.map(disc).collect_view()
        })
    };
    let count = move || {
        let count = found.get().map_or(0, |practice| practice.endorsed_by.len());
        words.tell("practice-endorsed-by", &[("count", count.into())])
    };
    view! {
        <Refused why=refused />
        <div class="endorsing">
            <span class="small" prop:textContent=said(count)></span>
            <span class="faces">{discs}</span>
            {move || {
                let (endorsed, command) = mine.get()?;
                let key = if endorsed { "practice-unendorse" } else { "practice-endorse" };
                Some(view! {
                    <button
                        type="button"
                        class="quiet"
                        aria-pressed=endorsed.to_string()
                        on:click=handler(move |_| live.ask(command.clone(), words, refused))
                    >
                        {endorsed.then(|| icon(Icon::Check))}
                        <span prop:textContent=words.say(key)></span>
                    </button>
                })
            }}
        </div>
    }
}
