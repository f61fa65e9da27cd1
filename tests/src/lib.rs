//! Stories over a real server: what people at a table can rely on, told as minutes of a meeting.
//!
//! Reading order: [`house`] is a server inside the test, [`process`] the real binary that can be
//! killed; both keep their database in a [`place`] that goes away with them, or in [`postgres`]; [`nats`] is a bus, and [`two`] are two houses on one database. [`table`] is where
//! people sit down, [`seat`] is one of them, and [`heard`] what they were told. [`visitor`] asks over
//! HTTP. [`plan`] makes random stories that can be told again by their seed, [`content`] is what a
//! document holds at their end, and [`forge`] writes what no client would. `bench` measures.

#![allow(
    clippy::missing_panics_doc,
    reason = "panicking is how a story says that it went otherwise"
)]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "figures for people, and counts that fit"
)]
#![allow(
    clippy::similar_names,
    reason = "stories have short names for people and places"
)]

pub mod door;
pub mod house;
pub mod nats;
pub mod place;
pub mod postgres;
pub mod process;
pub mod two;

pub mod table;

pub mod heard;
pub mod seat;
pub mod visitor;

pub mod content;
pub mod forge;
pub mod plan;

pub mod bench;
