//! Which page is shown when, and what happens when nothing can be shown any more.

use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::{
    Lazy,
    components::{Route, Router, Routes},
    hooks::use_location,
    path,
};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::{
    account::provide_account,
    pages::{
        Join, Landing, NotFound,
        fetched::{
            DevicePage, HistoryPage, InterpreterPage, KnockPage, LobbyPage, NewSessionPage,
            OutcomePage, ParticipantsPage, ProjectorPage, ReportPage, SessionPage, SessionsPage,
            SheetPage, TablePage, hand_over,
        },
    },
    views::{AnotherDevice, Toasts, is_at, opening_goes, provide_arrival, provide_toasts},
    words::provide_words,
};

/// The element of `index.html` that is shown when the program has stopped. Its words are in the page, because the
/// catalogues may be gone by then.
const BROKEN: &str = "broken";

/// Opens the house. Runs by itself once the module is loaded.
#[wasm_bindgen(start)]
pub fn open() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Some(broken) = element(BROKEN) {
            broken.remove_attribute("hidden").ok();
        }
    }));
    opening_goes();
    mount_to_body(App);
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let words = provide_words();
    provide_account();
    provide_arrival();
    provide_toasts();
    provide_context(AnotherDevice(hand_over));
    view! {
        <Router>
            <Whereabouts />
            <nav aria-label=words.say("skip-label")>
                <a class="skip" href="#main" rel="external" on:click=|click| skip(&click)>
                    {words.say("skip-to-content")}
                </a>
            </nav>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Landing />
                <Route path=path!("/join") view=Join />
                <Route path=path!("/device") view={Lazy::<DevicePage>::new()} />
                <Route path=path!("/knock") view={Lazy::<KnockPage>::new()} />
                <Route path=path!("/sessions") view={Lazy::<SessionsPage>::new()} />
                <Route path=path!("/sessions/new") view={Lazy::<NewSessionPage>::new()} />
                <Route path=path!("/sessions/:id") view={Lazy::<SessionPage>::new()} />
                <Route path=path!("/sessions/:id/lobby") view={Lazy::<LobbyPage>::new()} />
                <Route path=path!("/tables/:id") view={Lazy::<TablePage>::new()} />
                <Route path=path!("/t/:id/projector") view={Lazy::<ProjectorPage>::new()} />
                <Route path=path!("/t/:id/interpreter") view={Lazy::<InterpreterPage>::new()} />
                <Route path=path!("/tables/:id/participants") view={Lazy::<ParticipantsPage>::new()} />
                <Route path=path!("/tables/:id/outcome") view={Lazy::<OutcomePage>::new()} />
                <Route path=path!("/tables/:id/report") view={Lazy::<ReportPage>::new()} />
                <Route path=path!("/tables/:id/sheet") view={Lazy::<SheetPage>::new()} />
                <Route path=path!("/tables/:id/history") view={Lazy::<HistoryPage>::new()} />
            </Routes>
            <Toasts />
        </Router>
    }
}

/// Follows where one is, for what is shown of a table until that is there.
#[component]
fn Whereabouts() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |_| path.with(|path| is_at(path)));
}

/// Followed as a link, it would put `#main` where an invitation keeps its secret.
fn skip(click: &MouseEvent) {
    click.prevent_default();
    if let Some(main) = element("main").and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        main.focus().ok();
    }
}
