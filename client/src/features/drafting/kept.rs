//! Which rules are on, kept in this browser.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use shared::drafting::Rule;
use shared::tagged::decode;
use std::collections::BTreeSet;
use web_sys::Storage;

const KEY: &str = "roundtable.drafting";

/// What is set. It names nobody, and holds for all texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The rules that are off, by name: one that a later version brings is on.
    pub off: Vec<String>,
    /// How many words a text may have.
    pub most_words: Option<usize>,
    /// Whether texts go out unattributed.
    pub is_unattributed: bool,
}

impl Settings {
    /// As they are kept here; all rules are on where nothing is.
    pub fn read() -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        text.and_then(|text| decode(&text).ok()).unwrap_or_default()
    }

    /// Keeps them. A browser that keeps nothing is no reason to stop.
    pub fn keep(&self) {
        let text = serde_json::to_string(self).unwrap_or_default();
        if let Some(storage) = storage() {
            storage.set_item(KEY, &text).ok();
        }
    }

    /// Whether a rule is on.
    pub fn is_on(&self, rule: Rule) -> bool {
        !self.off.iter().any(|name| name == rule.as_str())
    }

    /// The rules that are on.
    pub fn rules(&self) -> BTreeSet<Rule> {
        let on = Rule::ALL.into_iter().filter(|rule| self.is_on(*rule));
        shared::gather::gathered(on)
    }

    /// Turns a rule on or off.
    pub fn turn(&mut self, rule: Rule, on: bool) {
        self.off.retain(|name| name != rule.as_str());
        if !on {
            self.off.push(rule.as_str().to_owned());
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_turned_off_and_on_and_unknown_ones_do_not_matter() {
        let mut settings: Settings = decode(r#"{"off":["of another version"]}"#).unwrap();
        assert_eq!(settings.rules().len(), Rule::ALL.len());
        settings.turn(Rule::Quotes, false);
        settings.turn(Rule::Quotes, false);
        assert!(!settings.is_on(Rule::Quotes) && settings.is_on(Rule::Order));
        settings.turn(Rule::Quotes, true);
        assert_eq!(settings.rules().len(), Rule::ALL.len());
    }
}
