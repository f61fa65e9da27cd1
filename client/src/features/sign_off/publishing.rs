//! For facilitators: a page that needs no account. The link is for everybody at the table.

use leptos::prelude::*;
use shared::features::sign_off::SignOffCommand;

use crate::{
    live::LiveTable,
    views::{Confirm, CopyButton, memo, said},
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
        <Deciding live command=SignOffCommand::PublishOutcome is_so=is_published wanted=false words_of="publish" />
        <Deciding live command=SignOffCommand::UnpublishOutcome is_so=is_published wanted=true words_of="unpublish" />
    }
}

/// A button that asks before it does something.
#[component]
fn Deciding(
    live: LiveTable,
    command: SignOffCommand,
    /// Whether it is published.
    is_so: Memo<bool>,
    /// The button is there where that is so.
    wanted: bool,
    words_of: &'static str,
) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let say = move |what: &str| words.say(&format!("sign-off-{words_of}{what}"));
    let asked = command.clone();
    let may = memo(move || {
        let is_fine = live.would_refuse(asked.clone()).is_none();
        live.me().is_some() && is_so.get() == wanted && is_fine
    });
    let confirm = move |()| {
        busy.set(true);
        live.ask_then(command.clone(), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => drop(open.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            }
        });
    };
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class=format!("quiet {words_of}-outcome") aria-haspopup="dialog" on:click=move |_| open.set(true)>{say("")}</button>
            </div>
        </Show>
        <Confirm
            open
            title=say("-title")
            text=say("-text")
            action=say("-now")
            refused
            busy
            on_confirm=confirm
        />
    }
}
