//! Looking at a text, and what is done about what is found in it.

use leptos::prelude::*;
use shared::drafting::{Context, Finding, check, words_of};
use std::collections::BTreeSet;

use super::kept::Settings;
use crate::live::LiveTable;
use crate::prose_pane::Held;
use crate::views::{Tray, focus_soon};
use crate::words::Wording;

/// What was found in a text when it was looked at last.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// The findings, in order, each with the sign by which it is known again.
    pub found: Vec<(String, Finding)>,
    /// How many words the text has.
    pub words: usize,
}

/// What the views of a panel share. A copy is a handle.
#[derive(Clone, Copy)]
pub struct Checking {
    pub(super) live: LiveTable,
    pub(super) held: Held,
    pub(super) words: Wording,
    pub(super) toasts: Tray,
    /// Whether one may write in the text: else nothing is replaced.
    pub may_write: Memo<bool>,
    /// Whether the text goes out unattributed, whatever is set.
    pub(super) unattributed: Signal<bool>,
    /// What is set.
    pub settings: RwSignal<Settings>,
    /// What was found.
    pub look: RwSignal<Look>,
    /// The signs of what is left as it is.
    pub left: RwSignal<BTreeSet<String>>,
}

/// Where the keyboard goes once a finding is dealt with.
pub(super) const COUNT: &str = "drafting-count";

impl Checking {
    /// Looks at the text as it is now. What was left as it is and is not there any more is forgotten.
    pub fn look_again(self) {
        let look = self.now().unwrap_or_default();
        let signs: BTreeSet<String> =
            shared::gather::gathered(look.found.iter().map(|(sign, _)| sign.clone()));
        self.left.maybe_update(|left| {
            let before = left.len();
            left.retain(|sign| signs.contains(sign));
            left.len() != before
        });
        if self.look.with_untracked(|before| *before != look) {
            self.look.set(look);
        }
    }

    fn now(self) -> Option<Look> {
        let blocks = self.held.prose()?.blocks();
        let settings = self.settings.get_untracked();
        let language = self.words.say("drafting-language");
        let of_table = untrack(|| self.live.with(|table| Context::of(table, language)))?;
        let context = Context {
            is_unattributed: settings.is_unattributed || self.unattributed.get_untracked(),
            most_words: settings.most_words,
            ..of_table
        };
        let found = check(&blocks, &settings.rules(), &context);
        let mut seen: Vec<String> = Vec::new();
        let signed = found.into_iter().map(|finding| {
            let sign = finding.sign(&blocks);
            let alike = seen.iter().filter(|it| **it == sign).count();
            seen.push(sign.clone());
            // What reads alike all around is told apart by number.
            (format!("{alike} {sign}"), finding)
        });
        Some(Look {
            found: signed.collect(),
            words: words_of(&blocks),
        })
    }

    /// Where a finding is by now, in the flat text; says so if it is not there any more.
    fn place(self, sign: &str) -> Option<((u32, u32), Finding)> {
        self.look_again();
        let found = self.look.with_untracked(|look| {
            let mut found = look.found.iter();
            found.find(|(it, _)| it == sign).map(|(_, it)| it.clone())
        });
        let blocks = self.held.prose()?.blocks();
        let finding = found?;
        Some((finding.place?.flat(&blocks), finding))
    }

    /// Selects the words of a finding, with the keyboard there.
    pub fn go(self, sign: &str) {
        match self.place(sign) {
            Some(((from, to), _)) => self.held.with(|editor| editor.resume(vec![from, to])),
            None => self.say_moved(),
        }
    }

    /// Writes what is proposed in the place of a finding's words, as any edit.
    pub fn replace(self, sign: &str) {
        let Some((place, instead)) = self
            .place(sign)
            .and_then(|(place, finding)| Some((place, finding.instead?)))
        else {
            return self.say_moved();
        };
        if let Some(prose) = self.held.prose()
            && let Err(unsound) = prose.replace(place, &instead)
        {
            leptos::logging::error!("{unsound}");
        }
        self.look_again();
        focus_soon(COUNT);
    }

    /// Leaves a finding as it is.
    pub fn leave(self, sign: String) {
        self.left.update(|left| {
            left.insert(sign);
        });
        focus_soon(COUNT);
    }

    fn say_moved(self) {
        self.toasts.say(self.words.say("drafting-moved"));
    }
}
