//! The projector's screen: made to be read from the back row.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::Disclosure;
use shared::features::delegations::Delegation;
use shared::features::practices::PracticeField;
use shared::ids::{BallotId, PracticeId, QuestionId};
use shared::table::RoundTable;

use super::slide::Slide;
use crate::features::agenda::items::Steps;
use crate::features::announcements::projected::SaidToTheRoom;
use crate::features::ballots::card::BallotCard;
use crate::features::ballots::form::provide_again;
use crate::features::floor::strip::SpeakingStrip;
use crate::features::joining::shown::CodeSlide;
use crate::features::no_objection::projected::{DecisionOnScreen, NoObjectionOnScreen};
use crate::features::temperature::projected::TemperatureOfTheRoom;
use crate::prose_pane::ProsePane;
use crate::{
    live::{Link, LiveTable},
    room::bar::Clock,
    views::{DelegationChip, arrive, memo, said},
    words::use_words,
};

/// How much of the window one step down goes.
const STEP: f64 = 0.8;

/// The screen, over the whole page.
#[component]
pub fn Projection(live: LiveTable) -> impl IntoView {
    let words = use_words();
    provide_again();
    arrive(Signal::derive(move || words.say("projector-title")));
    view! {
        <div class="screen">
            <Screen live />
        </div>
    }
}

#[component]
fn Screen(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let title = move || live.with(|table| table.note.title.clone());
    let name = move || live.with(|table| table.name.clone());
    let item = move || live.with(|table| words.point(&table.agenda, &table.agenda.at));
    let is_away = memo(move || live.link.get() != Link::Live);
    scroll_as_told(live);
    view! {
        <header class="screen-head">
            <p class="about"><bdi prop:textContent=said(title)></bdi><span aria-hidden="true">" · "</span><bdi prop:textContent=said(name)></bdi></p>
            <h1 dir="auto" prop:textContent=said(item)></h1>
            <Clock live />
        </header>
        <SaidToTheRoom live />
        <SpeakingStrip live />
        <NoObjectionOnScreen live />
        <TemperatureOfTheRoom live />
        <main class="screen-body" id="main" tabindex="-1">
            <Middle live />
        </main>
        <p class="screen-foot" role="status" prop:textContent=said(move || is_away.get().then(|| words.say("projector-away")))></p>
    }
}

/// Down the page by so many steps, as the facilitator says.
fn scroll_as_told(live: LiveTable) {
    let steps = memo(move || live.with(|table| (table.projector.page, Slide::of(table))));
    Effect::new(move |_| {
        let Some((steps, _)) = steps.get() else {
            return;
        };
        request_animation_frame(move || {
            let tall = window().inner_height().ok().and_then(|tall| tall.as_f64());
            let to = tall.unwrap_or_default() * STEP * f64::from(steps);
            window().scroll_to_with_x_and_y(0.0, to);
        });
    });
}

#[component]
fn Middle(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let slide = memo(move || live.with(Slide::of));
    move || match slide.get()? {
        Slide::Agenda => Some(view! { <Steps live /> }.into_any()),
        Slide::Question(id) => Some(view! { <Question live id /> }.into_any()),
        Slide::Practices => Some(view! { <Practices live /> }.into_any()),
        Slide::Practice(id) => Some(view! { <Practice live id /> }.into_any()),
        Slide::Wording(id) => Some(view! { <DecisionOnScreen live id /> }.into_any()),
        Slide::Ballot(id) => Some(view! { <Ballot live id /> }.into_any()),
        Slide::JoinCode => {
            let session = untrack(|| live.with(|table| table.session.clone()))?;
            Some(view! { <CodeSlide session /> }.into_any())
        }
        Slide::Pause(text) => {
            let said = if text.is_empty() {
                words.say("projector-pause")
            } else {
                text
            };
            Some(view! { <p class="pause" dir="auto" prop:textContent=said></p> }.into_any())
        }
    }
}

#[component]
fn Question(live: LiveTable, id: QuestionId) -> impl IntoView {
    let words = use_words();
    let asked = id.clone();
    let text = move || {
        live.with(|table| {
            let question = table.question(&asked)?;
            let label = Some(&question.label).filter(|label| !label.is_empty());
            let label = label.map(|label| format!("{label}) ")).unwrap_or_default();
            Some(format!("{label}{}", question.text))
        })
        .flatten()
    };
    // Another text once answers are private, or a delegation more, is another list; all else leaves it alone.
    let roots = memo(move || {
        let of_table = |table: &RoundTable| {
            let question = table.question(&id)?;
            let own = table.delegations.iter();
            let own = own.map(|it| (question.own_answer(&it.id), Some(it.clone())));
            let joint = (Root::Joint(id.clone()), None);
            Some(if question.answered.jointly() {
                vec![joint]
            } else if question.disclosure == Disclosure::Private {
                Vec::new()
            } else {
                own.collect()
            })
        };
        live.with(of_table).flatten().unwrap_or_default()
    });
    let answer = move |(root, delegation): (Root, Option<Delegation>)| {
        view! {
            {delegation.map(|delegation| view! { <DelegationChip name=delegation.name short=delegation.short colour=delegation.colour /> })}
            <ProsePane live root label=words.say("joint-answer") placeholder=words.say("projector-nothing-yet") highlights=true />
        }
    };
    view! {
        <h2 class="question" dir="auto" prop:textContent=said(text)></h2>
        {move || roots.get().into_iter().map(answer).collect_view()}
    }
}

#[component]
fn Practices(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let rows = memo(move || {
        live.with(|table| {
            let row = |practice: &shared::features::practices::GoodPractice| {
                let of = table.delegation(&practice.delegation).cloned();
                (practice.card.title.clone(), of)
            };
            table.practices.iter().map(row).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let row = |(title, of): (String, Option<Delegation>)| {
        view! {
            <li>
                <span dir="auto" prop:textContent=title></span>
                {of.map(|delegation| view! { <DelegationChip name=delegation.name short=delegation.short colour=delegation.colour /> })}
            </li>
        }
    };
    view! {
        <h2 class="question">{words.say("agenda-practices")}</h2>
        <ul class="screen-list">{move || rows.get().into_iter().map(row).collect_view()}</ul>
    }
}

#[component]
fn Practice(live: LiveTable, id: PracticeId) -> impl IntoView {
    let words = use_words();
    let found = id.clone();
    let card = memo(move || {
        live.with(|table| {
            let practice = table.practice(&found)?;
            let of = table.delegation(&practice.delegation).cloned();
            Some((practice.card.title.clone(), of))
        })
        .flatten()
    });
    let fields = PracticeField::ALL.map(|field| {
        let name = words.say(&format!("field-{}", field.as_str()));
        view! {
            <h3 prop:textContent=name.clone()></h3>
            <ProsePane live root=Root::Practice(id.clone(), field) label=name placeholder=words.say("projector-nothing-yet") highlights=true />
        }
    });
    view! {
        <h2 class="question" dir="auto" prop:textContent=said(move || card.get().map(|(title, _)| title))></h2>
        {move || card.get().and_then(|(_, of)| of).map(|delegation| view! { <DelegationChip name=delegation.name short=delegation.short colour=delegation.colour /> })}
        {fields.into_iter().collect_view()}
    }
}

#[component]
fn Ballot(live: LiveTable, id: BallotId) -> impl IntoView {
    view! { <BallotCard live id /> }
}
