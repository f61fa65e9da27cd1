//! What one's delegation wrote for itself at a table from which it was asked to this one: it comes along if the delegation likes.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::GuidingQuestion;
use shared::features::pulling::{LeftBehind, LeftText, PullingCommand, Source, Taken};
use shared::ids::TableId;
use shared::refusal::Refusal;
use shared::table::{Command, RoundTable};

use crate::random::new_id;
use crate::{
    api,
    live::LiveTable,
    views::{For, Icon, Offer, Refused, memo, offer, said, use_toasts},
    words::{Wording, use_words},
};

/// One of the texts, and from where it comes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Left {
    table: TableId,
    text: LeftText,
}

impl Left {
    fn command(&self, live: LiveTable) -> PullingCommand {
        let table = self.table.clone();
        let seen = self.text.seen.clone();
        let from = match Root::parse(&self.text.root) {
            Some(Root::Private(_, of) | Root::Desk(of)) => Source::Own {
                table,
                of: Some(of),
                seen,
            },
            _ => Source::Table { table, seen },
        };
        let root = self.text.root.clone();
        let taken = Taken::Text { root: root.clone() };
        let times = |table: &RoundTable| table.pulling.times_taken(&from, &taken, &root);
        PullingCommand::PullWords {
            pull: new_id(),
            seen_taken: untrack(|| live.with(times)).unwrap_or_default(),
            from,
            taken,
            into: root,
        }
    }

    /// What it is called.
    fn name(&self, words: Wording, live: LiveTable) -> String {
        match Root::parse(&self.text.root) {
            Some(Root::Own(question, _) | Root::Private(question, _)) => {
                let titled =
                    |table: &RoundTable| table.question(&question).map(GuidingQuestion::titled);
                let question = live.with(titled).flatten().unwrap_or_default();
                words.tell("left-answer", &[("question", question.into())])
            }
            _ => words.say("left-desk"),
        }
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
    view! {
        <For each=move || left.get() key=|it| (it.table.clone(), it.texts.clone()) let(it)>
            <From live it stay />
        </For>
    }
}

#[component]
fn From(live: LiveTable, it: LeftBehind, stay: Callback<TableId>) -> impl IntoView {
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
        view! { <Row live left /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card stack left-there" aria-labelledby=labelled>
            <h2 id=heading>{words.say("left-title")}</h2>
            <p prop:textContent=text></p>
            <ul class="plain">{rows}</ul>
            <p class="small">{words.say("left-hint")}</p>
            <div class="actions">
                <button type="button" class="quiet" on:click=move |_| stay.run(table.clone()) prop:textContent=keep></button>
            </div>
        </section>
    }
}

#[component]
fn Row(live: LiveTable, left: Left) -> impl IntoView {
    let words = use_words();
    let refused = RwSignal::new(None::<Refusal>);
    let named = left.clone();
    let label = memo(move || {
        let what = named.name(words, live);
        words.tell("left-take", &[("what", what.into())])
    });
    let root = left.text.root.clone();
    let is_awaited = memo(move || {
        let is_it = |command: &Command| match command {
            Command::Pulling(PullingCommand::PullWords { into, .. }) => {
                (*into == root).then_some(())
            }
            _ => None,
        };
        live.awaited(is_it).is_some()
    });
    let why_not = {
        let left = left.clone();
        memo(move || live.would_refuse(left.command(live)))
    };
    let left = StoredValue::new(left);
    let take = move || {
        if untrack(|| is_awaited.get()) {
            return;
        }
        refused.set(None);
        let command = left.with_value(|left| left.command(live));
        live.ask_then(command, move |answer| {
            refused.try_set(answer.err());
        });
    };
    offer(move || {
        let name = Offer::new(label.get(), Icon::ArrowRight, take);
        Some(name.unless(why_not.get().map(|why| words.refusal(&why))))
    });
    let said_why = said(move || why_not.get().map(|why| words.refusal(&why)));
    let failed = RwSignal::new(None::<String>);
    Effect::new(move |_| failed.set(refused.get().map(|why| words.refusal(&why))));
    view! {
        <li>
            <button
                type="button"
                class="quiet"
                aria-busy=move || is_awaited.get().to_string()
                disabled=move || why_not.with(Option::is_some)
                on:click=move |_| take()
                prop:textContent=move || label.get()
            ></button>
            <span class="small why-not" prop:textContent=said_why></span>
            <Refused why=failed />
        </li>
    }
}
