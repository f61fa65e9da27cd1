//! Holding ballots.

use super::ballot::{BallotRules, Choice, Standing, Wording};
use super::command::BallotCommand;
use super::event::BallotEvent;
use crate::features::people::Role;
use crate::ids::{BallotId, PracticeId};
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken, unless};
use std::collections::{BTreeMap, BTreeSet};

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
        rules,
    }])
}

/// A ballot has a title, asks about some practices, and has a rule just if it decides.
fn check_rules(asked: Context<'_>, rules: &BallotRules) -> Result<(), Refusal> {
    named(&rules.title, Noun::Title, limits::TITLE)?;
    check_practices(asked, &rules.practices)?;
    if rules.indicative == rules.rule.is_some() {
        return Err(Refusal::NeedsRule);
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

fn close_ballot(asked: Context<'_>, ballot: BallotId) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let found = asked.ballot(&ballot)?;
    match &found.standing {
        Standing::Open { .. } => {
            let results = found.count(&asked.table.delegations);
            Ok(vec![BallotEvent::BallotClosed { ballot, results }])
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
    let found = asked.ballot(&ballot)?;
    match &found.standing {
        Standing::Open { .. } => {}
        Standing::Closed { .. } => return Err(Refusal::BallotClosed),
        Standing::Cancelled { .. } => return Err(Refusal::BallotCancelled),
    }
    if !found.rules.practices.contains(&practice) {
        return Err(Refusal::NotOnBallot);
    }
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
        },
    ))
}
