//! One ballot: open, with what it decides, the delegation's choices and who is awaited; or over, with
//! the count and what follows from it, or why it was cancelled.

use leptos::prelude::*;
use shared::features::ballots::BallotCommand;
use shared::features::ballots::drawn::attended;
use shared::{
    features::ballots::{Ballot, Choice, Standing, Tally},
    features::delegations::Delegation,
    features::people::Role,
    features::projector::{Projected, ProjectorCommand},
    ids::{BallotId, PracticeId},
    names::listed,
    refusal::Refusal,
    table::Command,
};

use crate::features::ballots::agreement::AgreementMap;
use crate::features::ballots::form::hold_again;
use crate::features::ballots::kept_marks;
use crate::features::ballots::on_paper::OnPaper;
use crate::features::ballots::result::WholeResult;
use crate::features::ballots::whole::{OpenWhole, SecretHow, WholeTerms, cast_by};
use crate::features::roll_call::fact::PresentFact;
use crate::{
    live::LiveTable,
    views::{
        Confirm, DelegationChip, Dialog, ReasonForm, Refused, Show, handler, memo, said, use_toasts,
    },
    words::use_words,
};

/// The ballot.
#[component]
pub fn BallotCard(live: LiveTable, id: BallotId) -> impl IntoView {
    let words = use_words();
    let place = format!("ballot-{id}");
    let ballot = memo(move || live.with(|table| table.ballot(&id).cloned()).flatten());
    let is_open = memo(move || ballot.with(|ballot| ballot.as_ref().is_some_and(Ballot::is_open)));
    kept_marks::tell_if_lost(live, ballot);
    let is_whole = memo(move || {
        ballot.with(|ballot| {
            ballot
                .as_ref()
                .is_some_and(|it| !it.rules.method.is_support())
        })
    });
    let kicker = move || {
        let ballot = ballot.get()?;
        let standing = match &ballot.standing {
            Standing::Open { .. } => "ballot-is-open",
            Standing::Closed { .. } => "ballot-is-closed",
            Standing::Cancelled { .. } => "ballot-is-cancelled",
        };
        let force = if ballot.rules.indicative {
            "ballot-indicative"
        } else {
            "ballot-decides"
        };
        Some(format!("{} · {}", words.say(standing), words.say(force)))
    };
    let title = move || ballot.get().map(|ballot| ballot.rules.title);
    view! {
        <section class="card ballot" class:now=is_open id=place tabindex="-1">
            <p class="kicker" prop:textContent=said(kicker)></p>
            <h2 class="ballot-title" dir="auto" prop:textContent=said(title)></h2>
            {move || {
                if is_whole.get() {
                    view! { <WholeTerms ballot /> }.into_any()
                } else {
                    view! { <Terms ballot /> }.into_any()
                }
            }}
            {move || {
                if is_open.get() {
                    view! { <Open live ballot /> }.into_any()
                } else {
                    view! {
                        <Results live ballot />
                        <ToTheRoom live ballot />
                        <Again live ballot />
                    }
                    .into_any()
                }
            }}
        </section>
    }
}

/// What the ballot decides and what will be published of it: read before voting.
#[component]
fn Terms(ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let lines = memo(move || {
        let ballot = ballot.get()?;
        let rules = &ballot.rules;
        let force = match (rules.indicative, rules.rule) {
            (true, _) => "ballot-terms-indicative".to_owned(),
            (false, Some(rule)) => format!("ballot-terms-{}", rule.as_str()),
            (false, None) => "ballot-terms-no-rule".to_owned(),
        };
        let publishes = match (&ballot.standing, rules.recorded) {
            (Standing::Open { .. }, false) => Some("ballot-will-publish-counts"),
            (Standing::Open { .. }, true) => Some("ballot-will-publish-choices"),
            (Standing::Closed { .. } | Standing::Cancelled { .. }, _) => None,
        };
        let is_secret = ballot.is_open() && ballot.sealed;
        Some((force, publishes, rules.needs_quorum, is_secret))
    });
    move || {
        let (force, publishes, needs_quorum, is_secret) = lines.get()?;
        Some(view! {
            <p class="small terms" prop:textContent=words.say(&force)></p>
            {needs_quorum.then(|| view! { <p class="small terms" prop:textContent=words.say("terms-quorum")></p> })}
            {publishes.map(|key| view! { <p class="small terms"><strong prop:textContent=words.say(key)></strong></p> })}
            {is_secret.then(|| view! { <SecretHow /> })}
        })
    }
}

/// The practices, in the ballot's order.
fn practices(ballot: Memo<Option<Ballot>>) -> Vec<PracticeId> {
    ballot
        .with(|ballot| ballot.as_ref().map(|ballot| ballot.rules.practices.clone()))
        .unwrap_or_default()
}

/// What the practice was called when the ballot was opened; ballots from before that was kept ask by the
/// title of now.
fn title_of(live: LiveTable, ballot: Memo<Option<Ballot>>, practice: &PracticeId) -> String {
    let then = ballot.with(|ballot| Some(ballot.as_ref()?.title_of(practice)?.to_owned()));
    let now = || {
        let title = live.with(|table| Some(table.practice(practice)?.card.title.clone()));
        title.flatten()
    };
    then.or_else(now).unwrap_or_default()
}

#[component]
fn Open(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let is_whole =
        ballot.with_untracked(|it| it.as_ref().is_some_and(|it| !it.rules.method.is_support()));
    if is_whole {
        return view! {
            <OpenWhole live ballot />
            <PresentFact live />
            <Awaited live ballot />
            <OnPaper live ballot />
            <Closing live ballot />
        }
        .into_any();
    }
    let is_reserved = memo(move || is_reserved(live, ballot));
    let may_vote = memo(move || {
        let is_delegate = live.me().is_some_and(|me| me.role == Role::Delegate);
        is_delegate && !is_reserved.get()
    });
    let rows = practices(ballot);
    let alone = rows.len() == 1;
    let row = move |practice: PracticeId| {
        let name = title_of(live, ballot, &practice);
        view! {
            <div class="put">
                {(!alone || name != ballot.with_untracked(|b| b.as_ref().map(|b| b.rules.title.clone())).unwrap_or_default())
                    .then(|| view! { <h3 dir="auto">{name.clone()}</h3> })}
                {move || {
                    let (practice, name) = (practice.clone(), name.clone());
                    may_vote.get().then(|| view! { <Choices live ballot practice name /> })
                }}
            </div>
        }
    };
    view! {
        {rows.into_iter().map(row).collect_view()}
        {move || is_reserved.get().then(|| view! { <p class="small why-not" prop:textContent=words.refusal(&Refusal::HeadVotes)></p> })}
        <PresentFact live />
        <Awaited live ballot />
        {move || may_vote.get().then(|| view! { <CastBy live ballot /><p class="small">{words.say("ballot-may-change")}</p> })}
        <OnPaper live ballot />
        <Closing live ballot />
    }
    .into_any()
}

/// Who of one's delegation voted last.
#[component]
fn CastBy(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let by = move || {
        let mine = live.my_delegation()?;
        cast_by(live, ballot, &mine, |key, values| words.tell(key, values))
    };
    view! { <p class="small" prop:textContent=said(by)></p> }
}

/// Whether the votes of one's delegation are reserved to its head, who is somebody else.
fn is_reserved(live: LiveTable, ballot: Memo<Option<Ballot>>) -> bool {
    let refused = |(id, practice): (BallotId, PracticeId)| {
        let cast = |choice| BallotCommand::CastVote {
            ballot: id.clone(),
            practice: practice.clone(),
            choice,
        };
        // What is chosen already would be granted once more.
        let mut all = Choice::ALL.into_iter();
        all.any(|choice| live.would_refuse(cast(choice)) == Some(Refusal::HeadVotes))
    };
    let first = ballot.with(|ballot| {
        let ballot = ballot.as_ref()?;
        Some((ballot.id.clone(), ballot.rules.practices.first()?.clone()))
    });
    first.is_some_and(refused)
}

/// What the delegation may choose, and what it has chosen.
#[component]
fn Choices(
    live: LiveTable,
    ballot: Memo<Option<Ballot>>,
    practice: PracticeId,
    name: String,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let chosen = {
        let practice = practice.clone();
        memo(move || {
            let mine = live.my_delegation()?;
            ballot.with(|ballot| ballot.as_ref()?.choice_of(&practice, &mine))
        })
    };
    let waiting = {
        let practice = practice.clone();
        memo(move || {
            let id = ballot.with(|ballot| ballot.as_ref().map(|ballot| ballot.id.clone()));
            live.awaited(|command| match command {
                Command::Ballots(BallotCommand::CastVote {
                    ballot,
                    practice: of,
                    choice,
                }) if Some(ballot) == id.as_ref() && *of == practice => Some(*choice),
                _ => None,
            })
        })
    };
    let waits = move || {
        let is_waiting = waiting.get().is_some() && live.has_to_wait();
        is_waiting.then(|| words.say("vote-waits"))
    };
    let button = move |choice: Choice| {
        let practice = practice.clone();
        let cast = move |_| {
            let Some(ballot) = ballot.get_untracked().map(|ballot| ballot.id) else {
                return;
            };
            let command = Command::Ballots(BallotCommand::CastVote {
                ballot,
                practice: practice.clone(),
                choice,
            });
            live.ask_then(command, move |answer| match answer {
                // That stands under the bar until it is put away.
                Ok(()) | Err(Refusal::BallotClosed | Refusal::BallotCancelled) => {}
                Err(refusal) => toasts.say(words.refusal(&refusal)),
            });
        };
        let pressed = move || (waiting.get().or(chosen.get()) == Some(choice)).to_string();
        let is_waiting = move || (waiting.get() == Some(choice)).to_string();
        view! {
            <button
                type="button"
                data-choice=choice.as_str()
                data-waiting=is_waiting
                aria-pressed=pressed
                on:click=handler(cast)
            >
                {words.say(&format!("choice-{}", choice.as_str()))}
            </button>
        }
    };
    let label = words.tell("ballot-choose", &[("practice", name.into())]);
    view! {
        <div class="choice" role="group" aria-label=label>
            {Choice::ALL.map(button).collect_view()}
        </div>
        <p class="small vote-waits" role="status" prop:textContent=said(waits)></p>
    }
}

/// How many delegations have voted on everything, and who has not.
#[component]
fn Awaited(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let awaited = memo(move || {
        let ballot = ballot.get()?;
        live.with(|table| {
            let all = table.delegations.len();
            let awaited: Vec<Delegation> = table
                .delegations
                .iter()
                .filter(|it| ballot.awaits(&it.id))
                .cloned()
                .collect();
            (all, awaited)
        })
    });
    let voted = move || {
        let (all, awaited) = awaited.get()?;
        let voted = all - awaited.len();
        Some(words.tell(
            "ballot-voted",
            &[("voted", voted.into()), ("all", all.into())],
        ))
    };
    let reminded = move || {
        let mine = live.my_delegation()?;
        ballot.with(|ballot| {
            let ballot = ballot.as_ref()?;
            let is_told = ballot.reminded()?.to.contains(&mine) && ballot.awaits(&mine);
            is_told.then(|| words.say("ballot-reminded-you"))
        })
    };
    let names = move || {
        let (_, awaited) = awaited.get()?;
        let few = awaited.len() <= 6;
        let chip = |it: Delegation| view! { <li><DelegationChip name=it.name short=it.short colour=it.colour /></li> };
        (!awaited.is_empty()).then(|| {
            view! {
                <details class="awaited" open=few>
                    <summary class="small">{words.say("ballot-awaited")}</summary>
                    <ul>{awaited.into_iter().map(chip).collect_view()}</ul>
                </details>
            }
        })
    };
    view! {
        <p class="small" role="status" prop:textContent=said(voted)></p>
        {names}
        <p class="small reminded" prop:textContent=said(reminded)></p>
        <Reminding live ballot />
    }
}

/// For whoever facilitates: a word to those who have yet to vote, which only they see.
#[component]
fn Reminding(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let is_facilitator = live.is_facilitator();
    let refused = RwSignal::new(None::<String>);
    let awaited = memo(move || {
        let ballot = ballot.get()?;
        let waits = |it: &&Delegation| ballot.awaits(&it.id);
        live.with(|table| table.delegations.iter().filter(waits).count())
    });
    let is_offered = memo(move || is_facilitator.get() && awaited.get().unwrap_or(0) > 0);
    let remind = move |_| {
        let Some(id) = ballot.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        refused.set(None);
        let count = awaited.get_untracked().unwrap_or(0);
        live.ask_then(
            BallotCommand::RemindVoters { ballot: id },
            move |answer| match answer {
                Ok(()) => toasts.say(words.tell("ballot-reminded", &[("count", count.into())])),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            },
        );
    };
    view! {
        <Show when=move || is_offered.get()>
            <p class="actions">
                <button type="button" class="quiet remind-voters" on:click=handler(remind)>{words.say("ballot-remind")}</button>
            </p>
        </Show>
        <Refused why=refused />
    }
}

/// The facilitator closes it, after a look at who is awaited.
#[component]
fn Closing(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let asking = RwSignal::new(false);
    let is_facilitator = live.is_facilitator();
    let awaited = move || {
        let ballot = ballot.get();
        let waits = |it: &&Delegation| ballot.as_ref().is_some_and(|ballot| ballot.awaits(&it.id));
        live.with(|table| table.delegations.iter().filter(waits).count())
            .unwrap_or(0)
    };
    let refused = RwSignal::new(None);
    let close = move || {
        asking.set(false);
        if let Some(ballot) = ballot.get_untracked() {
            live.ask(
                BallotCommand::CloseBallot { ballot: ballot.id },
                words,
                refused,
            );
        }
    };
    let press = move |_| {
        if awaited() == 0 {
            close();
        } else {
            asking.set(true);
        }
    };
    move || {
        is_facilitator.get().then(|| view! {
            <div class="actions">
                <button type="button" class="primary" on:click=handler(press)>{words.say("ballot-close")}</button>
                <Cancelling live ballot />
            </div>
            <Refused why=refused />
            <Confirm
                open=asking
                title=words.say("ballot-close-title")
                text=Signal::derive(move || words.tell("ballot-close-text", &[("count", awaited().into())]))
                action=words.say("ballot-close-anyway")
                refused
                busy=RwSignal::new(false)
                on_confirm=move |()| close()
            />
        })
    }
}

/// The facilitator cancels it, and says why.
#[component]
fn Cancelling(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let is_recorded = ballot.with_untracked(|it| it.as_ref().is_some_and(|it| it.rules.recorded));
    let text = if is_recorded {
        "ballot-cancel-text-recorded"
    } else {
        "ballot-cancel-text"
    };
    let ask = Callback::new(move |(reason, wrong)| {
        if let Some(Ballot { id: ballot, .. }) = ballot.get_untracked() {
            let command = Command::Ballots(BallotCommand::CancelBallot { ballot, reason });
            live.ask_closing(command, words, wrong, open);
        }
    });
    view! {
        <button type="button" class="quiet" on:click=handler(move |_| open.set(true))>{words.say("ballot-cancel")}</button>
        <Dialog open title=words.say("ballot-cancel-title")>
            <ReasonForm
                id="ballot-cancel-reason"
                text=words.say(text)
                label=words.say("ballot-cancel-reason")
                does=words.say("ballot-cancel-anyway")
                keeps=words.say("ballot-keep-open")
                open
                ask
            />
        </Dialog>
    }
}

/// For the facilitator, once it is counted: the projector shows what came of it.
#[component]
fn ToTheRoom(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let is_facilitator = live.is_facilitator();
    let shows = memo(move || {
        let is_counted = |it: &&Ballot| matches!(it.standing, Standing::Closed { .. });
        let id = ballot.with(|it| it.as_ref().filter(is_counted).map(|it| it.id.clone()))?;
        Some(Projected::Ballot { ballot: id })
    });
    let is_shown = memo(move || {
        let shown = live.with(|table| table.projector.shows.clone());
        shown.is_some() && shown == shows.get()
    });
    let show = move |_| {
        if let Some(shows) = shows.get_untracked() {
            live.ask(ProjectorCommand::Project { shows, page: 0 }, words, refused);
        }
    };
    move || {
        (is_facilitator.get() && shows.with(Option::is_some)).then(|| {
            let told = said(move || is_shown.get().then(|| words.say("ballot-projected")));
            view! {
                <div class="actions">
                    <button type="button" class="quiet project-result" aria-disabled=move || is_shown.get().to_string() on:click=handler(show)>
                        {words.say("ballot-project")}
                    </button>
                    <span class="small" role="status" prop:textContent=told></span>
                </div>
                <Refused why=refused />
            }
        })
    }
}

/// For the facilitator, when it is over: the way to ask once more.
#[component]
fn Again(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let may = memo(move || {
        let is_over = ballot.with(|ballot| ballot.as_ref().is_some_and(|it| !it.is_open()));
        is_facilitator.get()
            && is_over
            && live.with(|table| table.agenda.open().ballots) == Some(true)
    });
    move || {
        may.get().then(|| {
            // On the projector, there is nowhere to go to.
            let hold_again = hold_again();
            let press = move |_| {
                if let Some(ballot) = ballot.get_untracked() {
                    hold_again(ballot.id);
                }
            };
            view! {
                <div class="actions">
                    <button type="button" class="quiet" on:click=handler(press)>{words.say("ballot-again")}</button>
                </div>
            }
        })
    }
}

/// What came of it.
#[component]
fn Results(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let result = move |tally: Tally| view! { <Result live ballot tally /> };
    let is_recorded = ballot.with_untracked(|it| it.as_ref().is_some_and(|it| it.rules.recorded));
    move || {
        match ballot.get()?.standing {
        Standing::Open { .. } => None,
        Standing::Closed {
            counted: Some(_), ..
        } => Some(view! { <WholeResult live ballot /> <AgreementMap live ballot /> }.into_any()),
        Standing::Closed {
            results,
            attendance,
            ..
        } => {
            let there = attendance.map(|it| words.with(|words| attended(&it, words)));
            let there = there.map(|it| view! { <p class="small" prop:textContent=it></p> });
            let results = results.into_iter().map(result).collect_view();
            Some(view! { {there} {results} <AgreementMap live ballot /> }.into_any())
        }
        Standing::Cancelled { reason, .. } => Some(
            view! {
                <p class="small">{words.say(if is_recorded { "ballot-was-cancelled-recorded" } else { "ballot-was-cancelled" })}</p>
                <p dir="auto" prop:textContent=reason></p>
            }
            .into_any(),
        ),
    }
    }
}

/// The count for one practice, as a bar and as numbers.
#[component]
fn Result(live: LiveTable, ballot: Memo<Option<Ballot>>, tally: Tally) -> impl IntoView {
    let words = use_words();
    let title = title_of(live, ballot, &tally.practice);
    let verdict = tally.verdict.map(|verdict| {
        let verdict_words = words.say(&format!("verdict-{}", verdict.as_str()));
        view! { <p class="verdict" data-verdict=verdict.as_str() prop:textContent=verdict_words></p> }
    });
    let changed = {
        let practice = tally.practice.clone();
        let now = memo(move || {
            live.with(|table| Some(table.practice(&practice)?.card.clone()))
                .flatten()
        });
        let practice = tally.practice.clone();
        move || {
            let then = ballot.with(|ballot| {
                let mut wording = ballot.as_ref()?.wording.iter();
                Some(wording.find(|it| it.practice == practice)?.card.clone())
            })?;
            let key = match now.get() {
                None => "ballot-withdrawn-since",
                Some(now) if now != then => "ballot-changed-since",
                Some(_) => return None,
            };
            Some(view! { <p class="small" prop:textContent=words.say(key)></p> })
        }
    };
    let counts = words.tell(
        "ballot-counts",
        &[
            ("support", tally.support.into()),
            ("cannot", tally.cannot_support.into()),
            ("abstain", tally.abstain.into()),
        ],
    );
    let parts = [
        ("support", tally.support),
        ("cannot-support", tally.cannot_support),
        ("abstain", tally.abstain),
        ("not-voted", tally.not_voted.len()),
    ];
    let part = |(class, count): (&'static str, usize)| {
        (count > 0).then(|| view! { <i class=class style=format!("flex-grow:{count}")></i> })
    };
    let missing = (!tally.not_voted.is_empty()).then(|| {
        words.tell(
            "ballot-not-voted",
            &[("count", tally.not_voted.len().into())],
        )
    });
    let name_of = move |id: &shared::ids::DelegationId| {
        live.with(|table| table.delegation(id).cloned()).flatten()
    };
    let voices = |choice: Choice| {
        let chose = tally.recorded.iter().filter(|(_, made)| **made == choice);
        let names: Vec<String> = chose
            .filter_map(|(id, _)| name_of(id))
            .map(|it| it.short)
            .collect();
        (!names.is_empty()).then(|| {
            view! {
                <dt>{words.say(&format!("choice-{}", choice.as_str()))}</dt>
                <dd prop:textContent=listed(names.iter().map(String::as_str))></dd>
            }
        })
    };
    let counted = [Some(counts.clone()), missing].into_iter().flatten();
    let counted = counted.collect::<Vec<_>>().join(" · ");
    let recorded = (!tally.recorded.is_empty()).then(|| {
        view! {
            <details>
                <summary class="small">{words.say("ballot-who")}</summary>
                <dl class="voices small">{Choice::ALL.map(voices).collect_view()}</dl>
            </details>
        }
    });
    view! {
        <div class="put">
            <h3 dir="auto" prop:textContent=title></h3>
            {verdict}
            {changed}
            <div class="meter" role="img" aria-label=counts>{parts.map(part).collect_view()}</div>
            <p class="small" prop:textContent=counted></p>
            {recorded}
        </div>
    }
}
