//! What the room sees now, on the facilitator's screen: the projector's page itself, small. It is fetched when it is asked for, and
//! whoever looks at it is at the table already, so nobody is counted twice.

use leptos::prelude::*;

use crate::{
    live::LiveTable,
    views::{Disclosure, handler},
    words::use_words,
};

/// The shapes that screens have: the keys of their names, and what the styles call them.
const SHAPES: [(&str, &str); 2] = [("projector-wide", "16:9"), ("projector-narrow", "4:3")];

/// The thumbnail, shown and hidden by its button.
#[component]
pub(super) fn Thumbnail(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let shape = RwSignal::new(SHAPES[0].1);
    let shapes = move || {
        SHAPES.map(|(key, name)| {
            view! {
                <label class="check small">
                    <input
                        type="radio"
                        name="thumbnail-shape"
                        prop:checked=move || shape.get() == name
                        on:change=handler(move |_| shape.set(name))
                    />
                    <span>{words.say(key)}</span>
                </label>
            }
        })
    };
    let page = move || live.with(|table| format!("/t/{}/projector", table.id));
    view! {
        <Disclosure open show="projector-thumbnail-show" hide="projector-thumbnail-hide">
            // It is a picture: neither keyboard nor pointer gets into it.
            <div class="thumbnail" data-shape=move || shape.get()>
                <iframe src=untrack(page) title=words.say("projector-thumbnail") tabindex="-1" inert=true></iframe>
            </div>
            <div class="thumbnail-shape" role="group" aria-label=words.say("projector-shape")>
                {shapes()}
            </div>
        </Disclosure>
    }
}
