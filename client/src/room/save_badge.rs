//! Whether all is saved, said honestly.

use leptos::prelude::*;

use crate::{
    live::{Delay, Kept, Link, LiveTable, SaveState},
    views::{Icon, handler, icon, memo, said},
    words::use_words,
};

/// The sign in the bar.
#[component]
pub fn SaveBadge(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_kept = memo(move || live.kept.get() != Kept::Not);
    let is_offered_back = memo(move || !live.rescued.with(Vec::is_empty));
    let is_awaiting = memo(move || !live.waiting.with(Vec::is_empty));
    let is_delayed = memo(move || {
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
    let sign = memo(move || match (live.save_state.get(), live.link.get()) {
        (_, Link::Live | Link::Lost | Link::Connecting) if is_delayed.get() => delayed(),
        (_, Link::Refused(_)) => ("offline", words.say("keeping-refused")),
        (SaveState::Offline { .. }, _) => {
            let key = if is_kept.get() {
                "keeping-offline"
            } else {
                "keeping-offline-unkept"
            };
            ("offline", words.say(key))
        }
        (
            _,
            Link::Lost | Link::Stranger | Link::Removed | Link::SignedOut | Link::ClosedToObservers,
        ) if is_kept.get() => ("offline", words.say("keeping-away")),
        (
            _,
            Link::Lost | Link::Stranger | Link::Removed | Link::SignedOut | Link::ClosedToObservers,
        ) => ("offline", words.say("keeping-away-unkept")),
        (_, Link::Full) => ("offline", words.say("table-full")),
        (_, Link::Connecting) => ("saving", words.say("keeping-connecting")),
        (SaveState::Saved, Link::Live) if is_awaiting.get() => {
            ("saving", words.say("keeping-saving"))
        }
        (SaveState::Saving, Link::Live) => ("saving", words.say("keeping-saving")),
        (SaveState::Saved, Link::Live) if is_offered_back.get() => {
            ("not-taken", words.say("keeping-not-taken"))
        }
        (SaveState::Saved, Link::Live) => ("saved", words.say("keeping-saved")),
    });
    let kept = move || match live.kept.get() {
        Kept::Here => "here",
        Kept::Soon => "soon",
        Kept::Not => "not",
    };
    let changes = move || match live.save_state.get() {
        SaveState::Offline { changes } => Some(changes.to_string()),
        SaveState::Saved | SaveState::Saving => None,
    };
    let is_away = memo(move || live.link.get() == Link::Lost);
    view! {
        <span class="keeping small" data-keeping=move || sign.get().0 data-kept=kept data-changes=changes role="status">
            {move || drawing(sign.get().0).map(icon)}
            <span prop:textContent=said(move || sign.get().1)></span>
        </span>
        {move || {
            is_away.get().then(|| {
                view! {
                    <button type="button" class="quiet small" on:click=handler(move |_| live.try_now())>
                        {words.say("try-now")}
                    </button>
                }
            })
        }}
    }
}

/// The drawing beside the words.
fn drawing(keeping: &str) -> Option<Icon> {
    match keeping {
        "saved" => Some(Icon::Check),
        "offline" => Some(Icon::WifiOff),
        "not-taken" => Some(Icon::TriangleAlert),
        _ => None,
    }
}
