//! Which rules are on, and how much each of them finds.

use leptos::prelude::*;
use shared::drafting::Rule;

use super::checking::Checking;
use crate::views::said;
use crate::words::{Wording, use_words};

/// How long reports may be, in words.
const LENGTHS: [usize; 2] = [8_500, 10_700];

/// The rules, each with how much it found, and what they are told.
#[component]
pub fn Rules(checking: Checking) -> impl IntoView {
    let words = use_words();
    let change = move |change: &dyn Fn(&mut super::kept::Settings)| {
        checking.settings.update(|settings| change(settings));
        checking
            .settings
            .with_untracked(super::kept::Settings::keep);
    };
    let rule = move |rule: Rule| {
        let name = words.say(&format!("drafting-rule-{}", rule.as_str()));
        let is_on = move || checking.settings.with(|settings| settings.is_on(rule));
        let count = said(move || {
            let found = checking.look.with(|look| {
                let of_it = look.found.iter().filter(|(_, it)| it.rule == rule);
                of_it.count()
            });
            (found > 0).then(|| found.to_string())
        });
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        change(&|settings| settings.turn(rule, on));
                    }
                />
                <span>{name}</span>
                <span class="finding-count" prop:textContent=count></span>
            </label>
        }
    };
    let most = move || {
        let most = checking.settings.with(|settings| settings.most_words);
        most.map_or_else(String::new, |most| most.to_string())
    };
    let lengths = LENGTHS.map(|length| {
        view! { <option value=length.to_string()>{length.to_string()}</option> }
    });
    view! {
        <details class="drafting-rules">
            <summary>{words.say("drafting-rules")}</summary>
            <fieldset>
                <legend class="unseen">{words.say("drafting-rules")}</legend>
                {Rule::ALL.map(rule).collect_view()}
            </fieldset>
        </details>
        <p class="drafting-told">
            <label>
                <span>{words.say("drafting-limit")}</span>
                " "
                <select
                    prop:value=most
                    on:change=move |event| {
                        let most = event_target_value(&event).parse().ok();
                        change(&|settings| settings.most_words = most);
                    }
                >
                    <option value="">{words.say("drafting-limit-none")}</option>
                    {lengths.collect_view()}
                </select>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || checking.settings.with(|settings| settings.is_unattributed)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        change(&|settings| settings.is_unattributed = on);
                    }
                />
                <span>{words.say("drafting-unattributed")}</span>
            </label>
        </p>
    }
}

/// How much was found, and how long the text is: one line.
pub fn counts(checking: Checking, found: usize, words: Wording) -> String {
    let is_off = checking
        .settings
        .with(|settings| settings.rules().is_empty());
    let found = match found {
        _ if is_off => words.say("drafting-not-checked"),
        0 => words.say("drafting-clean"),
        found => words.tell("drafting-count", &[("count", found.into())]),
    };
    let length = checking.look.with(|look| look.words);
    let length = words.tell("drafting-words", &[("count", length.into())]);
    format!("{found} · {length}")
}
