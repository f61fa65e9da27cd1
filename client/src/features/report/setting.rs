//! What kind of report it is, and what stands before it: asked when it is begun, and changed later.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::features::report::{Attribution, ReportCommand, ReportKind, ReportSetting};
use shared::limits;
use shared::refusal::{Noun, Refusal};

use crate::{
    live::LiveTable,
    views::{Disclosure, Refused, TextField, focus_soon, handler, use_toasts},
    words::{Wording, use_words},
};

/// What is filled in.
#[derive(Clone, Copy)]
pub(super) struct Form {
    kind: RwSignal<ReportKind>,
    texts: [RwSignal<String>; 6],
    attribution: RwSignal<Attribution>,
    most_words: RwSignal<String>,
    /// Whether it was sent once: from then on, faults stand by their fields.
    tried: RwSignal<bool>,
}

/// The texts, by what their words begin with, in the order of the form's.
const TEXTS: [&str; 6] = [
    "report-symbol",
    "report-dates",
    "report-place",
    "report-organiser",
    "report-chair",
    "report-officers",
];

impl Form {
    /// With what is so now.
    pub fn of(kind: ReportKind, setting: &ReportSetting) -> Self {
        let texts = [
            &setting.symbol,
            &setting.dates,
            &setting.place,
            &setting.organiser,
            &setting.chair,
            &setting.officers,
        ];
        let most = setting.most_words.map(|most| most.to_string());
        Self {
            kind: RwSignal::new(kind),
            texts: texts.map(|text| RwSignal::new(text.clone())),
            attribution: RwSignal::new(setting.attribution),
            most_words: RwSignal::new(most.unwrap_or_default()),
            tried: RwSignal::new(false),
        }
    }

    fn most_words(self) -> Result<Option<u32>, &'static str> {
        let typed = self.most_words.get();
        // As people write thousands.
        let typed: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '\''))
            .collect();
        if typed.is_empty() {
            return Ok(None);
        }
        typed.parse().map(Some).map_err(|_| "report-not-a-number")
    }

    fn setting(self, most_words: Option<u32>) -> ReportSetting {
        let [symbol, dates, place, organiser, chair, officers] =
            self.texts.map(|text| text.get().trim().to_owned());
        ReportSetting {
            organiser,
            place,
            dates,
            symbol,
            chair,
            officers,
            attribution: self.attribution.get(),
            most_words,
        }
    }

    /// What is wrong with the nth text.
    fn wrong(self, nth: usize, words: Wording) -> Option<String> {
        let (what, most) = (Noun::Text, limits::REPORT_FACT);
        let is_long = self.texts[nth].with(|text| text.trim().chars().count() > most);
        (self.tried.get() && is_long).then(|| words.refusal(&Refusal::TooLong { what, most }))
    }

    fn wrong_words(self, words: Wording) -> Option<String> {
        let key = match self.most_words() {
            Err(key) => key,
            Ok(most) => {
                let wrong = self.setting(most).check().err()?;
                let is_it = matches!(wrong, Refusal::TooMany { .. });
                return (self.tried.get() && is_it).then(|| words.refusal(&wrong));
            }
        };
        self.tried.get().then(|| words.say(key))
    }

    /// All of it, unless something is wrong: then that has the focus.
    pub fn filled_in(self, words: Wording) -> Option<(ReportKind, ReportSetting)> {
        self.tried.set(true);
        untrack(|| {
            let wrong = (0..TEXTS.len()).find(|nth| self.wrong(*nth, words).is_some());
            if let Some(nth) = wrong {
                focus_soon(TEXTS[nth]);
                return None;
            }
            if self.wrong_words(words).is_some() {
                focus_soon("report-most-words");
                return None;
            }
            let most = self.most_words().ok()?;
            Some((self.kind.get(), self.setting(most)))
        })
    }
}

/// The fields.
#[component]
pub(super) fn Fields(form: Form) -> impl IntoView {
    let words = use_words();
    let kind = move |kind: ReportKind| {
        let name = format!("report-kind-{}", kind.as_str());
        let hint = words.say(&format!("{name}-hint"));
        view! {
            <label class="check">
                <input type="radio" name="report-kind" prop:checked=move || form.kind.get() == kind on:change=handler(move |_| form.kind.set(kind)) />
                <span>
                    {words.say(&name)}
                    <span class="small report-kind-hint">{hint}</span>
                </span>
            </label>
        }
    };
    let field = move |nth: usize| {
        let (key, text) = (TEXTS[nth], form.texts[nth]);
        view! {
            <TextField
                id=key
                label=words.say(key)
                value=text
                on_input=move |typed: String| text.set(typed)
                wrong=Signal::derive(move || form.wrong(nth, words))
            />
        }
    };
    let option = move |attribution: Attribution| {
        let name = words.say(&format!("report-attribution-{}", attribution.as_str()));
        view! {
            <option value=attribution.as_str() selected=move || form.attribution.get() == attribution prop:textContent=name></option>
        }
    };
    let choose = move |value: String| {
        let mut all = Attribution::ALL.into_iter();
        if let Some(found) = all.find(|it| it.as_str() == value) {
            form.attribution.set(found);
        }
    };
    view! {
        <fieldset>
            <legend>{words.say("report-kind")}</legend>
            {ReportKind::ALL.map(kind)}
        </fieldset>
        <div class="report-fields">{std::array::from_fn::<_, 6, _>(field)}</div>
        <div class="field">
            <label for="report-attribution">{words.say("report-attribution")}</label>
            <select id="report-attribution" on:change:target=move |event| choose(event.target().value())>
                {Attribution::ALL.map(option)}
            </select>
        </div>
        <TextField
            id="report-most-words"
            label=words.say("report-most-words")
            hint=words.say("report-most-words-hint")
            value=form.most_words
            on_input=move |typed: String| form.most_words.set(typed)
            wrong=Signal::derive(move || form.wrong_words(words))
        />
    }
}

/// Changing it later.
#[component]
pub(super) fn Change(live: LiveTable) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="report-change">
            <Disclosure open show="report-setting-show" hide="report-setting-hide">
                <Changing live open />
            </Disclosure>
        </div>
    }
}

#[component]
fn Changing(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let (words, toasts) = (use_words(), use_toasts());
    let now = untrack(|| {
        let now = live.with(|table| {
            table
                .report
                .as_ref()
                .map(|it| (it.kind, it.setting.clone()))
        });
        now.flatten().unwrap_or_default()
    });
    let form = Form::of(now.0, &now.1);
    let refused = RwSignal::new(None::<String>);
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let Some((kind, setting)) = form.filled_in(words) else {
            return;
        };
        live.ask_then(
            ReportCommand::ChangeReport { kind, setting },
            move |answer| match answer {
                Ok(()) => {
                    toasts.say(words.say("report-setting-saved"));
                    open.try_set(false);
                    focus_soon("report-section");
                }
                Err(refusal) => drop(refused.try_set(Some(words.refusal(&refusal)))),
            },
        );
    };
    view! {
        <form class="report-setting" on:submit=handler(submit) novalidate>
            <Fields form />
            <Refused why=refused />
            <p class="actions">
                <button type="submit" class="primary">{words.say("report-save-setting")}</button>
                <button type="button" class="quiet" on:click=handler(move |_| open.set(false))>{words.say("cancel")}</button>
            </p>
        </form>
    }
}
