//! What the facilitators of a table note for each other, beside the text: a document that nobody else reads.

use leptos::prelude::*;
use shared::document::Root;

use crate::prose_pane::ProsePane;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Disclosure, Icon, Kind, Offer, offer},
    words::use_words,
};

/// The notes; nothing for whoever does not facilitate, or does not any more.
#[component]
pub fn Notes(live: LiveTable) -> impl IntoView {
    let is_facilitator = live.is_facilitator();
    move || is_facilitator.get().then(|| view! { <Panel live /> })
}

#[component]
fn Panel(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    // A screen may be seen by others: nothing is shown before it is asked for.
    let open = RwSignal::new(false);
    offer(move || {
        let go = move || {
            open.set(true);
            here.go_beside("notes".to_owned());
        };
        let notes = Offer::new(words.say("notes-title"), Icon::LockKeyhole, go);
        Some(notes.of(Kind::Page, String::new()))
    });
    view! {
        <section class="card facilitators-notes" aria-labelledby="notes">
            <h2 class="kicker" id="notes" tabindex="-1">{words.say("notes-title")}</h2>
            <p class="small">{words.say("notes-readers")}</p>
            <Disclosure open show="notes-show" hide="notes-hide">
                <ProsePane
                    live
                    root=Root::Notes
                    label=words.say("notes-title")
                    placeholder=words.say("notes-placeholder")
                />
            </Disclosure>
        </section>
    }
}
