//! What lies on a desk goes into an answer: copied, or moved.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::document::{DocumentId, Root};
use shared::features::answers::GuidingQuestion;
use shared::features::pulling::{PullingCommand, Source, Taken, seen as seen_sign, stretch};
use shared::refusal::Refusal;
use shared::table::{Command, RoundTable};
use std::sync::Arc;

use crate::live::SaveState;
use crate::prose_pane::Held;
use crate::random::new_id;
use crate::room::navigation::{Navigation, Shown, use_navigation};
use crate::{
    live::LiveTable,
    views::{Announcement, Dialog, Tray, handler, memo, said, use_toasts},
    words::{Wording, use_words},
};

/// An answer that one may write in some phase, by its question.
struct Answer {
    root: Root,
    name: String,
    /// Why it may not be written now.
    refusal: Option<Refusal>,
}

/// Whether what goes into the answer stays on the desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Copy,
    Move,
    /// It stays, and the words in the answer stay their authors'.
    Publish,
}

/// A button, and the dialog that it opens.
#[component]
pub fn PutIntoAnswer(
    live: LiveTable,
    /// The desk's editor.
    held: Held,
    /// The desk's text.
    desk: Root,
) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let why = memo(move || {
        let all = answers(live, words);
        if all.iter().any(Answer::may_be_written) {
            return None;
        }
        let first = all.into_iter().next().and_then(|it| it.refusal);
        Some(first.map_or_else(|| words.say("desk-no-answers"), |why| words.refusal(&why)))
    });
    let is_closed = move || why.with(Option::is_some);
    let desk = StoredValue::new(desk);
    view! {
        <p class="desk-put">
            // The words stay selected, and the keyboard where they are.
            <button
                type="button"
                class="quiet"
                disabled=is_closed
                on:mousedown=|press| press.prevent_default()
                on:click=handler(move |_| open.set(true))
            >
                {words.say("desk-put")}
            </button>
            <span class="small why-not" hidden=move || !is_closed() prop:textContent=said(move || why.get())></span>
        </p>
        <Dialog open title=words.say("desk-put-title")>
            <Choice live held desk=desk.get_value() open />
        </Dialog>
    }
}

#[component]
fn Choice(live: LiveTable, held: Held, desk: Root, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let (toasts, here) = (use_toasts(), use_navigation());
    let desk = StoredValue::new(desk);
    let (writable, may_move) = untrack(|| {
        let mut all = answers(live, words);
        all.retain(Answer::may_be_written);
        (all, desk.with_value(|desk| may_write(live, desk)))
    });
    let first = writable.first().map(|it| it.root.to_string());
    let chosen = RwSignal::new(first.unwrap_or_default());
    // The editor keeps its selection while the dialog has the keyboard.
    let shown = StoredValue::new_local(held.excerpt());
    let what = match shown.get_value() {
        None => "desk-put-nothing",
        Some(_) if held.is_selected() => "desk-put-selection",
        Some(_) => "desk-put-all",
    };
    let is_nothing = what == "desk-put-nothing";
    // The server reads what it has: what is still on its way there would be missing.
    let is_saved = memo(move || !live.has_to_wait() && live.save_state.get() == SaveState::Saved);
    // What is published from a desk may be reserved to the head of the delegation.
    let reserved = memo(move || {
        let me = live.me()?;
        let refusal = |table: &RoundTable| match desk.get_value() {
            Root::Desk(of) => table.may_publish_for(&me, &of).err(),
            _ => None,
        };
        live.with(refusal).flatten()
    });
    let may_publish = memo(move || {
        if reserved.with(Option::is_some) {
            return false;
        }
        let into = Root::parse(&chosen.get());
        let is_for_all = into.is_some_and(|into| into.document() == DocumentId::Table);
        may_move && is_saved.get() && is_for_all
    });
    let publish_hint = move || match reserved.get() {
        Some(refusal) => words.refusal(&refusal),
        None if is_saved.get() => words.say("desk-publish-hint"),
        None => words.say("desk-publish-wait"),
    };
    let go = move |way: Way| {
        open.set(false);
        // It may have been locked meanwhile.
        let all = untrack(|| answers(live, words));
        let mut all = all.into_iter().filter(Answer::may_be_written);
        let Some(into) = all.find(|it| it.root.to_string() == chosen.get_untracked()) else {
            return toasts.say(words.say("desk-no-answers"));
        };
        // What was not seen when this opened does not go into an answer unseen: others write on the desk, too.
        let now = held.excerpt();
        let is_as_shown = shown.with_value(|shown| match (shown, &now) {
            (Some(shown), Some(now)) => shown.reads_as(now),
            _ => false,
        });
        if !is_as_shown {
            return toasts.say(words.say("desk-put-changed"));
        }
        if way == Way::Publish {
            return publish(live, held, &desk.get_value(), into, (words, toasts, here));
        }
        match put(live, held, &into.root, way) {
            Some(true) => tell(words, toasts, here, into, way),
            // What is too much at once is handed back by the document itself.
            Some(false) => {}
            None => toasts.say(words.say("editor-trouble")),
        }
    };
    let copy = move |submit: SubmitEvent| {
        submit.prevent_default();
        go(Way::Copy);
    };
    let option = move |answer: Answer| {
        let value = answer.root.to_string();
        view! { <option value=value prop:textContent=answer.name></option> }.into_any()
    };
    view! {
        <form class="practice-form" on:submit=handler(copy)>
            <p>{words.say(what)}</p>
            <div class="field">
                <label for="desk-put-into">{words.say("desk-put-into")}</label>
                <select
                    id="desk-put-into"
                    on:change=move |change| chosen.set(event_target_value(&change))
                >
                    {writable.into_iter().map(option).collect_view()}
                </select>
                <span class="hint">{words.say("desk-put-hint")}</span>
            </div>
            <div class="actions">
                <button type="submit" class="primary" disabled=is_nothing>
                    {words.say("desk-put-copy")}
                </button>
                <button
                    type="button"
                    class="quiet"
                    disabled=is_nothing || !may_move
                    on:click=handler(move |_| go(Way::Move))
                >
                    {words.say("desk-put-move")}
                </button>
                <button
                    type="button"
                    class="quiet"
                    disabled=move || is_nothing || !may_publish.get()
                    on:click=handler(move |_| go(Way::Publish))
                >
                    {words.say("desk-publish")}
                </button>
            </div>
            <p class="hint" prop:textContent=said(move || Some(publish_hint()))></p>
        </form>
    }
}

impl Answer {
    fn may_be_written(&self) -> bool {
        self.refusal.is_none()
    }
}

fn may_write(live: LiveTable, root: &Root) -> bool {
    let me = live.me();
    let may = me.and_then(|me| live.with(|table| table.may_write(&me, root).is_ok()));
    may == Some(true)
}

/// The joint answers and one's own delegation's, in the order of the questions.
fn answers(live: LiveTable, words: Wording) -> Vec<Answer> {
    let Some(me) = live.me() else {
        return Vec::new();
    };
    let all = live.with(|table| {
        let of_question = |question: &GuidingQuestion| {
            let joint = question.answered.jointly();
            let joint = joint.then(|| Root::Joint(question.id.clone()));
            let own = me
                .speaks_for()
                .filter(|_| question.answered.by_delegation());
            let own = own.map(|mine| question.own_answer(mine));
            [(joint, "desk-joint"), (own, "desk-own")]
                .into_iter()
                .filter_map(|(root, key)| Some((root?, key)))
                .map(|(root, key)| Answer {
                    name: words.tell(key, &[("question", question.titled().into())]),
                    refusal: table.may_write(&me, &root).err(),
                    root,
                })
                .collect::<Vec<_>>()
        };
        table.questions.iter().flat_map(of_question).collect()
    });
    all.unwrap_or_default()
}

/// Whether it could be written; nothing if something is not as it should be.
fn put(live: LiveTable, held: Held, into: &Root, way: Way) -> Option<bool> {
    let excerpt = held.excerpt()?;
    let answer = untrack(|| live.text(into))?;
    let is_written = answer.append(&excerpt).ok()?;
    live.hand_on(into, answer);
    if is_written && way == Way::Move {
        held.prose()?.take_out(&excerpt).ok()?;
    }
    Some(is_written)
}

/// Has the server write it at the end of the answer, in its authors' names.
fn publish(
    live: LiveTable,
    held: Held,
    desk: &Root,
    into: Answer,
    (words, toasts, here): (Wording, Tray, Navigation),
) {
    let Some((text, (from, to))) = held.stretch() else {
        return;
    };
    let Root::Desk(of) = desk else {
        return;
    };
    let seen: Vec<_> = stretch(&text, from, to)
        .into_iter()
        .map(|it| it.block)
        .collect();
    let source = Source::Desk {
        desk: Some(of.clone()),
        seen: seen_sign(&seen),
    };
    let taken = Taken::Stretch {
        root: desk.to_string(),
        from,
        to,
    };
    let root = into.root.to_string();
    let is_it = |command: &Command| match command {
        Command::Pulling(PullingCommand::PullWords {
            from, taken: of, ..
        }) => (*from == source && *of == taken).then_some(()),
        _ => None,
    };
    // A second press.
    if untrack(|| live.awaited(is_it)).is_some() {
        return;
    }
    let times = |table: &RoundTable| table.pulling.times_taken(&source, &taken, &root);
    let command = PullingCommand::PullWords {
        pull: new_id(),
        seen_taken: untrack(|| live.with(times)).unwrap_or_default(),
        from: source,
        taken,
        into: root,
    };
    live.ask_then(command, move |answer| match answer {
        Ok(()) => tell(words, toasts, here, into, Way::Publish),
        Err(refusal) => toasts.say(words.refusal(&refusal)),
    });
}

fn tell(words: Wording, toasts: Tray, here: Navigation, into: Answer, way: Way) {
    let key = match way {
        Way::Copy => "desk-copied",
        Way::Move => "desk-moved",
        Way::Publish => "desk-published",
    };
    let Answer { root, name, .. } = into;
    let about = match &root {
        Root::Joint(id) | Root::Own(id, _) | Root::Private(id, _) => {
            Shown::Question(id.clone()).fragment()
        }
        Root::Practice(..) | Root::Summary | Root::Desk(_) | Root::Section(_) | Root::Notes => {
            return;
        }
    };
    toasts.announce(Announcement {
        about,
        text: words.tell(key, &[("answer", name.into())]),
        way: Arc::new(move || here.go_to_text(&root)),
    });
}
