//! The answers to one question: the table's, and each delegation's.

use leptos::prelude::*;
use shared::features::answers::AnswerCommand;
use shared::{
    document::Root,
    features::answers::{Answered, GuidingQuestion},
    features::people::Role,
    ids::QuestionId,
    table::Command,
};

use super::by_delegation::ByDelegation;
use super::tab::Tab;
use crate::features::pulling::elsewhere::reads_elsewhere;
use crate::prose_pane::{Held, ProsePane};
use crate::room::beyond::{Beyond, beyond_panel};
use crate::room::navigation::use_navigation;
use crate::room::running::{Running, running_panel};
use crate::{
    live::LiveTable,
    views::{Icon, Refused, handler, icon, memo, said},
    words::use_words,
};

/// A tab, its id and its words.
type NamedTab = (Tab, &'static str, &'static str);

/// The tabs in their order.
const TABS: [NamedTab; 4] = [
    (Tab::Joint, "tab-joint", "joint-answer"),
    (Tab::Own, "tab-own", "by-delegation"),
    (Tab::Compilation, "tab-compilation", "compilation"),
    (Tab::Elsewhere, "tab-elsewhere", "elsewhere"),
];

/// The question and its answers.
#[component]
pub fn Answers(live: LiveTable, id: QuestionId) -> impl IntoView {
    let asked = id.clone();
    let question = memo(move || live.with(|table| table.question(&asked).cloned()).flatten());
    let is_there = memo(move || question.with(Option::is_some));
    let words = use_words();
    move || {
        if is_there.get() {
            let id = id.clone();
            view! { <Asked live id question /> }.into_any()
        } else {
            view! { <p>{words.say("question-gone")}</p> }.into_any()
        }
    }
}

#[component]
fn Asked(
    live: LiveTable,
    id: QuestionId,
    question: Memo<Option<GuidingQuestion>>,
) -> impl IntoView {
    let words = use_words();
    let answered = memo(move || {
        question
            .get()
            .map(|question| question.answered)
            .unwrap_or_default()
    });
    let here = use_navigation();
    let tab_of = |root: Option<Root>| {
        root.map(|root| match root {
            Root::Own(..) | Root::Private(..) => Tab::Own,
            _ => Tab::Joint,
        })
    };
    let stage = question.with_untracked(|question| question.as_ref()?.stage());
    let first = match (answered.get_untracked(), stage) {
        (Answered::ByDelegation, _) => Tab::Own,
        (Answered::Both, Some(stage)) => stage.into(),
        (Answered::Both | Answered::Jointly, _) => Tab::Joint,
    };
    let tab = RwSignal::new(untrack(|| tab_of(here.sought(&id))).unwrap_or(first));
    let sought = id.clone();
    Effect::new(move |_| {
        if let Some(to) = tab_of(here.sought(&sought)) {
            tab.set(to);
        }
    });
    let has_stages = has_stages(live, question);
    let stages = {
        let id = id.clone();
        move || {
            let stages = Beyond::Stages(id.clone(), tab);
            has_stages.get().then(|| beyond_panel(live, stages))
        }
    };
    let label = move || {
        question
            .get()
            .map(|question| question.label)
            .filter(|label| !label.is_empty())
    };
    let kicker = move || match label() {
        Some(label) => words.tell("question-kicker", &[("label", label.into())]),
        None => words.say("noun-question-title"),
    };
    let joint = Root::Joint(id.clone());
    let (held, rested) = (Held::new(), RwSignal::new(()));
    // For whoever turns it into what others read.
    let runs = live.runs();
    let checks = memo(move || {
        let reports = live.me().is_some_and(|me| me.role == Role::Rapporteur);
        runs.get() || reports
    });
    view! {
        <p class="kicker" prop:textContent=said(kicker)></p>
        <h2
            class="question"
            id="page"
            tabindex="-1"
            dir="auto"
            prop:textContent=said(move || question.get().map(|question| question.text))
        ></h2>
        <Lock live question />
        {running_panel(live, Running::Disclose(question))}
        {stages}
        <Tabs live answered tab />
        {move || match tab.get() {
            Tab::Joint => {
                view! {
                    <div role="tabpanel" id="answers" aria-labelledby="tab-joint">
                        <ProsePane
                            live
                            root=joint.clone()
                            label=words.say("joint-answer")
                            placeholder=words.say("joint-placeholder")
                            held
                            rested
                        />
                        {
                            let joint = joint.clone();
                            move || {
                                let checker = Beyond::Drafting(joint.clone(), held, rested);
                                checks.get().then(|| beyond_panel(live, checker))
                            }
                        }
                        {beyond_panel(live, Beyond::AnswerThemes(question, None))}
                    </div>
                }
                    .into_any()
            }
            Tab::Own => view! { <ByDelegation live question /> }.into_any(),
            Tab::Compilation => {
                view! {
                    <div role="tabpanel" id="answers" aria-labelledby="tab-compilation">
                        {beyond_panel(live, Beyond::Compilation(id.clone()))}
                    </div>
                }
                    .into_any()
            }
            Tab::Elsewhere => {
                view! {
                    <div role="tabpanel" id="answers" aria-labelledby="tab-elsewhere">
                        {beyond_panel(live, Beyond::Elsewhere(id.clone()))}
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// Whether there are stages to show: to everybody once the question goes by them, and before that to whoever runs the table.
fn has_stages(live: LiveTable, question: Memo<Option<GuidingQuestion>>) -> Memo<bool> {
    let runs = live.runs();
    memo(move || {
        let is_both = |question: &GuidingQuestion| question.answered == Answered::Both;
        question.with(|question| {
            let question = question.as_ref().filter(|question| is_both(question));
            question.is_some_and(|question| question.stage().is_some() || runs.get())
        })
    })
}

/// The facilitator's lock on the answers.
#[component]
fn Lock(live: LiveTable, question: Memo<Option<GuidingQuestion>>) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let is_locked = memo(move || question.get().is_some_and(|question| question.locked));
    let key = move || {
        if is_locked.get() {
            "answer-unlock"
        } else {
            "answer-lock"
        }
    };
    let refused = RwSignal::new(None);
    let press = move |_| {
        if let Some(question) = question.get_untracked() {
            let command = Command::Answers(AnswerCommand::LockAnswer {
                question: question.id,
                locked: !question.locked,
            });
            live.ask(command, words, refused);
        }
    };
    // The button stays the same one, with the focus on it.
    move || {
        is_facilitator.get().then(|| {
            view! {
                <p class="lock">
                    <button type="button" class="quiet small" on:click=handler(press)>
                        {icon(Icon::Lock)}
                        <span prop:textContent=said(move || words.say(key()))></span>
                    </button>
                    {running_panel(live, Running::ChangeWording(question))}
                </p>
                <Refused why=refused />
            }
        })
    }
}

/// What is shown where a tab is there no more; nothing while it is.
fn instead_of(tab: Tab, there: &[NamedTab]) -> Option<Tab> {
    let is_there = there.iter().any(|(it, ..)| *it == tab);
    let first = there.first().map(|(first, ..)| *first);
    first.filter(|_| !is_there)
}

#[component]
fn Tabs(live: LiveTable, answered: Memo<Answered>, tab: RwSignal<Tab>) -> impl IntoView {
    let words = use_words();
    let reads = reads_elsewhere(live);
    let there = memo(move || {
        let (answered, reads) = (answered.get(), reads.get());
        let is_there = |(tab, ..): &NamedTab| match tab {
            Tab::Joint => answered.jointly(),
            Tab::Own => answered.by_delegation(),
            Tab::Compilation => answered == Answered::Both,
            Tab::Elsewhere => answered.jointly() && reads,
        };
        TABS.into_iter().filter(is_there).collect::<Vec<_>>()
    });
    // A tab may go while it is shown: others preside now, or the question is answered otherwise.
    Effect::new(move |_| {
        let to = there.with(|there| instead_of(tab.get(), there));
        if let Some(to) = to {
            tab.set(to);
        }
    });
    let button = move |this: Tab, id: &'static str, key: &'static str| {
        let selected = move || (tab.get() == this).to_string();
        let index = move || if tab.get() == this { "0" } else { "-1" };
        view! {
            <button
                type="button"
                role="tab"
                id=id
                aria-controls="answers"
                aria-selected=selected
                tabindex=index
                on:click=handler(move |_| tab.set(this))
            >
                {words.say(key)}
            </button>
        }
    };
    let arrows = move |key: leptos::ev::KeyboardEvent| {
        if matches!(
            key.key().as_str(),
            "ArrowLeft" | "ArrowRight" | "Home" | "End"
        ) {
            key.prevent_default();
            let there = there.get_untracked();
            let at = there.iter().position(|(it, ..)| *it == tab.get_untracked());
            let (at, last) = (at.unwrap_or_default(), there.len() - 1);
            let to = match key.key().as_str() {
                "Home" => 0,
                "End" => last,
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                _ if at == last => 0,
                _ => at + 1,
            };
            let (to, id, _) = there[to];
            tab.set(to);
            crate::views::focus_soon(id);
        }
    };
    move || {
        let there = there.get();
        (there.len() > 1).then(|| {
            view! {
                <div class="tabs" role="tablist" aria-label=words.say("answers-label") on:keydown=handler(arrows)>
                    {there.into_iter().map(|(tab, id, key)| button(tab, id, key)).collect_view()}
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_tab_goes_is_shown_the_first_that_is_there() {
        let without = &TABS[..3];
        assert_eq!(instead_of(Tab::Elsewhere, without), Some(Tab::Joint));
        assert_eq!(instead_of(Tab::Joint, &TABS[1..2]), Some(Tab::Own));
        for (tab, ..) in TABS {
            assert_eq!(instead_of(tab, &TABS), None);
        }
    }
}
