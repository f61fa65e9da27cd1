//! Making the link for another device.

use leptos::{prelude::*, task::spawn_local};
use shared::joining::DeviceLink;

use crate::{
    api::joining,
    views::{CopyButton, Refused, Show, focus_soon, handler, memo, said, time_of_day},
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
                    <button type="button" class="primary" aria-busy=move || busy.get().to_string() on:click=handler(ask)>
                        {words.say("device-make")}
                    </button>
                </div>
            </Show>
            {shown}
            <Others />
        </div>
    }
}

/// On how many other devices one is in, and the way to end that.
#[component]
fn Others() -> impl IntoView {
    let words = use_words();
    let devices = LocalResource::new(joining::devices);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let is_done = RwSignal::new(false);
    let others = memo(move || match devices.get() {
        Some(Ok(devices)) => i64::try_from(devices.others).ok(),
        Some(Err(_)) | None => None,
    });
    let text = said(move || match (others.get(), is_done.get()) {
        (_, true) => words.say("device-others-done"),
        (Some(0), false) => words.say("device-others-none"),
        (Some(count), false) => words.tell("device-others", &[("count", count.into())]),
        (None, false) => String::new(),
    });
    let sign_out = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match joining::sign_out_others().await {
                Ok(()) => drop(is_done.try_set(true)),
                Err(trouble) => drop(failed.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
            devices.refetch();
        });
    };
    view! {
        <section class="stack" aria-labelledby="device-others">
            <h3 id="device-others">{words.say("device-others-title")}</h3>
            <p role="status" prop:textContent=text></p>
            <p class="small">{words.say("device-others-text")}</p>
            <Refused why=failed />
            <div class="actions">
                <button type="button" class="danger" aria-busy=move || busy.get().to_string() on:click=handler(sign_out)>
                    {words.say("device-others-sign-out")}
                </button>
            </div>
        </section>
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
