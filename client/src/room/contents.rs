//! The agenda: the note, the questions, what is to be decided.

use leptos::prelude::*;
use shared::document::Root;
use shared::ids::{DelegationId, QuestionId};
use shared::table::RoundTable;

use crate::features::agenda::items::Items;
use crate::features::answers::adding::AddQuestion;
use crate::features::comments::awaiting;
use crate::features::desks::{desk_name, desks};
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::room::places::sheet_path;
use crate::room::running::{Running, running_panel};
use crate::{
    live::LiveTable,
    views::{For, Icon, Offer, Show, handler, icon, memo, offer, said},
    words::use_words,
};

/// The agenda.
#[component]
pub fn Agenda(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let questions = memo(move || {
        let row = |question: &shared::features::answers::GuidingQuestion| {
            let name = question.called().to_owned();
            (question.id.clone(), question.label.clone(), name)
        };
        live.with(|table| table.questions.iter().map(row).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let practices = memo(move || live.with(|table| table.practices.len()).unwrap_or(0));
    let open = memo(move || live.with(|table| table.open_ballots().count()).unwrap_or(0));
    let revisions = memo(move || live.with(|table| table.revisions.frozen.len()).unwrap_or(0));
    let some = |count: usize| (count > 0).then(|| count.to_string());
    let are_open = move || {
        let count = open.get();
        (count > 0).then(|| words.tell("agenda-open", &[("count", count.into())]))
    };
    let unanswered = memo(move || live.unanswered());
    let on_practices = memo(move || {
        let is_there = |root: &Root, table: &RoundTable| matches!(root, Root::Practice(id, _) if table.practice(id).is_some());
        awaiting(live, is_there)
    });
    let waiting = move || {
        let (asked, said) = (unanswered.get(), on_practices.get());
        let labels = [("agenda-unanswered", asked), ("comments-to-you", said)];
        let labels = labels.into_iter().filter(|(_, count)| *count > 0);
        let labels = labels.map(|(key, count)| words.tell(key, &[("count", count.into())]));
        badge(asked + said, labels.collect::<Vec<_>>().join(" · "))
    };
    let adding = RwSignal::new(false);
    let editing = RwSignal::new(false);
    let is_facilitator = live.is_facilitator();
    let edit = move || {
        Offer::new(words.say("agenda-edit"), Icon::List, move || {
            editing.set(true);
        })
    };
    offer(move || is_facilitator.get().then(edit));
    let page =
        move |name: &'static str| move || live.with(|table| format!("/tables/{}/{name}", table.id));
    view! {
        <nav class="agenda" aria-label=words.say("agenda-label")>
            <Items live editing />
            <p class="kicker">{words.say("agenda-note")}</p>
            <ol>
                <li><Step to=Shown::Note mark=icon(Icon::FileText).into_any()>{words.say("agenda-background")}</Step></li>
            </ol>
            <p class="kicker">{words.say("agenda-questions")}</p>
            <ol>
                <For each=move || questions.get() key=|row| row.clone() let((id, label, name))>
                    <li>
                        <Question live id label name />
                    </li>
                </For>
                <AddQuestion live adding />
            </ol>
            <Desks live />
            <p class="kicker">{words.say("agenda-practices")}</p>
            <ol>
                <li>
                    <Step to=Shown::Practices mark=icon(Icon::Handshake).into_any()>
                        {words.say("agenda-all-practices")}
                        {waiting}
                        <span class="count" prop:textContent=said(move || some(practices.get()))></span>
                    </Step>
                </li>
            </ol>
            <p class="kicker">{words.say("agenda-decide")}</p>
            <ol>
                <li>
                    <Step to=Shown::Ballots mark=icon(Icon::Vote).into_any()>
                        {words.say("agenda-ballots")}
                        <span class="count" prop:textContent=said(are_open)></span>
                    </Step>
                </li>
                <Decisions live />
                <li>
                    <a href=page("outcome")><span class="mark" aria-hidden="true">{icon(Icon::FileCheck)}</span>{words.say("table-outcome")}</a>
                </li>
                <li>
                    <a href=page("history")><span class="mark" aria-hidden="true">{icon(Icon::History)}</span>{words.say("history-open")}</a>
                </li>
                <li>
                    <a href=move || sheet_path(live, here)><span class="mark" aria-hidden="true">{icon(Icon::Printer)}</span>{words.say("sheet-open")}</a>
                </li>
                <li>
                    <Step to=Shown::Revisions mark=icon(Icon::FileStack).into_any()>
                        {words.say("agenda-revisions")}
                        <span class="count" prop:textContent=said(move || some(revisions.get()))></span>
                    </Step>
                </li>
            </ol>
        </nav>
        {running_panel(live, Running::AddQuestion(adding))}
        {running_panel(live, Running::EditAgenda(editing))}
    }
}

/// The wording to which one may object, beside the text; nothing while there is none.
#[component]
fn Decisions(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let wording = memo(move || {
        live.with(|table| table.no_objections.running().count())
            .unwrap_or(0)
    });
    let are_open = move || {
        let count = wording.get();
        words.tell("agenda-open", &[("count", count.into())])
    };
    let go = move |click: leptos::ev::MouseEvent| {
        click.prevent_default();
        here.go_beside("decisions".to_owned());
    };
    view! {
        <Show when=move || { wording.get() > 0 }>
            <li>
                <a href="#decisions" rel="external" on:click=handler(go)>
                    <span class="mark" aria-hidden="true">{icon(Icon::Timer)}</span>
                    {words.say("no-objection-decisions")}
                    <span class="count" prop:textContent=said(are_open)></span>
                </a>
            </li>
        </Show>
    }
}

/// How much waits for one, if anything does.
fn badge(count: usize, label: String) -> Option<impl IntoView> {
    (count > 0).then(|| view! { <span class="badge" role="img" title=label.clone() aria-label=label prop:textContent=count.to_string()></span> })
}

/// The desks that one works on; nothing for whoever has none.
#[component]
fn Desks(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let rows = memo(move || {
        let row = |desk: DelegationId| (desk.clone(), desk_name(live, words, &desk));
        desks(live).into_iter().map(row).collect::<Vec<_>>()
    });
    let row = move |(desk, name): (DelegationId, String)| {
        let is_own = live.my_delegation().as_ref() == Some(&desk);
        let mark = icon(if is_own {
            Icon::LockKeyhole
        } else {
            Icon::Users
        });
        view! {
            <li>
                <Step to=Shown::Desk(desk) mark=mark.into_any()>
                    <span dir="auto" class="clip">{name}</span>
                </Step>
            </li>
        }
        .into_any()
    };
    let is_empty = memo(move || rows.with(Vec::is_empty));
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <p class="kicker">{words.say("agenda-desk")}</p>
                <ol>
                    {move || rows.get().into_iter().map(row).collect_view()}
                </ol>
            }
        })
    }
}

#[component]
fn Question(live: LiveTable, id: QuestionId, label: String, name: String) -> impl IntoView {
    let words = use_words();
    let is_locked = {
        let id = id.clone();
        memo(move || {
            live.with(|table| table.question(&id).is_some_and(|q| q.locked))
                .unwrap_or(false)
        })
    };
    let said = {
        let id = id.clone();
        memo(move || {
            let is_of = |root: &Root, _: &RoundTable| matches!(root, Root::Joint(of) | Root::Own(of, _) if *of == id);
            awaiting(live, is_of)
        })
    };
    let waiting = move || {
        let count = said.get();
        badge(
            count,
            words.tell("comments-to-you", &[("count", count.into())]),
        )
    };
    view! {
        <Step to=Shown::Question(id) mark=view! { <span prop:textContent=label></span> }.into_any()>
            <span dir="auto" class="clip">{name}</span>
            {waiting}
            {move || is_locked.get().then(|| view! { <span class="count" title=words.say("locked") role="img" aria-label=words.say("locked")>{icon(Icon::Lock)}</span> })}
        </Step>
    }
}

/// A link of the agenda.
#[component]
fn Step(to: Shown, mark: AnyView, children: Children) -> impl IntoView {
    let here = use_navigation();
    let href = format!("#{}", to.fragment());
    let is_here = {
        let to = to.clone();
        move || {
            let same = here.shown.with(|shown| match (shown, &to) {
                (Shown::Practice(_), Shown::Practices) => true,
                (shown, to) => shown == to,
            });
            same.then_some("page")
        }
    };
    let go = move |click: leptos::ev::MouseEvent| {
        click.prevent_default();
        here.go(to.clone());
    };
    view! {
        <a href=href rel="external" aria-current=is_here on:click=handler(go)>
            <span class="mark" aria-hidden="true">{mark}</span>
            {children()}
        </a>
    }
}
