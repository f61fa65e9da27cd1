//! Ballots: a question put to the delegations, one vote each, changed by any of its members until the ballot closes. A
//! practice may be voted on again, once at a time.

mod ballot;
mod command;
mod decide;
mod event;
mod state;

pub use ballot::{
    Ballot, BallotRules, Choice, DecisionRule, Standing, Tally, Verdict, Votes, Wording,
};
pub use command::BallotCommand;
pub(crate) use decide::decide;
pub use event::BallotEvent;
pub(crate) use state::apply;
