//! The page: beginning the report, and then its sections, one of them to be written in.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::report::{ReportCommand, ReportKind, ReportSetting};
use shared::ids::SectionId;

use super::may_report;
use super::section::OneSection;
use super::sections::Sections;
use super::setting::{Change, Fields, Form};
use super::standing::Standings;
use crate::room::{attention::Attention, save_badge::SaveBadge, waiting::WaitingStrip};
use crate::{
    live::LiveTable,
    views::{Notice, Page, Refused, Show, Tone, focus_soon, handler, memo, said},
    words::use_words,
};

/// The page.
#[component]
pub fn Report(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let name = Signal::derive(move || {
        let name = live.with(|table| format!("{} · {}", table.note.title, table.name));
        name.unwrap_or_default()
    });
    let to =
        move |page: &'static str| move || live.with(|table| format!("/tables/{}{page}", table.id));
    let may = may_report(live);
    // Those who do not write it read it in the outcome, once it went out with a draft or was signed off.
    let reads = memo(move || {
        let me = live.me();
        let reads = me.and_then(|me| live.with(|table| table.report_readers().holds(&me)));
        reads == Some(true)
    });
    let not_yours = said(move || {
        words.say(if reads.get() {
            "report-stands"
        } else {
            "report-not-yours"
        })
    });
    let is_begun = memo(move || live.with(|table| table.report.is_some()) == Some(true));
    view! {
        <Page title=words.say("report-title") kicker=name class="wide report">
            <p class="actions">
                <a href=to("")>{words.say("report-back")}</a>
                <a href=to("/outcome")>{words.say("report-to-outcome")}</a>
                <SaveBadge live />
            </p>
            <WaitingStrip live />
            <Attention live />
            {move || match (may.get(), is_begun.get()) {
                (false, _) => view! {
                    <Notice tone=Tone::Info>
                        <p prop:textContent=not_yours></p>
                        <Show when=move || reads.get()>
                            <p><a href=to("/outcome")>{words.say("report-read")}</a></p>
                        </Show>
                    </Notice>
                }
                .into_any(),
                (true, false) => view! { <Begin live /> }.into_any(),
                (true, true) => view! { <Writing live /> }.into_any(),
            }}
        </Page>
    }
}

/// What it is, before there is one.
#[component]
fn Begin(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let form = Form::of(ReportKind::Report, &ReportSetting::default());
    let refused = RwSignal::new(None);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some((kind, setting)) = form.filled_in(words) else {
            return;
        };
        live.ask(ReportCommand::BeginReport { kind, setting }, words, refused);
    };
    view! {
        <form class="report-setting" on:submit=handler(submit) novalidate>
            <h2>{words.say("report-begin-title")}</h2>
            <p>{words.say("report-begin-hint")}</p>
            <p class="small">{words.say("report-begin-readers")}</p>
            <Fields form />
            <Refused why=refused />
            <p class="actions">
                <button type="submit" class="primary">{words.say("report-begin")}</button>
            </p>
        </form>
    }
}

/// Its sections, of which one is shown.
#[component]
fn Writing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let chosen = RwSignal::new(None::<SectionId>);
    let standings = Standings::of(live, chosen);
    // The first, until one is chosen, or where that was left out.
    let shown = memo(move || {
        let chosen = chosen.get();
        standings.all.with(|all| {
            let is_there = all.iter().any(|it| Some(&it.id) == chosen.as_ref());
            let first = all.first().map(|it| it.id.clone());
            if is_there { chosen } else { first }
        })
    });
    let choose = Callback::new(move |id: SectionId| {
        chosen.set(Some(id));
        focus_soon("report-section");
    });
    let kind = said(move || {
        let kind = live.with(|table| table.report.as_ref().map(|it| it.kind))??;
        Some(words.say(&format!("report-kind-{}", kind.as_str())))
    });
    view! {
        <p class="report-kind">
            <strong prop:textContent=kind></strong>
            " "
            <span class="small" role="status" prop:textContent=said(move || Some(standings.told(live, words)))></span>
        </p>
        <Change live />
        <div class="report-writing">
            <Sections live standings shown choose />
            {move || shown.get().map(|id| view! { <OneSection live id standings /> })}
        </div>
    }
}
