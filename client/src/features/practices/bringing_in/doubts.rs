//! What there is to look at in a file before anything is brought.

use leptos::prelude::*;
use shared::practice_file::Doubt;

use crate::words::{Wording, use_words};

/// What was left out, changed or not understood, by row and column; nothing if all was.
#[component]
pub fn Doubts(doubts: Vec<Doubt>) -> impl IntoView {
    let words = use_words();
    let count = doubts.len();
    let item = move |doubt: Doubt| {
        let place = place(&doubt, words);
        let said = words.tell(doubt.what.key(), &[("text", doubt.text.as_str().into())]);
        view! {
            <li class:kept-out=doubt.what.keeps_out()>
                {place.map(|place| view! { <strong>{place}</strong> })}
                " "
                <span dir="auto">{said}</span>
            </li>
        }
    };
    (count > 0).then(|| {
        view! {
            <details class="choosing" open>
                <summary>{words.tell("practices-doubts", &[("count", count.into())])}</summary>
                <ul class="small from-file-doubts">{doubts.into_iter().map(item).collect_view()}</ul>
            </details>
        }
    })
}

fn place(doubt: &Doubt, words: Wording) -> Option<String> {
    let row = ("row", doubt.row?.into());
    Some(match doubt.column {
        Some(column) => {
            let column = words.say(column.key());
            words.tell("practice-row-column", &[row, ("column", column.into())])
        }
        None => words.tell("practice-row", &[row]),
    })
}
