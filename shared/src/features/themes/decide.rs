//! Saying which themes there are.

use super::command::ThemeCommand;
use super::event::ThemeEvent;
use super::theme::Theme;
use crate::features::people::Role;
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, has_room, unless};
use std::collections::BTreeSet;

type Decision = Result<Vec<ThemeEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: ThemeCommand) -> Decision {
    let ThemeCommand::SetThemes { themes } = command;
    let mut themes: Vec<Theme> = themes.into_iter().map(Theme::cleaned).collect();
    // A list that is typed has empty lines, and now and then the same twice.
    let mut names = BTreeSet::new();
    themes.retain(|theme| !theme.name.is_empty() && names.insert(theme.name.to_lowercase()));
    set(asked, themes)
}

/// A card that speaks to a theme that is gone keeps its id, and shows it again if it comes back.
fn set(asked: Context<'_>, themes: Vec<Theme>) -> Decision {
    asked.needs_role(Role::Facilitator)?;
    let is_so = asked.table.themes == themes;
    if !is_so {
        asked.needs_open_table()?;
        check(&themes)?;
    }
    Ok(unless(is_so, ThemeEvent::ThemesSet { themes }))
}

/// Each has an id of its own.
fn check(themes: &[Theme]) -> Result<(), Refusal> {
    let what = Noun::Theme;
    let before_the_last = themes.len().saturating_sub(1);
    has_room(what, before_the_last, limits::THEMES)?;
    let mut ids = BTreeSet::new();
    for theme in themes {
        named(&theme.name, what, limits::NAME)?;
        if !ids.insert(&theme.id) {
            return Err(Refusal::IdTaken { what });
        }
    }
    Ok(())
}
