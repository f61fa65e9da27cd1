//! The last step: what is still missing, and the button.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{api::NewSession, features::agenda::AgendaItem};

use super::drafting::{Drafting, use_drafting};
use super::{check::Fault, kept};
use crate::{
    api,
    views::{Notice, Refused, Show, Tone, focus_soon, handler, memo},
    words::use_words,
};

/// Convenes the session, or says what keeps it from that.
#[component]
pub fn Convene(
    /// What stands on the agenda.
    items: RwSignal<Vec<AgendaItem>>,
) -> impl IntoView {
    let words = use_words();
    let Drafting {
        draft,
        tried,
        faults,
        ..
    } = use_drafting();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let convene = move |_| {
        tried.set(true);
        refused.set(None);
        let asked = match draft.with_untracked(super::Draft::check) {
            Ok(asked) if !busy.get_untracked() => NewSession {
                agenda: items.get_untracked(),
                ..asked
            },
            Ok(_) => return,
            Err(_) => return focus_soon("faults"),
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::convene(&asked).await {
                Ok(made) => {
                    kept::forget();
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(&format!("/sessions/{}", made.session.id), replace);
                }
                Err(trouble) => {
                    refused.try_set(Some(trouble.words(words)));
                    busy.try_set(false);
                }
            }
        });
    };
    let missing = memo(move || draft.with(super::Draft::label_gap));
    let gap = move || {
        let (before, after) = missing.get()?;
        let said = words.tell(
            "convene-label-gap",
            &[("before", before.into()), ("after", after.into())],
        );
        Some(view! { <Notice tone=Tone::Warn><p prop:textContent=said></p></Notice> })
    };
    view! {
        <section class="stack convene" aria-label=words.say("convene")>
            <Show when=move || tried.get() && faults.with(|faults| !faults.is_empty())>
                <Faults faults />
            </Show>
            {gap}
            <Refused why=refused />
            <div class="actions">
                <button type="button" class="primary large" aria-busy=move || busy.get().to_string() on:click=handler(convene)>
                    {words.say("convene")}
                </button>
                <p class="hint">{words.say("convene-hint")}</p>
            </div>
        </section>
    }
}

/// Each fault leads to the field where it can be put right.
#[component]
fn Faults(faults: Memo<Vec<Fault>>) -> impl IntoView {
    let words = use_words();
    let listed = move || {
        let row = |Fault { field, why }: Fault| {
            view! {
                <li>
                    <button
                        type="button"
                        class="link"
                        on:click=handler(move |_| focus_soon(field.clone()))
                        prop:textContent=why.words(words)
                    ></button>
                </li>
            }
        };
        faults.get().into_iter().map(row).collect_view()
    };
    view! {
        <div id="faults" tabindex="-1">
            <Notice tone=Tone::Bad>
                <p>{words.say("convene-faults")}</p>
                <ul>{listed}</ul>
            </Notice>
        </div>
    }
}
