//! How people come to sit at a table.
//!
//! Reading order: somebody has an [`invitation`], whose [`secret`] is known to nobody else; the [`join_limiter`] lets them
//! try it; to [`join`] is to exchange it for a place; from then on a cookie tells their [`identity`]. Whoever has no invitation reads
//! a [`code`] off a screen ([`wrong_codes`] makes guessing one hopeless) and [`knock`]s, until a facilitator lets them in, or the
//! [`roster`] of those who are expected ([`roster_misses`] keeps it from being asked who is on it). Whoever is in takes themselves along to
//! another [`device`], and [`in_use`] ends the connections of one that is signed out.

pub mod code;
pub mod device;
pub mod identity;
pub mod in_use;
pub mod invitation;
pub mod join;
pub mod join_limiter;
pub mod knock;
pub mod roster;
pub mod roster_misses;
pub mod secret;
pub mod wrong_codes;
