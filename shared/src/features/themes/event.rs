//! What happened to themes, and who may see it.

use super::answered::AnswerThemes;
use super::theme::Theme;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to themes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ThemeEvent {
    /// There are other themes now.
    ThemesSet {
        /// All of them, in order.
        themes: Vec<Theme>,
    },
    /// An answer speaks to other themes now.
    AnswerThemesSet(AnswerThemes),
}

tagged!(ThemeEvent, "event");

impl ThemeEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ThemesSet { .. } | Self::AnswerThemesSet(_) => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::ThemesSet { .. } | Self::AnswerThemesSet(_) => {}
        }
    }
}
