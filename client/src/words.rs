//! The words that people read, handed to every view by context.

use leptos::prelude::{StoredValue, WithValue, expect_context, provide_context};
use shared::{
    features::agenda::{Agenda, AgendaPoint},
    ids::Timestamp,
    refusal::Refusal,
    words::{Language, Value, Words},
};

/// The catalogue that views speak from. A copy is a handle; it outlives every view.
#[derive(Clone, Copy)]
pub struct Wording(StoredValue<Words>);

/// Gives all views below their words.
pub fn provide_words() -> Wording {
    let wanted = web_sys::window().and_then(|window| window.navigator().language());
    let language = Language::negotiated(&wanted.unwrap_or_default());
    let words = Wording(StoredValue::new(Words::in_browsers(language)));
    provide_context(words);
    words
}

/// The words of this view.
pub fn use_words() -> Wording {
    expect_context()
}

/// "a", "a and b", "a, b and c".
pub fn listed(words: &Words, parts: &[String]) -> Option<String> {
    let join = |key: &str, first: String, second: &str| {
        words.tell(key, &[("first", first.into()), ("second", second.into())])
    };
    let (last, before) = parts.split_last()?;
    let before = before.iter().cloned();
    Some(
        match before.reduce(|first, second| join("list", first, &second)) {
            Some(first) => join("list-last", first, last),
            None => last.clone(),
        },
    )
}

impl Wording {
    /// The message by that key.
    pub fn say(self, key: &str) -> String {
        self.0.with_value(|words| words.say(key))
    }

    /// The message by that key, speaking of these values.
    pub fn tell(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.0.with_value(|words| words.tell(key, values))
    }

    /// Reads the catalogue itself.
    pub fn with<T>(self, read: impl FnOnce(&Words) -> T) -> T {
        self.0.with_value(read)
    }

    /// Why something was refused, and what to do.
    pub fn refusal(self, refusal: &Refusal) -> String {
        self.0.with_value(|words| words.refusal(refusal))
    }

    /// Where a table with this agenda is, at that point of it.
    pub fn point(self, agenda: &Agenda, point: &AgendaPoint) -> String {
        self.0.with_value(|words| words.point(agenda, point))
    }

    /// A moment, the same wherever it is read.
    pub fn moment(self, at: Timestamp) -> String {
        self.0.with_value(|words| words.moment(at))
    }
}
