//! How people come to sit at a table.
//!
//! Reading order: somebody has an [`invitation`], whose [`secret`] is known to nobody else; the [`join_limiter`] lets them
//! try it; to [`join`] is to exchange it for a place; from then on a cookie tells their [`identity`].

pub mod identity;
pub mod invitation;
pub mod join;
pub mod join_limiter;
pub mod secret;
