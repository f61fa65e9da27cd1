//! What was deleted lately from a text, and the way to put it back.

use leptos::prelude::*;
use shared::features::pulling::Guest;
use shared::{
    document::Root,
    ids::{ParticipantId, TableId},
    prose::deleted::Deleted,
};

use crate::features::delegations::{guest_name, spoken_name};
use crate::{
    api::{self, Trouble},
    live::LiveTable,
    views::{Loaded, Moment, handler, use_toasts},
    words::{Wording, use_words},
};

/// A disclosure under a text; it asks the server each time it is opened.
#[component]
pub fn DeletedLately(
    /// The table.
    live: LiveTable,
    /// The text's root.
    root: String,
    /// Whether one may write there now.
    may_write: Memo<bool>,
) -> impl IntoView {
    let words = use_words();
    let is_open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        let details: web_sys::HtmlDetailsElement = event_target(&event);
        is_open.set(details.open());
    };
    view! {
        <details class="deleted" on:toggle=handler(toggled)>
            <summary class="small">{words.say("deleted-title")}</summary>
            {move || {
                is_open.get().then(|| view! { <List live root=root.clone() may_write /> })
            }}
        </details>
    }
}

#[component]
fn List(live: LiveTable, root: String, may_write: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let asked = root.clone();
    let table = live.with(|table| table.id.clone());
    let found = LocalResource::new(move || {
        let (table, root) = (table.clone(), asked.clone());
        async move {
            match table {
                Some(table) => told(live, &table, &root).await,
                None => Ok((Vec::new(), Vec::new())),
            }
        }
    });
    let put_back = Callback::new(move |deleted: Deleted| {
        let document = Root::parse(&root).and_then(|root| untrack(|| live.document_of(&root)));
        let prose = document.map(|document| document.open(&root));
        match prose.map(|prose| prose.put_back(&deleted)) {
            Some(Ok(true)) => toasts.say(words.say("deleted-is-back")),
            // What is too much at once is handed back by the document itself.
            Some(Ok(false)) => {}
            Some(Err(_)) | None => toasts.say(words.say("editor-trouble")),
        }
    });
    let show = move |(found, guests): (Vec<Deleted>, Vec<Guest>)| {
        if found.is_empty() {
            return view! { <p class="small">{words.say("deleted-nothing")}</p> }.into_any();
        }
        let item = |deleted: Deleted| {
            let who = deleted.by.as_ref();
            let who = who.and_then(|who| name(live, words, &guests, who));
            view! { <Item who deleted may_write put_back /> }
        };
        view! { <ul class="cards">{found.into_iter().map(item).collect_view()}</ul> }.into_any()
    };
    view! { <Loaded of=found then=show /> }
}

#[component]
fn Item(
    who: Option<String>,
    deleted: Deleted,
    may_write: Memo<bool>,
    put_back: Callback<Deleted>,
) -> impl IntoView {
    let words = use_words();
    let is_back = RwSignal::new(false);
    let text = deleted.words().trim().to_owned();
    let at = deleted.at;
    let deleted = StoredValue::new(deleted);
    view! {
        <li class="card">
            <p class="small">
                {who.map(|who| view! { <span><bdi prop:textContent=who></bdi>" · "</span> })}
                <Moment at />
            </p>
            <blockquote dir="auto" prop:textContent=text></blockquote>
            <p class="actions" hidden=move || !may_write.get()>
                <button
                    type="button"
                    class="quiet small"
                    disabled=move || is_back.get()
                    on:click=handler(move |_| {
                        put_back.run(deleted.get_value());
                        is_back.set(true);
                    })
                >
                    {words.say("deleted-put-back")}
                </button>
            </p>
        </li>
    }
}

/// What was deleted, and who of its authors never sat at this table.
async fn told(
    live: LiveTable,
    table: &TableId,
    root: &str,
) -> Result<(Vec<Deleted>, Vec<Guest>), Trouble> {
    let found = api::deleted(table, root).await?;
    let mut authors = found.iter().filter_map(|it| it.by.as_ref());
    let is_here = |who: &ParticipantId| {
        let here = live.table.try_with_untracked(|table| {
            let table = table.as_ref()?;
            Some(table.participants.contains_key(who))
        });
        here.flatten() == Some(true)
    };
    let guests = if authors.all(is_here) {
        Vec::new()
    } else {
        // Without their names, it is still told what was deleted.
        api::guests(table).await.unwrap_or_default()
    };
    Ok((found, guests))
}

fn name(live: LiveTable, words: Wording, guests: &[Guest], who: &ParticipantId) -> Option<String> {
    let here = untrack(|| live.with(|table| table.participants.get(who).cloned())).flatten();
    if let Some(person) = here {
        return Some(untrack(|| spoken_name(live, &person)));
    }
    let guest = guests.iter().find(|guest| guest.id == *who)?;
    Some(guest_name(words, guest))
}
