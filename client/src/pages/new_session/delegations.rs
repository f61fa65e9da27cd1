//! Who will have a seat: names, short names, colours.

use leptos::{ev::ClipboardEvent, prelude::*};
use shared::features::delegations::{Colour, monogram};

use super::drafting::{Drafting, use_drafting};
use super::{
    check::{name_field, short_field},
    draft::{DraftDelegation, find},
};
use crate::{
    views::{For, Icon, Monogram, TextField, focus_soon, handler, icon},
    words::use_words,
};

/// A row for each delegation.
#[component]
pub fn Delegations() -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let rows = drafting.piece(|draft| {
        draft
            .delegations
            .iter()
            .map(|row| row.key)
            .collect::<Vec<_>>()
    });
    let add = move |_| {
        let mut key = 0;
        draft.update(|draft| key = draft.add_delegation(String::new()));
        focus_soon(name_field(key));
    };
    view! {
        <section class="stack" aria-labelledby="delegations-heading">
            <h2 id="delegations-heading">{words.say("delegations-heading")}</h2>
            <p class="hint">{words.say("delegations-hint")}</p>
            <ul class="plain delegations">
                <For each=move || rows.get() key=|key| *key let(key)>
                    <DelegationRow key />
                </For>
            </ul>
            <p>
                <button type="button" class="quiet" id="add-delegation" on:click=handler(add)>
                    {words.say("delegation-add")}
                </button>
            </p>
        </section>
    }
}

#[component]
fn DelegationRow(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let place = drafting.piece(move |draft| {
        draft
            .delegations
            .iter()
            .position(|row| row.key == key)
            .map_or(0, |at| at + 1)
    });
    let paste = move |event: ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        if pasted.trim().lines().count() > 1 {
            event.prevent_default();
            draft.update(|draft| draft.paste_delegations(key, &pasted));
        }
    };
    let remove = move |_| {
        draft.update(|draft| draft.delegations.retain(|row| row.key != key));
        focus_soon("add-delegation");
    };
    let name = piece(drafting, key, |delegation| delegation.name.clone());
    let short = piece(drafting, key, |delegation| delegation.short.clone());
    let number = move |words_key: &'static str| {
        move || words.tell(words_key, &[("number", place.get().into())])
    };
    let type_short = move |typed: String| {
        draft.update(|draft| {
            if let Some(delegation) = find(&mut draft.delegations, key) {
                // Emptied, it follows the name again.
                delegation.short_typed = !typed.is_empty();
                delegation.short = typed;
            }
        });
    };
    view! {
        <li class="delegation-row" on:paste=handler(paste)>
            <Swatches key />
            <TextField
                id=name_field(key)
                bare=true
                label=Signal::derive(number("delegation-name"))
                example=words.say("delegation-name-example")
                value=name
                wrong=drafting.wrong(name_field(key))
                on_input=move |name| draft.update(|draft| draft.name_delegation(key, name))
            />
            <TextField
                id=short_field(key)
                bare=true
                class="short"
                label=Signal::derive(number("delegation-short"))
                example=words.say("delegation-short-example")
                value=short
                wrong=drafting.wrong(short_field(key))
                on_input=type_short
            />
            <button type="button" class="icon" aria-label=number("delegation-remove") on:click=handler(remove)>
                {icon(Icon::X)}
            </button>
        </li>
    }
}

fn piece<T: Clone + Default + PartialEq + Send + Sync + 'static>(
    drafting: Drafting,
    key: u32,
    piece: fn(&DraftDelegation) -> T,
) -> Memo<T> {
    drafting.piece(move |draft| {
        draft
            .delegations
            .iter()
            .find(|row| row.key == key)
            .map(|row| piece(&row.what))
            .unwrap_or_default()
    })
}

/// The delegation's disc, which opens the palette.
#[component]
fn Swatches(key: u32) -> impl IntoView {
    let words = use_words();
    let drafting @ Drafting { draft, .. } = use_drafting();
    let row = drafting.piece(move |draft| {
        let row = draft.delegations.iter().find(|row| row.key == key);
        row.map_or((Colour::nth(0), String::new()), |row| {
            (row.what.colour, row.what.short.clone())
        })
    });
    let palette = format!("palette-{key}");
    let colour_name = move |colour: Colour| words.say(&format!("colour-{}", colour.number()));
    let place = drafting.piece(move |draft| {
        draft
            .delegations
            .iter()
            .position(|row| row.key == key)
            .map_or(0, |at| at + 1)
    });
    // The name begins with what is to be seen, for people who speak to their computer.
    let name = move || {
        let (colour, short) = row.get();
        let colour = colour_name(colour);
        words.tell(
            "delegation-colour-of",
            &[
                ("monogram", monogram(&short).into()),
                ("number", place.get().into()),
                ("colour", colour.into()),
            ],
        )
    };
    let choose = move |colour: Colour| {
        draft.update(|draft| {
            if let Some(delegation) = find(&mut draft.delegations, key) {
                delegation.colour = colour;
            }
        });
    };
    let offered = (0..usize::from(Colour::COUNT)).map(Colour::nth).map(|colour| {
        let id = format!("palette-{key}-{}", colour.number());
        view! {
            <input
                type="radio"
                class="unseen"
                name=format!("colour-{key}")
                id=id.clone()
                prop:checked=move || row.with(|(chosen, _)| *chosen == colour)
                on:change=handler(move |_| choose(colour))
            />
            <label for=id title=colour_name(colour)>
                {move || view! { <Monogram short=row.with(|(_, short)| short.clone()) colour /> }}
                <span class="unseen">{colour_name(colour)}</span>
            </label>
        }
    });
    view! {
        <div class="swatches">
            <button type="button" class="icon" aria-label=name aria-haspopup="true" popovertarget=palette.clone()>
                {move || {
                    let (colour, short) = row.get();
                    view! { <Monogram short colour /> }
                }}
            </button>
            <fieldset id=palette class="palette" popover="auto">
                <legend class="unseen">{words.say("delegation-colour")}</legend>
                {offered.collect_view()}
            </fieldset>
        </div>
    }
}
