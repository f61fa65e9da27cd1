//! The room: bar on top, agenda at the start, the page in the middle, people and votes at the end.
//! On a phone, one of them at a time.

mod agenda;
mod answer;
mod ballot_card;
mod ballots;
mod bar;
mod deleted;
mod dock;
mod facilitate;
pub(crate) mod keeping;
mod note;
mod pasted;
mod people;
mod practice;
mod practice_form;
mod practices;
pub(crate) mod prose_pane;
mod remarks;
mod toolbar;
mod waiting;

use leptos::prelude::*;
use shared::ids::{PracticeId, QuestionId};

use crate::live_table::LiveTable;
use agenda::Agenda;
use answer::Answers;
use ballots::{Ballots, BallotsBeside};
use bar::TableBar;
use dock::Dock;
use facilitate::Facilitate;
use keeping::RescuedWords;
use note::Note;
use people::People;
use practice::Practice;
use practices::Practices;
use waiting::WaitingStrip;

/// What the middle of the room shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The concept note's background.
    Note,
    /// The answers to a question.
    Question(QuestionId),
    /// All practices.
    Practices,
    /// One practice.
    Practice(PracticeId),
    /// All ballots.
    Ballots,
}

impl Shown {
    /// Its name in the address.
    fn fragment(&self) -> String {
        match self {
            Self::Note => "note".to_owned(),
            Self::Question(id) => format!("question/{id}"),
            Self::Practices => "practices".to_owned(),
            Self::Practice(id) => format!("practice/{id}"),
            Self::Ballots => "ballots".to_owned(),
        }
    }

    fn parse(fragment: &str) -> Option<Self> {
        match fragment.trim_start_matches('#').split_once('/') {
            Some(("question", id)) => id.parse().ok().map(Self::Question),
            Some(("practice", id)) => id.parse().ok().map(Self::Practice),
            Some(_) => None,
            None => match fragment.trim_start_matches('#') {
                "note" => Some(Self::Note),
                "practices" => Some(Self::Practices),
                "ballots" => Some(Self::Ballots),
                _ => None,
            },
        }
    }
}

/// The parts of the room, of which a phone shows one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The agenda.
    Agenda,
    /// The middle.
    Page,
    /// Practices, votes and people.
    Side,
}

/// Where one stands in the room.
#[derive(Clone, Copy)]
pub struct Standpoint {
    /// What the middle shows.
    pub shown: RwSignal<Shown>,
    /// What a phone shows.
    pub part: RwSignal<Part>,
}

/// Where one stands.
pub fn use_standpoint() -> Standpoint {
    expect_context()
}

impl Standpoint {
    /// Begins where the address says, and follows it when the browser goes back or forward.
    fn new(live: LiveTable) -> Self {
        let here = Self {
            shown: RwSignal::new(addressed(live)),
            part: RwSignal::new(Part::Page),
        };
        let follow = window_event_listener(leptos::ev::hashchange, move |_| {
            here.show(addressed(live));
        });
        on_cleanup(move || follow.remove());
        provide_context(here);
        here
    }

    /// Goes there, with the keyboard's focus on its heading.
    pub fn go(self, to: Shown) {
        let fragment = format!("#{}", to.fragment());
        if location_fragment().as_ref() != Some(&fragment)
            && let Ok(history) = window().history()
        {
            // An address that cannot be shown is no reason not to go.
            history
                .push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&fragment))
                .ok();
        }
        self.show(to);
    }

    fn show(self, to: Shown) {
        self.shown.set(to);
        self.part.set(Part::Page);
        focus_later("page");
    }
}

/// What the address says is to be shown; without a word of it, the first question.
fn addressed(live: LiveTable) -> Shown {
    let first = || {
        live.table
            .with_untracked(|table| Some(table.as_ref()?.questions.first()?.id.clone()))
    };
    location_fragment()
        .and_then(|fragment| Shown::parse(&fragment))
        .or_else(|| first().map(Shown::Question))
        .unwrap_or(Shown::Note)
}

fn location_fragment() -> Option<String> {
    window()
        .location()
        .hash()
        .ok()
        .filter(|hash| hash.len() > 1)
}

/// Moves the keyboard's focus to an element once it is there.
pub fn focus_later(id: &'static str) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast as _;
        let element = document().get_element_by_id(id);
        if let Some(element) =
            element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            element.focus().ok();
        }
    });
}

/// The room.
#[component]
pub fn Room(
    /// The table.
    live: LiveTable,
) -> impl IntoView {
    let here = Standpoint::new(live);
    let part = move || match here.part.get() {
        Part::Agenda => "agenda",
        Part::Page => "page",
        Part::Side => "side",
    };
    let title = Signal::derive(move || live.with(|table| table.name.clone()).unwrap_or_default());
    crate::views::arrive(title);
    view! {
        <div class="room" data-part=part>
            <TableBar live />
            <WaitingStrip live />
            <main class="room-body" id="main" tabindex="-1">
                <Agenda live />
                <div class="page">
                    <RescuedWords live />
                    <Middle live />
                </div>
                <section class="side" aria-label=crate::words::use_words().say("side-label")>
                    <Facilitate live />
                    <BallotsBeside live />
                    <People live />
                </section>
            </main>
            <Dock live />
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
