//! What a delegation says against wording.

use serde::{Deserialize, Serialize};

/// What a delegation objects to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// To which paragraph, counted from 0; to all of it if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// Why, if it says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
