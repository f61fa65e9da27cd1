//! The round table in the browser.

pub mod prose;
