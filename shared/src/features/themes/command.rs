//! What is asked about themes.

use super::answered::AnswerThemes;
use super::theme::Theme;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about themes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ThemeCommand {
    /// Say which themes there are, in place of those before.
    SetThemes {
        /// All of them, in order.
        themes: Vec<Theme>,
    },
    /// Say which themes an answer speaks to, in place of those before.
    SetAnswerThemes(AnswerThemes),
}

tagged!(ThemeCommand, "command");
