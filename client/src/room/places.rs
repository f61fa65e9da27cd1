//! All that one can go to at a table, offered to the palette.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::features::delegations::Delegation;
use shared::features::people::{Participant, Role};
use shared::features::practices::GoodPractice;
use shared::ids::TableId;
use shared::table::RoundTable;

use crate::features::desks::{desk_name, desks};
use crate::features::people::list::{place_of_delegation, place_of_person};
use crate::features::report::{may_report, report_path};
use crate::live::LiveTable;
use crate::room::navigation::{Navigation, Shown, use_navigation};
use crate::views::{Icon, Kind, Offer, offer, offer_all};
use crate::words::{Wording, use_words};

/// The files that the outcome can be taken along as: the words' key and the ending.
const FILES: [(&str, &str); 3] = [
    ("palette-outcome-page", "html"),
    ("palette-outcome-markdown", "md"),
    ("palette-outcome-json", "json"),
];

/// Offers the pages of the room and all that is on them.
pub(super) fn offer_places(live: LiveTable) {
    let words = use_words();
    let here = use_navigation();
    offer_all(move || pages(words, here));
    offer_all(move || {
        let mut all = live
            .with(|table| at_the_table(table, words, here))
            .unwrap_or_default();
        let row = |desk| {
            let name = desk_name(live, words, &desk);
            to(here, name, Icon::LockKeyhole, Shown::Desk(desk)).of(Kind::Desk, String::new())
        };
        all.extend(desks(live).into_iter().map(row));
        all
    });
    offer_outcome(live, words);
    offer_lobby(live, words);
    offer_booth(live, words);
    offer_report(live, words);
    offer_sheet(live, words, here);
}

/// The address of the sheet to print: of the question that is shown, or else of that at which the work is, or of all.
pub(super) fn sheet_path(live: LiveTable, here: Navigation) -> Option<String> {
    let shown = match here.shown.get() {
        Shown::Question(id) => Shown::Question(id),
        _ => live.with(Shown::work)?,
    };
    let table = live.with(|table| table.id.clone())?;
    Some(match shown {
        Shown::Question(id) => format!("/tables/{table}/sheet?question={id}"),
        _ => format!("/tables/{table}/sheet"),
    })
}

/// The table on paper.
fn offer_sheet(live: LiveTable, words: Wording, here: Navigation) {
    let navigate = StoredValue::new_local(use_navigate());
    offer(move || {
        let path = sheet_path(live, here)?;
        let go = move || {
            navigate.try_with_value(|go| go(&path, leptos_router::NavigateOptions::default()));
        };
        let page = Offer::new(words.say("sheet-open"), Icon::Printer, go);
        Some(page.of(Kind::Page, String::new()))
    });
}

fn to(here: Navigation, name: String, icon: Icon, to: Shown) -> Offer {
    Offer::new(name, icon, move || here.go(to.clone()))
}

fn pages(words: Wording, here: Navigation) -> Vec<Offer> {
    let all = [
        ("agenda-background", Icon::FileText, Shown::Note),
        ("agenda-all-practices", Icon::Handshake, Shown::Practices),
        ("agenda-ballots", Icon::Vote, Shown::Ballots),
        ("agenda-revisions", Icon::FileStack, Shown::Revisions),
    ];
    let page =
        |(key, icon, shown)| to(here, words.say(key), icon, shown).of(Kind::Page, String::new());
    all.map(page).into()
}

/// Everything with a name of its own.
fn at_the_table(table: &RoundTable, words: Wording, here: Navigation) -> Vec<Offer> {
    let name = |id: &_| table.delegation(id).map(|it: &Delegation| it.name.clone());
    let questions = table.questions.iter().map(|question| {
        let shown = Shown::Question(question.id.clone());
        let label = question.label.as_str();
        let about =
            (!label.is_empty()).then(|| words.tell("question-kicker", &[("label", label.into())]));
        to(here, question.called().to_owned(), Icon::PenLine, shown)
            .of(Kind::Question, about.unwrap_or_default())
    });
    let practices = table.practices.iter().map(|practice: &GoodPractice| {
        let shown = Shown::Practice(practice.id.clone());
        let brought_by = name(&practice.delegation).unwrap_or_default();
        to(here, practice.card.title.clone(), Icon::Handshake, shown).of(Kind::Practice, brought_by)
    });
    let ballots = table.ballots.iter().map(|ballot| {
        let place = format!("ballot-{}", ballot.id);
        let go = move || here.go_to(Shown::Ballots, place.clone());
        Offer::new(ballot.rules.title.clone(), Icon::Vote, go).of(Kind::Ballot, String::new())
    });
    let delegations = table.delegations.iter().map(|delegation| {
        let place = place_of_delegation(&delegation.id);
        let go = move || here.go_beside(place.clone());
        Offer::new(delegation.name.clone(), Icon::Users, go)
            .of(Kind::Delegation, delegation.short.clone())
    });
    let people = table.participants.values().map(|person: &Participant| {
        let place = place_of_person(person);
        let go = move || here.go_beside(place.clone());
        let of = person.delegation.as_ref().and_then(name);
        Offer::new(person.name.clone(), Icon::Users, go).of(Kind::Person, of.unwrap_or_default())
    });
    let all = questions.chain(practices).chain(ballots);
    all.chain(delegations).chain(people).collect()
}

/// The address of the interpreters' page of a table.
pub(super) fn booth_path(table: &TableId) -> String {
    format!("/t/{table}/interpreter")
}

/// For whoever interprets: the page made for that.
fn offer_booth(live: LiveTable, words: Wording) {
    let navigate = StoredValue::new_local(use_navigate());
    offer(move || {
        live.me().filter(|me| me.role == Role::Interpreter)?;
        let path = live.with(|table| booth_path(&table.id))?;
        let go = move || {
            navigate.try_with_value(|go| go(&path, leptos_router::NavigateOptions::default()));
        };
        let page = Offer::new(words.say("booth-open"), Icon::Mic, go);
        Some(page.of(Kind::Page, String::new()))
    });
}

/// For whoever writes the report: its page.
fn offer_report(live: LiveTable, words: Wording) {
    let navigate = StoredValue::new_local(use_navigate());
    let may = may_report(live);
    offer(move || {
        let path = live.with(|table| report_path(&table.id))?;
        let go = move || {
            navigate.try_with_value(|go| go(&path, leptos_router::NavigateOptions::default()));
        };
        let page = Offer::new(words.say("report-open"), Icon::FileText, go);
        let page = page.of(Kind::Page, String::new());
        may.get().then_some(page)
    });
}

/// For whoever facilitates: all tables of the session at once.
fn offer_lobby(live: LiveTable, words: Wording) {
    let navigate = StoredValue::new_local(use_navigate());
    let is_facilitator = live.is_facilitator();
    offer(move || {
        let id = live.with(|table| table.session.clone())?;
        let path = format!("/sessions/{id}/lobby");
        let go = move || {
            navigate.try_with_value(|go| go(&path, leptos_router::NavigateOptions::default()));
        };
        let page = Offer::new(words.say("lobby-open"), Icon::LayoutGrid, go);
        let page = page.of(Kind::Page, String::new());
        is_facilitator.get().then_some(page)
    });
}

/// The outcome, the history, who takes part, and the files that the outcome can be taken along as.
fn offer_outcome(live: LiveTable, words: Wording) {
    let navigate = StoredValue::new_local(use_navigate());
    offer_all(move || {
        let Some(id) = live.with(|table| table.id.clone()) else {
            return Vec::new();
        };
        let page = |key, icon, path: String| {
            let go = move || {
                navigate.try_with_value(|go| go(&path, leptos_router::NavigateOptions::default()));
            };
            Offer::new(words.say(key), icon, go).of(Kind::Page, String::new())
        };
        let outcome = page(
            "table-outcome",
            Icon::FileCheck,
            format!("/tables/{id}/outcome"),
        );
        let history = page(
            "history-open",
            Icon::History,
            format!("/tables/{id}/history"),
        );
        let people = page(
            "participants-open",
            Icon::Users,
            format!("/tables/{id}/participants"),
        );
        let file = |(key, ending)| {
            let path = format!("/api/tables/{id}/outcome.{ending}");
            let open = move || {
                // The page is read and printed in a tab of its own; a file is saved, and the room stays.
                let tab = if ending == "html" { "_blank" } else { "_self" };
                window().open_with_url_and_target(&path, tab).ok();
            };
            Offer::new(words.say(key), Icon::Download, open).of(Kind::Page, String::new())
        };
        let files = FILES.map(file);
        [outcome, history, people]
            .into_iter()
            .chain(files)
            .collect()
    });
}
