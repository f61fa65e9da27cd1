//! Which of the table's themes an answer speaks to, below it.

use leptos::prelude::*;
use shared::features::answers::GuidingQuestion;
use shared::features::themes::{AnswerThemes, Theme, ThemeCommand};
use shared::ids::{DelegationId, ThemeId};
use shared::table::Command;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast as _;
use web_sys::{EventTarget, HtmlInputElement};

use crate::{
    live::LiveTable,
    views::{Refused, Show, handler, memo, said},
    words::{Wording, use_words},
};

/// The themes of an answer; to be chosen by whoever may say so, and otherwise nothing where there are none.
#[component]
pub fn ThemesOf(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    /// Whose answer it is; nothing for the joint one.
    whose: Option<DelegationId>,
) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<String>);
    let whose = StoredValue::new(whose);
    let themes = memo(move || live.with(|table| table.themes.clone()).unwrap_or_default());
    let now = themes_now(live, question, whose);
    let command = move |themes: BTreeSet<_>| {
        let question = question.get()?.id;
        Some(ThemeCommand::SetAnswerThemes(AnswerThemes {
            question,
            delegation: whose.get_value(),
            themes,
        }))
    };
    let asked_last = move || {
        let question = question.get()?.id;
        live.awaited(|command| match command {
            Command::Themes(ThemeCommand::SetAnswerThemes(asked)) => whose
                .with_value(|whose| asked.is_of(&question, whose.as_ref()))
                .then(|| asked.themes.clone()),
            _ => None,
        })
    };
    // Another choice than there is: only the rules of the moment can refuse it.
    let may = memo(move || {
        let first = themes.with(|themes| themes.first().map(|it| it.id.clone()));
        let mut other = now.get().unwrap_or_default();
        let is_offered = first.is_some_and(|first| {
            if !other.remove(&first) {
                other.insert(first);
            }
            true
        });
        let command = command(other).filter(|_| is_offered);
        command.is_some_and(|command| live.would_refuse(command).is_none())
    });
    let names = memo(move || {
        let now = now.get().unwrap_or_default();
        let spoken_to = themes.get().into_iter().filter(|it| now.contains(&it.id));
        spoken_to.map(|it| it.name).collect::<Vec<_>>()
    });
    let title = move || {
        let names = names.with(|names| names.join(" · "));
        let told = if names.is_empty() {
            words.say("answer-themes-none")
        } else {
            names
        };
        format!("{}: {told}", words.say("answer-themes"))
    };
    let option = move |theme: Theme| {
        let (of, id) = (theme.id.clone(), theme.id);
        let is_chosen = move || now.with(|now| now.as_ref().is_some_and(|now| now.contains(&of)));
        let choose = move |change: leptos::ev::Event| {
            // What was ticked a moment ago may still be on its way.
            let mut themes = untrack(asked_last)
                .or_else(|| now.get_untracked())
                .unwrap_or_default();
            if event_target_checked(&change) {
                themes.insert(id.clone());
            } else {
                themes.remove(&id);
            }
            let Some(command) = untrack(|| command(themes)) else {
                return;
            };
            let of = id.clone();
            let is_so = move || {
                let now = now.try_get_untracked().flatten();
                now.is_some_and(|now| now.contains(&of))
            };
            let ask = Ask {
                live,
                words,
                refused,
            };
            ask.or_set_back(command, change.target(), is_so);
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_chosen on:change=handler(choose) />
                <span dir="auto">{theme.name}</span>
            </label>
        }
    };
    let is_told = memo(move || !may.get() && names.with(|names| !names.is_empty()));
    view! {
        <Show when=move || may.get()>
            <details class="choosing answer-themes">
                <summary dir="auto" prop:textContent=said(title)></summary>
                <fieldset>
                    <legend class="unseen">{words.say("answer-themes")}</legend>
                    {move || themes.get().into_iter().map(option).collect_view()}
                </fieldset>
                <Refused why=refused />
            </details>
        </Show>
        <Show when=move || is_told.get()>
            <p class="small" dir="auto" prop:textContent=said(title)></p>
        </Show>
    }
}

/// The themes that the answer speaks to, once the table and the question are there.
fn themes_now(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    whose: StoredValue<Option<DelegationId>>,
) -> Memo<Option<BTreeSet<ThemeId>>> {
    memo(move || {
        let question = question.get()?.id;
        live.with(|table| {
            let mut all = table.answer_themes.iter();
            let found =
                all.find(|it| whose.with_value(|whose| it.is_of(&question, whose.as_ref())));
            found.map(|it| it.themes.clone()).unwrap_or_default()
        })
    })
}

/// How themes are asked for, and where it is said if that is refused.
struct Ask {
    live: LiveTable,
    words: Wording,
    refused: RwSignal<Option<String>>,
}

impl Ask {
    /// Asks. If that is refused, what the table has is as it was, and changes no box by itself: the one that was ticked is set back.
    fn or_set_back(
        self,
        command: ThemeCommand,
        ticked: Option<EventTarget>,
        is_so: impl Fn() -> bool + 'static,
    ) {
        let Self { words, refused, .. } = self;
        self.live.ask_then(command, move |answer| {
            let refusal = answer.err().map(|refusal| words.refusal(&refusal));
            let input = ticked.and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input.filter(|_| refusal.is_some()) {
                input.set_checked(is_so());
            }
            // Gone with the view.
            refused.try_set(refusal);
        });
    }
}
