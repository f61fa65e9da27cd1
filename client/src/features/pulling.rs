//! What was written comes together: the delegations' answers side by side, and words that go from one text into another, where
//! they stay their authors'.

pub mod compilation;
pub mod elsewhere;
pub mod left;
mod passages;
mod take;
