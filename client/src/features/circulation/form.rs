//! For those who keep the outcome: sending a draft out, and giving more time.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::circulation::CirculationCommand;
use shared::ids::{DraftId, Timestamp};

use super::latest;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{
        Dialog, FormButtons, Icon, Refused, Show, TextField, checked, focus_soon, handler, icon,
        local_input, memo, said, typed_locally,
    },
    words::use_words,
};

/// What is usual, in milliseconds: a week.
const WEEK: u64 = 7 * 86_400_000;

/// The buttons; nothing for whoever may not.
#[component]
pub fn Circulate(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let more = RwSignal::new(false);
    let draft = latest(live);
    let may = memo(move || live.me().is_some() && live.would_refuse(sends(live)).is_none());
    let may_extend = memo(move || may.get() && draft.with(Option::is_some));
    let name = said(move || {
        words.say(if draft.with(Option::is_some) {
            "circulation-again"
        } else {
            "circulation-circulate"
        })
    });
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet circulate" aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>
                    {icon(Icon::FileStack)}
                    <span prop:textContent=name></span>
                </button>
                <Show when=move || may_extend.get()>
                    <button type="button" class="quiet" aria-haspopup="dialog" on:click=handler(move |_| more.set(true))>{words.say("circulation-extend")}</button>
                </Show>
            </div>
        </Show>
        <Dialog open title=words.say("circulation-form-title")>
            <Fields live open />
        </Dialog>
        <Dialog open=more title=words.say("circulation-extend-title")>
            <MoreTime live open=more />
        </Dialog>
    }
}

/// What would be asked, with words that are fine.
fn sends(live: LiveTable) -> CirculationCommand {
    CirculationCommand::CirculateDraft {
        draft: new_id(),
        until: Timestamp(live.now().0.saturating_add(WEEK)),
        note: String::new(),
        by_name: false,
    }
}

#[component]
fn Fields(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let until = RwSignal::new(local_input(Timestamp(live.now().0.saturating_add(WEEK))));
    let note = RwSignal::new(String::new());
    let by_name = RwSignal::new(true);
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(until) = typed_locally(&until.get_untracked()) else {
            wrong.set(Some(words.say("circulation-bad-time")));
            return focus_soon("draft-until");
        };
        let command = CirculationCommand::CirculateDraft {
            draft: new_id(),
            until,
            note: note.get_untracked(),
            by_name: by_name.get_untracked(),
        };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <p class="hint">{words.say("circulation-form-hint")}</p>
            <Until id="draft-until" value=until wrong />
            <TextField
                id="draft-note"
                label=words.say("circulation-note")
                hint=words.say("circulation-note-hint")
                value=note
                on_input=move |text: String| note.set(text)
                long=true
            />
            <label class="check">
                <input type="checkbox" id="draft-names" prop:checked=by_name on:change=checked(move |is_on| by_name.set(is_on)) />
                <span>{words.say("circulation-by-name")}</span>
            </label>
            <Refused why=refused />
            <FormButtons submit=words.say("circulation-circulate") open />
        </form>
    }
}

/// A day and a time, in the reader's time zone.
#[component]
fn Until(
    id: &'static str,
    value: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let described = format!("{id}-wrong");
    view! {
        <div class="field">
            <label for=id>{words.say("circulation-until")}</label>
            <input
                id=id
                type="datetime-local"
                aria-describedby=described.clone()
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                prop:value=value
                on:input:target=move |input| {
                    value.set(input.target().value());
                    wrong.set(None);
                }
            />
            <p class="wrong" id=described role="status" prop:textContent=said(move || wrong.get())></p>
        </div>
    }
}

#[component]
fn MoreTime(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let draft = latest(live).get_untracked();
    let until = draft.as_ref().map_or(Timestamp(0), |it| it.until);
    let id: Option<DraftId> = draft.map(|it| it.id);
    let typed = RwSignal::new(local_input(Timestamp(until.0.saturating_add(WEEK))));
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some(until) = typed_locally(&typed.get_untracked()) else {
            wrong.set(Some(words.say("circulation-bad-time")));
            return focus_soon("draft-longer");
        };
        let Some(draft) = id.clone() else { return };
        let command = CirculationCommand::ExtendCirculation { draft, until };
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <Until id="draft-longer" value=typed wrong />
            <Refused why=refused />
            <FormButtons submit=words.say("circulation-extend-now") open />
        </form>
    }
}
