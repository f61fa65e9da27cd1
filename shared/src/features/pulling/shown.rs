//! What is told of a compilation over HTTP: its texts.

use super::state::Compilation;
use crate::features::revisions::ShownText;
use serde::{Deserialize, Serialize};

/// A compilation with its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCompilation {
    /// Which it is.
    pub compilation: Compilation,
    /// What each delegation had answered, in the order of the delegations; no text in which nothing was written.
    pub texts: Vec<ShownText>,
}
