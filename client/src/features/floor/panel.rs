//! The floor, beside the text.

use leptos::prelude::*;

use super::asking::Asking;
use super::handing_in::{HandingIn, provide_handing};
use super::list::Speakers;
use super::now::Now;
use super::statement::{DeliveredStatements, NotPublished};
use super::totals::Totals;
use crate::room::running::{Running, running_panel};
use crate::{live::LiveTable, words::use_words};

/// The panel.
#[component]
pub fn FloorPanel(live: LiveTable) -> impl IntoView {
    let words = use_words();
    provide_handing();
    view! {
        <section class="card floor" id="floor" tabindex="-1" aria-labelledby="floor-title">
            <h2 class="kicker" id="floor-title" prop:textContent=words.say("floor-title")></h2>
            <Now live />
            <Asking live />
            <Speakers live />
            {running_panel(live, Running::Presiding)}
            <NotPublished live />
            <Totals live />
            <DeliveredStatements live />
            <HandingIn live />
        </section>
    }
}
