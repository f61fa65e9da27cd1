//! A ballot that is cast as a whole, while it is open: what it asks and publishes, what the delegation says, and what of that is cast.

use super::text_of::text_of;
use leptos::prelude::*;
use shared::features::ballots::{Ballot, BallotCommand, Marks};
use shared::features::people::Role;
use shared::ids::{DelegationId, OptionId};
use shared::names::isolated;
use shared::refusal::Refusal;
use shared::table::Command;

use crate::features::ballots::kept_marks;
use crate::features::ballots::marking::{Marking, nothing};
use crate::{
    live::LiveTable,
    views::{Confirm, Refused, handler, memo, said},
    words::use_words,
};

/// What the ballot asks, what it decides, and what of it is published: read before voting.
#[component]
pub fn WholeTerms(ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let terms = memo(move || {
        ballot.with(|ballot| {
            let ballot = ballot.as_ref()?;
            let told = words.with(|words| ballot.rules.told(words));
            Some((told, ballot.rules.recorded, ballot.is_open()))
        })
    });
    move || {
        let (told, is_recorded, is_open) = terms.get()?;
        let published = if is_recorded {
            "terms-recorded"
        } else {
            "terms-secret"
        };
        let how = (is_open && !is_recorded).then(|| view! { <SecretHow /> });
        let lines = told.into_iter();
        let lines = lines.map(|line| view! { <p class="small terms" prop:textContent=line></p> });
        Some(view! {
            {lines.collect_view()}
            <p class="small terms"><strong prop:textContent=words.say(published)></strong></p>
            {how}
        })
    }
}

/// What whoever runs the server, or has a backup, could learn of a secret ballot.
#[component]
pub fn SecretHow() -> impl IntoView {
    let words = use_words();
    view! {
        <details class="secret-how">
            <summary class="small">{words.say("terms-secret-who")}</summary>
            <p class="small">{words.say("terms-secret-how")}</p>
        </details>
    }
}

/// Whether this person votes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voter {
    /// They look on.
    LooksOn,
    /// Their delegation's votes are reserved to its head.
    HeadVotes,
    /// They may.
    Votes,
}

fn voter(live: LiveTable) -> Voter {
    let Some(me) = live.me().filter(|me| me.role == Role::Delegate) else {
        return Voter::LooksOn;
    };
    let Some(mine) = me.speaks_for() else {
        return Voter::LooksOn;
    };
    let is_reserved = live.with(|table| {
        let head = table.roll_call.votes_by(mine)?;
        let head = table.participants.get(head)?;
        Some(head.id != me.id && head.speaks_for() == Some(mine))
    });
    if is_reserved.flatten() == Some(true) {
        Voter::HeadVotes
    } else {
        Voter::Votes
    }
}

/// The voter's part of the card.
#[component]
pub fn OpenWhole(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let voter = memo(move || voter(live));
    move || match voter.get() {
        Voter::LooksOn => view! { <Listed live ballot /> }.into_any(),
        Voter::HeadVotes => view! {
            <Listed live ballot />
            <p class="small why-not" prop:textContent=words.refusal(&Refusal::HeadVotes)></p>
        }
        .into_any(),
        Voter::Votes => view! { <Casting live ballot /> }.into_any(),
    }
}

/// What is voted on, for those who only look on.
#[component]
fn Listed(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let ballot = ballot.get_untracked();
    let texts = ballot.map(|ballot| {
        let on = ballot.rules.on();
        let texts = live.with(|table| {
            let text = |option: &OptionId| text_of(table, &ballot, option);
            on.iter().map(text).collect::<Vec<_>>()
        });
        texts.unwrap_or_default()
    });
    let texts = texts.unwrap_or_default().into_iter();
    let row = |text: String| view! { <li dir="auto" prop:textContent=text></li> };
    view! { <ol class="ballot-options">{texts.map(row).collect_view()}</ol> }
}

/// The ballot as it is filled in, and whether it is cast so.
#[component]
fn Casting(live: LiveTable, ballot: Memo<Option<Ballot>>) -> impl IntoView {
    let words = use_words();
    let mine = memo(move || live.my_delegation());
    let cast = memo(move || {
        let mine = mine.get()?;
        ballot.with(|ballot| ballot.as_ref()?.marks_of(&mine).cloned())
    });
    let (id, blank) = ballot.with_untracked(|ballot| {
        let ballot = ballot.as_ref()?;
        Some((ballot.id.clone(), nothing(&ballot.rules.method)?))
    })?;
    let was_kept = kept_marks::read(live, &id, &blank);
    let kept_is_shown = RwSignal::new(was_kept.is_some());
    let draft = RwSignal::new(
        was_kept
            .or_else(|| cast.get_untracked())
            .unwrap_or_else(|| blank.clone()),
    );
    let unmarked = blank.clone();
    let blank_again = blank.clone();
    // What another of the delegation casts is shown, unless this person has begun to say something else.
    Effect::new(move |before: Option<Option<Marks>>| {
        let now = cast.get();
        let seen = before.flatten().unwrap_or_else(|| blank.clone());
        if let Some(now) = &now
            && draft.with_untracked(|draft| *draft == seen)
        {
            draft.set(now.clone());
        }
        now
    });
    let refused = RwSignal::new(None::<String>);
    let is_cast = memo(move || {
        let draft = draft.get().cleaned();
        cast.with(|cast| cast.as_ref() == Some(&draft))
    });
    let kept_of = id.clone();
    Effect::new(move |_| {
        let draft = draft.get();
        let is_begun = !is_cast.get() && draft != unmarked;
        kept_marks::keep(live, &kept_of, is_begun.then_some(&draft));
        if !is_begun {
            kept_is_shown.set(false);
        }
    });
    let asking = RwSignal::new(false);
    let cast_now = move || {
        asking.set(false);
        let ballot = id.clone();
        let marks = draft.get_untracked();
        let command = Command::Ballots(BallotCommand::CastBallot { ballot, marks });
        refused.set(None);
        live.ask_then(command, move |answer| {
            drop(refused.try_set(answer.err().map(|refusal| words.refusal(&refusal))));
        });
    };
    let cast_now = StoredValue::new(cast_now);
    let press = move |_| {
        // On a ballot that says nothing somebody may have forgotten to mark.
        if draft.with_untracked(Marks::is_blank) && !draft.with_untracked(is_answers) {
            asking.set(true);
        } else {
            cast_now.with_value(|cast| cast());
        }
    };
    let forget = {
        let blank = blank_again;
        move |_| draft.set(cast.get_untracked().unwrap_or_else(|| blank.clone()))
    };
    let waits = memo(move || {
        let id = ballot.with(|ballot| ballot.as_ref().map(|ballot| ballot.id.clone()));
        let is_asked = live.awaited(|command| match command {
            Command::Ballots(BallotCommand::CastBallot { ballot, .. })
                if Some(ballot) == id.as_ref() =>
            {
                Some(())
            }
            _ => None,
        });
        is_asked.is_some() && live.has_to_wait()
    });
    let standing = move || {
        if waits.get() {
            return Some(words.say("vote-waits"));
        }
        let mine = mine.get()?;
        Some(match (cast.with(Option::is_some), is_cast.get()) {
            (false, _) => words.say("cast-not-yet"),
            (true, false) => words.say("cast-changes"),
            (true, true) => cast_by(live, ballot, &mine, |key, values| words.tell(key, values))?,
        })
    };
    let action = move || {
        words.say(if cast.with(Option::is_some) {
            "cast-ballot-again"
        } else {
            "cast-ballot"
        })
    };
    Some(view! {
        {move || kept_is_shown.get().then(|| view! {
            <p class="small kept-marks" role="status" prop:textContent=words.say("cast-kept")></p>
        })}
        <Marking live ballot draft />
        <Refused why=refused />
        <p class="small" role="status" prop:textContent=said(standing)></p>
        <div class="actions">
            <button type="button" class="primary cast-ballot" aria-disabled=move || is_cast.get().to_string()
                on:click=move |click| if !is_cast.get_untracked() { press(click) }
                prop:textContent=said(action)
            ></button>
            <button type="button" class="quiet" hidden=move || !kept_is_shown.get() on:click=handler(forget)>{words.say("cast-forget")}</button>
        </div>
        <Confirm
            open=asking
            title=words.say("cast-blank-title")
            text=words.say("cast-blank-text")
            action=words.say("cast-blank-anyway")
            refused
            busy=RwSignal::new(false)
            on_confirm=move |()| cast_now.with_value(|cast| cast())
        />
        <p class="small">{words.say("cast-may-change")}</p>
    })
}

/// Whether each option is answered by itself: then nothing is cast before all are.
const fn is_answers(marks: &Marks) -> bool {
    matches!(marks, Marks::Answers { .. })
}

/// Who of the delegation cast its vote, or changed it.
pub fn cast_by(
    live: LiveTable,
    ballot: Memo<Option<Ballot>>,
    mine: &DelegationId,
    tell: impl Fn(&str, &[(&str, shared::words::Value<'_>)]) -> String,
) -> Option<String> {
    let by = ballot.with(|ballot| ballot.as_ref()?.cast_by(mine).cloned())?;
    let name = live.with(|table| Some(table.participants.get(&by.by)?.name.clone()));
    let name = isolated(&name.flatten()?);
    let key = match (by.on_paper, by.changed) {
        (true, _) => "cast-by-paper",
        (false, true) => "cast-changed-by",
        (false, false) => "cast-by",
    };
    Some(tell(key, &[("name", name.into())]))
}
