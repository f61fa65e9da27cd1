//! What one sees and does at a table, feature by feature, by the names that the domain has for them.

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
pub mod drafting;
pub mod floor;
pub mod history;
pub mod joining;
pub mod lead;
pub mod no_objection;
pub mod notes;
pub mod people;
pub mod practices;
pub mod projector;
pub mod pulling;
pub mod report;
pub mod revisions;
pub mod roll_call;
pub mod sign_off;
pub mod temperature;
