//! Saying something to tables.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::ids::{AnnouncementId, SessionId, TableId};
use shared::limits;
use shared::lobby::Announce;
use shared::session::Say;

use crate::{
    api,
    random::new_id,
    views::{Refused, TextField, handler, use_toasts},
    words::use_words,
};

/// Words for some tables. What was not answered is said again under the same id, so that it is said once.
#[component]
pub fn SayForm(
    /// The session.
    session: SessionId,
    /// To which tables; none for all.
    #[prop(into)]
    to: Signal<Vec<TableId>>,
    /// What the field is called.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let text = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // What was asked and not answered: the same words to the same tables are the same announcement.
    let asked = StoredValue::new(None::<Announce>);
    let session = StoredValue::new(session);
    let say = move |submit: SubmitEvent| {
        submit.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let says = Say::Words(text.get_untracked());
        let tables = to.get_untracked();
        let again = asked.get_value();
        let again = again.filter(|it| (&it.says, &it.tables) == (&says, &tables));
        let id: AnnouncementId = again.map_or_else(new_id, |it| it.id);
        let announce = Announce { id, says, tables };
        asked.set_value(Some(announce.clone()));
        refused.set(None);
        busy.set(true);
        spawn_local(async move {
            let session = session.try_get_value();
            let Some(session) = session else { return };
            match api::announce(&session, &announce).await {
                Ok(()) => {
                    asked.try_set_value(None);
                    // What was begun meanwhile stays.
                    let is_said = text.try_with_untracked(
                        |now| matches!(&announce.says, Say::Words(said) if said == now),
                    );
                    if is_said == Some(true) {
                        text.try_set(String::new());
                    }
                    toasts.say(words.say("say-done"));
                }
                Err(trouble) => drop(refused.try_set(Some(trouble.words(words)))),
            }
            busy.try_set(false);
        });
    };
    let is_too_long = move || text.with(|text| text.chars().count() > limits::ANNOUNCEMENT);
    let wrong = Signal::derive(move || {
        let most = [("most", limits::ANNOUNCEMENT.into())];
        is_too_long().then(|| words.tell("say-too-long", &most))
    });
    let is_empty = move || text.with(|text| text.trim().is_empty());
    view! {
        <form class="say" on:submit=handler(say) novalidate>
            <TextField
                id="say"
                label
                value=text
                on_input=move |said: String| text.set(said)
                wrong
                line=true
            />
            <button
                type="submit"
                class="quiet"
                disabled=move || is_empty() || is_too_long()
                aria-busy=move || busy.get().to_string()
            >
                {words.say("say-send")}
            </button>
            <Refused why=refused />
        </form>
    }
}
