//! Which practices are listed and in which order, as whoever looks chooses it.

use leptos::prelude::*;
use shared::features::practices::{Filter, Maturity, PracticeKind, SortBy};
use shared::ids::{DelegationId, ThemeId};

use crate::{
    live::LiveTable,
    views::{Show, handler, memo},
    words::use_words,
};

/// What was chosen.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// Which ones.
    pub filter: RwSignal<Filter>,
    /// In which order.
    pub by: RwSignal<SortBy>,
}

impl Choosing {
    /// All, as they were brought.
    pub fn all() -> Self {
        Self {
            filter: RwSignal::new(Filter::default()),
            by: RwSignal::new(SortBy::default()),
        }
    }

    /// Lists all of them again.
    pub fn reset(self) {
        self.filter.set(Filter::default());
    }
}

/// One of the choices: what it is on the form, and what it is called.
type Choice = (String, String);

/// The fields to choose by, behind a line that opens them.
#[component]
pub fn Choose(live: LiveTable, choosing: Choosing) -> impl IntoView {
    let words = use_words();
    let Choosing { filter, by } = choosing;
    let themes = memo(move || {
        let named = |table: &shared::table::RoundTable| -> Vec<Choice> {
            let themes = table.themes.iter();
            themes
                .map(|it| (it.id.to_string(), it.name.clone()))
                .collect()
        };
        live.with(named).unwrap_or_default()
    });
    let delegations = memo(move || {
        let named = |table: &shared::table::RoundTable| -> Vec<Choice> {
            let of = |id| table.practices.iter().any(|it| it.delegation == id);
            let there = table.delegations.iter().filter(|it| of(it.id.clone()));
            there
                .map(|it| (it.id.to_string(), it.name.clone()))
                .collect()
        };
        live.with(named).unwrap_or_default()
    });
    let kinds = PracticeKind::ALL.map(|kind| {
        let name = words.say(&format!("practice-kind-{}", kind.as_str()));
        (kind.as_str().to_owned(), name)
    });
    // All practices are innovations at least, so that would leave out lessons only.
    let stages = [
        Maturity::Promising,
        Maturity::Good,
        Maturity::Institutionalised,
    ]
    .map(|maturity| {
        let name = words.say(&format!("maturity-{}", maturity.as_str()));
        (maturity.as_str().to_owned(), name)
    });
    let orders = SortBy::ALL.map(|by| {
        let name = words.say(&format!("practices-by-{}", by.as_str()));
        (by.as_str().to_owned(), name)
    });
    view! {
        <details class="choosing">
            <summary>{words.say("practices-choose")}</summary>
            <div class="choosing-fields">
                <Needing live filter />
                <Field
                    id="choose-theme"
                    label="practice-themes"
                    choices=themes
                    now=Signal::derive(move || filter.with(|it| it.theme.as_ref().map(ToString::to_string).unwrap_or_default()))
                    choose=Callback::new(move |id: String| filter.update(|it| it.theme = ThemeId::new(id).ok()))
                />
                <Field
                    id="choose-delegation"
                    label="practices-of"
                    choices=delegations
                    now=Signal::derive(move || filter.with(|it| it.delegation.as_ref().map(ToString::to_string).unwrap_or_default()))
                    choose=Callback::new(move |id: String| filter.update(|it| it.delegation = DelegationId::new(id).ok()))
                />
                <Field
                    id="choose-kind"
                    label="field-kind"
                    choices=memo(move || kinds.to_vec())
                    now=Signal::derive(move || filter.with(|it| it.kind.map_or("", PracticeKind::as_str).to_owned()))
                    choose=Callback::new(move |name: String| {
                        filter.update(|it| it.kind = PracticeKind::ALL.into_iter().find(|kind| kind.as_str() == name));
                    })
                />
                <Field
                    id="choose-maturity"
                    label="practices-at-least"
                    choices=memo(move || stages.to_vec())
                    now=Signal::derive(move || filter.with(|it| it.maturity.map_or("", Maturity::as_str).to_owned()))
                    choose=Callback::new(move |name: String| {
                        filter.update(|it| it.maturity = Maturity::ALL.into_iter().find(|stage| stage.as_str() == name));
                    })
                />
                <Field
                    id="choose-order"
                    label="practices-order"
                    choices=memo(move || orders.to_vec())
                    now=Signal::derive(move || by.get().as_str().to_owned())
                    is_order=true
                    choose=Callback::new(move |name: String| {
                        by.set(SortBy::ALL.into_iter().find(|by| by.as_str() == name).unwrap_or_default());
                    })
                />
            </div>
        </details>
    }
}

/// For delegates: only those about which their delegation has something to do.
#[component]
fn Needing(live: LiveTable, filter: RwSignal<Filter>) -> impl IntoView {
    let words = use_words();
    let mine = memo(move || live.my_delegation());
    let choose = move |change| {
        let mine = mine
            .get_untracked()
            .filter(|_| event_target_checked(&change));
        filter.update(|it| it.needing = mine);
    };
    view! {
        <Show when=move || mine.with(Option::is_some)>
            <label class="check needing">
                <input type="checkbox" prop:checked=move || filter.with(|it| it.needing.is_some()) on:change=handler(choose) />
                <span>{words.say("ballots-needing")}</span>
            </label>
        </Show>
    }
}

/// One field; it is not there while there is nothing to choose from.
#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    choices: Memo<Vec<Choice>>,
    now: Signal<String>,
    /// Whether it has no choice of all.
    #[prop(optional)]
    is_order: bool,
    choose: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let has_any = memo(move || choices.with(|choices| !choices.is_empty()));
    let option = move |(value, name): Choice| {
        let selected = now.with_untracked(|now| *now == value);
        view! { <option value=value selected=selected prop:textContent=name></option> }
    };
    let pick = move |change: leptos::ev::Event| {
        choose.run(event_target_value(&change));
    };
    view! {
        <Show when=move || has_any.get()>
            <div class="field">
                <label for=id>{words.say(label)}</label>
                <select id=id prop:value=now on:change=handler(pick)>
                    {(!is_order).then(|| view! { <option value="">{words.say("practices-any")}</option> })}
                    {move || choices.get().into_iter().map(option).collect_view()}
                </select>
            </div>
        </Show>
    }
}
