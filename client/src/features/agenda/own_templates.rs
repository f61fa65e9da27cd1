//! Agendas that somebody keeps in this browser, to begin other meetings with.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use shared::features::agenda::{AgendaItem, OpenAnswers};
use shared::ids::QuestionId;
use shared::tagged::decode;
use web_sys::Storage;

const PLACE: &str = "roundtable.agendas";
/// The latest are kept.
const MOST: usize = 20;

/// An agenda under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTemplate {
    /// Its name.
    pub name: String,
    /// What stands on it.
    pub items: Vec<AgendaItem>,
}

impl OwnTemplate {
    /// It, for these questions: an item that asks others opens all answers.
    pub fn for_questions(mut self, questions: &[QuestionId]) -> Vec<AgendaItem> {
        for item in &mut self.items {
            if let OpenAnswers::To(asked) = &mut item.open.answers {
                asked.retain(|id| questions.contains(id));
                if asked.is_empty() {
                    item.open.answers = OpenAnswers::All;
                }
            }
        }
        self.items
    }
}

/// A browser that keeps nothing (private windows, strict settings) is no reason to stop.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Those that are kept, the latest first.
pub fn kept() -> Vec<OwnTemplate> {
    let text = storage().and_then(|storage| storage.get_item(PLACE).ok()?);
    text.and_then(|text| decode(&text).ok()).unwrap_or_default()
}

/// Keeps one, instead of another by that name; whether this browser keeps it.
pub fn keep(template: OwnTemplate) -> bool {
    let mut all = kept();
    all.retain(|other| other.name != template.name);
    all.insert(0, template);
    all.truncate(MOST);
    let text = serde_json::to_string(&all).unwrap_or_default();
    storage().is_some_and(|storage| storage.set_item(PLACE, &text).is_ok())
}
