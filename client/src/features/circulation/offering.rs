//! Offering a correction to a paragraph, for one's delegation.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::circulation::{CirculationCommand, ShownParagraph};
use shared::ids::DraftId;
use shared::refusal::{Noun, Refusal};

use crate::{
    live::LiveTable,
    random::new_id,
    views::{
        Dialog, FormButtons, Refused, Show, TextField, clock::ticking, focus_soon, handler, memo,
    },
    words::use_words,
};

/// The button; nothing for whoever speaks for no delegation, and when the time is over.
#[component]
pub(super) fn Offering(live: LiveTable, draft: DraftId, it: ShownParagraph) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let tick = ticking();
    let number = it.number;
    let of = draft.clone();
    let may = memo(move || {
        tick.track();
        let offered = CirculationCommand::OfferCorrection {
            correction: new_id(),
            draft: of.clone(),
            paragraph: number,
            words: "–".to_owned(),
            proposed: String::new(),
            reason: String::new(),
        };
        live.me().is_some() && live.would_refuse(offered).is_none()
    });
    let told = [("number", number.into())];
    let name = words.tell("correction-offer-to", &told);
    let title = words.tell("correction-offer-title", &told);
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet small offer-correction" aria-haspopup="dialog" aria-label=name.clone() on:click=handler(move |_| open.set(true))>{words.say("correction-offer")}</button>
            </div>
        </Show>
        <Dialog open title>
            <Form live draft=draft.clone() it=it.clone() open />
        </Dialog>
    }
}

#[component]
fn Form(
    live: LiveTable,
    draft: DraftId,
    it: ShownParagraph,
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let number = it.number;
    let about = RwSignal::new(it.words.clone());
    let proposed = RwSignal::new(it.words.clone());
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let is_wrong = memo(move || wrong.get());
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let about = about.get_untracked();
        let why_not = match about.trim() {
            "" => Some(Refusal::Empty {
                what: Noun::Passage,
            }),
            about if !it.holds(about) => Some(Refusal::NotInPassage),
            _ => None,
        };
        if let Some(refusal) = why_not {
            wrong.set(Some(words.refusal(&refusal)));
            return focus_soon("correction-words");
        }
        let command = CirculationCommand::OfferCorrection {
            correction: new_id(),
            draft: draft.clone(),
            paragraph: number,
            words: about,
            proposed: proposed.get_untracked(),
            reason: reason.get_untracked(),
        };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <TextField
                id="correction-words"
                label=words.say("correction-words")
                hint=words.say("correction-words-hint")
                value=about
                on_input=move |text: String| {
                    about.set(text);
                    wrong.set(None);
                }
                wrong=is_wrong
                long=true
            />
            <TextField
                id="correction-proposed"
                label=words.say("correction-proposed")
                hint=words.say("correction-proposed-hint")
                value=proposed
                on_input=move |text: String| proposed.set(text)
                long=true
            />
            <TextField
                id="correction-reason"
                label=words.say("correction-reason")
                hint=words.say("correction-reason-hint")
                value=reason
                on_input=move |text: String| reason.set(text)
                long=true
            />
            <Refused why=refused />
            <FormButtons submit=words.say("correction-send") open />
        </form>
    }
}
