//! The page of a desk.

use leptos::prelude::*;
use shared::document::Root;
use shared::ids::DelegationId;
use shared::names::isolated;

use super::put::PutIntoAnswer;
use super::share::ShareDesk;
use super::{desk_name, desks};
use crate::prose_pane::{Held, ProsePane};
use crate::{
    live::LiveTable,
    views::{memo, said},
    words::listed,
    words::use_words,
};

/// The page; nothing for whoever does not work on this desk.
#[component]
pub fn Desk(live: LiveTable, id: DelegationId) -> impl IntoView {
    let of = id.clone();
    let is_readable = memo(move || desks(live).contains(&of));
    move || {
        is_readable
            .get()
            .then(|| view! { <Readable live id=id.clone() /> })
    }
}

#[component]
fn Readable(live: LiveTable, id: DelegationId) -> impl IntoView {
    let words = use_words();
    let held = Held::new();
    let is_own = live.my_delegation().as_ref() == Some(&id);
    let name = desk_name(live, words, &id);
    let members = {
        let desk = id.clone();
        move || {
            let names = live.with(|table| {
                let members = table.desks.members(&desk).iter();
                let names = members.filter_map(|id| Some(isolated(&table.delegation(id)?.name)));
                names.collect::<Vec<_>>()
            });
            let names = names.unwrap_or_default();
            let who = words
                .with(|words| listed(words, &names))
                .unwrap_or_default();
            let key = if names.len() > 1 {
                "desk-shared-by"
            } else {
                "desk-alone"
            };
            words.tell(key, &[("who", who.into())])
        }
    };
    let root = Root::Desk(id.clone());
    view! {
        <h2 class="question" id="page" tabindex="-1" dir="auto" prop:textContent=name.clone()></h2>
        <p class="desk-readers" role="status" prop:textContent=said(members)></p>
        <ProsePane live root=root.clone() label=name placeholder=words.say("desk-placeholder") held />
        <PutIntoAnswer live held desk=root />
        {is_own.then(|| view! { <ShareDesk live desk=id /> })}
    }
}
