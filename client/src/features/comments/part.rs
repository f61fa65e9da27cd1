//! What the views of comments are, but for the marks in the text: fetched when the first of them is shown.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::{Commenting, form, threads};
use crate::views::fetched;

type Shows = fn(Commenting, OfComments) -> AnyView;

#[derive(Clone, Copy)]
enum OfComments {
    Threads,
    Form(RwSignal<bool>),
}

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn comments() -> Result<Shows, SplitLoaderError> {
    Ok(show)
}

fn show(commenting: Commenting, which: OfComments) -> AnyView {
    match which {
        OfComments::Threads => threads::threads(commenting),
        OfComments::Form(open) => form::form(commenting, open),
    }
}

fn shown(commenting: Commenting, which: OfComments) -> AnyView {
    fetched(|| Box::pin(comments()), move |show| show(commenting, which))
}

/// The threads of the texts that are shown.
pub fn threads(commenting: Commenting) -> AnyView {
    shown(commenting, OfComments::Threads)
}

/// The form of a new comment.
pub fn comment_form(commenting: Commenting, open: RwSignal<bool>) -> AnyView {
    shown(commenting, OfComments::Form(open))
}
