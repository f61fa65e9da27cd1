//! Taking words from one text into another.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::pulling::{PullingCommand, Source, Taken};
use shared::ids::PullId;
use shared::refusal::Refusal;
use shared::table::{Command, RoundTable};

use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Tray, handler, memo, said, use_toasts},
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
    changed: Option<Callback<()>>,
}

impl Take {
    pub fn new(live: LiveTable, from: Source, into: Root) -> Self {
        Self {
            live,
            words: use_words(),
            toasts: use_toasts(),
            from,
            into,
            changed: None,
        }
    }

    /// It, and what is done if the source reads otherwise by now.
    pub fn if_changed(mut self, show_again: Callback<()>) -> Self {
        self.changed = Some(show_again);
        self
    }

    fn command(&self, pull: PullId, taken: Taken) -> PullingCommand {
        let into = self.into.to_string();
        let times = |table: &RoundTable| table.pulling.times_taken(&self.from, &taken, &into);
        PullingCommand::PullWords {
            pull,
            from: self.from.clone(),
            seen_taken: self.live.with(times).unwrap_or_default(),
            taken,
            into,
        }
    }

    /// Whether these were asked for, and the answer is not there yet.
    fn is_awaited(&self, wanted: &Taken) -> bool {
        let is_it = |command: &Command| match command {
            Command::Pulling(PullingCommand::PullWords {
                from, taken, into, ..
            }) => {
                let is_it = *from == self.from && *taken == *wanted;
                (is_it && *into == self.into.to_string()).then_some(())
            }
            _ => None,
        };
        self.live.awaited(is_it).is_some()
    }

    /// Why these are not taken now.
    pub fn refusal(&self, taken: &Taken) -> Option<Refusal> {
        let nothing_has_it = PullId::new("a-new-one").ok()?;
        let command = self.command(nothing_has_it, taken.clone());
        self.live.would_refuse(command)
    }

    /// Whether a paragraph was taken before.
    fn has(&self, root: &str, block: u32) -> bool {
        let has = |table: &RoundTable| table.pulling.has_taken(&self.from, root, block);
        self.live.with(has).unwrap_or_default()
    }

    fn ask(&self, taken: Taken) {
        if untrack(|| self.is_awaited(&taken)) {
            return;
        }
        let (toasts, words, changed) = (self.toasts, self.words, self.changed);
        let command = untrack(|| self.command(new_id(), taken));
        self.live.ask_then(command, move |answer| {
            if answer == Err(Refusal::SourceHasChanged) {
                changed.inspect(|it| it.run(()));
            }
            let said = match answer {
                Ok(()) => words.say("pull-is-there"),
                Err(refusal) => words.refusal(&refusal),
            };
            toasts.say(said);
        });
    }

    /// The same, as it changes: meanwhile the button is off, and stays where the focus is.
    fn awaited(&self, taken: &Taken) -> Memo<bool> {
        let (this, taken) = (self.clone(), taken.clone());
        memo(move || this.is_awaited(&taken))
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
        let taken = Taken::Paragraph { root, block };
        let is_awaited = this.awaited(&taken);
        let press = move |_| this.ask(taken.clone());
        view! {
            <span class="small" hidden=move || !is_taken.get() prop:textContent=words.say("pull-taken")></span>
            <button
                type="button"
                class="quiet small"
                hidden=move || !may.get()
                aria-disabled=move || is_awaited.get().to_string()
                on:click=handler(press)
                prop:textContent=said(move || words.say(key()))
            ></button>
        }
        .into_any()
    }

    /// The button for more than a paragraph.
    pub fn of_many(&self, may: Memo<bool>, taken: Taken, key: &'static str) -> AnyView {
        let (words, this) = (self.words, self.clone());
        let is_awaited = this.awaited(&taken);
        let press = move |_| this.ask(taken.clone());
        view! {
            <button
                type="button"
                class="quiet small"
                hidden=move || !may.get()
                aria-disabled=move || is_awaited.get().to_string()
                on:click=handler(press)
            >
                {words.say(key)}
            </button>
        }
        .into_any()
    }
}
