//! With whom one's own desk is shared.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::delegations::Delegation;
use shared::features::desks::DeskCommand;
use shared::ids::DelegationId;

use crate::{
    live::LiveTable,
    views::{DelegationChip, Refused, handler, memo, said},
    words::use_words,
};

/// Those that the desk is shared with, and the way to share it with more.
#[component]
pub fn ShareDesk(live: LiveTable, desk: DelegationId) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None);
    let of = desk.clone();
    let sharing =
        memo(move || delegations(live, |id, members| *id != of && members.contains(id), &of));
    let others = memo(move || delegations(live, |id, members| !members.contains(id), &desk));
    let row = move |delegation: Delegation| {
        let Delegation {
            id,
            name,
            short,
            colour,
            ..
        } = delegation;
        let label = words.tell("desk-stop-with", &[("name", name.clone().into())]);
        let stop = move |_| {
            live.ask(
                DeskCommand::UnshareDesk { with: id.clone() },
                words,
                refused,
            );
        };
        view! {
            <li>
                <DelegationChip name short colour />
                <button type="button" class="quiet small" aria-label=label on:click=handler(stop)>
                    {words.say("desk-stop")}
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <section class="desk-sharing" aria-labelledby="desk-sharing">
            <h3 id="desk-sharing">{words.say("desk-share-title")}</h3>
            <p class="small">{words.say("desk-share-means")}</p>
            <ul hidden=move || sharing.with(Vec::is_empty)>
                {move || sharing.get().into_iter().map(row).collect_view()}
            </ul>
            <p class="small" hidden=move || sharing.with(Vec::is_empty)>{words.say("desk-stop-means")}</p>
            <ShareWith live others refused />
            <Refused why=refused />
        </section>
    }
}

/// A choice among the delegations that it is not shared with.
#[component]
fn ShareWith(
    live: LiveTable,
    others: Memo<Vec<Delegation>>,
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let chosen = RwSignal::new(String::new());
    let first = move || others.with(|all| all.first().map(|it| it.id.clone()));
    // What any of them would be refused for, such as a table that is closed. What is shared while the server is away would be
    // shared with what others have written by then.
    let why = memo(move || {
        let with = first()?;
        if live.has_to_wait() {
            return Some(words.say("desk-share-waits"));
        }
        let refusal = live.would_refuse(DeskCommand::ShareDesk { with })?;
        Some(words.refusal(&refusal))
    });
    let share = move |submit: SubmitEvent| {
        submit.prevent_default();
        if let Ok(with) = DelegationId::new(chosen.get_untracked()) {
            chosen.set(String::new());
            live.ask(DeskCommand::ShareDesk { with }, words, refused);
        }
    };
    let option = move |delegation: Delegation| {
        let value = delegation.id.to_string();
        view! { <option value=value prop:textContent=delegation.name></option> }.into_any()
    };
    let is_closed = move || why.with(Option::is_some);
    view! {
        <form class="desk-share" on:submit=handler(share) hidden=move || others.with(Vec::is_empty)>
            <div class="field">
                <label for="desk-share-with">{words.say("desk-share-with")}</label>
                <select
                    id="desk-share-with"
                    prop:value=chosen
                    disabled=is_closed
                    on:change=move |change| {
                        refused.set(None);
                        chosen.set(event_target_value(&change));
                    }
                >
                    <option value="">{words.say("desk-share-none")}</option>
                    {move || others.get().into_iter().map(option).collect_view()}
                </select>
            </div>
            <button type="submit" disabled=move || chosen.with(String::is_empty) || is_closed()>
                {words.say("desk-share")}
            </button>
        </form>
        <p
            class="small why-not"
            hidden=move || !is_closed()
            prop:textContent=said(move || why.get())
        ></p>
    }
}

/// The delegations of the table that are wanted, by who works on the desk.
fn delegations(
    live: LiveTable,
    is_wanted: impl Fn(&DelegationId, &[DelegationId]) -> bool,
    desk: &DelegationId,
) -> Vec<Delegation> {
    let wanted = live.with(|table| {
        let members = table.desks.members(desk);
        let all = table.delegations.iter();
        all.filter(|it| is_wanted(&it.id, members))
            .cloned()
            .collect()
    });
    wanted.unwrap_or_default()
}
