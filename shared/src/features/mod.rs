//! What a table can do, feature by feature. Each has its own state and `apply`, commands, events (with who may see
//! them), and `decide`; [`table`](crate::table) puts them together. Client, words and stories go by the same names.

pub mod agenda;
pub mod announcements;
pub mod answers;
pub mod ballots;
pub mod chair;
pub mod circulation;
pub mod comments;
pub mod commitments;
pub mod delegations;
pub mod desks;
pub mod floor;
pub mod lead;
pub mod no_objection;
pub mod people;
pub mod practices;
pub mod projector;
pub mod pulling;
pub mod report;
pub mod revisions;
pub mod roll_call;
pub mod sign_off;
pub mod temperature;
pub mod themes;
pub mod titles;
