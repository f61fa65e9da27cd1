//! How far a question has come: which of its answers is written now.

use crate::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// Which answer to a question is written, of those that its agenda item opens. A stage opens nothing that the item does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Each delegation writes its own.
    Own,
    /// They are read side by side; who runs the table begins the joint answer with them.
    Compilation,
    /// The joint answer is written.
    Joint,
}

/// At which stage a question is, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staging {
    /// The stage; nothing where all is open that the agenda item opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Stage>,
    /// The one before, for a way back and for last words. Those left shortly before are [`super::GuidingQuestion::left_stages`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stage>,
    /// Since when.
    pub since: Timestamp,
}

/// A stage at which a question was, when it came to the next one before the one before was over for last words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftStage {
    /// The stage; nothing where it went by none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Until when.
    pub until: Timestamp,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Own, Self::Compilation, Self::Joint];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Compilation => "compilation",
            Self::Joint => "joint",
        }
    }
}
