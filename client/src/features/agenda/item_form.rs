//! What an item is called, how long it takes and what is open meanwhile.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::agenda::{AgendaItem, DraftingMode, OpenAnswers};
use shared::ids::QuestionId;
use shared::refusal::{Noun, Refusal};

use crate::{
    live::LiveTable,
    views::{Refused, TextField, checked, handler, memo},
    words::use_words,
};

/// The form of one item.
#[component]
pub fn ItemForm(
    /// The table.
    live: LiveTable,
    /// The item as it shall be.
    item: RwSignal<AgendaItem>,
    /// Why it was not taken.
    refused: RwSignal<Option<Refusal>>,
    /// Saves it.
    #[prop(into)]
    on_save: Callback<()>,
    /// Leaves it as it is.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Makes two of it, if that can be.
    on_split: Option<Callback<()>>,
) -> impl IntoView {
    let words = use_words();
    let save = move |submit: SubmitEvent| {
        submit.prevent_default();
        on_save.run(());
    };
    let wrong = move |noun: Noun| {
        Signal::derive(move || {
            let about = |refusal: &Refusal| {
                let of_time = matches!(refusal, Refusal::TooMany { what, .. } if *what == noun);
                (refusal.is_about(noun) || of_time).then(|| words.refusal(refusal))
            };
            refused.with(|refused| refused.as_ref().and_then(about))
        })
    };
    let elsewhere = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let by_a_field = |refusal: &Refusal| {
            refusal.is_about(Noun::Title)
                || matches!(
                    refusal,
                    Refusal::TooMany {
                        what: Noun::Minutes,
                        ..
                    }
                )
        };
        let refusal = refused.get().filter(|refusal| !by_a_field(refusal));
        elsewhere.set(refusal.map(|refusal| words.refusal(&refusal)));
    });
    let minutes = move || {
        item.with(|item| match item.minutes {
            0 => String::new(),
            minutes => minutes.to_string(),
        })
    };
    view! {
        <form class="practice-form item-form" on:submit=handler(save) novalidate>
            <TextField
                id="item-title"
                label=words.say("agenda-title")
                value=Signal::derive(move || item.with(|item| item.title.clone()))
                on_input=move |title: String| {
                    refused.set(None);
                    item.update(|item| item.title = title);
                }
                wrong=wrong(Noun::Title)
            />
            <TextField
                id="item-minutes"
                class="short"
                label=words.say("agenda-time")
                value=Signal::derive(minutes)
                on_input=move |text: String| {
                    refused.set(None);
                    item.update(|item| item.minutes = text.trim().parse().unwrap_or_default());
                }
                wrong=wrong(Noun::Minutes)
            />
            <fieldset class="opens">
                <legend>{words.say("agenda-open-meanwhile")}</legend>
                <Answers live item />
                {tick(words.say("agenda-open-practices"), item, |item| &mut item.open.practices)}
                {tick(words.say("agenda-open-ballots"), item, |item| &mut item.open.ballots)}
            </fieldset>
            <Refused why=elsewhere />
            <div class="actions">
                <button type="submit" class="primary">{words.say("agenda-save")}</button>
                {on_split.map(|split| view! {
                    <button type="button" class="quiet" on:click=handler(move |_| split.run(()))>{words.say("agenda-split")}</button>
                })}
                <button type="button" class="quiet" on:click=handler(move |_| on_cancel.run(()))>{words.say("cancel")}</button>
            </div>
        </form>
    }
}

/// A box to tick, for a part of the item that is so or not.
fn tick(
    label: String,
    item: RwSignal<AgendaItem>,
    part: fn(&mut AgendaItem) -> &mut bool,
) -> AnyView {
    let is_on = move || *part(&mut item.get());
    checkbox(label, is_on, move |on| item.update(|item| *part(item) = on))
}

fn checkbox(
    label: String,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    turn: impl Fn(bool) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_on on:change=checked(turn) />
            <span dir="auto" prop:textContent=label></span>
        </label>
    }
    .into_any()
}

/// Which answers are open, and who writes the joint ones.
#[component]
fn Answers(live: LiveTable, item: RwSignal<AgendaItem>) -> impl IntoView {
    let words = use_words();
    let which = move || match item.with(|item| item.open.answers.clone()) {
        OpenAnswers::None => "none",
        OpenAnswers::All => "all",
        OpenAnswers::To(_) => "some",
    };
    let choose = move |which: String| {
        item.update(|item| {
            item.open.answers = match which.as_str() {
                "all" => OpenAnswers::All,
                "some" => OpenAnswers::To([].into()),
                _ => OpenAnswers::None,
            };
        });
    };
    let option = move |value: &'static str, key: &str| {
        view! { <option value=value selected=move || which() == value>{words.say(key)}</option> }
    };
    let questions = memo(move || {
        let named = |question: &shared::features::answers::GuidingQuestion| {
            (question.id.clone(), question.titled())
        };
        live.with(|table| table.questions.iter().map(named).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let some = memo(move || which() == "some");
    let any = memo(move || which() != "none");
    let box_of = move |(id, name): (QuestionId, String)| {
        let asked = id.clone();
        let is_on = move || item.with(|item| item.open.answers.holds(&asked));
        checkbox(name, is_on, move |on| {
            item.update(|item| {
                if let OpenAnswers::To(questions) = &mut item.open.answers {
                    if on {
                        questions.insert(id.clone());
                    } else {
                        questions.remove(&id);
                    }
                }
            });
        })
    };
    let by_chair = move || item.with(|item| item.open.drafting == DraftingMode::ChairOnly);
    let set_chair = move |on: bool| {
        item.update(|item| {
            item.open.drafting = if on {
                DraftingMode::ChairOnly
            } else {
                DraftingMode::Open
            };
        });
    };
    view! {
        <div class="field">
            <label for="item-answers">{words.say("agenda-open-answers")}</label>
            <select id="item-answers" on:change:target=move |change| choose(change.target().value())>
                {option("none", "agenda-open-no-answers")}
                {option("all", "agenda-open-all-answers")}
                {option("some", "agenda-open-some-answers")}
            </select>
        </div>
        {move || some.get().then(|| view! { <div class="among">{questions.get().into_iter().map(box_of).collect_view()}</div> })}
        {move || any.get().then(|| checkbox(words.say("agenda-chair-only"), by_chair, set_chair))}
    }
}
