//! Words of a compared text, as they were marked, and what became of them.

use leptos::prelude::*;
use shared::features::revisions::{ComparedRun, WordChange};

use crate::views::marked;
use crate::words::Wording;

/// Words, and what became of them: to be seen without colour, and to be heard.
pub fn compared(words: Wording, run: &ComparedRun) -> AnyView {
    let inner = marked(&run.text, &run.marks);
    let heard = |key| view! { <span class="unseen" prop:textContent=words.say(key)></span> };
    match run.change {
        WordChange::Same => inner,
        WordChange::Inserted => view! {
            <ins>{heard("revision-inserted")}{inner}{heard("revision-inserted-end")}</ins>
        }
        .into_any(),
        WordChange::Deleted => view! {
            <del>{heard("revision-deleted")}{inner}{heard("revision-deleted-end")}</del>
        }
        .into_any(),
    }
}
