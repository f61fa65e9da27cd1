//! The panel below a text: how much was found, and each finding with what can be done about it.

use leptos::prelude::*;
use shared::document::Root;
use shared::drafting::Finding;
use std::collections::BTreeSet;

use super::checking::{COUNT, Checking, Look};
use super::finding::Found;
use super::kept::Settings;
use super::settings::{Rules, counts};
use crate::live::LiveTable;
use crate::prose_pane::Held;
use crate::views::{
    Disclosure, For, Icon, Offer, focus_soon, handler, memo, offer, said, use_toasts,
};
use crate::words::use_words;

/// The panel of the text that an editor holds. It looks when the text rests, and only while it is open.
#[component]
pub fn CheckWording(
    /// The table that the text is of.
    live: LiveTable,
    /// What is written in it.
    root: Root,
    /// What holds its editor.
    held: Held,
    /// Changes whenever the text has changed and rests.
    rested: RwSignal<()>,
    /// Whether it goes out unattributed, whatever is set here.
    #[prop(default = Signal::stored(false))]
    unattributed: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let may_write = memo(move || {
        let me = live.me();
        let may = me.and_then(|me| live.with(|table| table.may_write(&me, &root).is_ok()));
        may == Some(true)
    });
    let checking = Checking {
        live,
        held,
        words,
        toasts: use_toasts(),
        may_write,
        unattributed,
        settings: RwSignal::new(Settings::read()),
        look: RwSignal::new(Look::default()),
        left: RwSignal::new(BTreeSet::new()),
    };
    let is_open = memo(move || open.get());
    offer(move || {
        let go = move || {
            open.set(true);
            focus_soon(COUNT);
        };
        Some(Offer::new(words.say("drafting-title"), Icon::FileCheck, go))
    });
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        held.track();
        rested.track();
        checking.settings.track();
        unattributed.track();
        checking.look_again();
    });
    view! {
        <section class="drafting" aria-label=words.say("drafting-title")>
            <Disclosure open show="drafting-title" hide="drafting-hide">
                <Panel checking />
            </Disclosure>
        </section>
    }
}

#[component]
fn Panel(checking: Checking) -> impl IntoView {
    let words = use_words();
    let shown = memo(move || {
        let left = checking.left.get();
        let is_shown = |(sign, _): &(String, Finding)| !left.contains(sign);
        let found = checking.look.get().found;
        found.into_iter().filter(is_shown).collect::<Vec<_>>()
    });
    let left_here = memo(move || {
        let all = checking.look.with(|look| look.found.len());
        all - shown.with(Vec::len)
    });
    let told = said(move || counts(checking, shown.with(Vec::len), words));
    view! {
        <p class="small">{words.say("drafting-hint")}</p>
        <Rules checking />
        <p id=COUNT role="status" tabindex="-1" prop:textContent=told></p>
        <ol class="cards plain-list" aria-label=words.say("drafting-list")>
            <For
                each=move || shown.get()
                // Without its place, which changes with all that is written before it: the keyboard stays where it is.
                key=|(sign, finding)| (sign.clone(), format!("{:?}", (&finding.why, &finding.instead)))
                children=move |(sign, finding)| view! { <Found checking sign finding /> }
            />
        </ol>
        {move || {
            let count = left_here.get();
            (count > 0).then(|| {
                let back = move |_| {
                    checking.left.update(BTreeSet::clear);
                    focus_soon(COUNT);
                };
                view! {
                    <p class="small actions">
                        <span>{words.tell("drafting-left", &[("count", count.into())])}</span>
                        <button type="button" class="quiet small" on:click=handler(back)>{words.say("drafting-show-left")}</button>
                    </p>
                }
            })
        }}
    }
}
