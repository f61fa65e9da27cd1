//! Making the link for another device.

use leptos::{prelude::*, task::spawn_local};
use shared::joining::DeviceLink;

use crate::{
    api::joining,
    views::{CopyButton, Refused, focus_soon, time_of_day},
    words::use_words,
};

/// What stands in the dialog: nothing is made before it is asked for.
#[component]
pub fn HandOver() -> impl IntoView {
    let words = use_words();
    let made = RwSignal::new(None::<DeviceLink>);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let ask = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match joining::device_link().await {
                Ok(link) => {
                    made.try_set(Some(link));
                    focus_soon("device-link");
                }
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    let shown = move || made.get().map(|made| view! { <Made made /> });
    view! {
        <div class="stack hand-over">
            <p>{words.say("device-text")}</p>
            <Refused why=failed />
            <Show when=move || made.with(Option::is_none)>
                <div class="actions">
                    <button type="button" class="primary" aria-busy=move || busy.get().to_string() on:click=ask>
                        {words.say("device-make")}
                    </button>
                </div>
            </Show>
            {shown}
        </div>
    }
}

#[component]
fn Made(made: DeviceLink) -> impl IntoView {
    let words = use_words();
    let DeviceLink { link, qr, expires } = made;
    let until = words.tell("device-until", &[("time", time_of_day(expires).into())]);
    view! {
        // Drawn by our own server out of the link alone.
        <div class="qr" inner_html=qr></div>
        <p role="status" prop:textContent=until></p>
        <div class="joined">
            <input
                id="device-link"
                class="mono-text"
                type="text"
                readonly=true
                dir="ltr"
                aria-label=words.say("device-link")
                prop:value=link.clone()
                on:focus:target=move |input| input.target().select()
            />
            <CopyButton text=Signal::stored(link) label=words.say("links-copy") />
        </div>
    }
}
