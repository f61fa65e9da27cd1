//! One finding: the words, why, and what can be done.

use leptos::prelude::*;
use shared::drafting::Finding;

use super::checking::Checking;
use crate::views::handler;
use crate::words::use_words;

/// How many letters of the words are shown.
const SHOWN: usize = 120;

/// A finding.
#[component]
pub fn Found(
    /// The panel.
    checking: Checking,
    /// By what it is known again.
    sign: String,
    /// What was found.
    finding: Finding,
) -> impl IntoView {
    let words = use_words();
    let Finding {
        place,
        words: there,
        why,
        instead,
        ..
    } = finding;
    let quote = shortened(&there);
    let why = words.with(|words| why.said(words));
    let (to_go, to_replace, to_leave) = (sign.clone(), sign.clone(), sign);
    let go = place.map(|_| {
        view! {
            <button type="button" class="quiet small" on:click=handler(move |_| checking.go(&to_go))>
                {words.say("drafting-go")}
            </button>
        }
    });
    let replace = instead.map(|instead| {
        let (to_replace, instead) = (StoredValue::new(to_replace), shortened(&instead));
        move || {
            checking.may_write.get().then(|| {
                view! {
                    <button
                        type="button"
                        class="quiet small"
                        on:click=handler(move |_| checking.replace(&to_replace.get_value()))
                    >
                        <span>{words.say("drafting-replace")}</span>
                        " "
                        <bdi>{instead.clone()}</bdi>
                    </button>
                }
            })
        }
    });
    view! {
        <li class="card finding">
            {(!quote.is_empty()).then(|| view! { <p class="finding-words"><bdi>{quote.clone()}</bdi></p> })}
            <p class="small">{why}</p>
            <p class="actions">
                {go}
                {replace}
                <button type="button" class="quiet small" on:click=handler(move |_| checking.leave(to_leave.clone()))>
                    {words.say("drafting-leave")}
                </button>
            </p>
        </li>
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words.to_owned(),
    }
}
