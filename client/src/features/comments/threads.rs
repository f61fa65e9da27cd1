//! The threads of the texts that are shown, in the order of the text.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::comments::Comment;
use shared::gather::sort_by_key;
use shared::ids::CommentId;

use super::{Commenting, thread::Thread};
use crate::{
    views::{For, handler, memo, said},
    words::{Wording, use_words},
};

/// The threads.
pub fn threads(commenting: Commenting) -> AnyView {
    view! { <Threads commenting /> }.into_any()
}

#[component]
fn Threads(commenting: Commenting) -> impl IntoView {
    let words = use_words();
    let roots = memo(move || {
        commenting.texts.with(|texts| {
            let commented = texts.iter().filter(|(_, placed)| !placed.is_empty());
            commented.map(|(root, _)| root.clone()).collect::<Vec<_>>()
        })
    });
    // A text alone needs no name.
    let are_several = memo(move || commenting.texts.with(|texts| texts.len() > 1));
    let counts = memo(move || {
        let all = all(commenting);
        let open = all.iter().filter(|comment| comment.is_open()).count();
        (open, all.len() - open)
    });
    let is_shown = commenting.with_resolved;
    let resolved = move || words.tell("comments-resolved", &[("count", counts.get().1.into())]);
    let none = move || (counts.get().0 == 0 && !is_shown.get()).then(|| words.say("comments-none"));
    view! {
        <div class="threads-head">
            <p class="small" role="status" prop:textContent=said(none)></p>
            <button
                type="button"
                class="quiet small"
                hidden=move || counts.get().1 == 0
                aria-pressed=move || is_shown.get().to_string()
                on:click=handler(move |_| is_shown.update(|shown| *shown = !*shown))
                prop:textContent=said(resolved)
            ></button>
        </div>
        <For each=move || roots.get() key=ToString::to_string let:root>
            <OfText commenting root are_several />
        </For>
    }
}

/// All comments on what is shown.
fn all(commenting: Commenting) -> Vec<Comment> {
    commenting.texts.with(|texts| {
        let ids = texts.iter().flat_map(|(_, placed)| placed);
        let find = |table: &shared::table::RoundTable| {
            ids.filter_map(|placed| table.comments.get(&placed.id).cloned())
                .collect()
        };
        commenting.live().with(find).unwrap_or_default()
    })
}

/// The threads of one text: those whose words are there, and those whose words are gone.
#[component]
fn OfText(commenting: Commenting, root: Root, are_several: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let name = name(commenting, words, &root);
    let rows = memo(move || rows(commenting, &root));
    let there = move || rows.with(|(there, _)| there.clone());
    let gone = move || rows.with(|(_, gone)| gone.clone());
    let is_gone = memo(move || rows.with(|(_, gone)| !gone.is_empty()));
    view! {
        <section class="thread-group">
            <h3 class="small" dir="auto" hidden=move || !are_several.get() prop:textContent=name></h3>
            <ul class="cards">
                <For each=there key=Clone::clone let:id>
                    <li><Thread commenting id is_gone=false /></li>
                </For>
            </ul>
            <h3 class="small" hidden=move || !is_gone.get()>{words.say("comments-gone")}</h3>
            <ul class="cards">
                <For each=gone key=Clone::clone let:id>
                    <li><Thread commenting id is_gone=true /></li>
                </For>
            </ul>
        </section>
    }
}

/// The comments on a text that are listed, in the order of the text, and those whose words are gone.
fn rows(commenting: Commenting, root: &Root) -> (Vec<CommentId>, Vec<CommentId>) {
    let with_resolved = commenting.with_resolved.get();
    let placed = commenting.texts.with(|texts| {
        let of = texts.iter().find(|(it, _)| it == root);
        of.map(|(_, placed)| placed.clone()).unwrap_or_default()
    });
    let is_listed = |id: &CommentId| {
        let found = commenting
            .live()
            .with(|table| table.comments.get(id).map(Comment::is_open));
        found
            .flatten()
            .is_some_and(|is_open| is_open || with_resolved || commenting.begun(id).is_some())
    };
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for it in placed.into_iter().filter(|it| is_listed(&it.id)) {
        match it.at {
            Some(at) => there.push((at, it.id)),
            None => gone.push(it.id),
        }
    }
    sort_by_key(&mut there, |(at, _)| *at);
    (there.into_iter().map(|(_, id)| id).collect(), gone)
}

/// What a text is called among those of its page.
fn name(commenting: Commenting, words: Wording, root: &Root) -> String {
    match root {
        Root::Own(_, delegation) => {
            let name = commenting
                .live()
                .with(|table| table.delegation(delegation).map(|it| it.name.clone()));
            name.flatten().unwrap_or_default()
        }
        Root::Practice(_, field) => words.say(&format!("field-{}", field.as_str())),
        Root::Joint(_)
        | Root::Summary
        | Root::Desk(_)
        | Root::Private(..)
        | Root::Section(_)
        | Root::Notes => words.say("joint-answer"),
    }
}
