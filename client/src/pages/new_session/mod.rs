//! Making a session: a concept note, what is asked, who sits where.
//!
//! Reading order: [`draft`] (what is typed) and [`drafting`] (what works on it), [`check`] (whether it can be convened), [`kept`] (over reloads), then
//! what is seen: [`note`], [`preview`], [`doubts`], [`footnotes`], [`questions`], [`delegations`], [`tables`], [`agenda`], [`convene`].

mod agenda;
mod check;
mod convene;
mod correctable;
mod delegations;
mod doubts;
mod draft;
mod drafting;
mod footnotes;
pub mod kept;
mod note;
mod placed;
mod preview;
mod questions;
mod tables;

use self::{
    agenda::Agenda,
    convene::Convene,
    delegations::Delegations,
    draft::Draft,
    drafting::{Drafting, use_drafting},
    kept::keep,
    note::NoteSource,
    preview::Preview,
    tables::Tables,
};
use crate::{
    account::use_account,
    views::{Failed, Loading, Notice, Page, Stranger, Tone, handler, memo},
    words::use_words,
};
use leptos::prelude::*;

/// The page, for those who may convene.
#[component]
pub fn NewSession() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let may_convene = memo(move || match account.get() {
        Some(Ok(Some(me))) => Some(Ok(Some(me.may_convene))),
        Some(Ok(None)) => Some(Ok(None)),
        Some(Err(trouble)) => Some(Err(trouble)),
        None => None,
    });
    let content = move || match may_convene.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(trouble)) => {
            view! { <Failed trouble retry=move |()| account.refresh() /> }.into_any()
        }
        Some(Ok(None)) => view! { <Stranger /> }.into_any(),
        Some(Ok(Some(false))) => view! {
            <Notice tone=Tone::Warn>
                <p>{words.say("new-session-not-yours")}</p>
            </Notice>
        }
        .into_any(),
        Some(Ok(Some(true))) => view! { <Form /> }.into_any(),
    };
    view! {
        <Page title=words.say("new-session-title") class="wide">
            {content}
        </Page>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (draft, restored) = keep();
    provide_context(Drafting {
        draft,
        before: RwSignal::new(None),
        tried: RwSignal::new(false),
        faults: memo(move || draft.with(|draft| draft.check().err().unwrap_or_default())),
        doubts: memo(move || draft.with(Draft::placed_doubts)),
    });
    let items = RwSignal::new(Vec::new());
    view! {
        <Replaced restored />
        <div class="note-desk">
            <NoteSource />
            <Preview />
        </div>
        <div class="seats-desk">
            <Delegations />
            <Tables />
        </div>
        <Agenda items />
        <Convene items />
    }
}

/// Says that a draft was kept, or that something was replaced, and offers the other one.
#[component]
fn Replaced(restored: bool) -> impl IntoView {
    let words = use_words();
    let Drafting { draft, before, .. } = use_drafting();
    let restored = RwSignal::new(restored);
    let afresh = move |_| {
        restored.set(false);
        use_replace(draft, before, Draft::fresh());
    };
    let back = move |_| {
        if let Some(was) = before.get_untracked() {
            before.set(None);
            draft.set(was);
        }
    };
    move || {
        if before.with(Option::is_some) {
            view! {
                <Notice>
                    <p prop:textContent=words.say("draft-replaced")></p>
                    <p>
                        <button type="button" class="quiet" on:click=handler(back) prop:textContent=words.say("draft-put-back")></button>
                    </p>
                </Notice>
            }
            .into_any()
        } else if restored.get() {
            view! {
                <Notice>
                    <p prop:textContent=words.say("draft-restored")></p>
                    <p>
                        <button type="button" class="quiet" on:click=handler(afresh) prop:textContent=words.say("draft-afresh")></button>
                    </p>
                </Notice>
            }
            .into_any()
        } else {
            ().into_any()
        }
    }
}

fn use_replace(draft: RwSignal<Draft>, before: RwSignal<Option<Draft>>, with: Draft) {
    before.set(Some(draft.get_untracked()));
    draft.set(with);
}
