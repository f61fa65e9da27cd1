//! What each delegation answers: for everybody to read, or privately until all is revealed.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::{Disclosure, GuidingQuestion};
use shared::features::delegations::Delegation;
use shared::ids::DelegationId;

use crate::prose_pane::ProsePane;
use crate::room::beyond::{Beyond, beyond_panel};
use crate::{
    live::LiveTable,
    views::{DelegationChip, For, memo, said},
    words::use_words,
};

/// Each delegation's answer; one's own first, ready to be written.
#[component]
pub fn ByDelegation(live: LiveTable, question: Memo<Option<GuidingQuestion>>) -> impl IntoView {
    let words = use_words();
    let ordered = memo(move || {
        let mine = live.my_delegation();
        let all = live
            .with(|table| table.delegations.clone())
            .unwrap_or_default();
        let is_mine = |delegation: &Delegation| Some(&delegation.id) == mine.as_ref();
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_mine);
        own.into_iter().chain(others).collect::<Vec<_>>()
    });
    let disclosure = memo(move || question.get().map(|it| it.disclosure).unwrap_or_default());
    let readers = move || match disclosure.get() {
        Disclosure::Open => None,
        Disclosure::Private => Some(words.say("answers-private")),
        Disclosure::Revealed => Some(words.say("answers-revealed")),
    };
    view! {
        <div role="tabpanel" id="answers" aria-labelledby="tab-own">
            <p class="desk-readers" role="status" prop:textContent=said(readers)></p>
            <For each=move || ordered.get() key=|it| it.id.clone() let(it)>
                <OwnAnswer live question disclosure of=it />
            </For>
            {move || ordered.with(Vec::is_empty).then(|| view! { <p>{words.say("no-delegations")}</p> })}
        </div>
    }
}

/// One delegation's answer.
#[component]
fn OwnAnswer(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    disclosure: Memo<Disclosure>,
    of: Delegation,
) -> impl IntoView {
    let words = use_words();
    let Delegation { id: of, name, .. } = of;
    // It may be given another name while somebody writes below it.
    let now = {
        let of = of.clone();
        memo(move || live.with(|table| table.delegation(&of).cloned()).flatten())
    };
    let chip = move || {
        let it = now.get()?;
        Some(view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })
    };
    let is_mine = live.my_delegation().as_ref() == Some(&of);
    let pane = move |root: Root, key: &'static str| {
        let label = words.tell(key, &[("delegation", name.clone().into())]);
        let placeholder = words.say(match root {
            Root::Private(..) if is_mine => "private-placeholder",
            _ if is_mine => "own-placeholder",
            _ => "others-placeholder",
        });
        view! { <ProsePane live root label placeholder /> }.into_any()
    };
    let whose = of.clone();
    let before = before(live, question, &of);
    // It changes once, when the answers become private.
    let root = memo(move || question.get().map(|question| question.own_answer(&of)));
    let answer = {
        let pane = pane.clone();
        // One's own stays as it is when all is revealed: somebody may be writing in it.
        let is_hidden = memo(move || !is_mine && disclosure.get() == Disclosure::Private);
        move || match (is_hidden.get(), root.get()) {
            (_, None) => ().into_any(),
            (true, Some(_)) => {
                view! { <p class="small" prop:textContent=words.say("answer-not-revealed")></p> }
                    .into_any()
            }
            (_, Some(root)) => pane(root, "answer-of"),
        }
    };
    let before = move || before.get().map(|root| pane(root, "answer-before"));
    view! {
        <section class="own-answer">
            <h3>{chip}</h3>
            {before}
            {answer}
            {beyond_panel(live, Beyond::AnswerThemes(question, Some(whose)))}
        </section>
    }
}

/// What the delegation had written for everybody before the answers became private.
fn before(
    live: LiveTable,
    question: Memo<Option<GuidingQuestion>>,
    of: &DelegationId,
) -> Memo<Option<Root>> {
    let of = of.clone();
    memo(move || {
        let question = question.get()?;
        let root = Root::Own(question.id, of.clone());
        let document = live.document_of(&root)?;
        let is_kept = question.disclosure != Disclosure::Open
            && !shared::prose::is_blank(&document.open(&root.to_string()).blocks());
        is_kept.then_some(root)
    })
}
