//! Measures the server, and others, from outside: a load generator that costs little.
//!
//! Reading order: [`target`] starts what is measured; [`line`](mod@line) is a connection that counts
//! frames and applies nothing; [`update`] writes updates without a document; [`gauge`] counts and
//! reads the clock; [`load`] lets people write; [`scenes`] are the measurements, [`past`](mod@past), [`pulling`](mod@pulling), [`session`](mod@session) and [`export`](mod@export) among them; [`report`] prints them.

pub mod export;
pub mod gauge;
pub mod line;
pub mod live;
pub mod load;
pub mod past;
pub mod pulling;
pub mod report;
pub mod scenes;
pub mod session;
pub mod target;
pub mod update;
