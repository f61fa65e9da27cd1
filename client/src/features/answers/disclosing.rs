//! Keeping answers private, and revealing them: for those who run the table.

use leptos::prelude::*;
use shared::features::answers::{AnswerCommand, Disclosure, GuidingQuestion};
use shared::ids::QuestionId;

use crate::{
    live::LiveTable,
    views::{Confirm, Icon, Offer, handler, icon, memo, offer},
    words::use_words,
};

/// A step of disclosing: its words, its drawing, and what it asks.
type Step = (&'static str, Icon, fn(QuestionId) -> AnswerCommand);

const KEEP: Step = ("answers-keep-private", Icon::LockKeyhole, |question| {
    AnswerCommand::KeepPrivate { question }
});
const REVEAL: Step = ("answers-reveal", Icon::Users, |question| {
    AnswerCommand::RevealAnswers { question }
});

/// The button for the next step, and the dialog that says what it does; nothing where answers are joint only, or revealed.
#[component]
pub fn Disclose(live: LiveTable, question: Memo<Option<GuidingQuestion>>) -> impl IntoView {
    let words = use_words();
    let step = memo(move || {
        let question = question.get()?;
        let by_delegation = question.answered.by_delegation();
        match question.disclosure {
            Disclosure::Open if by_delegation => Some(false),
            Disclosure::Private => Some(true),
            Disclosure::Open | Disclosure::Revealed => None,
        }
    });
    let step = move || {
        step.get()
            .map(|reveals| if reveals { REVEAL } else { KEEP })
    };
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // What was asked about when the dialog opened: whoever else runs the table may be quicker.
    let asked = StoredValue::new(None::<&'static str>);
    let ask = move || {
        refused.set(None);
        asked.set_value(untrack(step).map(|(key, ..)| key));
        open.set(true);
    };
    Effect::new(move |_| {
        let now = step().map(|(key, ..)| key);
        if now != asked.get_value() {
            open.set(false);
        }
    });
    let go = move || {
        let now = untrack(step).filter(|(key, ..)| asked.get_value() == Some(*key));
        let Some((_, _, command)) = now else {
            return open.set(false);
        };
        let Some(id) = question.with_untracked(|it| it.as_ref().map(|it| it.id.clone())) else {
            return;
        };
        busy.set(true);
        live.ask_then(command(id), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => drop(open.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            }
        });
    };
    offer(move || {
        let (key, drawing, _) = step()?;
        Some(Offer::new(words.say(key), drawing, ask))
    });
    move || {
        step().map(|(key, drawing, _)| {
            view! {
                <p class="lock">
                    <button type="button" class="quiet small" on:click=handler(move |_| ask())>
                        {icon(drawing)}
                        <span prop:textContent=words.say(key)></span>
                    </button>
                </p>
                <Confirm
                    open
                    title=words.say(key)
                    text=words.say(&format!("{key}-text"))
                    action=words.say(key)
                    refused
                    busy
                    on_confirm=move |()| go()
                />
            }
        })
    }
}
