//! What is fetched when it is first shown.

use leptos::prelude::*;

use crate::features::comments::{Commenting, form, threads};

/// What the views of comments are, but for the marks in the text.
#[derive(Clone, Copy)]
enum OfComments {
    Threads,
    Form(RwSignal<bool>),
}

#[lazy]
fn of_comments(commenting: Commenting, which: OfComments) -> AnyView {
    // What it reads while it is made shall not make it anew: somebody may be writing in it.
    untrack(|| match which {
        OfComments::Threads => threads::threads(commenting),
        OfComments::Form(open) => form::form(commenting, open),
    })
}

fn fetched(commenting: Commenting, which: OfComments) -> impl IntoView {
    Suspend::new(of_comments(commenting, which))
}

/// The threads of the texts that are shown.
pub fn threads(commenting: Commenting) -> impl IntoView {
    fetched(commenting, OfComments::Threads)
}

/// The form of a new comment.
pub fn comment_form(commenting: Commenting, open: RwSignal<bool>) -> impl IntoView {
    fetched(commenting, OfComments::Form(open))
}
