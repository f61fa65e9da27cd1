//! Holding ballots.

use super::ballot::{Ballot, Choice, Standing, Wording};
use super::command::BallotCommand;
use super::count::Attendance;
use super::event::BallotEvent;
use super::marks::Marks;
use super::method::{BallotOption, Base, Method};
use super::rules::BallotRules;
use crate::features::people::Role;
use crate::ids::{BallotId, DelegationId, OptionId, PracticeId};
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken, unless};
use std::collections::{BTreeMap, BTreeSet};

/// How long it is, in milliseconds, until delegations may be reminded again.
const REMIND: u64 = 60_000;

/// How soon after a reminder, in milliseconds, another is the same one asked twice.
const RETRY: u64 = 3_000;

type Decision = Result<Vec<BallotEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: BallotCommand) -> Decision {
    match command {
        BallotCommand::OpenBallot { ballot, rules } => open_ballot(asked, ballot, rules.cleaned()),
        BallotCommand::CloseBallot { ballot } => close_ballot(asked, ballot),
        BallotCommand::CancelBallot { ballot, reason } => {
            cancel_ballot(asked, ballot, clean(&reason))
        }
        BallotCommand::CastVote {
            ballot,
            practice,
            choice,
        } => cast_vote(asked, ballot, practice, choice),
        BallotCommand::CastBallot { ballot, marks } => cast_whole(asked, ballot, marks.cleaned()),
        BallotCommand::EnterVote {
            ballot,
            delegation,
            practice,
            choice,
        } => enter_vote(asked, ballot, delegation, (practice, choice)),
        BallotCommand::EnterBallot {
            ballot,
            delegation,
            marks,
        } => enter_whole(asked, ballot, delegation, marks.cleaned()),
        BallotCommand::RemindVoters { ballot } => remind(asked, ballot),
    }
}

fn open_ballot(asked: Context<'_>, ballot: BallotId, rules: BallotRules) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let table = asked.table;
    if let Some(found) = table.ballot(&ballot) {
        return same_or_taken(Noun::Ballot, found.rules == rules);
    }
    asked.needs_open(Noun::Ballot, |open| open.ballots)?;
    check_rules(asked, &rules)?;
    has_room(Noun::Ballot, table.ballots.len(), limits::BALLOTS)?;
    let practices = rules.practices.iter().filter_map(|id| table.practice(id));
    // The cards; whoever holds the document adds what is written in it.
    let prose = BTreeMap::new();
    let wording = practices.map(|practice| Wording::of(practice, &prose));
    Ok(vec![BallotEvent::BallotOpened {
        ballot,
        wording: wording.collect(),
        sealed: !rules.recorded,
        rules,
    }])
}

/// A ballot has a title, asks about some practices or options, and has a rule just if it decides on each by itself.
fn check_rules(asked: Context<'_>, rules: &BallotRules) -> Result<(), Refusal> {
    named(&rules.title, Noun::Title, limits::TITLE)?;
    let method = &rules.method;
    method.check()?;
    if rules.options.is_empty() {
        check_practices(asked, &rules.practices)?;
    } else if method.needs_practices() || !rules.practices.is_empty() {
        return Err(Refusal::MethodUnfit);
    } else {
        check_options(&rules.options)?;
    }
    let on = rules.practices.len() + rules.options.len();
    if !method.is_support() {
        has_room(
            Noun::BallotOption,
            on.saturating_sub(1),
            limits::BALLOT_OPTIONS,
        )?;
    }
    if *method == Method::Ranked && on < 2 {
        return Err(Refusal::MethodUnfit);
    }
    let has_rule = method.is_support() && !rules.indicative;
    if rules.rule.is_some() != has_rule {
        return Err(Refusal::NeedsRule);
    }
    if rules.needs_quorum && asked.table.roll_call.quorum.is_none() {
        return Err(Refusal::NeedsQuorum);
    }
    if let Some(again) = &rules.again {
        asked.ballot(again)?;
    }
    Ok(())
}

/// A ballot asks about some practices of this table, each once and none of them voted on now.
fn check_practices(asked: Context<'_>, practices: &[PracticeId]) -> Result<(), Refusal> {
    let what = Noun::Practice;
    if practices.is_empty() {
        return Err(Refusal::Empty { what });
    }
    let mut seen = BTreeSet::new();
    for practice in practices {
        found(what, asked.table.practice(practice))?;
        if !seen.insert(practice) {
            return Err(Refusal::IdTaken { what });
        }
        if asked.table.is_voted_on(practice) {
            return Err(Refusal::PutToBallot);
        }
    }
    Ok(())
}

/// Options say something, each something else, and each has an id of its own.
fn check_options(options: &[BallotOption]) -> Result<(), Refusal> {
    let what = Noun::BallotOption;
    let (mut ids, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for option in options {
        named(&option.text, what, limits::BALLOT_OPTION)?;
        if !ids.insert(&option.id) || !texts.insert(option.text.to_lowercase()) {
            return Err(Refusal::IdTaken { what });
        }
    }
    Ok(())
}

fn close_ballot(asked: Context<'_>, ballot: BallotId) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let found = asked.ballot(&ballot)?;
    match &found.standing {
        Standing::Open { .. } => {
            let table = asked.table;
            let attendance = Attendance::of(&table.roll_call, table.delegations.len());
            let of_those_present = matches!(
                found.rules.method,
                Method::Majority {
                    of: Base::Present,
                    ..
                }
            );
            if attendance.is_none() && (found.rules.needs_quorum || of_those_present) {
                return Err(Refusal::NeedsRoll);
            }
            let counted = found.count_whole(&table.delegations, attendance.as_ref());
            Ok(vec![BallotEvent::BallotClosed {
                ballot,
                results: found.count(&table.delegations, attendance.as_ref()),
                counted: counted.map(Box::new),
                attendance,
                on_paper: found.on_paper(),
            }])
        }
        Standing::Closed { .. } => Ok(Vec::new()),
        Standing::Cancelled { .. } => Err(Refusal::BallotCancelled),
    }
}

fn cancel_ballot(asked: Context<'_>, ballot: BallotId, reason: String) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    match &asked.ballot(&ballot)?.standing {
        Standing::Open { .. } => {
            named(&reason, Noun::Reason, limits::REASON)?;
            Ok(vec![BallotEvent::BallotCancelled { ballot, reason }])
        }
        Standing::Closed { .. } => Err(Refusal::BallotClosed),
        Standing::Cancelled { .. } => Ok(Vec::new()),
    }
}

fn cast_vote(
    asked: Context<'_>,
    ballot: BallotId,
    practice: PracticeId,
    choice: Choice,
) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    let found = open(asked, &ballot)?;
    asks_about(found, &practice)?;
    let is_so = found.choice_of(&practice, &delegation) == Some(choice);
    if !is_so {
        asked.needs_the_vote_of(&delegation)?;
    }
    Ok(unless(
        is_so,
        BallotEvent::VoteCast {
            ballot,
            practice,
            delegation,
            choice: Some(choice),
            sealed: found.sealed,
            on_paper: false,
        },
    ))
}

/// Whether each practice is voted on by itself, and this one is among them.
fn asks_about(ballot: &Ballot, practice: &PracticeId) -> Result<(), Refusal> {
    if !ballot.rules.method.is_support() {
        return Err(Refusal::OtherMethod);
    }
    let is_on = ballot.rules.practices.contains(practice);
    is_on.then_some(()).ok_or(Refusal::NotOnBallot)
}

/// A ballot on which whoever facilitates may enter what a delegation chose on paper. It is no vote of theirs: what is secret, only the
/// delegation knows.
fn entered_on<'a>(
    asked: Context<'a>,
    ballot: &BallotId,
    delegation: &DelegationId,
) -> Result<&'a Ballot, Refusal> {
    asked.needs_role(Role::Facilitator)?;
    let there = open(asked, ballot)?;
    if !there.rules.recorded || there.sealed {
        return Err(Refusal::SecretOnPaper);
    }
    found(Noun::Delegation, asked.table.delegation(delegation))?;
    Ok(there)
}

fn enter_vote(
    asked: Context<'_>,
    ballot: BallotId,
    delegation: DelegationId,
    (practice, choice): (PracticeId, Choice),
) -> Decision {
    let there = entered_on(asked, &ballot, &delegation)?;
    asks_about(there, &practice)?;
    let is_so = there.choice_of(&practice, &delegation) == Some(choice);
    Ok(unless(
        is_so,
        BallotEvent::VoteCast {
            ballot,
            practice,
            delegation,
            choice: Some(choice),
            sealed: false,
            on_paper: true,
        },
    ))
}

fn enter_whole(
    asked: Context<'_>,
    ballot: BallotId,
    delegation: DelegationId,
    marks: Marks,
) -> Decision {
    let there = entered_on(asked, &ballot, &delegation)?;
    let is_own = |option: &OptionId| is_own(asked, &delegation, option);
    marks.check(&there.rules, is_own)?;
    let is_so = there.marks_of(&delegation) == Some(&marks);
    Ok(unless(
        is_so,
        BallotEvent::BallotCast {
            ballot,
            delegation,
            marks: Some(marks),
            sealed: false,
            on_paper: true,
        },
    ))
}

/// Whoever facilitates reminds those that have yet to vote, and not again and again.
fn remind(asked: Context<'_>, ballot: BallotId) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let there = open(asked, &ballot)?;
    let delegations = asked.table.delegations.iter().map(|it| &it.id);
    let to: Vec<_> = delegations.filter(|it| there.awaits(it)).cloned().collect();
    let since = there
        .reminded()
        .map(|it| asked.now.0.saturating_sub(it.at.0));
    let is_retry = since.is_some_and(|since| since < RETRY);
    if !is_retry && since.is_some_and(|since| since < REMIND) {
        return Err(Refusal::TooOften);
    }
    Ok(unless(
        is_retry || to.is_empty(),
        BallotEvent::VotersReminded { ballot, to },
    ))
}

fn cast_whole(asked: Context<'_>, ballot: BallotId, marks: Marks) -> Decision {
    let delegation = asked.speaks_for()?.clone();
    let found = open(asked, &ballot)?;
    let is_own = |option: &OptionId| is_own(asked, &delegation, option);
    marks.check(&found.rules, is_own)?;
    let is_so = found.marks_of(&delegation) == Some(&marks);
    if !is_so {
        asked.needs_the_vote_of(&delegation)?;
    }
    Ok(unless(
        is_so,
        BallotEvent::BallotCast {
            ballot,
            delegation,
            marks: Some(marks),
            sealed: found.sealed,
            on_paper: false,
        },
    ))
}

/// Whether the delegation brought the practice that is voted on.
fn is_own(asked: Context<'_>, delegation: &DelegationId, option: &OptionId) -> bool {
    let mut practices = asked.table.practices.iter();
    let practice = practices.find(|it| OptionId::from(&it.id) == *option);
    practice.is_some_and(|it| it.delegation == *delegation)
}

/// The ballot by that id, on which one may vote.
fn open<'a>(asked: Context<'a>, ballot: &BallotId) -> Result<&'a Ballot, Refusal> {
    let found = asked.ballot(ballot)?;
    match &found.standing {
        Standing::Open { .. } => Ok(found),
        Standing::Closed { .. } => Err(Refusal::BallotClosed),
        Standing::Cancelled { .. } => Err(Refusal::BallotCancelled),
    }
}
