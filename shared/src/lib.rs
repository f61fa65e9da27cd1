//! The domain of the round table: no I/O, no async, no clock. The server runs it to decide, the
//! client runs the same to know beforehand.
//!
//! Reading order: what a table can do, feature by feature ([`features`]), and the table that they make up, with its
//! commands, its events and who may see them ([`table`]); the session, which its tables follow ([`session`]); what people write ([`document`], [`prose`]) and how that is checked ([`drafting`]), what comes in
//! ([`concept_note`], [`invitation_link`], [`joining`]) and goes out ([`outcome`], [`calendar`]), what does both ([`practice_file`]), and what was ([`history`]); what goes over the wire ([`protocol`], [`api`], [`lobby`])
//! and how it is read there ([`tagged`], [`gather`]); and what all of them speak of ([`ids`], [`seq`], [`names`], [`limits`],
//! [`refusal`], [`words`]).

pub mod api;
pub mod calendar;
pub mod concept_note;
pub mod document;
pub mod drafting;
pub mod features;
pub mod gather;
pub mod history;
pub mod ids;
pub mod invitation_link;
pub mod joining;
pub mod limits;
pub mod lobby;
pub mod names;
pub mod outcome;
pub mod practice_file;
pub mod prose;
pub mod protocol;
pub mod refusal;
pub mod seq;
pub mod session;
pub mod table;
pub mod tagged;
pub mod words;
