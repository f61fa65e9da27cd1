//! A delegation is asked to another table, while the session is on.

use leptos::prelude::*;
use shared::api::ListedTable;

use super::another_seat::sits;
use super::office::{Office, use_office};
use crate::{
    pages::lobby::moving::{MoveForm, Place, of_delegation},
    views::{Show, memo},
    words::use_words,
};

/// Moves a delegation, if there are several tables. The lobby moves people one by one, too: it knows where they are.
#[component]
pub fn MoveSomebody() -> impl IntoView {
    let words = use_words();
    let Office {
        session,
        tables,
        delegations,
        ..
    } = use_office();
    let are_several = memo(move || tables.with(Vec::len) > 1);
    let places = memo(move || {
        delegations.with(|all| {
            let place = |table: &ListedTable| {
                let seated = all.iter().filter(|it| table.delegations.contains(&it.id));
                Place {
                    id: table.id.clone(),
                    name: table.name.clone(),
                    who: seated
                        .map(|it| (of_delegation(&it.id), it.name.clone()))
                        .collect(),
                }
            };
            tables.with(|tables| tables.iter().map(place).collect())
        })
    });
    let moved = Callback::new(move |(whom, to)| {
        if let shared::features::announcements::Whom::Delegation { delegation } = whom {
            sits(tables, &[to], &delegation);
        }
    });
    let session = StoredValue::new(session);
    view! {
        <Show when=move || are_several.get()>
            <section class="card no-print" aria-labelledby="move-heading">
                <h2 id="move-heading">{words.say("move-person-title")}</h2>
                <MoveForm session=session.get_value() places first=None done=moved />
            </section>
        </Show>
    }
}
