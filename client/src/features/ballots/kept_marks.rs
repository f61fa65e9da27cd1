//! What somebody marked on a ballot and has not cast, kept in this browser: whoever looks elsewhere, or loads the page anew, goes on.

use leptos::prelude::*;
use shared::features::ballots::{Ballot, BallotCommand, Marks, Standing};
use shared::ids::BallotId;
use shared::refusal::Refusal;
use shared::table::Command;

use crate::features::practices::kept_drafts::{self, Place};
use crate::live::{LiveTable, Waiting};
use crate::views::memo;

fn place(live: LiveTable, ballot: &BallotId) -> Option<Place> {
    let of_table = |table: &Option<shared::table::RoundTable>| Some(table.as_ref()?.id.clone());
    let table = live.table.with_untracked(of_table)?;
    let you = live.you.get_untracked()?;
    Some(Place::of_ballot(&table, &you, ballot))
}

/// What was kept of a ballot, if that is still of its method.
pub fn read(live: LiveTable, ballot: &BallotId, blank: &Marks) -> Option<Marks> {
    let kept: Marks = kept_drafts::read(&place(live, ballot)?)?;
    let is_alike = std::mem::discriminant(&kept) == std::mem::discriminant(blank);
    is_alike.then_some(kept)
}

/// Keeps it, or nothing once it is cast so.
pub fn keep(live: LiveTable, ballot: &BallotId, draft: Option<&Marks>) {
    let Some(place) = place(live, ballot) else {
        return;
    };
    match draft {
        Some(draft) => kept_drafts::write(&place, draft),
        None => kept_drafts::forget(&place),
    }
}

/// Once the ballot is over, says that what was marked and never cast did not count, and forgets it.
pub fn tell_if_lost(live: LiveTable, ballot: Memo<Option<Ballot>>) {
    let is_over = memo(move || {
        live.you.with(Option::is_some)
            && ballot.with(|ballot| ballot.as_ref().is_some_and(|it| !it.is_open()))
    });
    Effect::new(move |_| {
        if is_over.get() {
            ballot.with_untracked(|ballot| ballot.as_ref().map(|it| lost(live, it)));
        }
    });
}

fn lost(live: LiveTable, ballot: &Ballot) -> Option<()> {
    let place = place(live, &ballot.id)?;
    let marks: Marks = kept_drafts::read(&place)?;
    kept_drafts::forget(&place);
    // Of a cancelled one nothing counts, and what the delegation cast before counts as that.
    let Standing::Closed { counted, .. } = &ballot.standing else {
        return None;
    };
    let mine = untrack(|| live.my_delegation())?;
    let has_voted = counted.as_ref().is_some_and(|it| it.voted.contains(&mine));
    let is_told = |(waiting, _): &(Waiting, Refusal)| match &waiting.command {
        Command::Ballots(BallotCommand::CastBallot { ballot: of, .. }) => *of == ballot.id,
        _ => false,
    };
    if has_voted || live.too_late.with_untracked(|all| all.iter().any(is_told)) {
        return None;
    }
    let ballot = ballot.id.clone();
    live.too_late.try_update(|all| {
        let last = all.iter().map(|(waiting, _)| waiting.request).max();
        let waiting = Waiting {
            request: last.map_or(0, |last| last + 1),
            command: Command::Ballots(BallotCommand::CastBallot { ballot, marks }),
        };
        all.push((waiting, Refusal::BallotClosed));
    })
}
