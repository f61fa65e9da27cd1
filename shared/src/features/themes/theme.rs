//! A theme, and where the first ones come from.

use crate::ids::ThemeId;
use crate::names::clean;
use serde::{Deserialize, Serialize};

/// Something that practices speak to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its id: of a theme of the note its place in it, of others made by the client that added it.
    pub id: ThemeId,
    /// What it is called.
    pub name: String,
}

impl Theme {
    /// It, with a name without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        let name = clean(&self.name);
        Self { name, ..self }
    }
}

/// The themes of a note, by their names.
pub fn named(names: &[String]) -> Vec<Theme> {
    let theme = |(name, place): (&String, usize)| {
        let id = ThemeId::new(format!("t{place}")).ok()?;
        let name = name.clone();
        Some(Theme { id, name })
    };
    names.iter().zip(1..).filter_map(theme).collect()
}
