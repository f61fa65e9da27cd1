//! A link to a file that the server makes.

use super::handler::handler;
use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::{Icon, icon, memo};
use crate::{api, words::use_words};

/// How long a browser may take to begin with saving.
const SAVING: Duration = Duration::from_mins(1);

/// The link: what it leads to is saved under the name that the server gives, or it is said why there is none. A browser that follows a link
/// to a file by itself says nothing of that.
#[component]
pub fn FileLink(
    /// Where the file is.
    #[prop(into)]
    href: Signal<String>,
    /// What it is called.
    label: String,
    /// Why there is none.
    refused: RwSignal<Option<String>>,
    /// What is drawn before its name, in a smaller link.
    #[prop(optional)]
    drawn: Option<Icon>,
) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let save = move |click: MouseEvent| {
        // Whoever wants it otherwise, in another tab say, gets it from the browser.
        if click.ctrl_key() || click.meta_key() || click.shift_key() {
            return;
        }
        click.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        let path = href.get_untracked();
        spawn_local(async move {
            match api::file(&path).await {
                Ok((blob, name)) => drop(saved(&blob, &name)),
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <a
            class="button quiet"
            class:small=drawn.is_some()
            href=move || href.get()
            download=""
            rel="external noopener"
            aria-busy=move || busy.get().to_string()
            on:click=handler(save)
        >
            {drawn.map(icon)}
            <span>{label}</span>
        </a>
    }
}

/// The file with that ending: one that is saved, or, for `html`, a page that is opened to be read and printed.
pub fn file_or_page(
    ending: &str,
    href: Signal<String>,
    label: String,
    refused: RwSignal<Option<String>>,
) -> AnyView {
    if ending != "html" {
        return view! { <FileLink href label refused /> }.into_any();
    }
    let words = use_words();
    view! {
        <a class="button quiet" href=move || href.get() target="_blank" rel="external noopener">
            {label}
            <span class="unseen">" "{words.say("opens-tab")}</span>
        </a>
    }
    .into_any()
}

/// Whether the server makes files with that ending: it may be built without PDF, and makes all others.
pub fn makes_files(ending: &'static str) -> Memo<bool> {
    let forms = LocalResource::new(api::outcome_forms);
    let makes = move |forms: &Vec<String>| forms.iter().any(|form| form == ending);
    memo(move || forms.with(|it| it.as_ref().is_some_and(|it| it.as_ref().is_ok_and(makes))))
}

/// Has the browser save it, as if its link had been followed.
fn saved(blob: &Blob, name: &str) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let link = document().create_element("a").ok()?;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let forget = move || {
        Url::revoke_object_url(&url).ok();
    };
    set_timeout(forget, SAVING);
    Some(())
}
