//! What facilitators say, told at once to those who are meant, in toasts that stay until they are closed.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::features::announcements::{Announcement, Announcements, Said};
use shared::features::people::Participant;
use shared::ids::{AnnouncementId, TableId, Timestamp};
use std::sync::Arc;

use super::closed;
use super::told::{counted, told, told_to_the_moved};
use crate::{
    live::LiveTable,
    views::{Standing, Tray, Way, memo, use_toasts},
    words::{Wording, use_words},
};

/// Whoever comes is told what was said within so many milliseconds.
const LATELY: u64 = 600_000;

/// What a call is about: another takes its place.
const CALL: &str = "call";

/// Tells it; shows nothing itself.
#[component]
pub fn SaidToasts(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let navigate = StoredValue::new_local(use_navigate());
    let all = memo(move || live.with(|table| table.announcements.clone()));
    // Up to which this page has told.
    let heard = StoredValue::new(None::<u32>);
    Effect::new(move |_| {
        let Some(all) = all.get() else { return };
        let before = heard.get_value();
        heard.set_value(Some(all.heard));
        let Some(me) = untrack(|| live.me()) else {
            return;
        };
        for said in to_tell(&all, before, live.now(), closed::is_closed, &me) {
            let way = said.leads(&me).cloned().filter(|to| !is_here(live, to));
            let way = way.map(|to| {
                let path = format!("/tables/{to}");
                let go = move || {
                    navigate.try_with_value(|go| go(&path, NavigateOptions::default()));
                };
                Arc::new(go) as Way
            });
            tell(live, words, toasts, said, way);
        }
    });
}

fn is_here(live: LiveTable, to: &TableId) -> bool {
    untrack(|| live.with(|table| table.id == *to)) == Some(true)
}

/// What this page has yet to tell, having told up to some number: all that is new to it; to whoever comes, what was said lately and
/// was not closed here.
fn to_tell(
    all: &Announcements,
    before: Option<u32>,
    now: Timestamp,
    is_closed: fn(&AnnouncementId) -> bool,
    me: &Participant,
) -> Vec<Announcement> {
    let call = all.call().map(|it| &it.id);
    let is_late = |it: &Announcement| {
        let until = match &it.says {
            Said::CallBack { until, .. } => until.0.max(it.at.0),
            Said::CalledOff => return true,
            Said::Words { .. } | Said::Moved { .. } => it.at.0,
        };
        until.saturating_add(LATELY) <= now.0 || is_closed(&it.id)
    };
    let is_new = |it: &&Announcement| before.map_or_else(|| !is_late(it), |heard| it.nth > heard);
    // Only the last call stands; what one said oneself is no news.
    let is_told = |it: &&Announcement| match &it.says {
        Said::CallBack { .. } => call == Some(&it.id),
        Said::Words { .. } => it.by != me.id,
        Said::CalledOff | Said::Moved { .. } => true,
    };
    let said = all.said.iter().filter(|it| it.is_for(me));
    said.filter(is_new).filter(is_told).cloned().collect()
}

fn tell(live: LiveTable, words: Wording, toasts: Tray, said: Announcement, way: Option<Way>) {
    let text = match &said.says {
        Said::Moved { whom, name, .. } => Some(told_to_the_moved(words, whom, name)),
        Said::Words { .. } | Said::CallBack { .. } | Said::CalledOff => {
            untrack(|| live.with(|table| told(words, &said, table)))
        }
    };
    let here = untrack(|| live.with(|table| table.id.clone()));
    let (Some(text), Some(here)) = (text, here) else {
        return;
    };
    let about = match said.says {
        Said::CallBack { .. } | Said::CalledOff => CALL.to_owned(),
        Said::Words { .. } | Said::Moved { .. } => format!("said-{}", said.id),
    };
    let id = said.id.clone();
    let ticks = match said.says {
        Said::CallBack {
            until,
            to,
            name,
            text,
            ..
        } => Some(
            Arc::new(move || counted(words, (until, &to, &name, &text), &here, live.now())) as _,
        ),
        Said::Words { .. } | Said::CalledOff | Said::Moved { .. } => None,
    };
    toasts.keep(Standing {
        about,
        text,
        ticks,
        way,
        closed: Arc::new(move || closed::close(&id)),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::announcements::Whom;
    use shared::features::people::Role;

    fn said(nth: u32, by: &str, says: Said) -> Announcement {
        Announcement {
            id: format!("a{nth}").parse().unwrap(),
            nth,
            at: Timestamp(u64::from(nth) * 1_000),
            by: by.parse().unwrap(),
            says,
        }
    }

    fn words() -> Said {
        let text = "Lunch".to_owned();
        Said::Words { text }
    }

    fn call(until: u64) -> Said {
        Said::CallBack {
            until: Timestamp(until),
            to: "plenary".parse().unwrap(),
            name: "Plenary".to_owned(),
            text: String::new(),
            without: Vec::new(),
        }
    }

    fn moved(who: &str) -> Said {
        let participant = who.parse().unwrap();
        Said::Moved {
            whom: Whom::Person { participant },
            to: "plenary".parse().unwrap(),
            name: "Plenary".to_owned(),
        }
    }

    fn told(said: &[Announcement], before: Option<u32>, now: u64) -> Vec<u32> {
        let ana = Participant {
            id: "ana".parse().unwrap(),
            name: "Ana".to_owned(),
            role: Role::Observer,
            delegation: None,
        };
        let all = Announcements {
            said: said.to_vec(),
            heard: said.last().map_or(0, |last| last.nth),
        };
        let is_closed = |id: &AnnouncementId| id.as_str() == "a2";
        let told = to_tell(&all, before, Timestamp(now), is_closed, &ana);
        told.iter().map(|it| it.nth).collect()
    }

    #[test]
    fn whoever_comes_is_told_what_was_said_lately_and_not_closed_here() {
        let all = [1, 2, 3].map(|nth| said(nth, "fay", words()));
        assert_eq!(told(&all, None, 3_000), [1, 3]);
        assert_eq!(told(&all, None, 602_000), [3]);
        assert_eq!(told(&all, None, 603_000), [0_u32; 0]);
    }

    #[test]
    fn what_is_new_to_a_page_is_told_however_late_it_comes() {
        let all = [1, 2, 3].map(|nth| said(nth, "fay", words()));
        assert_eq!(told(&all, Some(1), 9_000_000), [2, 3]);
        assert_eq!(told(&all, Some(3), 3_000), [0_u32; 0]);
    }

    #[test]
    fn one_is_told_what_one_is_meant_by_and_did_not_say() {
        let all = [
            said(1, "ana", words()),
            said(3, "fay", moved("ben")),
            said(4, "fay", moved("ana")),
        ];
        assert_eq!(told(&all, Some(0), 5_000), [4]);
    }

    #[test]
    fn of_calls_the_last_one_stands_unless_it_is_off() {
        let mut all = vec![
            said(1, "fay", call(120_000)),
            said(3, "fay", call(3_000_000)),
        ];
        assert_eq!(told(&all, Some(0), 5_000), [3]);
        assert_eq!(told(&all, None, 3_500_000), [3], "its time is over lately");
        all.push(said(4, "ana", Said::CalledOff));
        assert_eq!(told(&all, Some(3), 5_000), [4]);
        assert_eq!(told(&all, None, 5_000), [0_u32; 0]);
    }
}
