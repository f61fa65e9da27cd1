//! For whoever facilitates: entering what a delegation chose on paper, and printing what it is chosen on.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::ballots::{Ballot, BallotCommand, Choice};
use shared::ids::{DelegationId, OptionId, PracticeId};
use shared::refusal::Refusal;
use std::sync::atomic::{AtomicBool, Ordering};

use super::marking::{Marking, nothing};
use super::text_of::text_of;
use crate::{
    live::LiveTable,
    views::{Dialog, For, Refused, Show, focus_soon, handler, memo, said, use_toasts},
    words::use_words,
};

/// What the address says that leads here from a code on paper.
const ENTER: &str = "enter=";

/// The buttons, and the dialog. Of a secret ballot there are none.
#[component]
pub fn OnPaper(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let id = ballot.with_untracked(|it| it.as_ref().map(|it| it.id.clone()))?;
    let is_recorded = ballot.with_untracked(|it| it.as_ref().is_some_and(|it| it.rules.recorded));
    let open = RwSignal::new(is_led_to(id.as_str()));
    let sheet = move || live.with(|table| format!("/tables/{}/sheet?ballot={id}", table.id));
    let sheet = memo(sheet);
    Some(move || {
        (is_recorded && is_facilitator.get()).then(|| {
            view! {
                <div class="actions">
                    <button type="button" class="quiet enter-paper" aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>
                        {words.say("ballot-paper-enter")}
                    </button>
                    <a class="button quiet" href=move || sheet.get() target="_blank">
                        {words.say("ballot-paper-print")}
                        <span class="unseen">" "{words.say("opens-tab")}</span>
                    </a>
                </div>
                <Dialog open title=words.say("ballot-paper-title")>
                    <Entering live ballot open />
                </Dialog>
            }
        })
    })
}

/// Whether somebody was led here by the page's address: once, or the dialog would open again with each look.
static WAS_LED: AtomicBool = AtomicBool::new(false);

/// Whether the address asks to enter a vote on that ballot.
fn is_led_to(ballot: &str) -> bool {
    let asked = window().location().search().unwrap_or_default();
    let mut asked = asked.trim_start_matches('?').split('&');
    asked.any(|it| it.strip_prefix(ENTER) == Some(ballot)) && !WAS_LED.swap(true, Ordering::Relaxed)
}

#[component]
fn Entering(live: LiveTable, ballot: Memo<Option<Ballot>>, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let of = RwSignal::new(None::<DelegationId>);
    let chosen = RwSignal::new(Vec::<(PracticeId, Choice)>::new());
    let rules = ballot.with_untracked(|it| it.as_ref().map(|it| (it.id.clone(), it.rules.clone())));
    let (id, rules) = rules?;
    let blank = nothing(&rules.method);
    let draft = blank.clone().map(RwSignal::new);
    let refused = RwSignal::new(None::<String>);
    // Whether it was said that what the delegation cast itself is replaced.
    let warned = RwSignal::new(false);
    let delegations = memo(move || {
        live.with(|table| table.delegations.clone())
            .unwrap_or_default()
    });
    let has_voted = move |id: &DelegationId| {
        ballot.with(|it| it.as_ref().is_some_and(|it| cast_itself(it, id)))
    };
    let name_of = move |id: &DelegationId| {
        delegations.with_untracked(|all| {
            let found = all.iter().find(|it| it.id == *id);
            found.map(|it| it.name.clone()).unwrap_or_default()
        })
    };
    let choose = move |id: String| {
        // What was marked was marked for another.
        chosen.set(Vec::new());
        if let (Some(draft), Some(blank)) = (draft, blank.clone()) {
            draft.set(blank);
        }
        refused.set(None);
        warned.set(false);
        of.set(DelegationId::new(id).ok());
    };
    let replaces = said(move || {
        let name = name_of(&of.get()?);
        Some(words.tell("ballot-paper-replaces", &[("name", name.into())]))
    });
    let practices = StoredValue::new(rules.practices.clone());
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        refused.set(None);
        let Some(delegation) = of.get_untracked() else {
            refused.set(Some(words.say("ballot-paper-whose")));
            return focus_soon("paper-of");
        };
        let commands = match draft {
            Some(draft) => vec![BallotCommand::EnterBallot {
                ballot: id.clone(),
                delegation: delegation.clone(),
                marks: draft.get_untracked(),
            }],
            None => entered(&id, &delegation, chosen.get_untracked()),
        };
        if commands.is_empty() {
            return refused.set(Some(words.refusal(&Refusal::Unanswered)));
        }
        if untrack(|| has_voted(&delegation)) && !warned.get_untracked() {
            return warned.set(true);
        }
        let name = name_of(&delegation);
        let last = commands.len() - 1;
        for (nth, command) in commands.into_iter().enumerate() {
            let name = name.clone();
            live.ask_then(command, move |answer| match answer {
                Ok(())
                    if nth == last && refused.try_with_untracked(Option::is_none) == Some(true) =>
                {
                    toasts.say(words.tell("ballot-paper-done", &[("name", name.into())]));
                    open.try_set(false);
                }
                Ok(()) => {}
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            });
        }
    };
    let marked = move || {
        let of = of.get()?;
        Some(if let Some(draft) = draft {
            view! { <Marking live ballot draft of /> }.into_any()
        } else {
            let rows = practices.get_value().into_iter().enumerate();
            let row = move |(nth, practice): (usize, PracticeId)| {
                view! { <Chosen live ballot nth practice chosen /> }
            };
            rows.map(row).collect_view().into_any()
        })
    };
    Some(view! {
        <form class="enter-paper-form" on:submit=handler(submit) novalidate>
            <p class="small">{words.say("ballot-paper-hint")}</p>
            <div class="field">
                <label for="paper-of">{words.say("ballot-paper-of")}</label>
                <select id="paper-of" on:change:target=move |select| choose(select.target().value())>
                    <option value="">{words.say("ballot-paper-nobody")}</option>
                    <For each=move || delegations.get() key=|it| (it.id.clone(), it.name.clone()) let(it)>
                        <option value=it.id.to_string() prop:textContent=said(move || {
                            let name = it.name.clone();
                            Some(if has_voted(&it.id) {
                                words.tell("ballot-paper-has-voted", &[("name", name.into())])
                            } else {
                                name
                            })
                        })></option>
                    </For>
                </select>
            </div>
            {marked}
            <div role="alert">
                <Show when=move || warned.get()>
                    <p class="notice warn" prop:textContent=replaces></p>
                </Show>
            </div>
            <Refused why=refused />
            <div class="actions">
                <button type="submit" class="primary" prop:textContent=said(move || {
                    Some(words.say(if warned.get() { "ballot-paper-replace" } else { "ballot-paper-save" }))
                })></button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </div>
        </form>
    })
}

/// Whether there is something of the delegation's own that would be replaced: not what was entered from paper before.
fn cast_itself(ballot: &Ballot, delegation: &DelegationId) -> bool {
    let has_voted = match ballot.votes_cast_by(delegation) {
        Some(0) | None => ballot.is_open() && !ballot.awaits(delegation),
        Some(_) => true,
    };
    has_voted && ballot.cast_by(delegation).is_none_or(|it| !it.on_paper)
}

/// What is asked where each practice is voted on by itself.
fn entered(
    ballot: &shared::ids::BallotId,
    delegation: &DelegationId,
    chosen: Vec<(PracticeId, Choice)>,
) -> Vec<BallotCommand> {
    let command = |(practice, choice)| BallotCommand::EnterVote {
        ballot: ballot.clone(),
        delegation: delegation.clone(),
        practice,
        choice,
    };
    chosen.into_iter().map(command).collect()
}

/// What was chosen on one practice.
#[component]
fn Chosen(
    live: LiveTable,
    ballot: Memo<Option<Ballot>>,
    nth: usize,
    practice: PracticeId,
    chosen: RwSignal<Vec<(PracticeId, Choice)>>,
) -> impl IntoView {
    let words = use_words();
    let id = format!("paper-choice-{nth}");
    let text = ballot.with_untracked(|ballot| {
        let ballot = ballot.as_ref()?;
        untrack(|| live.with(|table| text_of(table, ballot, &OptionId::from(&practice))))
    });
    let set = move |choice: String| {
        let choice = Choice::ALL.into_iter().find(|it| it.as_str() == choice);
        chosen.update(|all| {
            all.retain(|(of, _)| *of != practice);
            all.extend(choice.map(|choice| (practice.clone(), choice)));
        });
    };
    let option = |choice: Choice| {
        let name = words.say(&format!("choice-{}", choice.as_str()));
        view! { <option value=choice.as_str() prop:textContent=name></option> }
    };
    view! {
        <div class="field">
            <label for=id.clone() dir="auto" prop:textContent=text.unwrap_or_default()></label>
            <select id=id on:change:target=move |select| set(select.target().value())>
                <option value="">{words.say("ballot-paper-unsaid")}</option>
                {Choice::ALL.map(option).collect_view()}
            </select>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_asked_for_the_delegation() {
        let (ballot, north) = ("b1".parse().unwrap(), "north".parse().unwrap());
        let practice: PracticeId = "p1".parse().unwrap();
        let asked = entered(&ballot, &north, vec![(practice.clone(), Choice::Abstain)]);
        let want = BallotCommand::EnterVote {
            ballot,
            delegation: north,
            practice,
            choice: Choice::Abstain,
        };
        assert_eq!(asked, [want]);
    }
}
