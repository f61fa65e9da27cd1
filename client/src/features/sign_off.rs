//! Signing the outcome off, and publishing it.

mod heading;
pub mod panel;
mod publishing;
mod reopening;
mod signing;
