//! What leaves the room: the outcome as it stands, the page to print, and the files to take along.

mod dial;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    document::Root,
    features::{people::Role, sign_off::ShownOutcome},
    ids::TableId,
    outcome::Attribution,
};

use self::dial::{Dial, DialFields};
use crate::{
    api,
    features::{
        circulation::{draft::DraftView, status::InCirculation},
        commitments::list::Commitments,
        drafting::panel::CheckWording,
        report::{may_report, report_path},
        sign_off::panel::SignOffPanel,
    },
    live::LiveTable,
    pages::NotFound,
    prose_pane::{Held, ProsePane},
    room::{attention::Attention, save_badge::SaveBadge, waiting::WaitingStrip},
    views::{Loaded, Page, Refused, checked, file_or_page, handler, keep_focus, makes_files, memo},
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

/// The heading of what is taken along.
const ALONG: &str = "outcome-along";

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

/// What one looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// All of it, as it stands.
    Whole,
    /// What was agreed, what stays open, who will do what.
    Glance,
    /// The draft that went out, and the corrections.
    Draft,
}

impl View {
    /// All of them: the words' key, and the name in the address.
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Whole, "outcome-view-whole", ""),
        (Self::Glance, "outcome-view-glance", "glance"),
        (Self::Draft, "circulation-title", "draft"),
    ];

    fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.2 == name).map_or(Self::Whole, |it| it.0)
    }
}

#[component]
fn Of(id: TableId) -> impl IntoView {
    let words = use_words();
    let live = LiveTable::open(id.clone());
    let query = use_query_map();
    let view =
        memo(move || query.with(|query| View::named(&query.get("view").unwrap_or_default())));
    let back = format!("/tables/{id}");
    let history = format!("/tables/{id}/history");
    let report = report_path(&id);
    let writes = may_report(live);
    let draft = format!("/tables/{id}/outcome?view=draft");
    let table = StoredValue::new(id);
    let link = move |(which, key, name): (View, &'static str, &'static str)| {
        let query = if name.is_empty() {
            String::new()
        } else {
            format!("?view={name}")
        };
        let href = table.with_value(|id| format!("/tables/{id}/outcome{query}"));
        let is_it = move || (view.get() == which).then_some("page");
        view! { <a href=href aria-current=is_it>{words.say(key)}</a> }
    };
    keep_focus(move || {
        live.table.track();
        live.link.track();
        live.waiting.track();
        live.rescued.track();
        live.documents.track();
    });
    view! {
        <Page title=words.say("outcome-page-title")>
            <p class="actions">
                <a href=back>{words.say("outcome-back")}</a>
                <a href=history>{words.say("history-open")}</a>
                {move || writes.get().then(|| view! { <a href=report.clone()>{words.say("report-open")}</a> })}
            </p>
            <WaitingStrip live />
            <Attention live />
            <nav class="outcome-views" aria-label=words.say("outcome-views")>{View::ALL.map(link)}</nav>
            <InCirculation live href=draft />
            {move || {
                let id = table.get_value();
                match view.get() {
                    View::Whole => view! { <Whole live id /> }.into_any(),
                    View::Glance => view! { <Glance live id /> }.into_any(),
                    View::Draft => view! { <DraftView live id /> }.into_any(),
                }
            }}
        </Page>
    }
}

/// Asks again for what the server makes of the outcome whenever something is decided: prose shows with the next look.
fn follow<T: 'static>(live: LiveTable, made: LocalResource<T>) {
    let decided = memo(move || {
        live.with(|table| {
            let corrections = table.circulation.corrections.iter();
            (
                table.milestones.len(),
                table.practices.len(),
                table.agenda.at.clone(),
                corrections
                    .map(|it| it.standing.clone())
                    .collect::<Vec<_>>(),
                table.commitments.clone(),
                table.sign_off.current().cloned(),
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
}

/// The outcome as it stands, who signs it, and the files to take along.
#[component]
fn Whole(live: LiveTable, id: TableId) -> impl IntoView {
    let words = use_words();
    let dial = Dial::new();
    let asked = id.clone();
    let made = LocalResource::new(move || {
        let (asked, query) = (asked.clone(), dial.query());
        // Made by the server, so that nobody's browser fetches what makes it.
        async move { api::shown_outcome(&asked, &query).await }
    });
    follow(live, made);
    let text =
        Signal::derive(move || made.with(|it| Some(it.as_ref()?.as_ref().ok()?.text.clone())));
    let body =
        |made: ShownOutcome| view! { <div class="outcome-preview" inner_html=made.page></div> };
    view! {
        <div class="outcome-ends">
            <SignOffPanel live text />
            <section class="outcome-along" aria-labelledby=ALONG>
                <h2 id=ALONG>{words.say("outcome-files")}</h2>
                <Files live id=id.clone() dial />
                <DialFields dial id />
            </section>
        </div>
        <Summary live dial />
        <p class="actions">
            <button type="button" class="quiet" on:click=handler(move |_| made.refetch())>{words.say("outcome-refresh")}</button>
        </p>
        <Loaded of=made then=body />
    }
}

/// What was agreed, what stays open, who will do what by when.
#[component]
fn Glance(live: LiveTable, id: TableId) -> impl IntoView {
    let made = LocalResource::new(move || {
        let path = format!("/api/tables/{id}/outcome/glance");
        async move { api::page(&path).await }
    });
    follow(live, made);
    let body = |made: String| view! { <div class="outcome-preview" inner_html=made></div> };
    view! {
        <Loaded of=made then=body />
        <Commitments live />
    }
}

/// The files to take along, with the page *At a glance* first if wanted; the one for Word with what changed since a revision.
#[component]
fn Files(live: LiveTable, id: TableId, dial: Dial) -> impl IntoView {
    let words = use_words();
    let glances = RwSignal::new(false);
    let since = dial.since;
    let refused = RwSignal::new(None::<String>);
    let file = move |(key, ending): (&'static str, &'static str)| {
        let path = format!("/api/tables/{id}/outcome.{ending}");
        let href = move || {
            let glance = if glances.get() { "&glance=1" } else { "" };
            let since = if ending == "docx" { since.get() } else { None };
            let since = since.map_or_else(String::new, |number| format!("&changes-since={number}"));
            format!("{path}?{}{glance}{since}", dial.query())
        };
        let href = Signal::derive(href);
        file_or_page(ending, href, words.say(key), refused)
    };
    let has_pdf = makes_files(PDF.1);
    let (first, others) = FILES.split_at(2);
    let first: Vec<_> = first.iter().copied().map(&file).collect();
    let others: Vec<_> = others.iter().copied().map(&file).collect();
    let of_pdf = file.clone();
    let pdf = move || has_pdf.get().then(|| of_pdf(PDF));
    view! {
        <div class="actions" role="group" aria-labelledby=ALONG>{first} {pdf} {others}</div>
        <Refused why=refused />
        <label class="check small">
            <input type="checkbox" id="outcome-glance" prop:checked=glances on:change=checked(move |is_on| glances.set(is_on)) />
            <span>{words.say("outcome-with-glance")}</span>
        </label>
        <ChangesSince live since />
    }
}

/// Since which revision the file for Word shows what changed, once there is one.
#[component]
fn ChangesSince(live: LiveTable, since: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let frozen = memo(move || {
        let all = live.with(|table| {
            let all = table.revisions.frozen.iter();
            all.map(|it| (it.number, it.name.clone()))
                .collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let option = move |number: Option<u32>, name: String| {
        // Whoever chooses has it chosen already.
        let is_it = since.get_untracked() == number;
        let value = number.map_or_else(String::new, |number| number.to_string());
        view! { <option value=value selected=is_it prop:textContent=name></option> }
    };
    let options = move || {
        let revision = |(number, name): &(u32, String)| {
            let values = [("number", (*number).into()), ("name", name.as_str().into())];
            option(Some(*number), words.tell("revision-called", &values))
        };
        let all = frozen.with(|all| all.iter().map(revision).collect_view());
        (option(None, words.say("outcome-changes-none")), all)
    };
    let are_some = memo(move || frozen.with(|all| !all.is_empty()));
    move || {
        are_some.get().then(|| {
            view! {
                <div class="field">
                    <label for="outcome-since">{words.say("outcome-with-changes")}</label>
                    <select
                        id="outcome-since"
                        aria-describedby="outcome-since-hint"
                        on:change=move |change| since.set(event_target_value(&change).parse().ok())
                    >
                        {options}
                    </select>
                    <p class="hint" id="outcome-since-hint">{words.say("outcome-with-changes-hint")}</p>
                </div>
            }
        })
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
