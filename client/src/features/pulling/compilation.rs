//! What the delegations had answered when it was compiled, side by side, and taking it into the joint answer.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::Stage;
use shared::features::pulling::{Compilation, PullingCommand, ShownCompilation, Source, Taken};
use shared::features::revisions::ShownText;
use shared::ids::{CompilationId, DelegationId, QuestionId, Timestamp};
use shared::prose::plain;
use shared::table::{GRACE, RoundTable};
use std::collections::BTreeMap;
use std::time::Duration;

use super::passages::passages;
use super::take::Take;
use crate::features::delegations::spoken_name;
use crate::random::new_id;
use crate::{
    api,
    live::LiveTable,
    views::{
        DelegationChip, For, Icon, Loaded, Moment, Offer, Refused, handler, memo, offer, said,
    },
    words::use_words,
};

/// How long after the last words nobody waits any more for what they were followed by, in milliseconds.
const MUCH_LATER: u64 = 5_000;

/// Which compilation is shown, and the words of its texts by the names of their roots.
type Known = (CompilationId, BTreeMap<String, String>);

/// The newest compilation of the answers to a question, and for whoever runs the table the way to make one.
#[component]
pub fn Compiled(live: LiveTable, question: QuestionId) -> impl IntoView {
    let words = use_words();
    let compiled = RwSignal::new(None::<Known>);
    let of = question.clone();
    let newest = memo(move || {
        live.with(|table| table.pulling.newest(&of).cloned())
            .flatten()
    });
    let is_there = memo(move || newest.with(Option::is_some));
    let tick = ticking();
    let is_settling = {
        let question = question.clone();
        memo(move || {
            tick.track();
            live.with(|table| is_settling(table, &question, live.now())) == Some(true)
        })
    };
    let said_now = said(move || {
        let key = match (is_settling.get(), is_there.get()) {
            (true, _) => "compilation-soon",
            (false, false) => "compilation-none",
            (false, true) => return None,
        };
        Some(words.say(key))
    });
    let of_it = question.clone();
    let has_changed = memo(move || {
        tick.track();
        let since = newest.get()?;
        compiled.with(|known| {
            let (id, texts) = known.as_ref()?;
            (*id == since.id && has_changed(live, &of_it, texts)).then_some(())
        })
    });
    let changed = said(move || {
        let is_said = has_changed.get().is_some() && !is_settling.get();
        is_said.then(|| words.say("compilation-changed"))
    });
    view! {
        <p class="hint" prop:textContent=words.say("compilation-hint")></p>
        <Make live question is_there />
        <p class="small" role="status" prop:textContent=said_now></p>
        <p class="small" role="status" prop:textContent=changed></p>
        <For each=move || newest.get() key=|it| it.id.clone() let(compilation)>
            <Texts live compilation compiled />
        </For>
    }
}

/// Goes on every other second, while the view is there.
fn ticking() -> RwSignal<()> {
    let tick = RwSignal::new(());
    let next = move || {
        tick.try_set(());
    };
    let handle = set_interval_with_handle(next, Duration::from_secs(2)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
    tick
}

/// Whether last words land still, after which it is compiled.
fn is_settling(table: &RoundTable, question: &QuestionId, now: Timestamp) -> bool {
    let there = table.question(question);
    let Some(since) = there.and_then(|it| it.is_at_since(Stage::Compilation)) else {
        return false;
    };
    let compiled = table.pulling.newest(question);
    let is_done = compiled.is_some_and(|it| it.at.0 >= since.0 + GRACE);
    !is_done && now.0 < since.0 + GRACE + MUCH_LATER
}

/// Whether a delegation's answer reads otherwise here and now than in what was compiled, as far as it is here.
fn has_changed(live: LiveTable, question: &QuestionId, texts: &BTreeMap<String, String>) -> bool {
    let delegations = live.with(|table| table.delegations.clone());
    let of = delegations.into_iter().flatten().flat_map(|it| {
        let question = question.clone();
        [
            Root::Own(question.clone(), it.id.clone()),
            Root::Private(question, it.id),
        ]
    });
    let mut here = of.filter_map(|root| Some((live.document_of(&root)?, root.to_string())));
    here.any(|(document, root)| {
        let was = texts.get(&root).map_or("", String::as_str);
        document.plain(&root).trim() != was.trim()
    })
}

/// The button that compiles, or why not now.
#[component]
fn Make(live: LiveTable, question: QuestionId, is_there: Memo<bool>) -> impl IntoView {
    let words = use_words();
    let runs = live.runs();
    let question = StoredValue::new(question);
    let command = move |compilation: CompilationId| PullingCommand::CompileAnswers {
        compilation,
        question: question.get_value(),
    };
    let why_not = memo(move || {
        let nothing_has_it = CompilationId::new("a-new-one").ok()?;
        let refusal = live.would_refuse(command(nothing_has_it))?;
        Some(words.refusal(&refusal))
    });
    let refused = RwSignal::new(None);
    let key = move || {
        if is_there.get() {
            "compilation-make-again"
        } else {
            "compilation-make"
        }
    };
    offer(move || {
        let make = Offer::new(words.say(key()), Icon::FileStack, move || {
            live.ask(command(new_id()), words, refused);
        });
        runs.get().then(|| make.unless(why_not.get()))
    });
    // The button stays the same one, with the focus on it.
    move || {
        runs.get().then(|| {
            view! {
                <div class="actions">
                    <button
                        type="button"
                        class="quiet"
                        disabled=move || why_not.with(Option::is_some)
                        on:click=handler(move |_| live.ask(command(new_id()), words, refused))
                        prop:textContent=said(move || words.say(key()))
                    ></button>
                    <span class="small why-not" prop:textContent=said(move || why_not.get())></span>
                </div>
                <Refused why=refused />
            }
        })
    }
}

/// The texts, asked for when they are to be read.
#[component]
fn Texts(
    live: LiveTable,
    compilation: Compilation,
    compiled: RwSignal<Option<Known>>,
) -> impl IntoView {
    let words = use_words();
    let table = untrack(|| live.with(|table| table.id.clone()));
    let Compilation {
        id,
        question,
        at,
        by,
        ..
    } = compilation;
    let found = {
        let id = id.clone();
        LocalResource::new(move || {
            let (table, id) = (table.clone(), id.clone());
            async move {
                match table {
                    Some(table) => api::compilation(&table, &id).await.map(Some),
                    None => Ok(None),
                }
            }
        })
    };
    let source = Source::Compilation {
        compilation: id.clone(),
    };
    // Whose answer it is does not matter.
    let any = DelegationId::new("any").map(|of| Root::Own(question.clone(), of));
    let any = any.map_or_else(|_| String::new(), |root| root.to_string());
    let take = StoredValue::new(Take::new(live, source, Root::Joint(question)));
    let refusal = memo(move || {
        let one = Taken::Text { root: any.clone() };
        take.with_value(|take| take.refusal(&one))
    });
    let may = memo(move || refusal.with(Option::is_none));
    let may_take_all = memo(move || take.with_value(|take| take.refusal(&Taken::All).is_none()));
    let why_not = said(move || refusal.get().map(|refusal| words.refusal(&refusal)));
    let who = said(move || {
        let by = by.as_ref()?;
        let person = live.with(|table| table.participants.get(by).cloned())??;
        Some(spoken_name(live, &person))
    });
    let show = move |found: Option<ShownCompilation>| {
        let texts = found.map(|found| found.texts).unwrap_or_default();
        let plain = |it: &ShownText| (it.root.clone(), plain(&it.blocks));
        let known = (id.clone(), texts.iter().map(plain).collect());
        compiled.try_set(Some(known));
        let text = |shown: ShownText| {
            let head = by_delegation(live, &shown.root);
            passages(shown, head, may, take)
        };
        texts.into_iter().map(text).collect_view()
    };
    let all = take.with_value(|take| take.of_many(may_take_all, Taken::All, "pull-take-all"));
    view! {
        <section class="compilation" aria-label=words.say("compilation")>
            <p class="small facts">
                <bdi prop:textContent=who></bdi>
                <Moment at />
            </p>
            <p class="small why-not" prop:textContent=why_not></p>
            <div class="actions">{all}</div>
            <Loaded of=found then=show />
        </section>
    }
}

/// Whose answer it is.
fn by_delegation(live: LiveTable, root: &str) -> AnyView {
    let of = match Root::parse(root) {
        Some(Root::Own(_, of) | Root::Private(_, of)) => Some(of),
        _ => None,
    };
    let named = memo(move || live.with(|table| table.delegation(of.as_ref()?).cloned())?);
    let chip = move || {
        let it = named.get()?;
        Some(view! { <DelegationChip name=it.name short=it.short colour=it.colour /> })
    };
    view! { <h3>{chip}</h3> }.into_any()
}
