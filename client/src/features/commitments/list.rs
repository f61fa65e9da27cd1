//! The next steps, and for those who keep the outcome the way to write them.

use leptos::prelude::*;
use shared::features::commitments::{Commitment, CommitmentCommand, Holder};
use shared::ids::CommitmentId;

use super::form::CommitmentForm;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{Dialog, For, Refused, Show, handler, memo, said},
    words::use_words,
};

/// The list.
#[component]
pub fn Commitments(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let adds = RwSignal::new(false);
    let may = memo(move || {
        let commitment = Commitment {
            id: new_id(),
            what: "–".to_owned(),
            who: Holder::Other {
                name: "–".to_owned(),
            },
            when: String::new(),
        };
        let asked = CommitmentCommand::KeepCommitment { commitment };
        live.me().is_some() && live.would_refuse(asked).is_none()
    });
    let all = memo(move || {
        let ids = live.with(|table| {
            let all = table.commitments.iter();
            all.map(|it| it.id.clone()).collect::<Vec<_>>()
        });
        ids.unwrap_or_default()
    });
    view! {
        <section class="commitments" aria-labelledby="commitments-title">
            <h2 id="commitments-title">{words.say("commitments-title")}</h2>
            <p class="hint">{words.say("commitments-hint")}</p>
            <p class="small" prop:textContent=said(move || all.with(Vec::is_empty).then(|| words.say("commitments-none")))></p>
            <ul class="plain cards">
                <For each=move || all.get() key=|id| id.clone() let(id)>
                    <Row live id may />
                </For>
            </ul>
            <Show when=move || may.get()>
                <div class="actions">
                    <button type="button" class="quiet add-commitment" aria-haspopup="dialog" on:click=handler(move |_| adds.set(true))>
                        <span>{words.say("commitment-add")}</span>
                    </button>
                </div>
            </Show>
            <Dialog open=adds title=words.say("commitment-keep")>
                <CommitmentForm live before=None open=adds />
            </Dialog>
        </section>
    }
}

#[component]
fn Row(live: LiveTable, id: CommitmentId, may: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let edits = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let sought = id.clone();
    let it = memo(move || {
        live.with(|table| table.commitments.iter().find(|it| it.id == sought).cloned())
            .flatten()
    });
    let what = said(move || it.with(|it| it.as_ref().map(|it| it.what.clone())));
    let who = said(
        move || match it.with(|it| it.as_ref().map(|it| it.who.clone()))? {
            Holder::Other { name } => Some(name),
            Holder::Delegation { delegation } => {
                live.with(|table| Some(table.delegation(&delegation)?.name.clone()))?
            }
        },
    );
    let when = said(move || it.with(|it| it.as_ref().map(|it| it.when.clone())));
    let name = move |key: &'static str| {
        said(move || Some(words.tell(key, &[("what", what.get().into())])))
    };
    let strike = move |_| {
        let commitment = id.clone();
        live.ask(
            CommitmentCommand::StrikeCommitment { commitment },
            words,
            refused,
        );
    };
    let strike = StoredValue::new(strike);
    view! {
        <li class="card">
            <p dir="auto" prop:textContent=what></p>
            <p class="small facts">
                <bdi prop:textContent=who></bdi>
                <bdi prop:textContent=when></bdi>
            </p>
            <Show when=move || may.get()>
                <div class="actions">
                    <button type="button" class="quiet small" aria-haspopup="dialog" aria-label=name("commitment-edit-it") on:click=handler(move |_| edits.set(true))>{words.say("commitment-edit")}</button>
                    <button type="button" class="quiet small" aria-label=name("commitment-strike-it") on:click=move |press| strike.with_value(|it| it(press))>{words.say("commitment-strike")}</button>
                </div>
            </Show>
            <Refused why=refused />
            <Dialog open=edits title=words.say("commitment-keep")>
                <CommitmentForm live before=it.get_untracked() open=edits />
            </Dialog>
        </li>
    }
}
