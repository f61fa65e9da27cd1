//! For facilitators: a page that needs no account. The link is for everybody at the table.

use leptos::prelude::*;
use shared::features::report::Attribution;
use shared::features::sign_off::SignOffCommand;

use super::heading::done;
use crate::{
    live::LiveTable,
    views::{Confirm, CopyButton, Dialog, Refused, Show, handler, memo, said},
    words::use_words,
};

/// The link while it is published, and the buttons for whoever may.
#[component]
pub(super) fn Publishing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let page = memo(move || {
        live.with(|table| table.sign_off.published.as_ref().map(|it| it.page.clone()))
            .flatten()
    });
    let is_published = memo(move || page.with(Option::is_some));
    let path = said(move || page.get().map(|page| format!("/outcome/{page}")));
    let link = Signal::derive(move || {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{}", path.get())
    });
    view! {
        <Show when=move || is_published.get()>
            <p role="status">{words.say("sign-off-published")}</p>
            <p><a class="published-page" href=path target="_blank" rel="external noopener" prop:textContent=link></a></p>
            <div class="actions">
                <CopyButton text=link label=words.say("sign-off-copy") />
            </div>
        </Show>
        <Publish live is_published />
        <Unpublish live is_published />
    }
}

/// A button that opens a dialog; nothing for whoever may not.
#[component]
fn Opener(open: RwSignal<bool>, may: Memo<bool>, words_of: &'static str) -> impl IntoView {
    let words = use_words();
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class=format!("quiet {words_of}-outcome") aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>{words.say(&format!("sign-off-{words_of}"))}</button>
            </div>
        </Show>
    }
}

fn may_do(live: LiveTable, command: SignOffCommand) -> bool {
    live.me().is_some() && live.would_refuse(command).is_none()
}

/// Publishing, once one has said how it tells of delegations.
#[component]
fn Publish(live: LiveTable, is_published: Memo<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let words = use_words();
    let may = memo(move || {
        let attribution = Attribution::default();
        !is_published.get() && may_do(live, SignOffCommand::PublishOutcome { attribution })
    });
    view! {
        <Opener open may words_of="publish" />
        <Dialog open title=words.say("sign-off-publish-title")>
            <Choosing live open />
        </Dialog>
    }
}

/// Who is named: as the report has it, if there is one, until one chooses otherwise.
#[component]
fn Choosing(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let told = untrack(|| live.with(|table| Some(table.report.as_ref()?.setting.attribution)));
    let attribution = RwSignal::new(told.flatten().unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let publish = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let attribution = attribution.get_untracked();
        live.ask_then(
            SignOffCommand::PublishOutcome { attribution },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => done(open),
                    Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
                }
            },
        );
    };
    let choice = move |one: Attribution| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="publish-attribution"
                    value=one.as_str()
                    prop:checked=move || attribution.get() == one
                    on:change=handler(move |_| attribution.set(one))
                />
                <span>{words.say(&format!("attribution-{}", one.as_str()))}</span>
            </label>
        }
    };
    let named =
        said(move || Some(words.say(&format!("sign-off-publish-{}", attribution.get().as_str()))));
    view! {
        <p>{words.say("sign-off-publish-text")}</p>
        <fieldset class="dial">
            <legend>{words.say("attribution")}</legend>
            {Attribution::ALL.map(choice).collect_view()}
        </fieldset>
        <p class="small" role="status" prop:textContent=named></p>
        <Refused why=refused />
        <div class="actions">
            <button type="button" class="primary" aria-busy=move || busy.get().to_string() on:click=handler(publish)>{words.say("sign-off-publish-now")}</button>
            <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
        </div>
    }
}

/// Taking the page away.
#[component]
fn Unpublish(live: LiveTable, is_published: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let may = memo(move || is_published.get() && may_do(live, SignOffCommand::UnpublishOutcome));
    let confirm = move |()| {
        busy.set(true);
        live.ask_then(SignOffCommand::UnpublishOutcome, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => done(open),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            }
        });
    };
    view! {
        <Opener open may words_of="unpublish" />
        <Confirm
            open
            title=words.say("sign-off-unpublish-title")
            text=words.say("sign-off-unpublish-text")
            action=words.say("sign-off-unpublish-now")
            refused
            busy
            on_confirm=confirm
        />
    }
}
