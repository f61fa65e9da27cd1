//! What one's delegation wrote for itself at a table from which it was asked to this one: it comes along if the delegation likes.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::{Disclosure, GuidingQuestion};
use shared::features::pulling::{LeftBehind, LeftText, PullingCommand, Source, Taken, lands};
use shared::ids::{QuestionId, TableId};
use shared::refusal::Refusal;
use shared::table::{Command, RoundTable};

use crate::random::new_id;
use crate::{
    api,
    live::LiveTable,
    views::{For, Icon, Offer, Refused, handler, memo, offer, said, use_toasts},
    words::{Wording, use_words},
};

/// One of the texts, and from where it comes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Left {
    table: TableId,
    text: LeftText,
}

impl Left {
    /// Into which text it goes, as an answer to that question here, or to the desk.
    fn into(&self, live: LiveTable, question: Option<&QuestionId>) -> Option<Root> {
        let me = live.me()?;
        let of = me.speaks_for()?;
        live.with(|table| {
            let question = question.and_then(|id| table.question(id));
            lands(of, self.text.private, question)
        })
    }

    fn command(&self, live: LiveTable, question: Option<&QuestionId>) -> Option<PullingCommand> {
        let into = self.into(live, question)?;
        let (table, seen) = (self.table.clone(), self.text.seen.clone());
        let is_private = match &into {
            Root::Private(question, _) => live.with(|table| {
                let there = table.question(question);
                there.is_some_and(|it| it.disclosure == Disclosure::Private)
            })?,
            into => matches!(into, Root::Desk(_)),
        };
        let from = if is_private {
            let of = live.me()?.speaks_for().cloned();
            Source::Own { table, of, seen }
        } else {
            Source::Table { table, seen }
        };
        let root = self.text.root.clone();
        let (taken, into) = (Taken::Text { root }, into.to_string());
        let times = |table: &RoundTable| table.pulling.times_taken(&from, &taken, &into);
        Some(PullingCommand::PullWords {
            pull: new_id(),
            seen_taken: untrack(|| live.with(times)).unwrap_or_default(),
            from,
            taken,
            into,
        })
    }

    /// What it is called.
    fn name(&self, words: Wording, live: LiveTable) -> String {
        let Some(asked) = self.text.asked.clone() else {
            return words.say("left-desk");
        };
        let here = self.text.question.as_ref();
        let titled = |table: &RoundTable| table.question(here?).map(GuidingQuestion::titled);
        let question = live.with(titled).flatten().unwrap_or(asked);
        words.tell("left-answer", &[("question", question.into())])
    }

    /// Whether it is not known which question here it answers.
    const fn is_of_another(&self) -> bool {
        self.text.asked.is_some() && self.text.question.is_none()
    }

    /// Whether a command takes it.
    fn is_taken_by(&self, command: &Command) -> bool {
        let Command::Pulling(PullingCommand::PullWords { from, taken, .. }) = command else {
            return false;
        };
        let is_from = match from {
            Source::Table { table, .. } | Source::Own { table, .. } => *table == self.table,
            Source::Compilation { .. } | Source::Desk { .. } => false,
        };
        is_from && taken.root() == Some(self.text.root.as_str())
    }
}

/// Where it stands in the browser that a delegate wants nothing of a table.
fn kept(here: &TableId, there: &TableId) -> String {
    format!("roundtable.left.{here}.{there}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Offered until all has come along, or the delegate says that it stays there.
#[component]
pub fn LeftThere(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let here = untrack(|| live.with(|table| table.id.clone()));
    let speaks = memo(move || live.me().is_some_and(|me| me.speaks_for().is_some()));
    let asked = here.clone();
    let found = LocalResource::new(move || {
        let table = asked.clone().filter(|_| speaks.get());
        async move {
            match table {
                // It is an offer: without it, nothing is lost.
                Some(table) => api::left(&table).await.unwrap_or_default(),
                None => Vec::new(),
            }
        }
    });
    let stays = RwSignal::new(Vec::<TableId>::new());
    let place = StoredValue::new(here);
    let left = memo(move || {
        let all = found.get().unwrap_or_default().into_iter();
        let is_wanted = |it: &LeftBehind| {
            let is_kept = place.with_value(|here| {
                let key = kept(here.as_ref()?, &it.table);
                storage()?.get_item(&key).ok().flatten()
            });
            is_kept.is_none() && stays.with(|stays| !stays.contains(&it.table))
        };
        let is_there = |table: &TableId, text: &LeftText| {
            let has = |here: &RoundTable| here.pulling.has_along(table, &text.root);
            live.with(has) == Some(true)
        };
        all.filter(is_wanted)
            .filter_map(|mut it| {
                it.texts.retain(|text| !is_there(&it.table, text));
                (!it.texts.is_empty()).then_some(it)
            })
            .collect::<Vec<_>>()
    });
    // At the side of a narrow window nobody would look for it.
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        if left.with(|left| !left.is_empty()) && !told.get_value() {
            told.set_value(true);
            toasts.say(words.say("left-told"));
        }
    });
    let stay = Callback::new(move |there: TableId| {
        place.with_value(|here| {
            if let (Some(storage), Some(here)) = (storage(), here) {
                storage.set_item(&kept(here, &there), "stays").ok();
            }
        });
        stays.update(|stays| stays.push(there));
    });
    let again = Callback::new(move |()| found.refetch());
    view! {
        <For each=move || left.get() key=|it| (it.table.clone(), it.texts.clone()) let(it)>
            <From live it stay again />
        </For>
    }
}

#[component]
fn From(
    live: LiveTable,
    it: LeftBehind,
    stay: Callback<TableId>,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let LeftBehind { table, name, texts } = it;
    let about = |key: &str| words.tell(key, &[("table", name.as_str().into())]);
    let (text, keep) = (about("left-text"), about("left-stays"));
    let heading = format!("left-{table}");
    let labelled = heading.clone();
    let rows = texts.into_iter().map(|text| {
        let left = Left {
            table: table.clone(),
            text,
        };
        view! { <Row live left again /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card stack left-there" aria-labelledby=labelled>
            <h2 id=heading>{words.say("left-title")}</h2>
            <p prop:textContent=text></p>
            <ul class="plain">{rows}</ul>
            <p class="small">{words.say("left-hint")}</p>
            <div class="actions">
                <button type="button" class="quiet" on:click=handler(move |_| stay.run(table.clone())) prop:textContent=keep></button>
            </div>
        </section>
    }
}

#[component]
fn Row(live: LiveTable, left: Left, again: Callback<()>) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let refused = RwSignal::new(None::<Refusal>);
    let goes_to = RwSignal::new(left.text.question.clone());
    let left = StoredValue::new(left);
    let label = memo(move || {
        let what = left.with_value(|left| left.name(words, live));
        words.tell("left-take", &[("what", what.into())])
    });
    let is_awaited = memo(move || {
        let is_it = |command: &Command| left.with_value(|left| left.is_taken_by(command));
        live.awaited(|command| is_it(command).then_some(()))
            .is_some()
    });
    let command =
        move || left.with_value(|left| goes_to.with(|it| left.command(live, it.as_ref())));
    let why_not = memo(move || live.would_refuse(command()?));
    let take = move || {
        if untrack(|| is_awaited.get()) {
            return;
        }
        let Some(command) = untrack(command) else {
            return;
        };
        refused.set(None);
        live.ask_then(command, move |answer| {
            // It was written on there: offered again, as it reads now. This row may go with it.
            if answer == Err(Refusal::SourceHasChanged) {
                toasts.say(words.say("left-changed"));
                again.run(());
            }
            refused.try_set(answer.err());
        });
    };
    offer(move || {
        let name = Offer::new(label.get(), Icon::ArrowRight, take);
        Some(name.unless(why_not.get().map(|why| words.refusal(&why))))
    });
    // Where it goes, if that is not what one would think.
    let to_desk = memo(move || {
        left.with_value(|left| {
            let is_answer = left.text.question.is_some();
            let into = goes_to.with(|it| left.into(live, it.as_ref()));
            is_answer && matches!(into, Some(Root::Desk(_)))
        })
    });
    let says = said(move || to_desk.get().then(|| words.say("left-to-desk")));
    let said_why = said(move || why_not.get().map(|why| words.refusal(&why)));
    let failed = RwSignal::new(None::<String>);
    Effect::new(move |_| failed.set(refused.get().map(|why| words.refusal(&why))));
    let choosing = left
        .with_value(Left::is_of_another)
        .then(|| view! { <GoesTo live left goes_to /> });
    view! {
        <li>
            {choosing}
            <button
                type="button"
                class="quiet"
                aria-busy=move || is_awaited.get().to_string()
                disabled=move || why_not.with(Option::is_some)
                on:click=handler(move |_| take())
                prop:textContent=move || label.get()
            ></button>
            <span class="small" prop:textContent=says></span>
            <span class="small why-not" prop:textContent=said_why></span>
            <Refused why=failed />
        </li>
    }
}

/// Under which question it goes, if none here is the same: that is the delegation's to say, and until then it goes to the desk.
#[component]
fn GoesTo(
    live: LiveTable,
    left: StoredValue<Left>,
    goes_to: RwSignal<Option<QuestionId>>,
) -> impl IntoView {
    let words = use_words();
    let id = left.with_value(|left| {
        let Left { table, text } = left;
        format!("left-{table}-{}", text.root.replace('/', "-"))
    });
    let options = memo(move || {
        let all = live.with(|table| table.questions.clone());
        let all = all.unwrap_or_default().into_iter();
        let may_go = |it: &GuidingQuestion| {
            let into = left.with_value(|left| left.into(live, Some(&it.id)));
            !matches!(into, None | Some(Root::Desk(_)))
        };
        let named = |it: GuidingQuestion| (it.titled(), it.id);
        all.filter(may_go).map(named).collect::<Vec<_>>()
    });
    let choose = move |chosen: String| goes_to.set(chosen.parse().ok());
    view! {
        <div class="field">
            <label for=id.clone() prop:textContent=words.say("left-where")></label>
            <select id=id on:change:target=move |select| choose(select.target().value())>
                <option value="" prop:textContent=words.say("left-where-desk")></option>
                <For each=move || options.get() key=Clone::clone let((title, question))>
                    <option value=question.to_string() prop:textContent=title></option>
                </For>
            </select>
            <p class="hint" prop:textContent=words.say("left-where-hint")></p>
        </div>
    }
}
