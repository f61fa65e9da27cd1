//! What leaves the room: the outcome as it stands, the page to print, and the files to take along.

mod dial;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{document::Root, features::people::Role, ids::TableId, outcome::Attribution};

use self::dial::{Dial, DialFields};
use crate::{
    api,
    features::drafting::panel::CheckWording,
    live::LiveTable,
    pages::NotFound,
    prose_pane::{Held, ProsePane},
    room::{attention::Attention, save_badge::SaveBadge},
    views::{Loaded, Page, memo},
    words::use_words,
};

/// The files that the outcome can be taken along as: the words' key and the ending.
const FILES: [(&str, &str); 7] = [
    ("outcome-as-docx", "docx"),
    ("outcome-as-odt", "odt"),
    ("outcome-as-html", "html"),
    ("outcome-as-xlsx", "xlsx"),
    ("outcome-as-csv", "csv.zip"),
    ("outcome-as-markdown", "md"),
    ("outcome-as-json", "json"),
];

/// The same of what not every server makes.
const PDF: (&str, &str) = ("outcome-as-pdf", "pdf");

/// The page.
#[component]
pub fn Outcome() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    move || match id.get() {
        Some(id) => view! { <Of id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Of(id: TableId) -> impl IntoView {
    let words = use_words();
    let live = LiveTable::open(id.clone());
    let dial = Dial::new();
    let asked = id.clone();
    let made = LocalResource::new(move || {
        // Made by the server, so that nobody's browser fetches what makes it.
        let path = format!("/api/tables/{asked}/outcome.html?level=2&{}", dial.query());
        async move { api::page(&path).await }
    });
    // What is decided shows at once; prose, with the next look.
    let decided = memo(move || {
        live.with(|table| {
            (
                table.milestones.len(),
                table.practices.len(),
                table.agenda.at.clone(),
            )
        })
    });
    Effect::new(move |before: Option<_>| {
        let now = decided.get();
        if before.is_some_and(|before: Option<_>| before.is_some() && before != now) {
            made.refetch();
        }
        now
    });
    let back = format!("/tables/{id}");
    let history = format!("/tables/{id}/history");
    let of_dial = id.clone();
    let file = move |(key, ending): (&'static str, &'static str)| {
        let id = id.clone();
        let href = move || format!("/api/tables/{id}/outcome.{ending}?{}", dial.query());
        // The page is opened, to be read and printed; the files are saved under the name that the server gives.
        let is_page = ending == "html";
        view! {
            <a
                class="button quiet"
                href=href
                download=(!is_page).then_some("")
                target=is_page.then_some("_blank")
                rel="external noopener"
            >
                {words.say(key)}
                {is_page.then(|| view! { <span class="unseen">" "{words.say("opens-tab")}</span> })}
            </a>
        }
    };
    // A server may be built without PDF; every one makes the others.
    let forms = LocalResource::new(api::outcome_forms);
    let (first, others) = FILES.split_at(2);
    let first: Vec<_> = first.iter().copied().map(&file).collect();
    let others: Vec<_> = others.iter().copied().map(&file).collect();
    let of_pdf = file.clone();
    let pdf = move || {
        let makes = |forms: &Vec<String>| forms.iter().any(|form| form == PDF.1);
        let is_made = forms.with(|it| it.as_ref().is_some_and(|it| it.as_ref().is_ok_and(makes)));
        is_made.then(|| of_pdf(PDF))
    };
    let body = |made: String| view! { <div class="outcome-preview" inner_html=made></div> };
    view! {
        <Page title=words.say("outcome-page-title")>
            <p class="actions">
                <a href=back>{words.say("outcome-back")}</a>
                <a href=history>{words.say("history-open")}</a>
                <button type="button" class="quiet" on:click=move |_| made.refetch()>{words.say("outcome-refresh")}</button>
            </p>
            <DialFields dial id=of_dial />
            <div class="actions" role="group" aria-label=words.say("outcome-files")>{first} {pdf} {others}</div>
            <Summary live dial />
            <Loaded of=made then=body />
        </Page>
    }
}

/// For the rapporteur: their own words on top of the outcome.
#[component]
fn Summary(live: LiveTable, dial: Dial) -> impl IntoView {
    let words = use_words();
    let is_rapporteur = memo(move || live.me().is_some_and(|me| me.role == Role::Rapporteur));
    let (held, rested) = (Held::new(), RwSignal::new(()));
    let unattributed = Signal::derive(move || dial.attribution.get() != Attribution::Named);
    move || {
        is_rapporteur.get().then(|| {
            view! {
                <section class="outcome-own">
                    <h2>{words.say("outcome-own-title")} <SaveBadge live /></h2>
                    <Attention live />
                    <ProsePane
                        live
                        root=Root::Summary
                        label=words.say("outcome-own-title")
                        placeholder=words.say("outcome-own-placeholder")
                        held
                        rested
                    />
                    <CheckWording live root=Root::Summary held rested unattributed />
                </section>
            }
        })
    }
}
