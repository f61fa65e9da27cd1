//! What facilitators say, told at once to those who are meant, in toasts that stay until they are closed.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::features::announcements::{Announcement, Announcements, Said};
use shared::features::people::Participant;
use shared::ids::TableId;
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
        for said in to_tell(&all, before, live, &me) {
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

/// What this page has yet to tell: all that is new to it; to whoever comes, what was said lately and was not closed here.
fn to_tell(
    all: &Announcements,
    before: Option<u32>,
    live: LiveTable,
    me: &Participant,
) -> Vec<Announcement> {
    let call = all.call().map(|it| &it.id);
    let now = live.now();
    let is_late = |it: &Announcement| {
        let until = match &it.says {
            Said::CallBack { until, .. } => until.0.max(it.at.0),
            Said::CalledOff => return true,
            Said::Words { .. } | Said::Moved { .. } => it.at.0,
        };
        until.saturating_add(LATELY) <= now.0 || closed::is_closed(&it.id)
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
