//! Making a session: a concept note, what is asked, who sits where.
//!
//! Reading order: [`draft`] (what is typed), [`check`] (whether it can be convened), [`kept`] (over reloads), then
//! what is seen: [`note`], [`preview`], [`doubts`], [`footnotes`], [`questions`], [`delegations`], [`tables`], [`convene`].

mod check;
mod convene;
mod delegations;
mod doubts;
mod draft;
mod footnotes;
mod kept;
mod note;
mod preview;
mod questions;
mod tables;

use leptos::prelude::*;
use shared::concept_note::Doubt;

pub use self::kept::forget as forget_draft;
use self::{
    check::Fault, convene::Convene, delegations::Delegations, doubts::Spot, draft::Draft,
    kept::keep, note::NoteSource, preview::Preview, tables::Tables,
};
use crate::{
    account::use_account,
    views::{Failed, Loading, Notice, Page, Stranger, Tone},
    words::use_words,
};

/// What all parts of the page work on.
#[derive(Clone, Copy)]
struct Desk {
    /// What is typed.
    draft: RwSignal<Draft>,
    /// What was there before something replaced it whole.
    before: RwSignal<Option<Draft>>,
    /// Whether convening was tried: from then on, what is missing is marked.
    tried: RwSignal<bool>,
    /// What keeps the draft from being convened.
    faults: Memo<Vec<Fault>>,
    /// What the importer was not sure of, with where and its number.
    doubts: Memo<Vec<(Spot, (usize, Doubt))>>,
}

impl Desk {
    /// A piece of the draft, by itself: what shows it changes only when it does.
    fn piece<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        piece: impl Fn(&Draft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.draft.with(&piece))
    }

    /// What is wrong at a field, as soon as it is.
    fn wrong(self, field: String) -> Signal<Option<String>> {
        let words = use_words();
        let here = Memo::new(move |_| {
            self.faults.with(|faults| {
                faults
                    .iter()
                    .find(|fault| fault.field == field)
                    .map(|fault| fault.why.clone())
            })
        });
        Signal::derive(move || here.get().map(|why| why.words(words)))
    }

    /// What is wrong at a field, once convening was tried: nobody has left it out before.
    fn lacking(self, field: String) -> Signal<Option<String>> {
        let wrong = self.wrong(field);
        Signal::derive(move || if self.tried.get() { wrong.get() } else { None })
    }

    /// Replaces the draft whole, and keeps what was there within reach.
    fn replace(self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.get_untracked();
        self.before.set((!before.is_blank()).then_some(before));
        self.draft.update(change);
    }
}

fn use_desk() -> Desk {
    expect_context()
}

/// The page, for those who may convene.
#[component]
pub fn NewSession() -> impl IntoView {
    let words = use_words();
    let account = use_account();
    let may_convene = Memo::new(move |_| match account.get() {
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
    provide_context(Desk {
        draft,
        before: RwSignal::new(None),
        tried: RwSignal::new(false),
        faults: Memo::new(move |_| draft.with(|draft| draft.check().err().unwrap_or_default())),
        doubts: Memo::new(move |_| draft.with(Draft::placed_doubts)),
    });
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
        <Convene />
    }
}

/// Says that a draft was kept, or that something was replaced, and offers the other one.
#[component]
fn Replaced(restored: bool) -> impl IntoView {
    let words = use_words();
    let Desk { draft, before, .. } = use_desk();
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
                        <button type="button" class="quiet" on:click=back prop:textContent=words.say("draft-put-back")></button>
                    </p>
                </Notice>
            }
            .into_any()
        } else if restored.get() {
            view! {
                <Notice>
                    <p prop:textContent=words.say("draft-restored")></p>
                    <p>
                        <button type="button" class="quiet" on:click=afresh prop:textContent=words.say("draft-afresh")></button>
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
