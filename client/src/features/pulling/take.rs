//! Taking words from one text into another.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::pulling::{PullingCommand, Source, Taken};
use shared::ids::PullId;
use shared::refusal::Refusal;

use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Tray, memo, said, use_toasts},
    words::{Wording, use_words},
};

/// Takes words of one source into one text.
#[derive(Clone)]
pub(super) struct Take {
    live: LiveTable,
    words: Wording,
    toasts: Tray,
    from: Source,
    into: Root,
}

impl Take {
    pub fn new(live: LiveTable, from: Source, into: Root) -> Self {
        Self {
            live,
            words: use_words(),
            toasts: use_toasts(),
            from,
            into,
        }
    }

    fn command(&self, pull: PullId, taken: Taken) -> PullingCommand {
        PullingCommand::PullWords {
            pull,
            from: self.from.clone(),
            taken,
            into: self.into.to_string(),
        }
    }

    /// Why these are not taken now.
    pub fn refusal(&self, taken: &Taken) -> Option<Refusal> {
        let nothing_has_it = PullId::new("a-new-one").ok()?;
        let command = self.command(nothing_has_it, taken.clone());
        self.live.would_refuse(command)
    }

    /// Whether a paragraph was taken before.
    fn has(&self, root: &str, block: u32) -> bool {
        let has =
            |table: &shared::table::RoundTable| table.pulling.has_taken(&self.from, root, block);
        self.live.with(has).unwrap_or_default()
    }

    fn ask(&self, taken: Taken) {
        let (toasts, words) = (self.toasts, self.words);
        let command = self.command(new_id(), taken);
        self.live.ask_then(command, move |answer| {
            let said = match answer {
                Ok(()) => words.say("pull-is-there"),
                Err(refusal) => words.refusal(&refusal),
            };
            toasts.say(said);
        });
    }

    /// The button beside a paragraph, and whether it was taken already.
    pub fn of_paragraph(&self, may: Memo<bool>, root: &str, block: u32) -> AnyView {
        let (words, this) = (self.words, self.clone());
        let is_taken = {
            let (this, root) = (self.clone(), root.to_owned());
            memo(move || this.has(&root, block))
        };
        let key = move || {
            if is_taken.get() {
                "pull-take-again"
            } else {
                "pull-take"
            }
        };
        let root = root.to_owned();
        let press = move |_| {
            let root = root.clone();
            this.ask(Taken::Paragraph { root, block });
        };
        view! {
            <span class="small" hidden=move || !is_taken.get() prop:textContent=words.say("pull-taken")></span>
            <button
                type="button"
                class="quiet small"
                hidden=move || !may.get()
                on:click=press
                prop:textContent=said(move || words.say(key()))
            ></button>
        }
        .into_any()
    }

    /// The button for more than a paragraph.
    pub fn of_many(&self, may: Memo<bool>, taken: Taken, key: &'static str) -> AnyView {
        let (words, this) = (self.words, self.clone());
        let press = move |_| this.ask(taken.clone());
        view! {
            <button type="button" class="quiet small" hidden=move || !may.get() on:click=press>
                {words.say(key)}
            </button>
        }
        .into_any()
    }
}
