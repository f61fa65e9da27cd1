//! The domain of the round table: no I/O, no async, no clock. The server runs it to decide, the
//! client runs the same to know beforehand.
//!
//! Reading order: who and what there is ([`participant`], [`delegation`], [`question`],
//! [`practice`], [`ballot`], [`phase`], [`names`]), what they add up to ([`round_table`]), how it changes
//! ([`command`], [`decide`], [`event`]), who sees what ([`seen_by`]), what people write
//! ([`document`], [`prose`]), what comes in ([`concept_note`], [`invitation_link`]) and goes out ([`outcome`]), and
//! what goes over the wire ([`protocol`], [`api`]) and how it is read there
//! ([`tagged`], [`gather`]).

pub mod api;
pub mod ballot;
pub mod command;
pub mod concept_note;
pub mod decide;
pub mod delegation;
pub mod document;
pub mod event;
pub mod gather;
pub mod ids;
pub mod invitation_link;
pub mod limits;
pub mod names;
pub mod outcome;
pub mod participant;
pub mod phase;
pub mod practice;
pub mod prose;
pub mod protocol;
pub mod question;
pub mod refusal;
pub mod round_table;
pub mod seen_by;
pub mod tagged;
pub mod words;
