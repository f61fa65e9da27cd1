//! The part of the facilitator's form that says by which method a ballot is held, and on what.

use leptos::prelude::*;
use shared::features::ballots::{BallotOption, BallotRules, Base, Criterion, Method, Share};
use std::collections::BTreeSet;

use crate::{
    random::new_id,
    views::{TextField, checked, handler, memo, said},
    words::use_words,
};

/// How many delegations must judge a practice for it to come first, to begin with.
const FEW: u32 = 3;

/// The methods, in the order in which they are offered, with numbers to begin with.
fn offered() -> [Method; 6] {
    [
        Method::Support,
        Method::Approval,
        Method::Ranked,
        Method::Points {
            points: 10,
            cap: 10,
        },
        Method::Score {
            criteria: Criterion::ALL.into(),
            own: false,
            few: FEW,
        },
        Method::Majority {
            of: Base::Cast,
            share: Share::Simple,
        },
    ]
}

/// What is filled in.
#[derive(Clone, Copy)]
pub struct MethodForm {
    kind: RwSignal<&'static str>,
    on_options: RwSignal<bool>,
    texts: RwSignal<String>,
    points: RwSignal<String>,
    cap: RwSignal<String>,
    criteria: RwSignal<BTreeSet<Criterion>>,
    own: RwSignal<bool>,
    few: RwSignal<String>,
    of: RwSignal<Base>,
    share: RwSignal<Share>,
}

impl MethodForm {
    /// As it begins.
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new(Method::Support.as_str()),
            on_options: RwSignal::new(false),
            texts: RwSignal::new(String::new()),
            points: RwSignal::new("10".to_owned()),
            cap: RwSignal::new("10".to_owned()),
            criteria: RwSignal::new(Criterion::ALL.into()),
            own: RwSignal::new(false),
            few: RwSignal::new(FEW.to_string()),
            of: RwSignal::new(Base::Cast),
            share: RwSignal::new(Share::Simple),
        }
    }

    /// Takes in how a ballot was held before.
    pub fn take_in(self, rules: &BallotRules) {
        self.kind.set(rules.method.as_str());
        self.on_options.set(!rules.options.is_empty());
        let texts = rules.options.iter().map(|it| it.text.as_str());
        self.texts.set(texts.collect::<Vec<_>>().join("\n"));
        match &rules.method {
            Method::Support | Method::Approval | Method::Ranked => {}
            Method::Points { points, cap } => {
                self.points.set(points.to_string());
                self.cap.set(cap.to_string());
            }
            Method::Score { criteria, own, few } => {
                self.criteria.set(criteria.iter().copied().collect());
                self.own.set(*own);
                self.few.set(few.to_string());
            }
            Method::Majority { of, share } => {
                self.of.set(*of);
                self.share.set(*share);
            }
        }
    }

    /// The method, with its numbers.
    pub fn method(self) -> Method {
        let number =
            |typed: RwSignal<String>| typed.with(|typed| typed.trim().parse().unwrap_or(0));
        match self.kind.get() {
            "approval" => Method::Approval,
            "ranked" => Method::Ranked,
            "points" => {
                let points = number(self.points);
                // More than all of them cannot go to one.
                let cap = number(self.cap).min(points);
                Method::Points { points, cap }
            }
            "score" => Method::Score {
                criteria: self.criteria.with(|all| all.iter().copied().collect()),
                own: self.own.get(),
                few: number(self.few),
            },
            "majority" => Method::Majority {
                of: self.of.get(),
                share: self.share.get(),
            },
            _ => Method::Support,
        }
    }

    /// Whether it is held on options, and not on practices.
    pub fn is_on_options(self) -> bool {
        self.on_options.get() && !self.method().needs_practices()
    }

    /// The options, one to a line, with new ids.
    pub fn options(self) -> Vec<BallotOption> {
        self.texts.with(|texts| {
            let lines = texts.lines().map(str::trim).filter(|line| !line.is_empty());
            let option = |text: &str| BallotOption {
                id: new_id(),
                text: text.to_owned(),
            };
            lines.map(option).collect()
        })
    }

    /// What is wrong with the options: the words' key.
    pub fn wrong(self) -> Option<&'static str> {
        if !self.is_on_options() {
            return None;
        }
        let lines = self.texts.with(|texts| {
            let lines = texts.lines().filter(|line| !line.trim().is_empty());
            lines.count()
        });
        match (lines, self.kind.get()) {
            (0, _) => Some("ballot-options-few"),
            (1, "ranked") => Some("ballot-options-two"),
            _ => None,
        }
    }

    /// Forgets the options.
    pub fn clear(self) {
        self.texts.try_set(String::new());
    }
}

/// The method and what it needs.
#[component]
pub fn MethodFields(form: MethodForm, tried: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let kinds = StoredValue::new(offered());
    let option = |method: Method| {
        let kind = method.as_str();
        view! { <option value=kind prop:selected=move || form.kind.get() == kind>{words.say(&format!("method-{kind}"))}</option> }
    };
    let options = kinds.with_value(|all| all.clone().map(option).collect_view());
    let choose = move |chosen: String| {
        kinds.with_value(|all| {
            let found = all.iter().find(|method| method.as_str() == chosen);
            form.kind.set(found.map_or("support", Method::as_str));
        });
    };
    let told = memo(move || words.with(|words| form.method().told(words)));
    let kind = memo(move || form.kind.get());
    view! {
        <div class="field">
            <label for="ballot-method">{words.say("ballot-method")}</label>
            <select id="ballot-method" aria-describedby="ballot-method-says"
                on:change:target=move |change| choose(change.target().value())
            >
                {options}
            </select>
            <p class="hint" id="ballot-method-says" role="status" prop:textContent=said(move || told.get())></p>
        </div>
        {move || match kind.get() {
            "points" => view! { <Numbers form /> }.into_any(),
            "score" => view! { <Criteria form /> }.into_any(),
            "majority" => view! { <Majority form /> }.into_any(),
            _ => ().into_any(),
        }}
        {move || (!matches!(kind.get(), "support" | "score")).then(|| view! { <OnWhat form tried /> })}
    }
}

#[component]
fn Numbers(form: MethodForm) -> impl IntoView {
    let words = use_words();
    let field = |id: &'static str, value: RwSignal<String>| {
        view! {
            <p class="mark-row">
                <label for=id>{words.say(id)}</label>
                <input id=id type="number" inputmode="numeric" min="1" max="1000"
                    prop:value=value
                    on:input:target=move |input| value.set(input.target().value())
                />
            </p>
        }
    };
    view! {
        {field("ballot-points", form.points)}
        {field("ballot-cap", form.cap)}
    }
}

#[component]
fn Criteria(form: MethodForm) -> impl IntoView {
    let words = use_words();
    let row = |criterion: Criterion| {
        let is_chosen = move || form.criteria.with(|all| all.contains(&criterion));
        let choose = move |is_chosen: bool| {
            form.criteria.update(|all| {
                if is_chosen {
                    all.insert(criterion);
                } else {
                    all.remove(&criterion);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_chosen on:change=checked(choose) />
                <span>{words.say(&format!("criterion-{}", criterion.as_str()))}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{words.say("ballot-criteria")}</legend>
            {Criterion::ALL.map(row).collect_view()}
        </fieldset>
        <label class="check">
            <input type="checkbox" prop:checked=form.own on:change=checked(move |is_on| form.own.set(is_on)) />
            <span>{words.say("ballot-own")}</span>
        </label>
        <div class="field">
            <label for="ballot-few">{words.say("ballot-few")}</label>
            <input id="ballot-few" type="number" inputmode="numeric" min="0" aria-describedby="ballot-few-hint"
                prop:value=form.few
                on:input:target=move |input| form.few.set(input.target().value())
            />
            <p class="hint" id="ballot-few-hint">{words.say("ballot-few-hint")}</p>
        </div>
    }
}

#[component]
fn Majority(form: MethodForm) -> impl IntoView {
    let words = use_words();
    let of = Base::ALL.map(|of| {
        view! { <option value=of.as_str() prop:selected=move || form.of.get() == of>{words.say(&format!("ballot-of-{}", of.as_str()))}</option> }
    });
    let share = Share::ALL.map(|share| {
        view! { <option value=share.as_str() prop:selected=move || form.share.get() == share>{words.say(&format!("ballot-share-{}", share.as_str()))}</option> }
    });
    let choose_of = move |chosen: String| {
        let found = Base::ALL.into_iter().find(|of| of.as_str() == chosen);
        form.of.set(found.unwrap_or(Base::Cast));
    };
    let choose_share = move |chosen: String| {
        let found = Share::ALL
            .into_iter()
            .find(|share| share.as_str() == chosen);
        form.share.set(found.unwrap_or(Share::Simple));
    };
    view! {
        <div class="field">
            <label for="ballot-share">{words.say("ballot-share")}</label>
            <select id="ballot-share"
                on:change:target=move |change| choose_share(change.target().value())>{share.collect_view()}</select>
        </div>
        <div class="field">
            <label for="ballot-of">{words.say("ballot-of")}</label>
            <select id="ballot-of"
                on:change:target=move |change| choose_of(change.target().value())>{of.collect_view()}</select>
        </div>
    }
}

/// Practices, or options that the facilitator writes.
#[component]
fn OnWhat(form: MethodForm, tried: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let option = |on_options: bool, key: &'static str| {
        let is_chosen = move || form.on_options.get() == on_options;
        view! {
            <label class="check">
                <input type="radio" name="ballot-put" prop:checked=is_chosen on:change=handler(move |_| form.on_options.set(on_options)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    let wrong = Signal::derive(move || {
        let wrong = form.wrong().filter(|_| tried.get());
        wrong.map(|key| words.say(key))
    });
    view! {
        <fieldset>
            <legend>{words.say("ballot-put")}</legend>
            {option(false, "ballot-put-practices")}
            {option(true, "ballot-put-options")}
        </fieldset>
        {move || form.on_options.get().then(|| view! {
            <TextField
                id="ballot-options"
                label=words.say("ballot-options")
                hint=words.say("ballot-options-hint")
                value=form.texts
                on_input=Callback::new(move |text| form.texts.set(text))
                wrong
                long=true
            />
        })}
    }
}
