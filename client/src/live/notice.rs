//! What of the news at the table one should hear of.

use super::connection::Connection;
use super::news::{News, between};
use leptos::prelude::*;
use shared::features::agenda::AgendaCommand;
use shared::features::ballots::BallotCommand;
use shared::ids::ParticipantId;
use shared::table::{Command, RoundTable};

impl Connection {
    /// Notes what is news at the table, now that it is another. What one did oneself is none.
    pub(super) fn note_news(&self, before: &RoundTable, by: Option<&ParticipantId>) {
        let live = self.live();
        let Some(you) = live.you.try_get_untracked().flatten() else {
            return;
        };
        if by == Some(&you) {
            return;
        }
        let news = live.table.try_with_untracked(|after| {
            let after = after.as_ref()?;
            Some(between(before, after, &you))
        });
        let mut news = news.flatten().unwrap_or_default();
        news.retain(|news| !self.requests.awaits(|command| did(command, news)));
        if !news.is_empty() {
            live.news.try_update(|shown| shown.extend(news));
        }
    }
}

/// Whether the news is what one asked for oneself, on a connection that was lost before the answer.
fn did(command: &Command, news: &News) -> bool {
    match (command, news) {
        (Command::Agenda(AgendaCommand::Move { to, .. }), News::Moved(point)) => to == point,
        (Command::Ballots(BallotCommand::OpenBallot { ballot, .. }), News::Opened(id))
        | (Command::Ballots(BallotCommand::CloseBallot { ballot }), News::Closed(id)) => {
            ballot == id
        }
        _ => false,
    }
}
