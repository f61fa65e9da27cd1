//! What happens elsewhere at the table, told in toasts with the way there.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    features::agenda::AgendaPoint,
    features::no_objection::NoObjectionStanding,
    features::people::Role,
    ids::{CommentId, DecisionId, QuestionId},
    names::{isolated, listed},
    table::RoundTable,
};
use std::sync::Arc;

use crate::features::answers::stages::stage_key;
use crate::features::comments::{Commenting, use_commenting};
use crate::features::delegations::spoken_name;
use crate::room::navigation::Navigation;
use crate::room::navigation::Part;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::room::time_left::watch_time;
use crate::{
    live::{LiveTable, News},
    views::{Announcement, Tray, focus_soon, use_toasts},
    words::{Wording, use_words},
};

/// How much of a comment is told, in characters.
const TOLD: usize = 120;

/// Tells it; shows nothing itself.
#[component]
pub fn Announcements(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let toasts = use_toasts();
    let commenting = use_commenting();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |path: &str| {
        navigate.try_with_value(|go| go(path, NavigateOptions::default()));
    };
    Effect::new(move |_| {
        if live.news.with(Vec::is_empty) {
            return;
        }
        let news = live.news.write().drain(..).collect::<Vec<_>>();
        let told = news.into_iter().filter_map(|news| match &news {
            News::Commented(id) | News::Replied(id) => told_comment(commenting?, words, &news, id),
            News::DraftOut(number) => told_draft(live, words, *number, go),
            News::SignedOff => {
                let path = live.table.with_untracked(|table| {
                    Some(format!("/tables/{}/outcome", table.as_ref()?.id))
                })?;
                let text = words.say("told-signed-off");
                Some(at_outcome(text, path, go))
            }
            _ => told(live, here, words, &news),
        });
        told.for_each(|announcement| toasts.announce(announcement));
    });
    watch_time(live, move |key| {
        toasts.announce(Announcement {
            about: "time".to_owned(),
            text: words.say(key),
            way: Arc::new(move || go_to_work(live, here)),
        });
    });
    put_away_where_one_is(live, here, toasts);
    put_away_what_is_over(live, toasts);
    on_cleanup(move || toasts.forget(|_| true));
}

/// Whoever has gone there needs not be told the way.
fn put_away_where_one_is(live: LiveTable, here: Navigation, toasts: Tray) {
    Effect::new(move |_| {
        let (shown, part) = (here.shown.get(), here.part.get());
        let work = live
            .table
            .with_untracked(|table| table.as_ref().map(Shown::work));
        let is_at_votes = shown == Shown::Ballots || part == Part::Side;
        let is_at_work = work.as_ref() == Some(&shown);
        let place = shown.fragment();
        toasts.forget(|about| {
            is_at_votes && about.starts_with("ballot-")
                || part == Part::Side && about.starts_with("decision-")
                || is_at_work && about == "agenda"
                || about == place
        });
    });
}

/// Whose turn is over, or which point of order, needs not be told any more.
fn put_away_what_is_over(live: LiveTable, toasts: Tray) {
    Effect::new(move |_| {
        let mine = live.my_delegation();
        let now = live.with(|table| {
            let speaking = table.floor.speaking();
            let waiting = table.floor.speeches.iter().filter(|it| it.waits());
            let points: Vec<_> = waiting.map(|it| format!("point-{}", it.id)).collect();
            let speaks = speaking.is_some_and(|it| Some(&it.delegation) == mine.as_ref());
            (speaks, points)
        });
        let Some((speaks, points)) = now else { return };
        toasts.forget(|about| {
            let is_point = about.starts_with("point-");
            about == "floor" && !speaks || is_point && !points.iter().any(|it| it == about)
        });
    });
}

fn told_draft(
    live: LiveTable,
    words: Wording,
    number: u32,
    go: impl Fn(&str) + Send + Sync + 'static,
) -> Option<Announcement> {
    let (path, until) = live.table.with_untracked(|table| {
        let table = table.as_ref()?;
        let mut drafts = table.circulation.drafts.iter();
        let draft = drafts.find(|it| it.number == number)?;
        let path = format!("/tables/{}/outcome?view=draft", table.id);
        Some((path, words.moment(draft.until)))
    })?;
    let values = [("number", number.into()), ("until", until.into())];
    Some(at_outcome(words.tell("told-draft-out", &values), path, go))
}

/// Something to be looked at on the outcome's page.
fn at_outcome(
    text: String,
    path: String,
    go: impl Fn(&str) + Send + Sync + 'static,
) -> Announcement {
    Announcement {
        about: "outcome".to_owned(),
        text,
        way: Arc::new(move || go(&path)),
    }
}

fn told(live: LiveTable, here: Navigation, words: Wording, news: &News) -> Option<Announcement> {
    let find = |title: &dyn Fn(&RoundTable) -> Option<String>| {
        live.table.with_untracked(|table| title(table.as_ref()?))
    };
    match news {
        News::Moved(point) => {
            let place = find(&|table| Some(words.point(&table.agenda, point)))?;
            let key = match point {
                AgendaPoint::Item(_) => "told-moved",
                AgendaPoint::Closed => "told-closed",
            };
            Some(Announcement {
                about: "agenda".to_owned(),
                text: words.tell(key, &[("item", place.into())]),
                way: Arc::new(move || go_to_work(live, here)),
            })
        }
        News::Opened(id) | News::Closed(id) | News::Reminded(id) => {
            let key = match news {
                News::Opened(_) => "told-ballot-opened",
                News::Reminded(_) => "told-reminded",
                _ => "told-ballot-closed",
            };
            let title = find(&|table| Some(table.ballot(id)?.rules.title.clone()))?;
            let place = format!("ballot-{id}");
            Some(Announcement {
                about: place.clone(),
                text: words.tell(key, &[("title", title.into())]),
                way: Arc::new(move || here.go_to(Shown::Ballots, place.clone())),
            })
        }
        News::WordingPut(id) | News::WordingOver(id) | News::WordingLonger(id, _) => {
            of_wording(live, here, words, news, id)
        }
        News::Asked(practice, remark) | News::Answered(practice, remark) => {
            let key = match news {
                News::Asked(..) => "told-asked",
                _ => "told-answered",
            };
            let title = find(&|table| Some(table.practice(practice)?.card.title.clone()))?;
            let (practice, place) = (practice.clone(), format!("remark-{remark}"));
            Some(Announcement {
                about: place.clone(),
                text: words.tell(key, &[("practice", title.into())]),
                way: Arc::new(move || {
                    here.go_to(Shown::Practice(practice.clone()), place.clone());
                }),
            })
        }
        News::Chair => {
            let names = find(&|table| {
                let asked = table.presiding().into_iter();
                Some(listed(asked.map(|who| who.name.as_str())))
            })?;
            let text = words.tell("told-chair", &[("names", names.into())]);
            Some(at_side(here, "chair", text, "presiding"))
        }
        News::FloorGiven => Some(at_side(here, "floor", words.say("told-floor"), "floor")),
        News::PointRaised(id) => {
            let name = find(&|table| {
                let speech = table.floor.speech(id)?;
                Some(table.delegation(&speech.delegation)?.name.clone())
            })?;
            let text = words.tell("told-point", &[("name", name.into())]);
            Some(at_side(here, &format!("point-{id}"), text, "floor"))
        }
        News::ListClosing => {
            let text = words.say("told-list-closing");
            Some(at_side(here, "list", text, "floor"))
        }
        News::ListClosed(is_closed) => {
            let key = match is_closed {
                true => "told-list-closed",
                false => "told-list-open",
            };
            Some(at_side(here, "list", words.say(key), "floor"))
        }
        News::OrderDrawn => {
            let text = words.say("told-drawn");
            Some(at_side(here, "drawn", text, "floor"))
        }
        News::Revealed(id) => {
            let question = find(&|table| Some(table.question(id)?.text.clone()))?;
            let text = words.tell("told-revealed", &[("question", question.into())]);
            Some(revealed(here, id.clone(), text))
        }
        // Told by those who know the way there.
        News::Commented(_) | News::Replied(_) | News::DraftOut(_) | News::SignedOff => None,
        News::Frozen(number) => {
            let name = find(&|table| Some(table.revisions.numbered(*number)?.name.clone()))?;
            let values = [("number", (*number).into()), ("name", name.into())];
            let text = words.tell("told-frozen", &values);
            Some(at_page(here, Shown::Revisions, text))
        }
        News::Staged(id, _) | News::Compiled(id) => of_question(live, here, words, news, id),
        News::DeskShared(desk) => {
            let name = find(&|table| Some(table.delegation(desk)?.name.clone()))?;
            let text = words.tell("told-desk-shared", &[("name", name.into())]);
            Some(at_page(here, Shown::Desk(desk.clone()), text))
        }
    }
}

/// What became of wording with a time to object.
fn of_wording(
    live: LiveTable,
    here: Navigation,
    words: Wording,
    news: &News,
    id: &DecisionId,
) -> Option<Announcement> {
    let text = live.table.with_untracked(|table| {
        let table = table.as_ref()?;
        let it = table.no_objections.get(id)?;
        let key = match (news, &it.standing) {
            (News::WordingPut(_), _) => "told-wording-put",
            (News::WordingLonger(_, true), _) => "told-wording-longer-down",
            (News::WordingLonger(_, false), _) => "told-wording-longer",
            (_, NoObjectionStanding::Cancelled { .. }) => "told-wording-cancelled",
            _ if it.stands() => "told-wording-stands",
            _ => "told-wording-objected",
        };
        Some(words.tell(key, &[("title", it.called(table).into())]))
    })?;
    let place = format!("decision-{id}");
    Some(Announcement {
        about: place.clone(),
        text,
        way: Arc::new(move || here.go_beside(place.clone())),
    })
}

/// Who says what about a passage, and the way to it.
fn told_comment(
    commenting: Commenting,
    words: Wording,
    news: &News,
    id: &CommentId,
) -> Option<Announcement> {
    let live = commenting.live();
    let find = |table: &RoundTable| {
        let comment = table.comments.get(id)?;
        let last = comment.replies.last();
        let (key, by, text) = match news {
            News::Replied(_) => ("told-replied", &last?.by, &last?.text),
            _ => ("told-commented", &comment.by, &comment.text),
        };
        Some((key, table.participants.get(by)?.clone(), text.clone()))
    };
    let (key, by, text) = untrack(|| live.with(find))??;
    let name = untrack(|| spoken_name(live, &by));
    let id = id.clone();
    Some(Announcement {
        about: format!("comment-{id}"),
        text: words.tell(
            key,
            &[
                ("name", name.into()),
                ("text", isolated(&clipped(&text)).into()),
            ],
        ),
        way: Arc::new(move || commenting.go_to(id.clone())),
    })
}

/// As much of a text as is read in passing.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(TOLD) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
}

/// What became of a question, by what that is called.
fn of_question(
    live: LiveTable,
    here: Navigation,
    words: Wording,
    news: &News,
    id: &QuestionId,
) -> Option<Announcement> {
    let called = untrack(|| live.with(|table| Some(table.question(id)?.called().to_owned())));
    let question = called??;
    let text = match news {
        News::Staged(_, stage) => {
            let stage = words.say(stage_key(*stage));
            let values = [("question", question.into()), ("stage", stage.into())];
            words.tell("told-staged", &values)
        }
        _ => words.tell("told-compiled", &[("question", question.into())]),
    };
    Some(at_page(here, Shown::Question(id.clone()), text))
}

/// Something that is a page of the room.
fn at_page(here: Navigation, page: Shown, text: String) -> Announcement {
    Announcement {
        about: page.fragment(),
        text,
        way: Arc::new(move || here.go(page.clone())),
    }
}

/// The answers to a question, by delegation.
fn revealed(here: Navigation, question: QuestionId, text: String) -> Announcement {
    Announcement {
        about: format!("revealed-{question}"),
        text,
        way: Arc::new(move || here.go_to_answers_by_delegation(&question)),
    }
}

/// Something that is seen beside the text, in the section of that id.
fn at_side(here: Navigation, about: &str, text: String, section: &'static str) -> Announcement {
    Announcement {
        about: about.to_owned(),
        text,
        way: Arc::new(move || {
            here.turn_to(Part::Side);
            focus_soon(section);
        }),
    }
}

/// Where the work of the item is; for the facilitator, where the table is led from.
fn go_to_work(live: LiveTable, here: Navigation) {
    let role = live.me().map(|me| me.role);
    let work = live
        .table
        .with_untracked(|table| table.as_ref().map(Shown::work));
    if role == Some(Role::Facilitator) {
        here.turn_to(Part::Side);
        focus_soon("facilitate");
    } else if let Some(work) = work {
        here.go(work);
    }
}
