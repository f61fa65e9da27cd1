//! Who one is, wherever one is: the name in the bar, and behind it the role, the delegation, and the way out.

use super::handler::handler;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use super::{Dialog, Icon, Offer, Refused, offer, said};
use crate::pages::new_session::kept;
use crate::{
    api,
    features::{floor::kept_text, practices::kept_drafts},
    words::use_words,
};

/// What makes a link for another device: a part of the program that is fetched when it is first wanted, and knows this file.
#[derive(Clone, Copy)]
pub struct AnotherDevice(pub fn() -> AnyView);

/// One's name; pressed, it says the rest.
#[component]
pub fn You(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// As what one is here, and for whom: a line each.
    #[prop(into)]
    about: Signal<Vec<String>>,
    /// What would be lost or left behind, if there is something: said before leaving.
    #[prop(default = Signal::stored(None), into)]
    unsaved: Signal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let leaving = RwSignal::new(false);
    let leave = move || Offer::new(words.say("leave"), Icon::LogOut, move || leaving.set(true));
    offer(move || Some(leave()));
    let handing_over = RwSignal::new(false);
    let device = move || {
        Offer::new(words.say("device-offer"), Icon::Link, move || {
            handing_over.set(true);
        })
    };
    offer(move || Some(device()));
    let label = move || words.tell("you-label", &[("name", name.get().into())]);
    let line = |text: String| view! { <p class="small"><bdi prop:textContent=text></bdi></p> };
    view! {
        <span class="you">
            <button type="button" class="quiet you-name" popovertarget="you" aria-label=label>
                <span class="you-initial" aria-hidden="true" prop:textContent=said(move || initial(&name.get()))></span>
                <bdi prop:textContent=said(move || name.get())></bdi>
            </button>
            <div id="you" class="you-card" popover="auto">
                <p class="kicker">{words.say("you-title")}</p>
                <p class="you-who"><bdi prop:textContent=said(move || name.get())></bdi></p>
                {move || about.get().into_iter().map(line).collect_view()}
                <div class="actions">
                    <A href="/sessions" attr:class="button quiet">{words.say("sessions-title")}</A>
                    <button
                        type="button"
                        class="quiet"
                        popovertarget="you"
                        popovertargetaction="hide"
                        on:click=handler(move |_| handing_over.set(true))
                    >
                        {words.say("device-offer")}
                    </button>
                    <button
                        type="button"
                        class="quiet danger"
                        popovertarget="you"
                        popovertargetaction="hide"
                        on:click=handler(move |_| leaving.set(true))
                    >
                        {words.say("leave")}
                    </button>
                </div>
            </div>
        </span>
        <Leave open=leaving unsaved />
        <Dialog open=handing_over title=words.say("device-offer")>
            {use_context::<AnotherDevice>().map(|AnotherDevice(shown)| shown())}
        </Dialog>
    }
}

/// Stands for the name where there is no room for it.
fn initial(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    first.into_iter().flat_map(char::to_uppercase).collect()
}

/// Other pages of this browser load anew as well; the page's script listens (`editor/main.ts`).
fn tell_other_tabs() {
    if let Some(storage) = window().local_storage().ok().flatten() {
        storage
            .set_item(LEFT, &js_sys::Date::now().to_string())
            .ok();
    }
}

/// Where it stands in the browser's storage when somebody left.
const LEFT: &str = "roundtable.left";

/// Asks before this browser is forgotten, because only the invitation link leads back.
#[component]
fn Leave(open: RwSignal<bool>, unsaved: Signal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let leave = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            match api::leave().await {
                Ok(()) => {
                    kept::forget();
                    kept_drafts::forget_all();
                    kept_text::forget_all();
                    tell_other_tabs();
                    // Loaded anew: nothing that the page knew of them is left.
                    window().location().set_href("/").ok();
                }
                Err(trouble) => {
                    failed.try_set(Some(trouble.words(words)));
                    busy.try_set(false);
                }
            }
        });
    });
    view! {
        <Dialog open title=words.say("leave-title")>
            {move || unsaved.get().map(|text| view! { <p class="leave-unsaved"><strong prop:textContent=text></strong></p> })}
            <p>{words.say("leave-text")}</p>
            <Refused why=failed />
            <div class="actions">
                <button type="button" class="danger full" aria-busy=move || busy.get().to_string() on:click=handler(move |_| leave.run(()))>
                    {words.say("leave-confirm")}
                </button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>
                    {words.say("cancel")}
                </button>
            </div>
        </Dialog>
    }
}
