//! Whether all is saved, said honestly, and words offered back that the table did not take.

use leptos::prelude::*;
use shared::document::Root;

use crate::{
    live_table::{Delay, Keeping, Kept, Link, LiveTable, Rescued},
    views::{CopyButton, Notice, Tone, said},
    words::use_words,
};

/// The sign in the bar.
#[component]
pub fn KeepingSign(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_kept = Memo::new(move |_| live.kept.get() != Kept::Not);
    let is_awaiting = Memo::new(move |_| !live.waiting.with(Vec::is_empty));
    let is_delayed = Memo::new(move |_| {
        let is_slow = live.delay.get() == Delay::Slow && live.link.get() == Link::Live;
        is_slow || live.delay.get() == Delay::CannotSave
    });
    let delayed = move || {
        let key = match (live.delay.get(), is_kept.get()) {
            (Delay::CannotSave, true) => "keeping-cannot-save",
            (Delay::CannotSave, false) => "keeping-cannot-save-unkept",
            (Delay::Slow | Delay::None, true) => "keeping-slow",
            (Delay::Slow | Delay::None, false) => "keeping-slow-unkept",
        };
        ("delayed", words.say(key))
    };
    let sign = Memo::new(move |_| match (live.keeping.get(), live.link.get()) {
        (_, Link::Live | Link::Lost | Link::Connecting) if is_delayed.get() => delayed(),
        (_, Link::Refused(_)) => ("offline", words.say("keeping-refused")),
        (Keeping::Offline { changes }, _) => {
            let key = if is_kept.get() {
                "keeping-offline"
            } else {
                "keeping-offline-unkept"
            };
            ("offline", words.tell(key, &[("changes", changes.into())]))
        }
        (_, Link::Lost | Link::Stranger | Link::Removed) if is_kept.get() => {
            ("offline", words.say("keeping-away"))
        }
        (_, Link::Lost | Link::Stranger | Link::Removed) => {
            ("offline", words.say("keeping-away-unkept"))
        }
        (_, Link::Full) => ("offline", words.say("table-full")),
        (_, Link::Connecting) => ("saving", words.say("keeping-connecting")),
        (Keeping::Saved, Link::Live) if is_awaiting.get() => {
            ("saving", words.say("keeping-saving"))
        }
        (Keeping::Saving, Link::Live) => ("saving", words.say("keeping-saving")),
        (Keeping::Saved, Link::Live) => ("saved", words.say("keeping-saved")),
    });
    let kept = move || match live.kept.get() {
        Kept::Here => "here",
        Kept::Soon => "soon",
        Kept::Not => "not",
    };
    let is_away = Memo::new(move |_| live.link.get() == Link::Lost);
    view! {
        <span
            class="keeping small"
            data-keeping=move || sign.get().0
            data-kept=kept
            role="status"
            prop:textContent=said(move || sign.get().1)
        ></span>
        {move || {
            is_away.get().then(|| {
                view! {
                    <button type="button" class="quiet small" on:click=move |_| live.try_now()>
                        {words.say("try-now")}
                    </button>
                }
            })
        }}
    }
}

/// Words that the table did not take, until they are dismissed.
#[component]
pub fn RescuedWords(live: LiveTable) -> impl IntoView {
    view! {
        <For each=move || live.rescued.get() key=|rescued| rescued.id.clone() let:rescued>
            <Lost live rescued />
        </For>
    }
}

/// Why the table did not take them, and the words, to be copied.
#[component]
fn Lost(live: LiveTable, rescued: Rescued) -> impl IntoView {
    let words = use_words();
    let Rescued {
        id,
        reason,
        words: lost,
    } = rescued;
    let why = words.say(&format!("not-accepted-{reason}"));
    let why = if why.starts_with("not-accepted-") {
        words.say("not-accepted-other")
    } else {
        why
    };
    let all: String = lost
        .iter()
        .flat_map(|(_, paragraphs)| paragraphs)
        .flat_map(|paragraph| [paragraph.as_str(), "\n"])
        .collect();
    let of_root = lost.into_iter().map(|(root, paragraphs)| {
        let name = root_name(live, &root);
        view! {
            <section>
                <h3 dir="auto">{name}</h3>
                {paragraphs.into_iter().map(|p| view! { <p dir="auto">{p}</p> }).collect_view()}
            </section>
        }
    });
    let of_root = of_root.collect_view();
    view! {
        <div class="rescued">
            <Notice tone=Tone::Bad>
                <h2>{words.say("not-accepted-title")}</h2>
                <p>{why}</p>
                <div class="rescued-words" tabindex="0" role="group" aria-label=words.say("not-accepted-words")>
                    {of_root}
                </div>
                <p class="actions">
                    <CopyButton text=all label=words.say("not-accepted-copy") />
                    <button type="button" class="quiet" on:click=move |_| live.dismiss(&id)>
                        {words.say("dismiss")}
                    </button>
                </p>
            </Notice>
        </div>
    }
}

fn root_name(live: LiveTable, root: &Root) -> String {
    let words = use_words();
    let question = |id| {
        live.with(|table| table.question(id).map(|question| question.text.clone()))
            .flatten()
    };
    match root {
        Root::Joint(id) | Root::Own(id, _) => question(id).unwrap_or_default(),
        Root::Practice(_, field) => words.say(&format!("field-{}", field.as_str())),
        Root::Summary => words.say("outcome-own-title"),
    }
}
