//! What somebody wants to be called, asked of whoever comes in.

use leptos::prelude::*;
use shared::{limits, limits::named, refusal::Noun};

use crate::{
    views::{TextField, focus_soon},
    words::{Wording, use_words},
};

/// The name that is being typed, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct NameAsked {
    id: &'static str,
    text: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
}

impl NameAsked {
    /// A field of that id, with what it begins with.
    pub fn new(id: &'static str, before: String) -> Self {
        Self {
            id,
            text: RwSignal::new(before),
            wrong: RwSignal::new(None),
        }
    }

    /// What is typed, as a view that follows it sees it.
    pub fn typed(self) -> String {
        self.text.get()
    }

    /// The name, if it can be one; else the field says why it cannot, and has the keyboard.
    pub fn checked(self, words: Wording) -> Option<String> {
        let asked = self.text.get_untracked().trim().to_owned();
        match named(&asked, Noun::Name, limits::NAME) {
            Ok(()) => Some(asked),
            Err(refusal) => {
                self.wrong.set(Some(words.refusal(&refusal)));
                focus_soon(self.id);
                None
            }
        }
    }
}

/// The field that asks for it.
#[component]
pub fn NameField(
    /// What is asked for.
    asked: NameAsked,
    /// Hears what is typed.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let words = use_words();
    let NameAsked { id, text, wrong } = asked;
    let input = move |typed: String| {
        if let Some(on_input) = on_input {
            on_input.run(typed.clone());
        }
        text.set(typed);
        wrong.set(None);
    };
    view! {
        <TextField
            id
            label=words.say("join-name")
            hint=words.say("join-name-hint")
            autocomplete="name"
            value=text
            wrong
            on_input=input
        />
    }
}
