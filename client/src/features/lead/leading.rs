//! For whoever presides: showing everybody the page that one sees oneself.

use leptos::prelude::*;
use shared::features::lead::LeadCommand;

use super::{destination, led, title};
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    views::{Icon, Offer, Refused, handler, icon, memo, offer, said},
    words::use_words,
};

/// The buttons, and what everybody is shown; nothing for everybody else.
#[component]
pub fn Leading(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let refused = RwSignal::new(None);
    let now = destination(live);
    let presides = live.presides();
    // What everybody would be shown, unless that is so already.
    let next = memo(move || {
        let next = led(&here.shown.get())?;
        (presides.get() && now.get().as_ref() != Some(&next)).then_some(next)
    });
    let lead = move || {
        if let Some(to) = next.get_untracked() {
            live.ask(LeadCommand::LeadRoom { to }, words, refused);
        }
    };
    let let_go = move || live.ask(LeadCommand::LetRoomGo, words, refused);
    let can_lead = memo(move || next.with(Option::is_some));
    let leads = memo(move || presides.get() && now.with(Option::is_some));
    offer(move || {
        let lead = || Offer::new(words.say("lead-here"), Icon::Users, lead);
        can_lead.get().then(lead)
    });
    offer(move || {
        let stop = || Offer::new(words.say("lead-let-go"), Icon::X, let_go);
        leads.get().then(stop)
    });
    let shown = move || {
        let title = now
            .get()
            .and_then(|to| live.with(|table| title(words, table, &to)))?;
        Some(words.tell("lead-you", &[("page", title.into())]))
    };
    view! {
        <div class="leading">
            {move || can_lead.get().then(|| view! {
                <button type="button" class="quiet small" on:click=handler(move |_| lead())>
                    {icon(Icon::Users)}
                    <span prop:textContent=words.say("lead-here")></span>
                </button>
            })}
            {move || leads.get().then(|| view! {
                <span class="small clip" dir="auto" prop:textContent=said(shown)></span>
                <button type="button" class="link small" on:click=handler(move |_| let_go())>{words.say("lead-let-go")}</button>
            })}
            <Refused why=refused />
        </div>
    }
}
