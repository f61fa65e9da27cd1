//! Minutes of meetings that never took place: every rule of facilitation, any order of commands, and
//! what comes out of it. Reading order: `meeting`, then any other.

mod agenda;
mod announcing;
mod arbitrary;
mod ballots;
mod chair;
mod comments;
mod disclosing;
mod floor;
mod following;
mod leading;
mod meeting;
mod outcome_ballots;
mod outcome_html;
mod outcome_lists;
mod outcome_markdown;
mod outcome_told;
mod phases;
mod practices;
mod projecting;
mod questions;
mod read_html;
mod read_markdown;
mod refusals;
mod replaying;
mod retrying;
mod revisions;
mod roll_call;
mod seating;
mod secrecy;
mod statements;
mod story;
mod temperature;
mod titles;
mod voting;
mod writing;
