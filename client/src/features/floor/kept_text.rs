//! The text of a statement that is typed and not handed in: kept in this tab, by table, person and speech, so that neither closing
//! the dialog nor loading the page anew loses it.

use leptos::prelude::*;
use shared::ids::SpeechId;
use web_sys::Storage;

use crate::live::LiveTable;

/// What all their places begin with.
const PREFIX: &str = "roundtable.statement.";

/// The place of one text.
#[derive(Debug, Clone)]
pub struct Place(String);

impl Place {
    /// The place of this person's text for a speech, or for the one that is about to be asked for.
    pub fn of(live: LiveTable, speech: Option<&SpeechId>) -> Option<Self> {
        let table = untrack(|| live.with(|table| table.id.clone()))?;
        let you = live.you.get_untracked()?;
        let speech = speech.map_or("next", |speech| speech.as_str());
        Some(Self(format!("{PREFIX}{table}.{you}.{speech}")))
    }

    /// What was typed there, if anything was.
    pub fn read(&self) -> Option<String> {
        let text = storage()?.get_item(&self.0).ok()??;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Keeps it there.
    pub fn write(&self, text: &str) {
        if let Some(storage) = storage() {
            storage.set_item(&self.0, text).ok();
        }
    }

    /// Forgets it: it was handed in, or is not wanted.
    pub fn forget(&self) {
        if let Some(storage) = storage() {
            storage.remove_item(&self.0).ok();
        }
    }
}

/// Keeps what is typed, as long as it is something else than what was handed in.
pub fn keep(place: Option<Place>, text: RwSignal<String>, handed_in: String) {
    let Some(place) = place else { return };
    Effect::new(move |_| {
        text.with(|text| {
            if is_new(text, &handed_in) {
                place.write(text);
            } else {
                place.forget();
            }
        });
    });
}

fn is_new(text: &str, handed_in: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text != handed_in.trim()
}

/// What is typed with another text after it; a text that stands there already does not come twice.
pub fn with_added(typed: &str, more: &str) -> String {
    let before = typed.trim_end();
    if before.is_empty() {
        more.to_owned()
    } else if before.contains(more) {
        typed.to_owned()
    } else {
        format!("{before}\n{more}")
    }
}

/// Forgets all of them: whoever leaves takes nothing that others on this browser should find.
pub fn forget_all() {
    let Some(storage) = storage() else { return };
    let all = 0..storage.length().unwrap_or(0);
    let keys: Vec<_> = all
        .filter_map(|nth| storage.key(nth).ok().flatten())
        .collect();
    for key in keys.into_iter().filter(|key| key.starts_with(PREFIX)) {
        Place(key).forget();
    }
}

/// A browser that keeps nothing is no reason to stop.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_the_desk_comes_after_what_is_typed_and_once() {
        assert_eq!(with_added(" \n", "From the desk."), "From the desk.");
        let both = with_added("Mine.\n", "From the desk.");
        assert_eq!(both, "Mine.\nFrom the desk.");
        assert_eq!(with_added(&both, "From the desk."), both);
    }

    #[test]
    fn only_what_is_not_handed_in_is_kept() {
        assert!(is_new("Mine.", ""));
        assert!(is_new("Mine, changed.", "Mine."));
        assert!(!is_new("Mine. \n", "Mine."));
        assert!(!is_new(" ", "Mine."));
    }
}
