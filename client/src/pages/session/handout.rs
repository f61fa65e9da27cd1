//! The links on paper: one a delegation, to be cut apart and handed out.

use leptos::prelude::*;

use super::office::use_office;
use super::whom::{Made, Who};
use crate::{views::Moment, words::use_words};

/// Shown in print only.
#[component]
pub fn Handout(title: String) -> impl IntoView {
    let words = use_words();
    let office = use_office();
    view! {
        <section class="handout" aria-hidden="true">
            <ul class="plain">
                {move || {
                    office
                        .made
                        .get()
                        .into_iter()
                        .map(|Made { whom, invitation }| {
                            let is_shared = whom.delegation.is_some() && invitation.most != Some(1);
                            let how = if is_shared { "handout-how" } else { "handout-how-alone" };
                            view! {
                                <li>
                                    <div class="qr" inner_html=invitation.qr></div>
                                    <div class="slip">
                                        <p class="small" prop:textContent=title.clone()></p>
                                        <p class="whom">
                                            <Who whom />
                                        </p>
                                        <p prop:textContent=words.say(how)></p>
                                        <p class="mono-text" prop:textContent=invitation.link></p>
                                        <p class="small">
                                            {words.say("links-until")} " " <Moment at=invitation.expires />
                                        </p>
                                    </div>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}
