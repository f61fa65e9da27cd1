//! Words that follow the state, in pages that the browser translates.
//!
//! A browser that translates puts elements of its own in the place of text nodes. Whoever held on to such a node then changes one
//! that nobody sees any more, or looks for a place beside one that is nowhere. So words that may ever be others are
//! always the whole content of an element, `<p prop:textContent=said(move || …)></p>`, or `prop:textContent=words` where the words
//! come with the element; and what is put in and taken out is an element, never words by themselves. Where one of two views is shown
//! that begin with the same element, it is a `<Show>`: two that a closure chooses between have one type, and the second would be
//! written into the first. The stories in Chromium fail where a text node is changed or taken out.

use leptos::prelude::*;

use super::memo;

/// Words for `prop:textContent`, which are set again only when they are others: a live region would be read aloud again.
pub fn said<T: Into<Option<String>>>(
    words: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<String> {
    memo(move || words().into().unwrap_or_default())
}
