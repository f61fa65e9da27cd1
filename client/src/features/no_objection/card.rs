//! Wording that was put: what is set, until when, who objects as far as one may know, and what came of it.

use leptos::prelude::*;
use shared::features::no_objection::{NoObjection, NoObjectionStanding, Objection};
use shared::ids::DecisionId;
use shared::names::isolated;

use super::after::After;
use super::countdown::Countdown;
use super::objecting::{Objecting, to_what};
use super::running::Running;
use super::wording::{ChangedSince, WordingPut};
use super::{Put, objections, place, put, result, title};
use crate::{
    live::LiveTable,
    views::{CopyButton, FileLink, Icon, Moment, Refused, Show, memo, said, time_in_full},
    words::{Wording, use_words},
};

/// The card.
#[component]
pub fn DecisionCard(live: LiveTable, id: DecisionId) -> impl IntoView {
    let words = use_words();
    let place = place(&id);
    let heading = format!("{place}-title");
    let labelled = heading.clone();
    let it = put(live, id);
    let is = move |so: fn(&NoObjection) -> bool| it.with(|it| it.as_ref().is_some_and(so));
    let is_running = memo(move || is(NoObjection::is_running));
    let is_room = memo(move || is(|it| it.rules.time.is_room()));
    let kicker = move || {
        let how = if is_room.get() {
            "no-objection-room"
        } else {
            "no-objection-silence"
        };
        format!("{} · {}", words.say("no-objection-title"), words.say(how))
    };
    let came = memo(move || it.with(|it| result(words, it.as_ref()?)));
    view! {
        <section class="card no-objection" class:now=move || is_running.get() id=place tabindex="-1" aria-labelledby=labelled>
            <p class="kicker" prop:textContent=said(kicker)></p>
            <h3 class="ballot-title" id=heading dir="auto" prop:textContent=said(move || title(live, it))></h3>
            <Show when=move || is_running.get() && is_room.get()>
                <p class="time-left"><Countdown live it /></p>
            </Show>
            <Show when=move || came.with(Option::is_some)>
                <p class="verdict" data-verdict=move || came.get().map(|(kind, _)| kind) prop:textContent=said(move || came.get().map(|(_, text)| text))></p>
            </Show>
            <Until it />
            <p class="small terms" prop:textContent=said(move || made_up(words, it))></p>
            <p class="small" role="status" prop:textContent=said(move || it.with(|it| it.as_ref().filter(|it| it.is_running()).map(|it| objections(words, it))))></p>
            // Before the wording, which may be long: there may be seconds.
            <Show when=move || is_running.get()>
                <Objecting live it />
            </Show>
            <Terms it />
            <details open=is_running.get_untracked()>
                <summary class="small">{words.say("no-objection-wording")}</summary>
                <WordingPut it />
                <p class="small digest" prop:textContent=said(move || digest(words, it))></p>
            </details>
            <ChangedSince live it />
            <Who live it />
            <Show when=move || is_running.get()>
                <Show when=move || !is_room.get()>
                    <ToTakeAlong live it />
                </Show>
                <Running live it />
            </Show>
            <Show when=move || !is_running.get()>
                <After live it />
            </Show>
        </section>
    }
}

fn digest(words: Wording, it: Put) -> Option<String> {
    let digest = it.with(|it| it.as_ref().map(|it| it.digest.clone()))?;
    (!digest.is_empty()).then(|| format!("{} {digest}", words.say("no-objection-digest")))
}

/// Until when, in the reader's time zone.
#[component]
fn Until(it: Put) -> impl IntoView {
    let words = use_words();
    let until = memo(move || it.with(|it| it.as_ref().map(|it| it.until)));
    move || {
        until.get().map(|at| {
            view! {
                <p class="small until">
                    <span prop:textContent=words.say("no-objection-until")></span>
                    " "
                    <Moment at />
                </p>
            }
        })
    }
}

/// That there is more time since the server was down.
fn made_up(words: Wording, it: Put) -> Option<String> {
    let was_down = it.with(|it| it.as_ref().is_some_and(|it| it.made_up.is_some()));
    was_down.then(|| words.say("no-objection-made-up"))
}

/// What was set beforehand: read before one objects.
#[component]
fn Terms(it: Put) -> impl IntoView {
    let words = use_words();
    let rules = memo(move || it.with(|it| it.as_ref().map(|it| it.rules)));
    let line = move |key: &'static str| view! { <p class="small terms" prop:textContent=words.say(key)></p> };
    move || {
        let rules = rules.get()?;
        let publishes = if rules.by_name {
            "no-objection-terms-by-name"
        } else {
            "no-objection-terms-count"
        };
        let prints = if rules.prints_reservations {
            "no-objection-terms-printed"
        } else {
            "no-objection-terms-unprinted"
        };
        Some(view! {
            {line("no-objection-terms")}
            {line(publishes)}
            {line(prints)}
        })
    }
}

/// Who objects to what, where that is for all; otherwise, once it is over, how many to which paragraph; or why it was withdrawn.
#[component]
fn Who(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let named = move |it: &NoObjection| {
        let row = |(id, said): (&shared::ids::DelegationId, &Objection)| {
            let name = live.with(|table| Some(table.delegation(id)?.name.clone()));
            let name = isolated(&name.flatten().unwrap_or_default());
            let to = to_what(words, said.paragraph);
            let reason = said.reason.clone();
            view! {
                <li>
                    <p class="small"><bdi prop:textContent=name></bdi>" – "<span prop:textContent=to></span></p>
                    {(!reason.is_empty()).then(|| view! { <p class="small said" dir="auto" prop:textContent=reason></p> })}
                </li>
            }
        };
        let rows = it.objections.iter().map(row).collect_view();
        view! {
            <h4>{words.say("no-objection-who")}</h4>
            <ul class="plain positions">{rows}</ul>
        }
    };
    move || {
        let it = it.get()?;
        if it.rules.by_name && !it.objections.is_empty() {
            return Some(named(&it).into_any());
        }
        match &it.standing {
            NoObjectionStanding::Closed { count, on, .. } if *count > 0 => {
                let counted = |on: &shared::features::no_objection::OnParagraph| {
                    let number = on.paragraph.saturating_add(1);
                    let values = [("number", number.into()), ("count", on.count.into())];
                    let text = words.tell("no-objection-on-paragraph", &values);
                    view! { <li class="small" prop:textContent=text></li> }
                };
                let total = words.tell("no-objection-objections", &[("count", (*count).into())]);
                let on = on.iter().map(counted).collect_view();
                Some(
                    view! {
                        <p class="small" prop:textContent=total></p>
                        <ul class="plain positions">{on}</ul>
                    }
                    .into_any(),
                )
            }
            NoObjectionStanding::Cancelled { reason, .. } => {
                let reason = reason.clone();
                Some(view! { <p dir="auto" prop:textContent=reason></p> }.into_any())
            }
            NoObjectionStanding::Closed { .. } | NoObjectionStanding::Running => None,
        }
    }
}

/// Its end for one's calendar, and a text to mail to one's capital.
#[component]
fn ToTakeAlong(live: LiveTable, it: Put) -> impl IntoView {
    let words = use_words();
    let path = move || {
        let id = it.with(|it| it.as_ref().map(|it| it.id.clone()))?;
        live.with(|table| format!("/api/tables/{}/decisions/{id}/calendar.ics", table.id))
    };
    let href = Signal::derive(move || path().unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let text = Signal::derive(move || mail(live, words, it).unwrap_or_default());
    view! {
        <div class="actions">
            <FileLink href label=words.say("no-objection-calendar") refused drawn=Icon::Download />
            <CopyButton text label=words.say("no-objection-mail") />
        </div>
        <Refused why=refused />
    }
}

fn mail(live: LiveTable, words: Wording, it: Put) -> Option<String> {
    let title = title(live, it)?;
    let it = it.get()?;
    let blocks: Vec<_> = it.wording.paragraphs().cloned().collect();
    let wording = shared::prose::plain(&blocks);
    let origin = window().location().origin().unwrap_or_default();
    let link = live.with(|table| format!("{origin}/tables/{}", table.id))?;
    let values = [
        ("title", title.into()),
        ("wording", wording.into()),
        ("until", time_in_full(it.until).into()),
        ("link", link.into()),
    ];
    Some(words.tell("no-objection-mail-text", &values))
}
