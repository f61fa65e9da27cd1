//! The page: a slider through the whole session, what happened, and a text as it was.

use leptos::prelude::*;
use shared::history::Timeline;
use shared::ids::TableId;

use super::{looking::Looking, marks::Marks, slider::Slider, text::PastText};
use crate::{
    api,
    views::{Loaded, Notice, Page, Tone, handler},
    words::use_words,
};

/// The history of a table.
#[component]
pub fn HistoryOf(
    /// The table.
    id: TableId,
) -> impl IntoView {
    let words = use_words();
    let asked = id.clone();
    let timeline = LocalResource::new(move || {
        let asked = asked.clone();
        async move { api::timeline(&asked).await }
    });
    let name = Signal::derive(move || {
        let told = timeline.get().and_then(Result::ok);
        told.map(|told| told.table).unwrap_or_default()
    });
    let back = format!("/tables/{id}");
    let shown = move |told: Timeline| view! { <Shown id=id.clone() told /> };
    view! {
        <Page title=words.say("history-title") kicker=name class="wide history">
            <p class="actions">
                <a href=back>{words.say("outcome-back")}</a>
                <button type="button" class="quiet" on:click=handler(move |_| timeline.refetch())>{words.say("history-refresh")}</button>
            </p>
            <Loaded of=timeline then=shown />
        </Page>
    }
}

#[component]
fn Shown(id: TableId, told: Timeline) -> impl IntoView {
    let words = use_words();
    let begins = told.begins.is_some();
    let looking = Looking::at_the_end(id, told);
    view! {
        {begins.then(|| view! {
            <Notice tone=Tone::Info>
                <p>{words.say("history-begins")}</p>
            </Notice>
        })}
        <Slider looking />
        <div class="looking">
            <PastText looking />
            <Marks looking />
        </div>
    }
}
