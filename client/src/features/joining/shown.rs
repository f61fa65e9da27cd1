//! How one comes in, shown to the room.

use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle};
use leptos::{prelude::*, task::spawn_local};
use shared::ids::SessionId;
use shared::joining::SessionCode;
use std::time::Duration;

use crate::{
    api::joining,
    views::{Moment, Show, memo},
    words::use_words,
};

/// How often it is asked whether there is another one.
const LOOK: Duration = Duration::from_secs(10);

/// The code, as large as the screen. It goes on showing what was there while the server cannot be asked.
#[component]
pub fn CodeSlide(
    /// The session.
    session: SessionId,
) -> impl IntoView {
    let words = use_words();
    let session = StoredValue::new(session);
    let told = RwSignal::new(None::<SessionCode>);
    let is_told = RwSignal::new(false);
    let look = move || {
        spawn_local(async move {
            let Some(session) = session.try_get_value() else {
                return;
            };
            if let Ok(now) = joining::code(&session).await {
                told.try_set(now);
                is_told.try_set(true);
            }
        });
    };
    look();
    let looking = set_interval_with_handle(look, LOOK).ok();
    on_cleanup(move || {
        looking.inspect(IntervalHandle::clear);
    });
    let is_none = memo(move || is_told.get() && told.with(Option::is_none));
    let code = memo(move || told.get());
    let shown = move || {
        code.get().map(|code| {
            view! {
                <div class="code-slide">
                    <div class="qr" inner_html=code.qr></div>
                    <div>
                        <p>{words.say("code-how")}</p>
                        <p class="mono-text" dir="ltr" translate="no" prop:textContent=code.address></p>
                        <p class="code-letters" dir="ltr" translate="no" prop:textContent=code.code></p>
                        <p class="small">{words.say("links-until")} " " <Moment at=code.expires /></p>
                    </div>
                </div>
            }
        })
    };
    view! {
        <h2 class="question">{words.say("code-slide-title")}</h2>
        {shown}
        <Show when=move || is_none.get()>
            <p class="pause">{words.say("code-slide-none")}</p>
        </Show>
    }
}
