//! What happened, one line each, to go there.

use leptos::{html, prelude::*};
use shared::history::{Mark, What};
use wasm_bindgen::JsCast as _;

use super::{looking::Looking, told};
use crate::{
    views::{Icon, handler, icon, memo, time_of_day},
    words::use_words,
};

/// The list of all marks.
#[component]
pub(super) fn Marks(looking: Looking) -> impl IntoView {
    let words = use_words();
    let list = NodeRef::<html::Ol>::new();
    let now = memo(move || looking.mark());
    keep_in_view(list, now);
    let row = move |(place, mark): (usize, &Mark)| {
        let what = looking
            .timeline
            .with_value(|timeline| told::what(words, timeline, mark));
        let when = time_of_day(mark.at);
        let is_now = move || (now.get() == Some(place)).then_some("true");
        let drawn = icon(drawing(&mark.what));
        view! {
            <li>
                <button type="button" class="entry" aria-current=is_now on:click=handler(move |_| looking.go_to_mark(place))>
                    <span class="when" prop:textContent=when></span>
                    <span class="drawn" aria-hidden="true">{drawn}</span>
                    <span dir="auto" prop:textContent=what></span>
                </button>
            </li>
        }
    };
    let rows = looking
        .timeline
        .with_value(|timeline| timeline.marks.iter().enumerate().map(row).collect_view());
    view! {
        <section class="marks">
            <h2>{words.say("history-marks")}</h2>
            <ol node_ref=list>{rows}</ol>
        </section>
    }
}

const fn drawing(what: &What) -> Icon {
    match what {
        What::Wrote { .. } => Icon::PenLine,
        What::Convened | What::Moved { .. } => Icon::List,
        What::Chair { .. } | What::Ruled { .. } => Icon::Gavel,
        What::Spoke { .. } | What::Tour | What::ListClosed | What::ListReopened => Icon::Mic,
        What::BallotOpened { .. } | What::BallotClosed { .. } | What::BallotCancelled { .. } => {
            Icon::Vote
        }
        What::WordingPut { .. } | What::WordingClosed { .. } | What::WordingCancelled { .. } => {
            Icon::Timer
        }
        What::Staged { .. }
        | What::QuestionAdded { .. }
        | What::QuestionRevised { .. }
        | What::DraftCirculated { .. }
        | What::SignedOff { .. }
        | What::OutcomeReopened => Icon::FileText,
        What::AnswersLocked { .. } => Icon::Lock,
        What::AnswersKeptPrivate { .. } => Icon::LockKeyhole,
        What::AnswersRevealed { .. } => Icon::Users,
        What::Frozen { .. } | What::Restored | What::Compiled { .. } | What::Pulled => {
            Icon::FileStack
        }
        What::PracticeBrought { .. } | What::PracticeWithdrawn { .. } => Icon::Handshake,
    }
}

/// Scrolls the list, and nothing else, to the line of the moment.
fn keep_in_view(list: NodeRef<html::Ol>, now: Memo<Option<usize>>) {
    Effect::new(move |_| {
        let (Some(list), Some(now)) = (list.get(), now.get()) else {
            return;
        };
        request_animation_frame(move || {
            let row = u32::try_from(now)
                .ok()
                .and_then(|now| list.children().item(now));
            let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) else {
                return;
            };
            let (top, tall) = (row.offset_top(), row.offset_height());
            let (from, room) = (list.scroll_top(), list.client_height());
            if top < from || top + tall > from + room {
                list.set_scroll_top(top + (tall - room) / 2);
            }
        });
    });
}
