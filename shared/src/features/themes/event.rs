//! What happened to themes, and who may see it.

use super::answered::{self, AnswerThemes};
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

/// Takes in what happened: to the themes, and to which of them answers speak to.
pub(crate) fn apply(
    (themes, of_answers): (&mut Vec<Theme>, &mut Vec<AnswerThemes>),
    event: &ThemeEvent,
) {
    match event {
        ThemeEvent::ThemesSet { themes: now } => themes.clone_from(now),
        ThemeEvent::AnswerThemesSet(now) => answered::set(of_answers, now),
    }
}
