//! What is asked about the floor, and by whom it may be.

use super::command::FloorCommand;
use super::event::Decision;
use super::{asking, calling, keeping, statement};
use crate::table::Context;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: FloorCommand) -> Decision {
    match command {
        FloorCommand::AskForFloor {
            speech,
            kind,
            on_behalf_of,
        } => asking::ask(asked, speech, kind, &on_behalf_of),
        FloorCommand::WithdrawFromList { speech } => asking::withdraw(asked, speech),
        FloorCommand::HandInStatement { speech, text } => statement::hand_in(asked, speech, &text),
        FloorCommand::TakeBackStatement { speech } => statement::take_back(asked, speech),
        FloorCommand::ConfirmStatement { speech } => statement::confirm(asked, speech),
        FloorCommand::DropKeptStatement => statement::drop_kept(asked),
        FloorCommand::GiveFloor { speech, after } => calling::give(asked, speech, after.as_ref()),
        FloorCommand::SkipSpeaker { speech } => calling::skip(asked, speech),
        FloorCommand::PauseSpeech { speech } => calling::pause(asked, speech),
        FloorCommand::ResumeSpeech { speech } => calling::resume(asked, speech),
        FloorCommand::EndSpeech { speech } => calling::end(asked, &speech),
        FloorCommand::ReturnToList { speech } => calling::put_back(asked, speech),
        FloorCommand::RuleOnPoint { speech, ruling } => calling::rule(asked, speech, ruling),
        FloorCommand::MoveSpeaker { speech, before } => {
            keeping::move_speaker(asked, speech, before.as_ref())
        }
        FloorCommand::WarnOfClosing { closes } => keeping::warn(asked, closes),
        FloorCommand::CloseList { closes } => keeping::close(asked, closes),
        FloorCommand::ReopenList => keeping::reopen(asked),
        FloorCommand::OrderList { policy } => keeping::order(asked, policy),
        FloorCommand::LimitTime { kind, seconds } => keeping::limit(asked, kind, seconds),
        FloorCommand::ExtendSpeech { speech, extra } => keeping::extend(asked, speech, extra),
        FloorCommand::ExtendAll { kind, extra } => keeping::extend_all(asked, kind, extra),
        FloorCommand::BeginTour { tour } => keeping::begin_tour(asked, tour),
        FloorCommand::BeginRound { after } => keeping::begin_round(asked, after),
    }
}
