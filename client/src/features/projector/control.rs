//! The facilitator's say in what the room is shown.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::projector::{Projected, ProjectorCommand};
use shared::ids::{BallotId, PracticeId, QuestionId};

use super::slide::Slide;
use super::thumbnail::Thumbnail;
use crate::{
    live::LiveTable,
    views::{Refused, TextField, handler, memo, said},
    words::{Wording, use_words},
};

/// What can be shown, what is, and further down in it; nothing for whoever does not facilitate.
#[component]
pub fn Projecting(live: LiveTable) -> impl IntoView {
    let is_facilitator = live.is_facilitator();
    move || is_facilitator.get().then(|| view! { <Control live /> })
}

#[component]
fn Control(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let now = memo(move || {
        live.with(|table| table.projector.clone())
            .unwrap_or_default()
    });
    let ask = move |shows: Projected, page: u32| {
        live.ask(ProjectorCommand::Project { shows, page }, words, refused);
    };
    let page = move || live.with(|table| format!("/t/{}/projector", table.id));
    let choices = memo(move || choices(live, words));
    let choose = move |value: String| {
        let place: usize = value.parse().unwrap_or_default();
        let chosen =
            choices.with_untracked(|choices| choices.get(place).map(|it| it.shows.clone()));
        if let Some(shows) = chosen {
            ask(shows, 0);
        }
    };
    let options = move || {
        let shows = now.get().shows;
        let option = |(place, choice): (usize, Choice)| {
            let is_it = match (&choice.shows, &shows) {
                (Projected::Pause { .. }, Projected::Pause { .. }) => true,
                (this, that) => this == that,
            };
            view! { <option value=place.to_string() selected=is_it prop:textContent=choice.title></option> }
        };
        choices
            .get()
            .into_iter()
            .enumerate()
            .map(option)
            .collect_view()
    };
    let turn = move |by: i64| {
        let now = now.get_untracked();
        let page = i64::from(now.page).saturating_add(by).max(0);
        ask(now.shows, u32::try_from(page).unwrap_or_default());
    };
    let pause = memo(move || match now.get().shows {
        Projected::Pause { text } => Some(text),
        _ => None,
    });
    let is_paused = memo(move || pause.with(Option::is_some));
    // What is typed is shown when it is all there.
    let slide = RwSignal::new(String::new());
    Effect::new(move |_| slide.set(pause.get().unwrap_or_default()));
    let say = move |submit: SubmitEvent| {
        submit.prevent_default();
        let text = slide.get_untracked();
        ask(Projected::Pause { text }, 0);
    };
    view! {
        <section class="card projecting" aria-labelledby="projecting">
            <h2 class="kicker" id="projecting">{words.say("projector-title")}</h2>
            <div class="field">
                <label for="projector-shows">{words.say("projector-shows")}</label>
                <select id="projector-shows" on:change:target=move |change| choose(change.target().value())>
                    {options}
                </select>
            </div>
            {move || is_paused.get().then(|| view! {
                <form class="pausing" on:submit=handler(say)>
                    <TextField
                        id="projector-pause"
                        label=words.say("projector-pause-label")
                        value=slide
                        on_input=move |text: String| slide.set(text)
                    />
                    <button type="submit" class="quiet">{words.say("projector-pause-say")}</button>
                </form>
            })}
            <p class="small" dir="auto" prop:textContent=said(move || preview(live, words))></p>
            <div class="clock-set">
                <button type="button" class="quiet" disabled=move || now.get().page == 0 on:click=handler(move |_| turn(-1))>{words.say("projector-up")}</button>
                <button type="button" class="quiet" on:click=handler(move |_| turn(1))>{words.say("projector-down")}</button>
            </div>
            <Refused why=refused />
            <Thumbnail live />
            <p class="small"><a href=page target="_blank">{words.say("projector-open")}</a></p>
        </section>
    }
}

/// Something that can be shown, by name.
#[derive(Clone, PartialEq, Eq)]
struct Choice {
    shows: Projected,
    title: String,
}

fn choices(live: LiveTable, words: Wording) -> Vec<Choice> {
    let choice = |shows, title| Choice { shows, title };
    let of_table = |table: &shared::table::RoundTable| {
        let mut all = vec![
            choice(Projected::Agenda, words.say("projector-agenda")),
            choice(Projected::JoinCode, words.say("projector-join-code")),
            choice(
                Projected::Pause {
                    text: String::new(),
                },
                words.say("projector-pause"),
            ),
        ];
        all.extend(table.questions.iter().map(|question| {
            let id: QuestionId = question.id.clone();
            choice(Projected::Question { question: id }, question.titled())
        }));
        all.extend(table.ballots.iter().map(|ballot| {
            let id: BallotId = ballot.id.clone();
            let title = [("title", ballot.rules.title.as_str().into())];
            let key = if ballot.is_open() {
                "projector-ballot"
            } else {
                "projector-result"
            };
            choice(Projected::Ballot { ballot: id }, words.tell(key, &title))
        }));
        all.extend(table.no_objections.iter().map(|it| {
            let decision = it.id.clone();
            let title = [("title", it.called(table).into())];
            choice(
                Projected::Wording { decision },
                words.tell("projector-wording", &title),
            )
        }));
        all.extend(table.practices.iter().map(|practice| {
            let id: PracticeId = practice.id.clone();
            let title = [("title", practice.card.title.as_str().into())];
            choice(
                Projected::Practice { practice: id },
                words.tell("projector-practice", &title),
            )
        }));
        all
    };
    live.with(of_table).unwrap_or_default()
}

/// What the room sees, in a line.
fn preview(live: LiveTable, words: Wording) -> Option<String> {
    live.with(|table| {
        let shown = match Slide::of(table) {
            Slide::Agenda => words.say("agenda-steps"),
            Slide::Question(id) => table.question(&id)?.text.clone(),
            Slide::Practices => words.say("agenda-practices"),
            Slide::Practice(id) => table.practice(&id)?.card.title.clone(),
            Slide::Ballot(id) => table.ballot(&id)?.rules.title.clone(),
            Slide::Wording(id) => table.no_objections.get(&id)?.called(table),
            Slide::JoinCode => words.say("projector-join-code"),
            Slide::Pause(text) if text.is_empty() => words.say("projector-pause"),
            Slide::Pause(text) => text,
        };
        Some(words.tell("projector-now", &[("shown", shown.into())]))
    })?
}
