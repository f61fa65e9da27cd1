//! The room: bar on top, agenda at the start, the page in the middle, people and votes at the end.
//! On a phone, one of them at a time.

mod agenda;
mod announcements;
mod answer;
pub(crate) mod attention;
mod ballot_card;
mod ballot_form;
mod ballots;
mod bar;
mod deleted;
mod dock;
mod facilitate;
pub(crate) mod keeping;
mod moving;
mod note;
mod pasted;
mod people;
mod practice;
mod practice_draft;
mod practice_form;
mod practices;
pub(crate) mod prose_pane;
mod remarks;
mod standpoint;
mod toolbar;
mod waiting;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, prelude::Closure};

use crate::{live_table::LiveTable, views::keep_focus};
use agenda::Agenda;
use announcements::Announcements;
use answer::Answers;
use attention::Attention;
use ballot_form::provide_again;
use ballots::{Ballots, BallotsBeside};
use bar::TableBar;
use dock::Dock;
use facilitate::Facilitate;
use moving::{MoveDialogs, provide_moving};
use note::Note;
use people::People;
use practice::Practice;
use practices::Practices;
use standpoint::{Part, Shown, Standpoint, use_standpoint};
use waiting::WaitingStrip;

/// The room.
#[component]
pub fn Room(
    /// The table.
    live: LiveTable,
) -> impl IntoView {
    let here = Standpoint::new(live);
    provide_moving();
    provide_again();
    let part = move || match here.part.get() {
        Part::Agenda => "agenda",
        Part::Page => "page",
        Part::Side => "side",
    };
    let title = Signal::derive(move || live.with(|table| table.name.clone()).unwrap_or_default());
    crate::views::arrive(title);
    let top = measure_top();
    keep_focus(move || {
        live.table.track();
        live.link.track();
        live.rescued.track();
        live.desk.track();
        here.shown.track();
    });
    view! {
        <div class="room" data-part=part>
            <div class="top" node_ref=top>
                <TableBar live />
                <Attention live />
                <WaitingStrip live />
            </div>
            <Announcements live />
            <main class="room-body" id="main" tabindex="-1">
                <Agenda live />
                <div class="page">
                    <Middle live />
                </div>
                <section class="side" tabindex="0" aria-label=crate::words::use_words().say("side-label")>
                    <Facilitate live />
                    <BallotsBeside live />
                    <People live />
                </section>
            </main>
            <Dock live />
            <MoveDialogs live />
        </div>
    }
}

#[component]
fn Middle(live: LiveTable) -> impl IntoView {
    let here = use_standpoint();
    move || match here.shown.get() {
        Shown::Note => view! { <Note live /> }.into_any(),
        Shown::Question(id) => view! { <Answers live id /> }.into_any(),
        Shown::Practices => view! { <Practices live /> }.into_any(),
        Shown::Practice(id) => view! { <Practice live id /> }.into_any(),
        Shown::Ballots => view! { <Ballots live /> }.into_any(),
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
