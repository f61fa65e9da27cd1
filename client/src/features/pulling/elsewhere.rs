//! What other tables of the session answer to the same question, and taking it into the joint answer here.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::delegations::Delegation;
use shared::features::pulling::{AnswersElsewhere, Source, seen};
use shared::features::revisions::ShownText;
use shared::ids::QuestionId;

use super::passages::passages;
use super::take::Take;
use crate::{
    api,
    live::LiveTable,
    views::{DelegationChip, Loaded, handler, memo, said},
    words::use_words,
};

/// Whether one may read what other tables answer.
pub fn reads_elsewhere(live: LiveTable) -> Memo<bool> {
    memo(move || {
        let me = live.me();
        let may = me.and_then(|me| live.with(|table| table.may_read_elsewhere(&me).is_ok()));
        may == Some(true)
    })
}

/// The answers of all other tables, asked for when they are to be read; nothing for whoever may not.
#[component]
pub fn Elsewhere(live: LiveTable, question: QuestionId) -> impl IntoView {
    let reads = reads_elsewhere(live);
    move || {
        reads
            .get()
            .then(|| view! { <Tables live question=question.clone() /> })
    }
}

#[component]
fn Tables(live: LiveTable, question: QuestionId) -> impl IntoView {
    let words = use_words();
    let table = untrack(|| live.with(|table| table.id.clone()));
    let asked = question.clone();
    let found = LocalResource::new(move || {
        let (table, question) = (table.clone(), asked.clone());
        async move {
            match table {
                Some(table) => api::elsewhere(&table, &question).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let joint = Root::Joint(question);
    let may_write = {
        let joint = joint.clone();
        memo(move || {
            let me = live.me()?;
            live.with(|table| table.may_write(&me, &joint).err())?
        })
    };
    let may = memo(move || may_write.with(Option::is_none));
    let why_not = said(move || may_write.get().map(|refusal| words.refusal(&refusal)));
    let again = Callback::new(move |()| found.refetch());
    let show = move |tables: Vec<AnswersElsewhere>| {
        if tables.is_empty() {
            let nowhere = words.say("elsewhere-none");
            return view! { <p class="small" prop:textContent=nowhere></p> }.into_any();
        }
        let each = tables.into_iter();
        let each = each.map(|it| view! { <Table live it joint=joint.clone() may again /> });
        each.collect_view().into_any()
    };
    view! {
        <p class="hint" prop:textContent=words.say("elsewhere-hint")></p>
        <div class="actions">
            <button type="button" class="quiet small" on:click=handler(move |_| found.refetch())>
                {words.say("elsewhere-again")}
            </button>
        </div>
        <section class="compilation" aria-label=words.say("elsewhere")>
            <p class="small why-not" prop:textContent=why_not></p>
            <Loaded of=found then=show />
        </section>
    }
}

/// What one table answers.
#[component]
fn Table(
    live: LiveTable,
    it: AnswersElsewhere,
    joint: Root,
    may: Memo<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let AnswersElsewhere {
        table,
        name,
        delegations,
        other,
        texts,
    } = it;
    let is_silent = texts.is_empty();
    let text = |shown: ShownText| {
        let from = Source::Table {
            table: table.clone(),
            seen: seen(&shown.blocks),
        };
        let take = Take::new(live, from, joint.clone()).if_changed(again);
        let take = StoredValue::new(take);
        let heading = match Root::parse(&shown.root) {
            Some(Root::Own(_, of) | Root::Private(_, of)) => {
                let of = delegations.iter().find(|it| it.id == of).cloned();
                let chip = |Delegation {
                                name,
                                short,
                                colour,
                                ..
                            }| {
                    view! { <DelegationChip name short colour /> }
                };
                view! { <h4>{of.map(chip)}</h4> }.into_any()
            }
            _ => view! { <h4 prop:textContent=words.say("joint-answer")></h4> }.into_any(),
        };
        passages(shown, heading, may, take)
    };
    let texts = texts.into_iter().map(text).collect_view();
    if let Some(asked) = other {
        // One has to ask for it: it answers something else.
        let about = [("table", name.into()), ("question", asked.into())];
        let summary = words.tell("elsewhere-other", &about);
        return view! {
            <details class="elsewhere">
                <summary dir="auto" prop:textContent=summary></summary>
                <p class="small" prop:textContent=words.say("elsewhere-other-hint")></p>
                {texts}
            </details>
        }
        .into_any();
    }
    view! {
        <section class="elsewhere">
            <h3 dir="auto" prop:textContent=name></h3>
            <p class="small" hidden=!is_silent prop:textContent=words.say("elsewhere-silent")></p>
            {texts}
        </section>
    }
    .into_any()
}
