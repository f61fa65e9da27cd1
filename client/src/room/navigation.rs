//! Where one stands in the room, and how one comes back to where one was.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::agenda::Openings;
use shared::ids::{BallotId, DelegationId, PracticeId, QuestionId};
use shared::table::RoundTable;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::{
    features::desks::desks,
    live::LiveTable,
    views::{focus_after, focus_quietly},
};

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
    /// The text as it was frozen.
    Revisions,
    /// A delegation's desk.
    Desk(DelegationId),
}

impl Shown {
    /// Its name in the address.
    pub fn fragment(&self) -> String {
        match self {
            Self::Note => "note".to_owned(),
            Self::Question(id) => format!("question/{id}"),
            Self::Practices => "practices".to_owned(),
            Self::Practice(id) => format!("practice/{id}"),
            Self::Ballots => "ballots".to_owned(),
            Self::Revisions => "revisions".to_owned(),
            Self::Desk(id) => format!("desk/{id}"),
        }
    }

    fn parse(fragment: &str) -> Option<Self> {
        match fragment.trim_start_matches('#').split_once('/') {
            Some(("question", id)) => id.parse().ok().map(Self::Question),
            Some(("practice", id)) => id.parse().ok().map(Self::Practice),
            Some(("desk", id)) => id.parse().ok().map(Self::Desk),
            Some(_) => None,
            None => match fragment.trim_start_matches('#') {
                "note" => Some(Self::Note),
                "practices" => Some(Self::Practices),
                "ballots" => Some(Self::Ballots),
                "revisions" => Some(Self::Revisions),
                _ => None,
            },
        }
    }

    /// Where the work of the item is that the table is at: with what it opens that is not open before it, or else with what
    /// it opens first.
    pub fn work(table: &RoundTable) -> Self {
        let agenda = &table.agenda;
        let open = agenda.open();
        let before = agenda.back(&agenda.at);
        let before = before.map_or(&Openings::NOTHING, |before| agenda.openings(&before));
        let mut questions = table.questions.iter().map(|question| &question.id);
        if agenda.is_closed() {
            return questions.next().cloned().map_or(Self::Note, Self::Question);
        }
        if open.ballots && !before.ballots {
            return Self::Ballots;
        }
        let answered = questions.find(|id| open.answers.holds(id));
        match answered {
            Some(question) if open.answers != before.answers || !open.practices => {
                Self::Question(question.clone())
            }
            _ if open.practices => Self::Practices,
            _ if open.ballots => Self::Ballots,
            _ => Self::Note,
        }
    }
}

/// The parts of the room, of which a narrow window shows one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The agenda.
    Agenda,
    /// The middle.
    Page,
    /// Practices, votes and people.
    Side,
}

/// How far each part and each page had been scrolled, by name.
type Places = BTreeMap<String, Place>;

/// A place in a part or a page.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// How far the window was scrolled, in pixels.
    at: f64,
    /// The topmost paragraph in view, by number, and where its top was. What is out of sight is not laid out, so that
    /// pixels alone would lead to another paragraph.
    paragraph: Option<(u32, f64)>,
}

/// What a text is drawn in, out of sight not laid out inside, and drawn anew in other parts at any time.
const PARTS: &str = ".page .prose-editor > .part";
/// What is counted within.
const PARAGRAPHS: &str = ":is(p, h1, h2, h3)";

impl Place {
    fn here() -> Self {
        Self {
            at: window().scroll_y().unwrap_or(0.0),
            paragraph: topmost(),
        }
    }

    /// Scrolls there; whether it was there already, with the paragraph that is to be seen.
    fn scroll(self) -> bool {
        let at = window().scroll_y().unwrap_or(0.0);
        // At the very top, one is at the top, whatever stands there now.
        let sought = self.paragraph.filter(|_| self.at > 0.0);
        let found = sought.and_then(|(number, was)| {
            let all = document()
                .query_selector_all(&format!("{PARTS} {PARAGRAPHS}"))
                .ok()?;
            let (top, _) = seen(&all, number)?;
            Some(at + top - was)
        });
        let to = found.unwrap_or(self.at);
        window().scroll_to_with_x_and_y(0.0, to);
        (at - to).abs() < 1.5 && found.is_some() == sought.is_some()
    }
}

/// The number of the topmost paragraph in view, counted through the whole text, and where its top is.
fn topmost() -> Option<(u32, f64)> {
    let parts = document().query_selector_all(PARTS).ok()?;
    let mut before = 0;
    for number in 0..parts.length() {
        let part: web_sys::Element = parts.get(number)?.dyn_into().ok()?;
        let paragraphs = part.query_selector_all(PARAGRAPHS).ok()?;
        if seen(&parts, number).is_some_and(|(_, bottom)| bottom > 0.0) {
            let mut all =
                (0..paragraphs.length()).filter_map(|nth| Some((nth, seen(&paragraphs, nth)?)));
            if let Some((nth, (top, _))) = all.find(|(_, (_, bottom))| *bottom > 0.0) {
                return Some((before + nth, top));
            }
        }
        before += paragraphs.length();
    }
    None
}

/// Where the top and the bottom of an element are in the window; nothing for one that is not shown.
fn seen(all: &web_sys::NodeList, number: u32) -> Option<(f64, f64)> {
    let element: web_sys::Element = all.get(number)?.dyn_into().ok()?;
    let seen = element.get_bounding_client_rect();
    (seen.height() > 0.0).then(|| (seen.top(), seen.bottom()))
}

/// Where one stands in the room.
#[derive(Clone, Copy)]
pub struct Navigation {
    /// What the middle shows.
    pub shown: RwSignal<Shown>,
    /// What a narrow window shows.
    pub part: RwSignal<Part>,
    /// Whether one came by an address that names a page.
    pub is_chosen: bool,
    places: StoredValue<Places>,
    /// The ballots that were open when the side was last looked at.
    voted_on: StoredValue<Vec<BallotId>>,
    table: RwSignal<Option<RoundTable>>,
    /// The answer that one goes to, of those on the page of its question.
    sought: RwSignal<Option<Root>>,
    /// Whether the passage that the chair points at is to be brought into sight, once it is there.
    pub seeks_pointed: RwSignal<bool>,
    /// How often a place was restored: a later one puts an end to the one before.
    restored: StoredValue<u32>,
}

/// Where one stands.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Begins where the address says, and follows it when the browser goes back or forward.
    pub(super) fn new(live: LiveTable) -> Self {
        let here = Self {
            shown: RwSignal::new(addressed(live)),
            part: RwSignal::new(Part::Page),
            is_chosen: location_fragment().is_some_and(|it| Shown::parse(&it).is_some()),
            places: StoredValue::new(Places::new()),
            voted_on: StoredValue::new(Vec::new()),
            table: live.table,
            sought: RwSignal::new(None),
            seeks_pointed: RwSignal::new(false),
            restored: StoredValue::new(0),
        };
        // An address that says nothing is given the name of what is shown.
        here.address(web_sys::History::replace_state_with_url);
        scroll_by_hand();
        let follow = window_event_listener(leptos::ev::hashchange, move |_| {
            here.show(addressed(live));
        });
        on_cleanup(move || follow.remove());
        here.yield_to_the_reader();
        here.leave_what_is_lost(live);
        provide_context(here);
        here
    }

    /// Puts what is shown into the address, unless it says so already.
    fn address(self, put: PutAddress) {
        let fragment = format!("#{}", self.shown.with_untracked(Shown::fragment));
        if location_fragment().as_ref() != Some(&fragment)
            && let Ok(history) = window().history()
        {
            // An address that cannot be shown is no reason not to go.
            let state = history.state().unwrap_or(JsValue::NULL);
            put(&history, &state, "", Some(&fragment)).ok();
        }
    }

    /// Goes there, with the keyboard's focus on its heading, to where one was when one left it.
    pub fn go(self, to: Shown) {
        self.show(to);
        self.address(web_sys::History::push_state_with_url);
    }

    /// Goes there because something calls: to the element of that id once it is there, or to the top.
    pub fn go_to(self, to: Shown, id: String) {
        self.leave();
        self.places.update_value(|places| {
            places.remove(&to.fragment());
        });
        self.go(to);
        // The focus scrolls to what has it, and nothing scrolls back to the top after that.
        self.stop_restoring();
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_after(id);
    }

    /// Goes to the element of that id beside the text; if it is not there, to the people.
    pub fn go_beside(self, id: String) {
        self.turn_to(Part::Side);
        self.stop_restoring();
        let is_there = document().get_element_by_id(&id).is_some();
        focus_after(if is_there { id } else { "people".to_owned() });
    }

    /// Goes to a text that stands on a page of the room; a page that is shown already is not made anew.
    pub fn go_to_text(self, root: &Root) {
        let page = match root {
            Root::Joint(question) | Root::Own(question, _) | Root::Private(question, _) => {
                self.sought.set(Some(root.clone()));
                Shown::Question(question.clone())
            }
            Root::Practice(practice, _) => Shown::Practice(practice.clone()),
            Root::Desk(delegation) => Shown::Desk(delegation.clone()),
            Root::Summary | Root::Section(_) | Root::Notes => return,
        };
        if self.shown.get_untracked() == page {
            self.turn_to(Part::Page);
        } else {
            self.go(page);
        }
    }

    /// Goes to what the delegations answer to a question.
    pub fn go_to_answers_by_delegation(self, question: &QuestionId) {
        // Whose it is does not matter: they stand on one page.
        let of = self.table.with_untracked(|table| {
            let all = table.iter().flat_map(|table| &table.delegations);
            all.map(|it| it.id.clone()).next()
        });
        if let Some(of) = of {
            self.go_to_text(&Root::Own(question.clone(), of));
        }
    }

    /// The answer to a question that one goes to, once.
    pub fn sought(self, question: &QuestionId) -> Option<Root> {
        let is_of = |root: &Root| matches!(root, Root::Joint(of) | Root::Own(of, _) | Root::Private(of, _) if of == question);
        let sought = self.sought.get().filter(is_of)?;
        self.sought.set(None);
        Some(sought)
    }

    /// Whoever stands at a desk that is not theirs, or not any more, is shown what the table is at.
    fn leave_what_is_lost(self, live: LiveTable) {
        Effect::new(move |_| {
            let Shown::Desk(desk) = self.shown.get() else {
                return;
            };
            let is_known = live.me().is_some();
            if is_known && !desks(live).contains(&desk) {
                let work = live.with(Shown::work);
                self.show(work.unwrap_or(Shown::Note));
                self.address(web_sys::History::replace_state_with_url);
            }
        });
    }

    /// Shows a part, in a window that shows one at a time, where one was when one left it.
    pub fn turn_to(self, part: Part) {
        if self.part.get_untracked() == part || !is_narrow() {
            return;
        }
        self.leave();
        self.part.set(part);
        if part == Part::Side && self.has_new_votes() {
            self.places.update_value(|places| {
                places.remove(&self.place());
            });
        }
        self.restore();
    }

    fn show(self, to: Shown) {
        self.leave();
        self.shown.set(to);
        self.part.set(Part::Page);
        focus_quietly("page");
        self.restore();
    }

    /// The name under which the place in what is shown now is remembered.
    fn place(self) -> String {
        match self.part.get_untracked() {
            Part::Agenda if is_narrow() => "agenda".to_owned(),
            Part::Side if is_narrow() => "side".to_owned(),
            Part::Agenda | Part::Page | Part::Side => self.shown.with_untracked(Shown::fragment),
        }
    }

    fn leave(self) {
        self.places.update_value(|places| {
            places.insert(self.place(), Place::here());
        });
    }

    fn restore(self) {
        let name = self.place();
        let place = self.places.with_value(|places| places.get(&name).copied());
        self.stop_restoring();
        self.scroll_soon(place.unwrap_or_default(), TRIES, 0);
    }

    /// Whoever scrolls or types while a place is still restored stays where that leads.
    fn yield_to_the_reader(self) {
        let wheel = window_event_listener(leptos::ev::wheel, move |_| self.stop_restoring());
        let touch = window_event_listener(leptos::ev::touchmove, move |_| self.stop_restoring());
        let press = window_event_listener(leptos::ev::mousedown, move |_| self.stop_restoring());
        let key = window_event_listener(leptos::ev::keydown, move |_| self.stop_restoring());
        on_cleanup(move || {
            wheel.remove();
            touch.remove();
            press.remove();
            key.remove();
        });
    }

    /// Something else than the place where one was is brought into sight.
    pub fn stop_restoring(self) {
        self.restored.update_value(|restored| *restored += 1);
    }

    /// Scrolls there, until it has been there for some frames or something else is to be seen: the page grows as it
    /// is brought up to date and laid out.
    fn scroll_soon(self, place: Place, tries: u32, there: u32) {
        let now = self.restored.get_value();
        request_animation_frame(move || {
            if self.restored.try_get_value() != Some(now) {
                return;
            }
            let there = if place.scroll() { there + 1 } else { 0 };
            if there < 3 && tries > 0 {
                self.scroll_soon(place, tries - 1, there);
            }
        });
    }

    /// Whether ballots have been opened since the side was last shown: they are read from their top.
    fn has_new_votes(self) -> bool {
        let open = self.table.with_untracked(|table| {
            let open = table.iter().flat_map(RoundTable::open_ballots);
            open.map(|ballot| ballot.id.clone()).collect::<Vec<_>>()
        });
        let seen = self.voted_on.get_value();
        let is_new = open.iter().any(|id| !seen.contains(id));
        self.voted_on.set_value(open);
        is_new
    }
}

/// The browser would restore the place of the whole window; here every part and page has its own.
fn scroll_by_hand() {
    let by = |by| {
        window()
            .history()
            .and_then(|history| history.set_scroll_restoration(by))
    };
    by(web_sys::ScrollRestoration::Manual).ok();
    on_cleanup(move || drop(by(web_sys::ScrollRestoration::Auto)));
}

type PutAddress = fn(&web_sys::History, &JsValue, &str, Option<&str>) -> Result<(), JsValue>;

/// Whether one part is shown at a time, as the styles have it.
pub fn is_narrow() -> bool {
    let narrow = window().match_media("(max-width: 60rem)");
    narrow.ok().flatten().is_some_and(|narrow| narrow.matches())
}

/// For how many frames a place is waited for that is not laid out yet: three seconds, and longer on slow devices.
const TRIES: u32 = 180;

/// What the address says is to be shown; without a word of it, where the work is.
fn addressed(live: LiveTable) -> Shown {
    let work = || {
        live.table
            .with_untracked(|table| table.as_ref().map(Shown::work))
    };
    location_fragment()
        .and_then(|fragment| Shown::parse(&fragment))
        .or_else(work)
        .unwrap_or(Shown::Note)
}

fn location_fragment() -> Option<String> {
    window()
        .location()
        .hash()
        .ok()
        .filter(|hash| hash.len() > 1)
}
