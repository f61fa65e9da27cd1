//! The facilitator's form for a ballot: what is asked, on which practices, what the ballot decides, and
//! what will be published.

use leptos::prelude::*;
use shared::features::ballots::BallotCommand;
use shared::{
    features::ballots::{Ballot, BallotOption, BallotRules, DecisionRule, Method},
    gather::gathered,
    ids::{BallotId, PracticeId},
    limits,
    limits::named,
    refusal::Noun,
    table::RoundTable,
};
use std::collections::BTreeSet;

use crate::features::agenda::moving::use_moving;
use crate::features::ballots::method_form::{MethodFields, MethodForm};
use crate::room::navigation::Part;
use crate::room::navigation::Shown;
use crate::room::navigation::use_navigation;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{
        For, Icon, Offer, Refused, Show, TextField, checked, focus_soon, handler, memo, offer, said,
    },
    words::use_words,
};

/// The ballot that is to be held again: whoever sets it asks, the form takes it in.
#[derive(Clone, Copy)]
pub struct Again(RwSignal<Option<BallotId>>);

/// Gives all views below a way to hold a ballot again.
pub fn provide_again() {
    provide_context(Again(RwSignal::new(None)));
}

/// Offers the form to whoever facilitates.
pub fn offer_ballot(live: LiveTable) {
    let words = use_words();
    let here = use_navigation();
    let is_facilitator = live.is_facilitator();
    let go = move || here.go_to(Shown::Ballots, "ballot-title".to_owned());
    offer(move || {
        let refusal = live.would_refuse(open_on_something());
        let why_not = refusal.map(|refusal| words.refusal(&refusal));
        let open = Offer::new(words.say("ballot-open-title"), Icon::Vote, go);
        is_facilitator.get().then(|| open.unless(why_not))
    });
}

/// What would be asked, with words that are fine.
fn open_on_something() -> BallotCommand {
    BallotCommand::OpenBallot {
        ballot: new_id(),
        rules: BallotRules {
            title: "–".to_owned(),
            options: vec![BallotOption {
                id: new_id(),
                text: "–".to_owned(),
            }],
            method: Method::Approval,
            indicative: true,
            ..BallotRules::default()
        },
    }
}

/// Shows the form with what that ballot asked.
pub fn hold_again() -> impl Fn(BallotId) + Copy {
    let Again(again) = expect_context();
    let here = use_navigation();
    move |ballot| {
        again.set(Some(ballot));
        // Going where one is would begin the form anew.
        if here.shown.get_untracked() == Shown::Ballots {
            here.part.set(Part::Page);
        } else {
            here.go(Shown::Ballots);
        }
        focus_soon("ballot-title");
    }
}

/// What is filled in.
#[derive(Clone, Copy)]
struct Form {
    title: RwSignal<String>,
    method: MethodForm,
    chosen: RwSignal<BTreeSet<PracticeId>>,
    rule: RwSignal<Option<DecisionRule>>,
    /// Whether a ballot that is cast as a whole decides.
    decides: RwSignal<bool>,
    needs_quorum: RwSignal<bool>,
    recorded: RwSignal<bool>,
    again: RwSignal<Option<BallotId>>,
    tried: RwSignal<bool>,
}

impl Form {
    fn new(title: String) -> Self {
        Self {
            title: RwSignal::new(title),
            method: MethodForm::new(),
            chosen: RwSignal::new(BTreeSet::new()),
            rule: RwSignal::new(None),
            decides: RwSignal::new(false),
            needs_quorum: RwSignal::new(false),
            recorded: RwSignal::new(false),
            again: RwSignal::new(None),
            tried: RwSignal::new(false),
        }
    }

    /// Whether it decides anything.
    fn is_deciding(self) -> bool {
        if self.method.method().is_support() {
            self.rule.with(Option::is_some)
        } else {
            self.decides.get()
        }
    }

    /// How the ballot would be held, on these practices or on what was written.
    fn rules(self, practices: Vec<PracticeId>, has_quorum: bool) -> BallotRules {
        let method = self.method.method();
        let is_on_options = self.method.is_on_options();
        let is_deciding = self.is_deciding();
        BallotRules {
            title: self.asked(),
            practices: if is_on_options { Vec::new() } else { practices },
            options: if is_on_options {
                self.method.options()
            } else {
                Vec::new()
            },
            indicative: !is_deciding,
            recorded: self.recorded.get(),
            needs_quorum: is_deciding && has_quorum && self.needs_quorum.get(),
            rule: self.rule.get().filter(|_| method.is_support()),
            again: self.again.get(),
            method,
        }
    }

    /// A title is one line, however it was typed.
    fn asked(self) -> String {
        let words = self.title.get();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A practice as the form offers it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Offered {
    id: PracticeId,
    title: String,
    /// What was held on it before: the words' key.
    before: Option<&'static str>,
    is_voted_on: bool,
}

fn offered(table: &RoundTable) -> Vec<Offered> {
    let before = |id: &PracticeId| {
        let mut held = table.ballots.iter().filter(|it| it.results().is_some());
        let last = held.rfind(|it| it.rules.practices.contains(id));
        last.map(|it| {
            if it.rules.indicative {
                "ballot-was-indicative"
            } else {
                "ballot-was-deciding"
            }
        })
    };
    let practices = table.practices.iter();
    practices
        .map(|practice| Offered {
            id: practice.id.clone(),
            title: practice.card.title.clone(),
            before: before(&practice.id),
            is_voted_on: table.is_voted_on(&practice.id),
        })
        .collect()
}

/// The form, or why there is none now.
#[component]
pub fn OpenBallot(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let moving = use_moving();
    let is_open = memo(move || live.with(|table| table.agenda.open().ballots));
    // Where ballots are held, the nearest of what is ahead first.
    let held_at = memo(move || {
        live.with(|table| {
            let agenda = &table.agenda;
            let here = agenda.place(&agenda.at).unwrap_or(0);
            let (before, ahead) = agenda.items.split_at(here);
            let mut items = ahead.iter().chain(before.iter().rev());
            let item = items.find(|item| item.open.ballots)?.point();
            Some((words.point(agenda, &item), item))
        })
        .flatten()
    });
    move || {
        Some(if is_open.get()? {
            view! { <Fields live /> }.into_any()
        } else {
            view! {
                <p class="small why-not">{words.say("ballot-not-open")}</p>
                {held_at.get().map(|(title, item)| view! {
                    <p class="actions">
                        <button
                            type="button"
                            class="quiet"
                            on:click=handler(move |_| moving.to(item.clone()))
                            prop:textContent=words.tell("ballot-move-on", &[("item", title.into())])
                        ></button>
                    </p>
                })}
            }
            .into_any()
        })
    }
}

#[component]
fn Fields(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let form = Form::new(words.say("ballot-title-default"));
    let refused = RwSignal::new(None::<String>);
    let practices = memo(move || live.with(offered).unwrap_or_default());
    // A practice that nobody has voted on yet is on the ballot unless it is taken off.
    let known = StoredValue::new(BTreeSet::<PracticeId>::new());
    Effect::new(move |_| {
        for practice in practices.get() {
            let is_new = known
                .try_update_value(|known| known.insert(practice.id.clone()))
                .unwrap_or(false);
            if is_new && practice.before.is_none() && form.again.get_untracked().is_none() {
                form.chosen.update(|chosen| chosen.extend([practice.id]));
            }
        }
    });
    take_in_again(live, form, practices);
    let title_wrong = Signal::derive(move || {
        let wrong = named(&form.asked(), Noun::Title, limits::TITLE).err()?;
        form.tried.get().then(|| words.refusal(&wrong))
    });
    let on = memo(move || {
        let free = practices.get().into_iter().filter(|it| !it.is_voted_on);
        let chosen = free
            .map(|it| it.id)
            .filter(|id| form.chosen.with(|all| all.contains(id)));
        chosen.collect::<Vec<_>>()
    });
    let has_quorum = memo(move || {
        live.with(|table| table.roll_call.quorum.is_some())
            .unwrap_or(false)
    });
    let busy = RwSignal::new(false);
    let open = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        form.tried.set(true);
        if title_wrong.with_untracked(Option::is_some) {
            focus_soon("ballot-title");
            return;
        }
        if untrack(|| form.method.wrong()).is_some() {
            focus_soon("ballot-options");
            return;
        }
        if on.with_untracked(Vec::is_empty) && !untrack(|| form.method.is_on_options()) {
            focus_soon("ballot-practice-0");
            return;
        }
        // Pressed twice, it would be two ballots, and the votes would be divided between them.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let rules = untrack(|| form.rules(on.get(), has_quorum.get()));
        let ballot = new_id();
        live.ask_then(BallotCommand::OpenBallot { ballot, rules }, move |answer| {
            busy.try_set(false);
            if answer.is_ok() {
                form.title.try_set(words.say("ballot-title-default"));
                form.again.try_set(None);
                form.tried.try_set(false);
                form.chosen.try_update(BTreeSet::clear);
                form.method.clear();
            }
            refused.try_set(answer.err().map(|refusal| words.refusal(&refusal)));
        });
    };
    let heading = move || {
        let is_again = form.again.with(Option::is_some);
        words.say(if is_again {
            "ballot-open-again-title"
        } else {
            "ballot-open-title"
        })
    };
    view! {
        <form class="card open-ballot" on:submit=handler(open) novalidate>
            <h3 prop:textContent=said(heading)></h3>
            <TextField
                id="ballot-title"
                label=words.say("ballot-asks")
                value=form.title
                on_input=Callback::new(move |text| form.title.set(text))
                wrong=title_wrong
                line=true
            />
            <MethodFields form=form.method tried=form.tried />
            {move || (!form.method.is_on_options()).then(|| view! { <Practices form practices on /> })}
            <Decides form />
            {move || (form.is_deciding() && has_quorum.get()).then(|| view! { <NeedsQuorum form /> })}
            <Published form />
            <Refused why=refused />
            <div class="actions">
                <button type="submit" class="primary" aria-busy=move || busy.get().to_string()>{words.say("ballot-open")}</button>
            </div>
        </form>
    }
}

/// Fills the form with what a ballot asked that is to be held again.
fn take_in_again(live: LiveTable, form: Form, practices: Memo<Vec<Offered>>) {
    let words = use_words();
    let Again(again) = expect_context();
    let found = move |id: &BallotId| live.with(|table| held_before(table, id)).flatten();
    Effect::new(move |_| {
        let Some((before, first, number)) = again.get().and_then(|id| found(&id)) else {
            return;
        };
        again.set(None);
        let title = words.tell(
            "ballot-again-title",
            &[("title", first.into()), ("number", number.into())],
        );
        let there: Vec<_> = practices
            .get_untracked()
            .into_iter()
            .map(|it| it.id)
            .collect();
        let asked = before.rules.practices.iter();
        form.title.set(title);
        form.chosen
            .set(gathered(asked.filter(|id| there.contains(*id)).cloned()));
        form.method.take_in(&before.rules);
        form.rule.set(before.rules.rule);
        form.decides.set(!before.rules.indicative);
        form.needs_quorum.set(before.rules.needs_quorum);
        form.recorded.set(before.rules.recorded);
        form.again.set(Some(before.id));
    });
}

/// The ballot, what the first of its kind was called, and the number that the next one has.
fn held_before(table: &RoundTable, id: &BallotId) -> Option<(Ballot, String, usize)> {
    let ballot = table.ballot(id)?.clone();
    let (mut first, mut number) = (&ballot, 2);
    while let Some(before) = first.rules.again.as_ref().and_then(|id| table.ballot(id)) {
        // A ballot names an earlier one, so this ends; a log that says otherwise must not hang a page.
        if number > table.ballots.len() {
            break;
        }
        first = before;
        number += 1;
    }
    let title = first.rules.title.clone();
    Some((ballot, title, number))
}

#[component]
fn Practices(
    form: Form,
    practices: Memo<Vec<Offered>>,
    on: Memo<Vec<PracticeId>>,
) -> impl IntoView {
    let words = use_words();
    let wrong = move || {
        (form.tried.get() && on.with(Vec::is_empty)).then(|| words.say("ballot-none-chosen"))
    };
    let choose = move |id: PracticeId, is_chosen: bool| {
        form.chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(id);
            } else {
                chosen.remove(&id);
            }
        });
    };
    let row = move |(nth, it): (usize, Offered)| {
        let Offered {
            id,
            title,
            before,
            is_voted_on,
        } = it;
        let note = if is_voted_on {
            Some("ballot-is-on-now")
        } else {
            before
        };
        let of = id.clone();
        let is_chosen = move || !is_voted_on && form.chosen.with(|all| all.contains(&of));
        view! {
            <label class="check">
                <input
                    id=format!("ballot-practice-{nth}")
                    type="checkbox"
                    disabled=is_voted_on
                    aria-describedby="ballot-on-wrong"
                    prop:checked=is_chosen
                    on:change=checked(move |is_on| choose(id.clone(), is_on))
                />
                <span>
                    <bdi>{title}</bdi>
                    {note.map(|key| view! { <span class="small">" · " {words.say(key)}</span> })}
                </span>
            </label>
        }
    };
    let numbered = move || practices.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <fieldset>
            <legend>{words.say("ballot-on")}</legend>
            {move || practices.with(Vec::is_empty).then(|| view! { <p class="small why-not">{words.say("ballot-no-practices")}</p> })}
            <For each=numbered key=Clone::clone children=row />
            <p class="wrong" id="ballot-on-wrong" role="status" prop:textContent=said(wrong)></p>
        </fieldset>
    }
}

/// Whether it decides, and by which rule.
#[component]
fn Decides(form: Form) -> impl IntoView {
    let words = use_words();
    let rules = DecisionRule::ALL.map(Some);
    let option = move |rule: Option<DecisionRule>| {
        let name = rule.map_or("indicative", DecisionRule::as_str);
        let is_chosen = move || form.rule.get() == rule;
        view! {
            <label class="check">
                <input type="radio" name="ballot-rule" prop:checked=is_chosen on:change=handler(move |_| form.rule.set(rule)) />
                <span>{words.say(&format!("ballot-terms-{name}"))}</span>
            </label>
        }
    };
    let whole = move |decides: bool, key: &'static str| {
        let is_chosen = move || form.decides.get() == decides;
        view! {
            <label class="check">
                <input type="radio" name="ballot-decides" prop:checked=is_chosen on:change=handler(move |_| form.decides.set(decides)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    let is_support = memo(move || form.method.method().is_support());
    view! {
        <fieldset>
            <legend>{words.say("ballot-how")}</legend>
            // Each with elements of its own: the same, written anew, would not follow in a page that is translated.
            <Show when=move || is_support.get()>
                {option(None)}
                {rules.map(option).collect_view()}
            </Show>
            <Show when=move || !is_support.get()>
                {whole(false, "ballot-is-indicative")}
                {whole(true, "ballot-is-deciding")}
            </Show>
        </fieldset>
    }
}

/// Whether it decides without the quorum.
#[component]
fn NeedsQuorum(form: Form) -> impl IntoView {
    let words = use_words();
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=form.needs_quorum on:change=checked(move |is_on| form.needs_quorum.set(is_on)) />
            <span>{words.say("ballot-quorum")}</span>
        </label>
    }
}

/// What everybody will read when it closes.
#[component]
fn Published(form: Form) -> impl IntoView {
    let words = use_words();
    let option = move |recorded: bool, key: &'static str| {
        let is_chosen = move || form.recorded.get() == recorded;
        view! {
            <label class="check">
                <input type="radio" name="ballot-recorded" prop:checked=is_chosen on:change=handler(move |_| form.recorded.set(recorded)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{words.say("ballot-publishes")}</legend>
            {option(false, "ballot-publishes-counts")}
            {option(true, "ballot-publishes-choices")}
            <p class="hint">{words.say("ballot-publishes-hint")}</p>
        </fieldset>
    }
}
