//! What needs attention, in a bar that stays in view under the bar of the room, whatever part is shown.

use leptos::prelude::*;
use shared::document::Root;

use crate::{
    features::desks::desk_name,
    live::{Link, LiveTable, Rescued, Trouble},
    views::{CopyButton, For, Icon, focus_quietly, handler, icon, memo, said},
    words::use_words,
};

/// The bar; nothing while nothing needs attention.
#[component]
pub fn Attention(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let reload = memo(move || match (live.trouble.get(), live.link.get()) {
        (Some(Trouble::Editor), _) => Some("editor-trouble"),
        (Some(Trouble::Outdated), _) => Some("page-outdated"),
        (None, Link::Refused(_)) => Some("keeping-refused"),
        (
            None,
            Link::Connecting
            | Link::Live
            | Link::Lost
            | Link::Stranger
            | Link::Removed
            | Link::SignedOut
            | Link::ClosedToObservers
            | Link::Full,
        ) => None,
    });
    let is_needed = memo(move || reload.get().is_some() || !live.rescued.with(Vec::is_empty));
    move || {
        is_needed.get().then(|| {
            view! {
                <section class="attention" id="attention" tabindex="-1" aria-label=words.say("attention-label")>
                    {move || reload.get().map(|why| view! { <Reload why /> })}
                    <For each=move || live.rescued.get() key=|rescued| rescued.id.clone() let:rescued>
                        <NotTaken live rescued />
                    </For>
                </section>
            }
        })
    }
}

/// The page cannot go on as it is.
#[component]
fn Reload(
    /// The words' key.
    why: &'static str,
) -> impl IntoView {
    let words = use_words();
    let again = move |_| {
        // A page that cannot be loaded anew stays as it is.
        window().location().reload().ok();
    };
    view! {
        <div class="heed" role="alert">
            {icon(Icon::TriangleAlert)}
            <p class="heed-says" prop:textContent=words.say(why)></p>
            <div class="actions">
                <button type="button" class="quiet" on:click=handler(again)>{words.say("reload")}</button>
            </div>
        </div>
    }
}

/// Words that the table did not take: why, and the words, to be copied, until they are dismissed.
#[component]
fn NotTaken(live: LiveTable, rescued: Rescued) -> impl IntoView {
    let words = use_words();
    let Rescued {
        id,
        reason,
        words: lost,
    } = rescued;
    let why = words.say(&format!("not-accepted-{reason}"));
    let why = if why.starts_with("not-accepted-") {
        words.say("not-accepted-other")
    } else {
        why
    };
    let all: String = lost
        .iter()
        .flat_map(|(_, paragraphs)| paragraphs)
        .flat_map(|paragraph| [paragraph.as_str(), "\n"])
        .collect();
    // Where little is in view, or what nobody beside one should read, the words wait behind a button.
    let roots = lost.iter().map(|(root, _)| root);
    let is_open = RwSignal::new(!is_low() && may_be_seen(roots));
    let panel = format!("not-taken-{id}");
    let dismiss = move |_| {
        live.dismiss(&id);
        focus_quietly(if live.rescued.with_untracked(Vec::is_empty) {
            "page"
        } else {
            "attention"
        });
    };
    view! {
        <div class="heed">
            {icon(Icon::TriangleAlert)}
            <div class="heed-says" role="alert">
                <h2>{words.say("not-accepted-title")}</h2>
                <p prop:textContent=why></p>
            </div>
            <div class="actions">
                <CopyButton text=all label=words.say("not-accepted-copy") />
                <button
                    type="button"
                    class="quiet"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=panel.clone()
                    on:click=handler(move |_| is_open.update(|open| *open = !*open))
                    prop:textContent=said(move || words.say(if is_open.get() { "not-accepted-hide" } else { "not-accepted-show" }))
                ></button>
                <button type="button" class="quiet" on:click=handler(dismiss)>{words.say("dismiss")}</button>
            </div>
            <div
                class="not-taken"
                id=panel
                tabindex="0"
                role="group"
                aria-label=words.say("not-accepted-words")
                hidden=move || !is_open.get()
            >
                {lost.into_iter().map(|(root, paragraphs)| of_root(live, &root, paragraphs)).collect_view()}
            </div>
        </div>
    }
}

/// Whether whoever looks on may read words of all these texts: the facilitators' notes and the report are shown when they are asked
/// for.
fn may_be_seen<'r>(mut roots: impl Iterator<Item = &'r Root>) -> bool {
    roots.all(|root| !matches!(root, Root::Notes | Root::Section(_)))
}

fn is_low() -> bool {
    let low = window().match_media("(max-height: 34rem)");
    low.ok().flatten().is_some_and(|low| low.matches())
}

fn of_root(live: LiveTable, root: &Root, paragraphs: Vec<String>) -> impl IntoView + use<> {
    let name = root_name(live, root);
    let paragraphs = paragraphs
        .into_iter()
        .map(|paragraph| view! { <p dir="auto" prop:textContent=paragraph></p> });
    view! {
        <section>
            <h3 dir="auto" prop:textContent=name></h3>
            {paragraphs.collect_view()}
        </section>
    }
}

fn root_name(live: LiveTable, root: &Root) -> String {
    let words = use_words();
    let question = |id| {
        live.table.with_untracked(|table| {
            let question = table.as_ref()?.question(id)?;
            Some(question.text.clone())
        })
    };
    match root {
        Root::Joint(id) | Root::Own(id, _) | Root::Private(id, _) => {
            question(id).unwrap_or_default()
        }
        Root::Practice(_, field) => words.say(&format!("field-{}", field.as_str())),
        Root::Summary => words.say("outcome-own-title"),
        Root::Desk(desk) => untrack(|| desk_name(live, words, desk)),
        Root::Notes => words.say("notes-title"),
        Root::Section(_) => words.say("report-title"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_wait_until_they_are_asked_for() {
        assert!(may_be_seen([Root::Summary].iter()));
        assert!(!may_be_seen([Root::Summary, Root::Notes].iter()));
    }
}
