//! The slider from the beginning to now.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use shared::history::What;

use super::{looking::Looking, playing::Play, told};
use crate::{
    views::{Icon, handler, icon, memo, said, time_to_the_second},
    words::use_words,
};

/// The slider, with what it stands at.
#[component]
pub(super) fn Slider(looking: Looking) -> impl IntoView {
    let words = use_words();
    let last = looking
        .timeline
        .with_value(|timeline| timeline.moments.len().saturating_sub(1));
    let when = memo(move || {
        let (_, at) = looking.moment()?;
        Some(time_to_the_second(at))
    });
    let what = memo(move || {
        let mark = looking.mark()?;
        looking.timeline.with_value(|timeline| {
            let mark = timeline.marks.get(mark)?;
            Some(told::what(words, timeline, mark))
        })
    });
    let item = memo(move || {
        let (seq, _) = looking.moment()?;
        looking.timeline.with_value(|timeline| {
            let mut before = timeline.marks.iter().rev().filter(|mark| mark.seq <= seq);
            let moved = before.find_map(|mark| match &mark.what {
                What::Moved { to, title, .. } => Some((to, title)),
                _ => None,
            });
            let (to, title) = moved?;
            let title = words.with(|words| words.place(to, title));
            Some(words.tell("history-item", &[("title", title.into())]))
        })
    });
    let spoken = move || {
        let (when, what) = (when.get()?, what.get()?);
        Some(format!("{when}, {what}"))
    };
    let slide = move |event: leptos::ev::Event| {
        if let Ok(place) = event_target_value(&event).parse() {
            looking.place.set(place);
        }
    };
    let range = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        // Once it has its end: before, it would take no more than a hundred.
        if let Some(range) = range.get() {
            range.set_value(&looking.place.get().to_string());
        }
    });
    let leap = move |key: KeyboardEvent| {
        let by = match key.key().as_str() {
            "PageUp" => 1,
            "PageDown" => -1,
            _ => return,
        };
        key.prevent_default();
        looking.leap(by);
    };
    let at_end = move |end: usize| looking.place.get() == end;
    view! {
        <section class="slider" aria-label=words.say("history-slider")>
            <p class="moment">
                <strong prop:textContent=said(move || when.get())></strong>
                <span dir="auto" prop:textContent=said(move || what.get())></span>
                <span class="small" dir="auto" prop:textContent=said(move || item.get())></span>
            </p>
            <div class="rail">
                <button type="button" class="icon quiet" aria-label=words.say("history-back") title=words.say("history-back") disabled=move || at_end(0) on:click=handler(move |_| looking.leap(-1))>
                    {icon(Icon::ChevronLeft)}
                </button>
                <input
                    type="range"
                    min="0"
                    max=last.to_string()
                    step="1"
                    aria-label=words.say("history-slider")
                    aria-valuetext=spoken
                    node_ref=range
                    on:input=handler(slide)
                    on:keydown=handler(leap)
                />
                <button type="button" class="icon quiet" aria-label=words.say("history-on") title=words.say("history-on") disabled=move || at_end(last) on:click=handler(move |_| looking.leap(1))>
                    {icon(Icon::ChevronRight)}
                </button>
            </div>
            <Play looking />
            <p class="small playing-keys">{words.say("history-keys")}</p>
        </section>
    }
}
