//! Saying which themes there are.

use super::answered::AnswerThemes;
use super::command::ThemeCommand;
use super::event::ThemeEvent;
use super::theme::Theme;
use crate::features::answers::Disclosure;
use crate::features::people::Role;
use crate::limits::{self, named};
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, unless};
use std::collections::BTreeSet;

type Decision = Result<Vec<ThemeEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: ThemeCommand) -> Decision {
    let themes = match command {
        ThemeCommand::SetThemes { themes } => themes,
        ThemeCommand::SetAnswerThemes(now) => return set_of_answer(asked, now),
    };
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

/// A delegation says it of its own answer, whoever presides of the joint one, and facilitators of any. What is answered privately says
/// nothing yet, not even what it is about.
fn set_of_answer(asked: Context<'_>, now: AnswerThemes) -> Decision {
    let question = asked.question(&now.question)?;
    let facilitates = asked.needs_role(Role::Facilitator);
    let is_answered_so = if let Some(delegation) = &now.delegation {
        found(Noun::Delegation, asked.table.delegation(delegation))?;
        if facilitates.is_err() && asked.who.speaks_for() != Some(delegation) {
            return Err(Refusal::NotYours);
        }
        question.answered.by_delegation()
    } else {
        facilitates.or_else(|_| asked.needs_to_preside())?;
        question.answered.jointly()
    };
    let mut all = asked.table.answer_themes.iter();
    let before = all.find(|it| it.is_of(&now.question, now.delegation.as_ref()));
    let before = before.map(|it| it.themes.clone()).unwrap_or_default();
    if before == now.themes {
        return Ok(Vec::new());
    }
    asked.needs_open_table()?;
    if !is_answered_so {
        return Err(Refusal::NotAnsweredSo);
    }
    if now.delegation.is_some() && question.disclosure == Disclosure::Private {
        return Err(Refusal::NotRevealedYet);
    }
    for theme in now.themes.difference(&before) {
        let there = asked.table.themes.iter().find(|it| it.id == *theme);
        found(Noun::Theme, there)?;
    }
    Ok(vec![ThemeEvent::AnswerThemesSet(now)])
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
