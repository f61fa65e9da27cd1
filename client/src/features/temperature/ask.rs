//! For whoever presides or facilitates: asking how the room leans.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::temperature::TemperatureCommand;

use super::is_on;
use crate::room::navigation::{Part, use_navigation};
use crate::{
    live::LiveTable,
    random::new_id,
    views::{
        Dialog, FormButtons, Icon, Offer, Refused, Show, TextField, handler, icon, memo, offer,
    },
    words::use_words,
};

fn ask(wording: String) -> TemperatureCommand {
    TemperatureCommand::AskTemperature {
        check: new_id(),
        wording,
    }
}

/// The button, and what is asked; nothing while a check is on, or the table is closed.
#[component]
pub fn AskTemperature(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let open = RwSignal::new(false);
    let is_on = is_on(live);
    let may = memo(move || !is_on.get() && live.would_refuse(ask(String::new())).is_none());
    offer(move || {
        let ask = move || {
            // What stands beside the text is not shown where a narrow window shows another part.
            here.turn_to(Part::Side);
            open.set(true);
        };
        let ask = || Offer::new(words.say("temperature-take"), Icon::Thermometer, ask);
        may.get().then(ask)
    });
    view! {
        <Show when=move || may.get()>
            <div class="actions take-temperature">
                <button type="button" class="quiet" on:click=handler(move |_| open.set(true))>
                    {icon(Icon::Thermometer)}
                    <span>{words.say("temperature-take")}</span>
                </button>
            </div>
        </Show>
        <Dialog open title=words.say("temperature-title")>
            <Form live open />
        </Dialog>
    }
}

#[component]
fn Form(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let wording = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let command = ask(wording.get_untracked());
        live.ask_closing(command, words, refused, open);
    };
    view! {
        <form class="temperature-form" on:submit=handler(submit) novalidate>
            <p>{words.say("temperature-what")}</p>
            <TextField
                id="temperature-wording"
                label=words.say("temperature-wording")
                hint=words.say("temperature-wording-hint")
                example=words.say("temperature-usual")
                value=wording
                on_input=move |text: String| wording.set(text)
                line=true
            />
            <Refused why=refused />
            <FormButtons submit=words.say("temperature-ask") open />
        </form>
    }
}
