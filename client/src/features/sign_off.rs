//! Signing the outcome off, and publishing it.

pub mod panel;
mod publishing;
mod reopening;
mod signing;
