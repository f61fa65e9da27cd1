//! The room: bar on top, agenda at the start, the page in the middle, people and votes at the end.
//! On a phone, one of them at a time.

mod announcements;
pub mod attention;
pub mod bar;
pub mod beyond;
mod contents;
mod dock;
pub mod navigation;
mod note;
mod palette;
mod places;
pub mod running;
pub mod save_badge;
mod time_left;
mod tour;
pub mod waiting;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, prelude::Closure};

use crate::features::agenda::moving::provide_moving;
use crate::features::announcements::toasts::SaidToasts;
use crate::features::answers::answer::Answers;
use crate::features::ballots::form::{offer_ballot, provide_again};
use crate::features::comments::dialogs::CommentDialogs;
use crate::features::comments::provide_commenting;
use crate::features::floor::strip::SpeakingStrip;
use crate::features::lead::strip::LeadStrip;
use crate::features::no_objection::strip::NoObjectionStrip;
use crate::features::practices::list::provide_bringing;
use crate::features::revisions::{provide_freezing, revisions_page};
use crate::features::temperature::strip::TemperatureStrip;
use crate::{
    live::LiveTable,
    views::{focus_soon, keep_focus},
};
use announcements::Announcements;
use attention::Attention;
use bar::TableBar;
use beyond::{Beyond, beyond_panel};
use contents::Agenda;
use dock::Dock;
use navigation::{Navigation, Part, Shown, use_navigation};
use note::Note;
use places::offer_places;
use running::{Running, running_panel};
use tour::provide_first_steps;
use waiting::WaitingStrip;

/// The room.
#[component]
pub fn Room(
    /// The table.
    live: LiveTable,
) -> impl IntoView {
    let here = Navigation::new(live);
    palette::provide_palette();
    provide_moving();
    provide_again();
    provide_bringing(live);
    provide_commenting(live);
    offer_places(live);
    offer_ballot(live);
    provide_freezing(live);
    let first_steps = provide_first_steps(live);
    let part = move || match here.part.get() {
        Part::Agenda => "agenda",
        Part::Page => "page",
        Part::Side => "side",
    };
    let to_floor = move || {
        here.turn_to(Part::Side);
        focus_soon("floor");
    };
    let title = Signal::derive(move || live.with(|table| table.name.clone()).unwrap_or_default());
    crate::views::arrive(title);
    let top = measure_top();
    keep_focus(move || {
        live.table.track();
        live.link.track();
        live.rescued.track();
        live.documents.track();
        here.shown.track();
    });
    view! {
        <div class="room" data-part=part data-tour=move || first_steps.speaks_of()>
            <div class="top" node_ref=top>
                <TableBar live />
                <LeadStrip live />
                <NoObjectionStrip live />
                <TemperatureStrip live />
                <SpeakingStrip live to_floor=move |()| to_floor() />
                <Attention live />
                <WaitingStrip live />
            </div>
            <Announcements live />
            <SaidToasts live />
            <main class="room-body" id="main" tabindex="-1">
                <Agenda live />
                <div class="page">
                    {running_panel(live, Running::Lead)}
                    {move || first_steps.is_shown().then(|| beyond_panel(live, Beyond::FirstSteps))}
                    <Middle live />
                </div>
                <section class="side" tabindex="0" aria-label=crate::words::use_words().say("side-label")>
                    {running_panel(live, Running::Facilitate)}
                    {beyond_panel(live, Beyond::Beside)}
                </section>
            </main>
            <Dock live />
            {running_panel(live, Running::Moves)}
            <CommentDialogs />
        </div>
    }
}

#[component]
fn Middle(live: LiveTable) -> impl IntoView {
    let here = use_navigation();
    move || match here.shown.get() {
        Shown::Note => view! { <Note live /> }.into_any(),
        Shown::Question(id) => view! { <Answers live id /> }.into_any(),
        Shown::Practices => beyond_panel(live, Beyond::Practices),
        Shown::Practice(id) => beyond_panel(live, Beyond::Practice(id)),
        Shown::Ballots => beyond_panel(live, Beyond::Ballots),
        Shown::Revisions => revisions_page(live),
        Shown::Desk(id) => beyond_panel(live, Beyond::Desk(id)),
    }
}

/// How much of the window the bars at its top take, told to the styles as `--top`: what sticks below them, and
/// what is scrolled into view, keeps clear of them.
fn measure_top() -> NodeRef<leptos::html::Div> {
    let top = NodeRef::new();
    let observer = StoredValue::new_local(None::<Measuring>);
    Effect::new(move |_| {
        let top: Option<web_sys::HtmlDivElement> = top.get();
        observer.set_value(top.and_then(|top| Measuring::of(&top)));
    });
    top
}

/// Measures an element as often as it grows or shrinks, until it is dropped.
struct Measuring {
    observer: web_sys::ResizeObserver,
    _measure: Closure<dyn FnMut()>,
}

impl Measuring {
    fn of(element: &web_sys::HtmlElement) -> Option<Self> {
        let root: web_sys::HtmlElement = document().document_element()?.dyn_into().ok()?;
        let measured = element.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            let tall = format!("{}px", measured.offset_height());
            root.style().set_property("--top", &tall).ok();
        });
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _measure: measure,
        })
    }
}

impl Drop for Measuring {
    fn drop(&mut self) {
        self.observer.disconnect();
        let root = document().document_element();
        if let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) {
            root.style().remove_property("--top").ok();
        }
    }
}
