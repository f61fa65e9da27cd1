//! Which of the answers to a question one looks at.

use shared::features::answers::Stage;

/// Which answers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The table's.
    Joint,
    /// Each delegation's.
    Own,
    /// What the delegations had answered, side by side.
    Compilation,
    /// What other tables answer.
    Elsewhere,
}

impl From<Stage> for Tab {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Own => Self::Own,
            Stage::Compilation => Self::Compilation,
            Stage::Joint => Self::Joint,
        }
    }
}
