//! The ballots: in the middle all of them with the way to open one; beside the text those that are
//! open and the last that was closed.

use leptos::prelude::*;
use shared::{
    ballot::BallotRules,
    command::Command,
    ids::{BallotId, PracticeId},
    participant::Role,
    phase::Phase,
};

use super::{Shown, ballot_card::BallotCard, use_standpoint};
use crate::{
    live_table::{LiveTable, new_id},
    views::{Empty, TextField, use_toasts},
    words::use_words,
};

/// All ballots.
#[component]
pub fn Ballots(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let ids = Memo::new(move |_| {
        live.with(|table| {
            let (open, closed): (Vec<_>, Vec<_>) =
                table.ballots.iter().partition(|ballot| ballot.is_open());
            open.into_iter()
                .chain(closed.into_iter().rev())
                .map(|ballot| ballot.id.clone())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let is_facilitator =
        Memo::new(move |_| live.me().is_some_and(|me| me.role == Role::Facilitator));
    view! {
        <p class="kicker" prop:textContent=words.say("agenda-decide")></p>
        <h2 class="question" id="page" tabindex="-1" prop:textContent=words.say("agenda-ballots")></h2>
        {move || is_facilitator.get().then(|| view! { <OpenBallot live /> })}
        {move || {
            ids.with(Vec::is_empty).then(|| {
                view! {
                    <Empty title=words.say("ballots-none-title")>
                        <p>{words.say("ballots-none-text")}</p>
                    </Empty>
                }
            })
        }}
        <div class="cards">
            <For each=move || ids.get() key=Clone::clone let(id)>
                <BallotCard live id />
            </For>
        </div>
    }
}

/// Beside the text: what is open now, and the newest result.
#[component]
pub fn BallotsBeside(live: LiveTable) -> impl IntoView {
    let here = use_standpoint();
    let ids = Memo::new(move |_| {
        live.with(|table| {
            let open = table.open_ballots().map(|ballot| ballot.id.clone());
            let newest = table
                .ballots
                .iter()
                .rev()
                .find(|ballot| !ballot.is_open())
                .map(|ballot| ballot.id.clone());
            open.chain(newest).collect::<Vec<BallotId>>()
        })
        .unwrap_or_default()
    });
    // In the middle they are shown whole already.
    let is_beside = move || here.shown.get() != Shown::Ballots;
    view! {
        <For each=move || if is_beside() { ids.get() } else { Vec::new() } key=Clone::clone let(id)>
            <BallotCard live id />
        </For>
    }
}

/// The facilitator's form.
#[component]
fn OpenBallot(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let title = RwSignal::new(words.say("ballot-title-default"));
    let binding = RwSignal::new(false);
    let recorded = RwSignal::new(true);
    let left_out = RwSignal::new(Vec::<PracticeId>::new());
    let phase = Memo::new(move |_| live.with(|table| table.phase));
    let practices = Memo::new(move |_| {
        live.with(|table| {
            let fresh = table
                .practices
                .iter()
                .filter(|practice| !table.put_to_ballot(&practice.id));
            fresh
                .map(|practice| (practice.id.clone(), practice.card.title.clone()))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let open = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let chosen = practices.get_untracked().into_iter().map(|(id, _)| id);
        let rules = BallotRules {
            title: title.get_untracked().trim().to_owned(),
            practices: chosen
                .filter(|id| left_out.with_untracked(|out| !out.contains(id)))
                .collect(),
            indicative: !binding.get_untracked(),
            recorded: recorded.get_untracked(),
        };
        live.ask_then(
            Command::OpenBallot {
                ballot: new_id(),
                rules,
            },
            move |answer| {
                if let Err(refusal) = answer {
                    toasts.say(words.refusal(&refusal));
                }
            },
        );
    };
    let choose = move |id: PracticeId, chosen: bool| {
        left_out.update(|out| {
            out.retain(|other| *other != id);
            if !chosen {
                out.push(id);
            }
        });
    };
    let row = move |(id, name): (PracticeId, String)| {
        view! {
            <label class="check">
                <input type="checkbox" checked on:change=move |change| choose(id.clone(), event_target_checked(&change)) />
                <span dir="auto">{name}</span>
            </label>
        }
    };
    move || {
        match (phase.get(), practices.with(Vec::is_empty)) {
        (Some(Phase::Voting), false) => view! {
            <form class="card open-ballot" on:submit=open>
                <h3>{words.say("ballot-open-title")}</h3>
                <TextField
                    id="ballot-title"
                    label=words.say("ballot-asks")
                    value=title
                    on_input=Callback::new(move |text| title.set(text))
                />
                <fieldset>
                    <legend>{words.say("ballot-on")}</legend>
                    <For each=move || practices.get() key=Clone::clone children=row />
                </fieldset>
                <fieldset>
                    <legend>{words.say("ballot-how")}</legend>
                    <label class="check">
                        <input type="checkbox" prop:checked=binding on:change=move |change| binding.set(event_target_checked(&change)) />
                        <span>{words.say("ballot-binding")}</span>
                    </label>
                    <label class="check">
                        <input type="checkbox" prop:checked=recorded on:change=move |change| recorded.set(event_target_checked(&change)) />
                        <span>{words.say("ballot-recorded")}</span>
                    </label>
                </fieldset>
                <div class="actions">
                    <button type="submit" class="primary">{words.say("ballot-open")}</button>
                </div>
            </form>
        }
        .into_any(),
        (Some(Phase::Voting), true) => view! { <p class="small why-not">{words.say("ballot-nothing-new")}</p> }.into_any(),
        (Some(from), _) => view! {
            <p class="small why-not">{words.say("ballot-needs-voting")}</p>
            <p class="actions">
                <button type="button" class="quiet" on:click=move |_| live.ask(Command::MovePhase { from, to: Phase::Voting })>
                    {words.say("ballot-move-to-voting")}
                </button>
            </p>
        }
        .into_any(),
        (None, _) => ().into_any(),
    }
    }
}
