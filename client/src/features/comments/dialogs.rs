//! Where the threads and the form stand: beside the text, or in a sheet; and a dialog.

use leptos::prelude::*;

use super::part;
use super::{Commenting, use_commenting};
use crate::{
    views::{Dialog, Icon, handler, icon, memo, said},
    words::use_words,
};

/// The threads of the shown texts, beside them; nothing while there are none, or no room.
#[component]
pub fn CommentsBeside() -> impl IntoView {
    let words = use_words();
    let commenting = use_commenting();
    let is_shown = memo(move || {
        commenting.is_some_and(|commenting| !commenting.is_narrow.get() && commenting.is_there())
    });
    move || {
        let commenting = commenting.filter(|_| is_shown.get())?;
        Some(view! {
            <section class="comments" aria-labelledby="comments">
                <h2 class="kicker" id="comments" tabindex="-1">{words.say("comments-title")}</h2>
                {part::threads(commenting)}
            </section>
        })
    }
}

/// The sheet of threads for a narrow screen, and the dialog in which one comments.
#[component]
pub fn CommentDialogs() -> impl IntoView {
    use_commenting().map(|commenting| view! { <Dialogs commenting /> })
}

#[component]
fn Dialogs(commenting: Commenting) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let draft = commenting.draft;
    Effect::new(move |_| {
        if draft.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            draft.set(None);
        }
    });
    view! {
        <Dialog open title=words.say("comment-title")>{part::comment_form(commenting, open)}</Dialog>
        <Dialog open=commenting.sheet title=words.say("comments-title") class="threads-sheet">
            {part::threads(commenting)}
        </Dialog>
    }
}

/// Under a text on a narrow screen: the way to its threads.
#[component]
pub fn ToThreads(
    /// What the views of comments share.
    commenting: Commenting,
    /// The text.
    root: shared::document::Root,
) -> impl IntoView {
    let words = use_words();
    let here = memo(move || {
        commenting.texts.with(|texts| {
            let placed = texts.iter().find(|(it, _)| *it == root);
            let placed = placed
                .map(|(_, placed)| placed.as_slice())
                .unwrap_or_default();
            let is_chosen =
                |id: &shared::ids::CommentId| commenting.chosen.with(|it| it.as_ref() == Some(id));
            let open = placed
                .iter()
                .filter(|it| commenting.is_open(&it.id))
                .count();
            (
                open,
                placed.len(),
                placed.iter().any(|it| is_chosen(&it.id)),
            )
        })
    });
    let is_shown = memo(move || commenting.is_narrow.get() && here.get().1 > 0);
    let label = move || match here.get() {
        (_, _, true) => words.say("comments-show-this"),
        (0, ..) => words.say("comments-show"),
        (open, ..) => words.tell("comments-open", &[("count", open.into())]),
    };
    let show = move |_| match commenting
        .chosen
        .get_untracked()
        .filter(|_| here.get_untracked().2)
    {
        Some(chosen) => commenting.open(chosen),
        None => commenting.sheet.set(true),
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <p class="to-threads" class:chosen=move || here.get().2>
                    <button type="button" class="quiet small" aria-haspopup="dialog" on:click=handler(show)>
                        {icon(Icon::MessageSquare)}
                        <span prop:textContent=said(label)></span>
                    </button>
                </p>
            }
        })
    }
}
