//! Choosing an agenda to begin with, and what would stand on it.

use leptos::prelude::*;
use shared::features::agenda::{AgendaItem, AskedOn, Template};
use shared::ids::QuestionId;

use super::own_templates::{OwnTemplate, kept};
use crate::views::memo;
use crate::words::{Wording, use_words};

/// A question that an agenda is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: QuestionId,
    /// Its label; may be empty.
    pub label: String,
    /// Its short name; may be empty.
    pub name: String,
}

/// An agenda that can be begun with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    Usual(Template),
    Own(OwnTemplate),
}

impl Choice {
    fn all() -> Vec<Self> {
        let own = kept().into_iter().map(Self::Own);
        Template::ALL
            .map(Self::Usual)
            .into_iter()
            .chain(own)
            .collect()
    }

    fn name(&self, words: Wording) -> String {
        match self {
            Self::Usual(template) => words.say(&format!("template-{}", template.as_str())),
            Self::Own(own) => {
                words.tell("agenda-template-own", &[("name", own.name.as_str().into())])
            }
        }
    }

    fn hint(&self, words: Wording) -> Option<String> {
        match self {
            Self::Usual(template) => {
                Some(words.say(&format!("template-for-{}", template.as_str())))
            }
            Self::Own(_) => None,
        }
    }

    fn items(self, questions: &[Asked], words: Wording) -> Vec<AgendaItem> {
        match self {
            Self::Usual(template) => {
                let asked = questions.iter().map(|asked| AskedOn {
                    id: &asked.id,
                    label: &asked.label,
                    name: &asked.name,
                });
                words.with(|words| template.items(&asked.collect::<Vec<_>>(), words))
            }
            Self::Own(own) => {
                let ids: Vec<_> = questions.iter().map(|asked| asked.id.clone()).collect();
                own.for_questions(&ids)
            }
        }
    }
}

/// A choice of agendas, with what would stand on the one that is chosen.
#[component]
pub fn Templates(
    /// The questions that it is made for.
    #[prop(into)]
    questions: Signal<Vec<Asked>>,
    /// Which of the choices it is, by place.
    chosen: RwSignal<usize>,
    /// What stands on the one that is chosen, for whoever uses it.
    items: RwSignal<Vec<AgendaItem>>,
) -> impl IntoView {
    let words = use_words();
    let choices = StoredValue::new(Choice::all());
    let choice = memo(move || {
        choices.with_value(|choices| choices.get(chosen.get()).or(choices.first()).cloned())
    });
    Effect::new(move |_| {
        let made = choice
            .get()
            .map(|choice| choice.items(&questions.get(), words));
        items.set(made.unwrap_or_default());
    });
    let options = choices.with_value(|choices| {
        let option = |(place, choice): (usize, &Choice)| {
            let selected = move || chosen.get() == place;
            view! { <option value=place.to_string() selected=selected prop:textContent=choice.name(words)></option> }
        };
        choices.iter().enumerate().map(option).collect_view()
    });
    let hint = move || choice.get().and_then(|choice| choice.hint(words));
    let row = move |item: AgendaItem| {
        let minutes = words.tell("agenda-minutes", &[("minutes", item.minutes.into())]);
        let time = (item.minutes > 0)
            .then(|| view! { <span class="count" prop:textContent=minutes></span> });
        view! { <li><span dir="auto" prop:textContent=item.title></span>{time}</li> }
    };
    view! {
        <div class="field">
            <label for="agenda-template">{words.say("agenda-template")}</label>
            <select
                id="agenda-template"
                aria-describedby="agenda-template-hint"
                on:change:target=move |change| {
                    chosen.set(change.target().value().parse().unwrap_or_default());
                }
            >
                {options}
            </select>
            <p class="hint" id="agenda-template-hint" prop:textContent=hint></p>
        </div>
        <ol class="agenda-preview">
            {move || items.get().into_iter().map(row).collect_view()}
        </ol>
    }
}
