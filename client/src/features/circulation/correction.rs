//! A correction that was offered, and what became of it.

use leptos::prelude::*;
use shared::features::circulation::{CirculationCommand, Correction, CorrectionStanding};
use shared::ids::CorrectionId;

use super::answering::Answering;
use super::offered::Offered;
use crate::{
    live::LiveTable,
    views::{Refused, Show, handler, memo, said},
    words::{Wording, use_words},
};

/// The card.
#[component]
pub fn CorrectionCard(
    live: LiveTable,
    id: CorrectionId,
    /// Whether it does not stand below what it was offered to, which is told then.
    #[prop(optional)]
    elsewhere: bool,
) -> impl IntoView {
    let words = use_words();
    let it: Offered = memo(move || {
        live.with(|table| table.circulation.correction(&id).cloned())
            .flatten()
    });
    let by = said(move || {
        let delegation = it.with(|it| it.as_ref().map(|it| it.delegation.clone()))?;
        let name = live.with(|table| Some(table.delegation(&delegation)?.name.clone()))??;
        Some(words.tell("correction-by", &[("name", name.into())]))
    });
    let to = said(move || {
        let (draft, paragraph) = it.with(|it| {
            let it = it.as_ref().filter(|_| elsewhere)?;
            Some((it.draft.clone(), it.paragraph))
        })?;
        let number = live.with(|table| Some(table.circulation.draft(&draft)?.number))??;
        let told = [("draft", number.into()), ("number", paragraph.into())];
        Some(words.tell("correction-to", &told))
    });
    let is = said(move || it.with(|it| it.as_ref().map(|it| words.say(is_key(it)))));
    let kind = move || it.with(|it| it.as_ref().map(is_key));
    // The keyboard stays at the card when a button of it that was pressed is gone.
    view! {
        <li class="card correction" tabindex="-1">
            <p class="small"><strong prop:textContent=by></strong> " " <span prop:textContent=to></span></p>
            <p class="verdict" data-verdict=kind role="status" prop:textContent=is></p>
            {move || it.get().map(|it| facts(words, &it))}
            <Withdrawing live it />
            <Answering live it />
        </li>
    }
}

const fn is_key(it: &Correction) -> &'static str {
    match it.standing {
        CorrectionStanding::Offered => "correction-is-offered",
        CorrectionStanding::Withdrawn => "correction-is-withdrawn",
        CorrectionStanding::Accepted { .. } => "correction-is-accepted",
        CorrectionStanding::Answered { .. } => "correction-is-answered",
    }
}

/// What it says, line by line.
fn facts(words: Wording, it: &Correction) -> impl IntoView + use<> {
    let or_nothing = |text: &str| {
        if text.is_empty() {
            words.say("correction-taken-out")
        } else {
            text.to_owned()
        }
    };
    let mut facts = vec![("correction-for", it.words.clone())];
    let accepted = match &it.standing {
        CorrectionStanding::Accepted { read, .. } => Some(read),
        _ => None,
    };
    facts.extend(accepted.map(|read| ("correction-read", or_nothing(read))));
    if accepted != Some(&it.proposed) {
        facts.push(("correction-proposes", or_nothing(&it.proposed)));
    }
    if !it.reason.is_empty() {
        facts.push(("correction-why", it.reason.clone()));
    }
    if let CorrectionStanding::Accepted { answer, .. } | CorrectionStanding::Answered { answer, .. } =
        &it.standing
        && !answer.is_empty()
    {
        facts.push(("correction-said", answer.clone()));
    }
    let fact = move |(key, text): (&'static str, String)| {
        view! {
            <div>
                <dt prop:textContent=words.say(key)></dt>
                <dd dir="auto" prop:textContent=text></dd>
            </div>
        }
    };
    view! { <dl class="correction-facts">{facts.into_iter().map(fact).collect_view()}</dl> }
}

/// For whoever speaks for the delegation that offered it, while it is not answered.
#[component]
fn Withdrawing(live: LiveTable, it: Offered) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let command = move |it: &Correction| CirculationCommand::WithdrawCorrection {
        correction: it.id.clone(),
    };
    let may = memo(move || {
        let open = it.get().filter(Correction::is_open);
        open.is_some_and(|it| live.me().is_some() && live.would_refuse(command(&it)).is_none())
    });
    let withdraw = move |_| {
        if let Some(it) = it.get_untracked() {
            live.ask(command(&it), words, refused);
        }
    };
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet small withdraw-correction" on:click=handler(withdraw)>{words.say("correction-withdraw")}</button>
            </div>
        </Show>
        <Refused why=refused />
    }
}
