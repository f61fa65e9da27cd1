//! One comment, what was said to it, and what can be done about it.

use leptos::{ev::SubmitEvent, html, prelude::*};
use shared::features::comments::{Comment, CommentCommand, Reply};
use shared::ids::{CommentId, ParticipantId};
use shared::limits::{self, named};
use shared::refusal::Noun;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::Commenting;
use crate::features::delegations::spoken_name;
use crate::{
    live::LiveTable,
    random::new_id,
    views::{For, Icon, Moment, Refused, TextField, focus_soon, handler, icon, memo, said},
    words::use_words,
};

/// The thread.
#[component]
pub(super) fn Thread(
    commenting: Commenting,
    id: CommentId,
    /// Whether the words are gone that it is about.
    is_gone: bool,
) -> impl IntoView {
    let words = use_words();
    let live = commenting.live();
    let comment = {
        let id = id.clone();
        memo(move || {
            live.with(|table| table.comments.get(&id).cloned())
                .flatten()
        })
    };
    let Some(made) = comment.get_untracked() else {
        return ().into_any();
    };
    let place = format!("comment-{id}");
    let card = NodeRef::<html::Article>::new();
    come_into_sight(commenting, id.clone(), card);
    let is_chosen = {
        let id = id.clone();
        move || {
            commenting
                .chosen
                .with(|chosen| chosen.as_ref() == Some(&id))
        }
    };
    let current = {
        let is_chosen = is_chosen.clone();
        move || is_chosen().then_some("true")
    };
    let is_resolved = memo(move || comment.with(|it| it.as_ref().is_some_and(|it| !it.is_open())));
    let resolved = move || {
        let by = comment.with(|it| it.as_ref()?.resolved_by.clone())?;
        Some(words.tell("comment-resolved-by", &[("name", name(live, &by).into())]))
    };
    let to = made.to.and_then(|to| {
        untrack(|| live.with(|table| table.delegation(&to).map(|it| it.short.clone())))?
    });
    let to = to.map(|to| {
        words.tell(
            "comment-addressed",
            &[("name", shared::names::isolated(&to).into())],
        )
    });
    let quote = made.quote.clone();
    let passage = if is_gone {
        view! { <blockquote class="comment-quote gone" dir="auto" prop:textContent=quote></blockquote> }.into_any()
    } else {
        let label = words.tell(
            "comment-passage",
            &[("words", shared::names::isolated(&quote).into())],
        );
        let go = move |_| commenting.go_to_passage(id.clone());
        view! {
            <button type="button" class="comment-quote" dir="auto" aria-label=label on:click=handler(go) prop:textContent=quote></button>
        }
        .into_any()
    };
    let replies =
        move || comment.with(|it| it.as_ref().map(|it| it.replies.clone()).unwrap_or_default());
    view! {
        <article class="card thread" class:chosen=is_chosen class:resolved=move || is_resolved.get() id=place tabindex="-1" aria-current=current node_ref=card>
            {passage}
            <Said live by=made.by at=made.at text=made.text />
            {to.map(|to| view! { <p class="small thread-to" prop:textContent=to></p> })}
            <ol class="replies">
                <For each=replies key=|reply| reply.id.clone() let(Reply { by, at, text, .. })>
                    <li><Said live by at text /></li>
                </For>
            </ol>
            <p class="small" hidden=move || !is_resolved.get() prop:textContent=said(resolved)></p>
            <Actions commenting comment />
        </article>
    }
    .into_any()
}

/// The thread that is looked at is in sight; the one that is called has the keyboard.
fn come_into_sight(commenting: Commenting, id: CommentId, card: NodeRef<html::Article>) {
    Effect::new(move |_| {
        let Some(card) = card.get() else { return };
        if commenting
            .chosen
            .with(|chosen| chosen.as_ref() == Some(&id))
        {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            card.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
        if commenting
            .called
            .with(|called| called.as_ref() == Some(&id))
        {
            commenting.called.set(None);
            focus_soon(format!("comment-{id}"));
        }
    });
}

/// Who said what, and when.
#[component]
fn Said(
    live: LiveTable,
    by: ParticipantId,
    at: shared::ids::Timestamp,
    text: String,
) -> impl IntoView {
    let who = memo(move || name(live, &by));
    view! {
        <p class="small thread-who">
            <bdi prop:textContent=said(move || who.get())></bdi>
            <Moment at />
        </p>
        <p class="thread-text" dir="auto" prop:textContent=text></p>
    }
}

fn name(live: LiveTable, who: &ParticipantId) -> String {
    let person = live
        .with(|table| table.participants.get(who).cloned())
        .flatten();
    person
        .map(|person| spoken_name(live, &person))
        .unwrap_or_default()
}

/// What one may do about it.
#[component]
fn Actions(commenting: Commenting, comment: Memo<Option<Comment>>) -> impl IntoView {
    let (words, live) = (use_words(), commenting.live());
    let refused = RwSignal::new(None::<String>);
    let is_begun = comment.with_untracked(|it| {
        let begun = it.as_ref().and_then(|it| commenting.begun(&it.id));
        begun.is_some()
    });
    let replying = RwSignal::new(is_begun);
    let id = move || comment.with(|it| it.as_ref().map(|it| it.id.clone()));
    let is_open = memo(move || comment.with(|it| it.as_ref().is_some_and(Comment::is_open)));
    let resolves = move || {
        let (comment, resolved) = (id()?, is_open.get());
        Some(CommentCommand::ResolveComment { comment, resolved })
    };
    let takes_back = move || Some(CommentCommand::WithdrawComment { comment: id()? });
    let says = move || {
        let (comment, reply, text) = (id()?, new_id(), "–".to_owned());
        Some(CommentCommand::ReplyToComment {
            comment,
            reply,
            text,
        })
    };
    let may = move |command: Option<CommentCommand>| {
        command.is_some_and(|command| live.would_refuse(command).is_none())
    };
    let may_reply = memo(move || may(says()));
    let may_resolve = memo(move || may(resolves()));
    let may_take_back = memo(move || may(takes_back()));
    let ask = move |command: Option<CommentCommand>| {
        if let Some(command) = command {
            live.ask(command, words, refused);
        }
    };
    let key = move || {
        if is_open.get() {
            "comment-resolve"
        } else {
            "comment-reopen"
        }
    };
    view! {
        {move || (replying.get() && may_reply.get()).then(|| view! { <ReplyForm commenting comment replying /> })}
        <Refused why=refused />
        <div class="actions">
            <button type="button" class="quiet small" hidden=move || replying.get() || !may_reply.get() on:click=handler(move |_| replying.set(true))>
                {words.say("comment-reply")}
            </button>
            <button type="button" class="quiet small" hidden=move || !may_resolve.get() on:click=handler(move |_| ask(untrack(resolves)))>
                {icon(Icon::Check)}
                <span prop:textContent=said(move || words.say(key()))></span>
            </button>
            <button type="button" class="quiet small" hidden=move || !may_take_back.get() on:click=handler(move |_| ask(untrack(takes_back)))>
                {words.say("comment-withdraw")}
            </button>
        </div>
    }
}

/// What is about to be said to it.
#[component]
fn ReplyForm(
    commenting: Commenting,
    comment: Memo<Option<Comment>>,
    replying: RwSignal<bool>,
) -> impl IntoView {
    let (words, live) = (use_words(), commenting.live());
    let wrong = RwSignal::new(None::<String>);
    let id = comment.get_untracked().map(|it| it.id);
    let begun = id.as_ref().and_then(|id| commenting.begun(id));
    let is_new = begun.is_none();
    let text = RwSignal::new(begun.unwrap_or_default());
    let keep = {
        let id = StoredValue::new(id.clone());
        move |text: Option<String>| {
            if let Some(Some(id)) = id.try_get_value() {
                commenting.begin(&id, text);
            }
        }
    };
    let place = id
        .as_ref()
        .map(|id| format!("comment-{id}"))
        .unwrap_or_default();
    let field = format!("reply-to-{place}");
    // One that was begun before comes back without taking the keyboard.
    if is_new {
        focus_soon(field.clone());
    }
    // Sent twice, it is one reply.
    let reply = StoredValue::new(new_id());
    let at = StoredValue::new((field.clone(), place));
    let close = move || {
        keep(None);
        replying.try_set(false);
        if let Some((_, place)) = at.try_get_value() {
            focus_soon(place);
        }
    };
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        let text = text.get_untracked().trim().to_owned();
        if let Err(refusal) = named(&text, Noun::Text, limits::REMARK) {
            wrong.set(Some(words.refusal(&refusal)));
            focus_soon(at.with_value(|(field, _)| field.clone()));
            return;
        }
        let Some(comment) = id.clone() else { return };
        let reply = reply.get_value();
        let command = CommentCommand::ReplyToComment {
            comment,
            reply,
            text,
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => close(),
            Err(refusal) => drop(wrong.try_set(Some(words.refusal(&refusal)))),
        });
    };
    view! {
        <form on:submit=handler(submit) novalidate>
            <TextField
                id=field
                label=words.say("comment-reply-text")
                value=text
                on_input=Callback::new(move |said: String| {
                    keep(Some(said.clone()));
                    text.set(said);
                    wrong.set(None);
                })
                wrong
                long=true
            />
            <div class="actions">
                <button type="submit" class="primary small">{words.say("comment-reply")}</button>
                <button type="button" class="quiet small" on:click=handler(move |_| close())>{words.say("cancel")}</button>
            </div>
        </form>
    }
}
