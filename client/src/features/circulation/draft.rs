//! The draft that went out, paragraph by paragraph, with what was offered to each.

use leptos::prelude::*;
use shared::features::circulation::{Correction, Draft, ShownDraft, ShownParagraph};
use shared::ids::{CorrectionId, DraftId, TableId};

use super::correction::CorrectionCard;
use super::form::Circulate;
use super::latest;
use super::offering::Offering;
use crate::{
    api,
    live::LiveTable,
    views::{
        CopyButton, FileLink, For, Icon, Loaded, Refused, Show, focus_soon, handler, memo,
        time_in_full,
    },
    words::{Wording, use_words},
};

/// The part's heading.
const TITLE: &str = "draft-title";

/// The draft, and the way to send one out.
#[component]
pub fn DraftView(live: LiveTable, id: TableId) -> impl IntoView {
    let words = use_words();
    let draft = latest(live);
    let newest = memo(move || draft.with(|it| it.as_ref().map(|it| it.id.clone())));
    let is_out = memo(move || newest.with(Option::is_some));
    // The draft that is read stays until another is asked for: somebody may be writing a correction to it.
    let shown = RwSignal::new(None::<DraftId>);
    Effect::new(move |_| {
        if shown.with(Option::is_none) && is_out.get() {
            shown.set(newest.get());
        }
    });
    let which = memo(move || shown.get());
    let is_older = memo(move || which.with(Option::is_some) && which.get() != newest.get());
    let show = move |_| {
        shown.set(newest.get_untracked());
        focus_soon(TITLE);
    };
    let read = move || {
        let (table, draft) = (id.clone(), which.get()?);
        Some(view! { <Read live table draft /> })
    };
    view! {
        <section class="draft" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{words.say("circulation-title")}</h2>
            <Show when=move || !is_out.get()>
                <p class="hint">{words.say("circulation-none")}</p>
            </Show>
            <Circulate live />
            <div role="status">
                <Show when=move || is_older.get()>
                    <div class="notice">
                        <div class="said">
                            <p>{words.say("circulation-newer")}</p>
                            <div class="actions">
                                <button type="button" class="quiet show-newer" on:click=handler(show)>{words.say("circulation-show-newer")}</button>
                            </div>
                        </div>
                    </div>
                </Show>
            </div>
            {read}
            <Earlier live shown=which />
        </section>
    }
}

/// What was offered to other drafts than the one that is shown and waits for an answer. Once here, it stays when it is answered.
#[component]
fn Earlier(live: LiveTable, shown: Memo<Option<DraftId>>) -> impl IntoView {
    let words = use_words();
    let all = Memo::new(move |before: Option<&Vec<CorrectionId>>| {
        let shown = shown.get();
        let was_here = |id: &CorrectionId| before.is_some_and(|before| before.contains(id));
        let waits = |it: &&Correction| {
            let is_other = shown.as_ref().is_some_and(|shown| it.draft != *shown);
            is_other && (it.is_open() || was_here(&it.id))
        };
        let all = live.with(|table| {
            let all = table.circulation.corrections.iter().filter(waits);
            all.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        all.unwrap_or_default()
    });
    let is_any = memo(move || all.with(|all| !all.is_empty()));
    view! {
        <Show when=move || is_any.get()>
            <h3>{words.say("circulation-earlier")}</h3>
            <ul class="plain corrections">
                <For each=move || all.get() key=|id| id.clone() let(id)>
                    <CorrectionCard live id elsewhere=true />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn Read(live: LiveTable, table: TableId, draft: DraftId) -> impl IntoView {
    let made = LocalResource::new(move || {
        let (table, draft) = (table.clone(), draft.clone());
        async move { api::draft(&table, &draft).await }
    });
    let then = move |shown: ShownDraft| view! { <Shown live shown /> };
    view! { <Loaded of=made then /> }
}

#[component]
fn Shown(live: LiveTable, shown: ShownDraft) -> impl IntoView {
    let words = use_words();
    let ShownDraft { draft, paragraphs } = shown;
    let note = (!draft.note.is_empty())
        .then(|| view! { <p class="said" dir="auto" prop:textContent=draft.note.clone()></p> });
    let hash = format!("{} {}", words.say("circulation-hash"), draft.text);
    let id = draft.id.clone();
    let paragraph = move |it: ShownParagraph| {
        let draft = id.clone();
        view! { <Paragraph live draft it /> }
    };
    view! {
        {note}
        <ToTakeAlong live draft />
        <ol class="draft-paragraphs">{paragraphs.into_iter().map(paragraph).collect_view()}</ol>
        <p class="small digest" prop:textContent=hash></p>
    }
}

/// A paragraph with its number, and what was offered to it.
#[component]
fn Paragraph(live: LiveTable, draft: DraftId, it: ShownParagraph) -> impl IntoView {
    let words = use_words();
    let number = it.number;
    let under = (!it.under.is_empty())
        .then(|| view! { <h3 dir="auto" prop:textContent=it.under.clone()></h3> });
    let of = draft.clone();
    let offered = move || {
        let is_of_it = |it: &&Correction| it.draft == of && it.paragraph == number;
        let offered = live.with(|table| {
            let all = table.circulation.corrections.iter().filter(is_of_it);
            all.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        offered.unwrap_or_default()
    };
    let name = words.tell("circulation-paragraph", &[("number", number.into())]);
    view! {
        <li id=format!("paragraph-{number}")>
            {under}
            <div class="draft-paragraph">
                <span class="nth" aria-label=name prop:textContent=number.to_string()></span>
                <p dir="auto" prop:textContent=it.words.clone()></p>
            </div>
            <ul class="plain corrections">
                <For each=offered key=|id| id.clone() let(id)>
                    <CorrectionCard live id />
                </For>
            </ul>
            <Offering live draft it />
        </li>
    }
}

/// Its end for one's calendar, and a text to mail to one's capital.
#[component]
fn ToTakeAlong(live: LiveTable, draft: Draft) -> impl IntoView {
    let words = use_words();
    let id = draft.id.clone();
    let href = Signal::derive(move || {
        let path = live.with(|table| format!("/api/tables/{}/drafts/{id}/calendar.ics", table.id));
        path.unwrap_or_default()
    });
    let refused = RwSignal::new(None::<String>);
    let text = Signal::derive(move || mail(live, words, &draft).unwrap_or_default());
    view! {
        <div class="actions">
            <FileLink href label=words.say("circulation-calendar") refused drawn=Icon::Download />
            <CopyButton text label=words.say("circulation-mail") />
        </div>
        <Refused why=refused />
    }
}

fn mail(live: LiveTable, words: Wording, draft: &Draft) -> Option<String> {
    let origin = window().location().origin().unwrap_or_default();
    let (name, link, until) = live.with(|table| {
        let link = format!("{origin}/tables/{}/outcome?view=draft", table.id);
        let until = table.circulation.draft(&draft.id)?.until;
        Some((table.name.clone(), link, until))
    })??;
    let told = [
        ("number", draft.number.into()),
        ("table", name.into()),
        ("note", draft.note.clone().into()),
        ("until", time_in_full(until).into()),
        ("link", link.into()),
    ];
    Some(words.tell("circulation-mail-text", &told))
}
