//! Ballots: a question put to the delegations, one vote each, changed by any of its members until the ballot closes. A
//! practice may be voted on again, once at a time.
//!
//! By the oldest [`Method`] each practice is voted on by itself ([`Choice`], [`Tally`]); by all others a ballot is cast as a whole
//! ([`Marks`], [`count`]). [`drawn`] is a result as people see it, [`agreement`] who answered alike, `secret` what is kept outside the log while a ballot is open.

pub mod agreement;
mod ballot;
mod command;
pub mod count;
mod decide;
pub mod drawn;
mod event;
mod marks;
mod method;
mod rules;
mod secret;
mod state;
mod terms;

pub use ballot::{Ballot, CastBy, Choice, Reminded, Standing, Tally, Votes, Wording};
pub use command::BallotCommand;
pub(crate) use decide::decide;
pub use event::BallotEvent;
pub use marks::{Answer, Marks};
pub use method::{BallotOption, Base, Criterion, Method, Share};
pub use rules::{BallotRules, DecisionRule, Verdict};
pub use secret::{Said, SecretChange};
pub(crate) use state::apply;
