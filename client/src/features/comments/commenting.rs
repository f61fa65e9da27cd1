//! What the views of comments share: which texts are shown, where the comments on them are, and which is looked at.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::comments::{Comment, CommentCommand, Letter, Passage};
use shared::ids::CommentId;
use shared::refusal::Refusal;

use crate::live::LiveTable;
use crate::prose::editor::{Command, Commented};
use crate::prose_pane::held::Held;
use crate::room::navigation::{Navigation, is_narrow, use_navigation};
use crate::views::{Icon, Offer, Tray, memo, offer, use_toasts};
use crate::words::{Wording, use_words};

/// A comment on a text that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Which.
    pub id: CommentId,
    /// Where its passage begins; nothing where its words are gone.
    pub at: Option<u32>,
}

/// A passage that somebody is about to comment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The passage.
    pub on: Passage,
    /// Its words.
    pub quote: String,
}

/// What the views of comments share. A copy is a handle; it lasts as long as the room.
#[derive(Clone, Copy)]
pub struct Commenting {
    /// The texts that are shown, in order, and the comments on each.
    pub texts: RwSignal<Vec<(Root, Vec<Placed>)>>,
    /// The comment that is looked at.
    pub chosen: RwSignal<Option<CommentId>>,
    /// The comment whose thread the keyboard is to go to, once it is there.
    pub called: RwSignal<Option<CommentId>>,
    /// Whether those that are resolved are listed, too.
    pub with_resolved: RwSignal<bool>,
    /// What somebody has begun to reply, by comment: a thread may be made anew, or go, meanwhile.
    pub replies: StoredValue<Vec<(CommentId, String)>>,
    /// What is about to be commented on.
    pub draft: RwSignal<Option<Draft>>,
    /// Whether the sheet of threads is open.
    pub sheet: RwSignal<bool>,
    /// Whether one part of the room is shown at a time: the threads are in the sheet then.
    pub is_narrow: RwSignal<bool>,
    /// The comment whose passage is to be brought into sight, once it is there, and whether the keyboard goes there.
    sought: RwSignal<Option<(CommentId, bool)>>,
    around: StoredValue<Around>,
}

/// What stands around it in the room. It is large, and a copy of the handle shall not be.
#[derive(Clone, Copy)]
struct Around {
    live: LiveTable,
    here: Navigation,
    toasts: Tray,
    words: Wording,
}

/// What the views of comments share, in a room.
pub fn use_commenting() -> Option<Commenting> {
    use_context()
}

/// Gives it to all views below.
pub fn provide_commenting(live: LiveTable) {
    let words = use_words();
    let around = Around {
        live,
        here: use_navigation(),
        toasts: use_toasts(),
        words,
    };
    let commenting = Commenting {
        texts: RwSignal::new(Vec::new()),
        replies: StoredValue::new(Vec::new()),
        chosen: RwSignal::new(None),
        called: RwSignal::new(None),
        with_resolved: RwSignal::new(false),
        draft: RwSignal::new(None),
        sheet: RwSignal::new(false),
        is_narrow: RwSignal::new(is_narrow()),
        sought: RwSignal::new(None),
        around: StoredValue::new(around),
    };
    let resize = window_event_listener(leptos::ev::resize, move |_| {
        commenting.is_narrow.maybe_update(|was| {
            let is = is_narrow();
            std::mem::replace(was, is) != is
        });
    });
    on_cleanup(move || resize.remove());
    let list = move || commenting.list();
    let name = move || words.say("comments-show");
    offer(move || {
        let is_there = commenting.is_there();
        is_there.then(|| Offer::new(name(), Icon::MessageSquare, list))
    });
    provide_context(commenting);
}

impl Commenting {
    /// The table.
    pub fn live(self) -> LiveTable {
        self.around.with_value(|around| around.live)
    }

    /// Says something in a toast.
    fn say(self, text: impl FnOnce(Wording) -> String) {
        let Around { toasts, words, .. } = self.around.get_value();
        toasts.say(text(words));
    }

    /// Keeps the passages of a text marked in its editor, as long as the view is there that asks.
    pub fn follow(self, root: &Root, held: Held, rested: RwSignal<()>) {
        let (of, name) = (root.clone(), root.clone());
        let on_it = memo(move || {
            let is_on = |comment: &&Comment| comment.on.root == of;
            let on_it = |all: &[Comment]| all.iter().filter(is_on).cloned().collect::<Vec<_>>();
            self.live()
                .with(|table| on_it(&table.comments))
                .unwrap_or_default()
        });
        self.texts
            .update(|texts| texts.push((root.clone(), Vec::new())));
        Effect::new(move |_| {
            held.track();
            rested.track();
            let chosen = self.chosen.get();
            // One that is resolved is marked while it is looked at in the list.
            let chosen = chosen.filter(|id| self.with_resolved.get() || self.is_open(id));
            let placed = on_it.with(|all| mark(held, all, chosen.as_ref()));
            self.seek(held, &placed);
            self.place(&name, placed);
        });
        let gone = root.clone();
        on_cleanup(move || {
            let is_it = |(root, _): &(Root, _)| *root == gone;
            let forget =
                |texts: &mut Vec<_>| texts.iter().position(is_it).map(|at| texts.remove(at));
            self.texts.try_update(|texts| drop(forget(texts)));
        });
        let (root, words) = (root.clone(), use_words());
        offer(move || {
            let name = words.say("comment-offer");
            let is_offered = held.is_selected() && self.refusal(&root).is_none();
            let act = move || held.command(&Command::Comment);
            is_offered.then(|| Offer::new(name, Icon::MessageSquare, act))
        });
    }

    fn place(self, root: &Root, placed: Vec<Placed>) {
        self.texts.maybe_update(|texts| {
            let there = texts.iter_mut().find(|(it, _)| it == root);
            there.is_some_and(|(_, there)| {
                *there != placed && {
                    *there = placed;
                    true
                }
            })
        });
    }

    /// Brings the passage into sight that is sought, if it is in this text.
    fn seek(self, held: Held, placed: &[Placed]) {
        let Some((id, focus)) = self.sought.get() else {
            return;
        };
        if placed.iter().any(|it| it.id == id) {
            self.sought.set(None);
            held.with(|editor| {
                editor.show_passage(id.as_str(), focus);
            });
        }
    }

    /// Comments on what is selected in an editor; or goes to the comment of this id, if one is named.
    pub fn ask(self, held: Held, at: &str) {
        if let Ok(id) = at.parse() {
            return self.open(id);
        }
        let mut selected = None;
        held.with(|editor| selected = editor.prose().passage(editor.selection()));
        let Some((on, quote)) = selected else {
            return self.say(|words| words.say("comment-select"));
        };
        match untrack(|| self.refusal(&on.root)) {
            Some(refusal) => self.say(|words| words.refusal(&refusal)),
            None => self.draft.set(Some(Draft { on, quote })),
        }
    }

    /// A passage was pressed: its thread is the one that is looked at.
    pub fn press(self, id: &str) {
        if let Ok(id) = id.parse() {
            self.chosen.try_set(Some(id));
        }
    }

    /// Goes to a thread with the keyboard.
    pub fn open(self, id: CommentId) {
        if !untrack(|| self.is_open(&id)) {
            self.with_resolved.set(true);
        }
        self.chosen.set(Some(id.clone()));
        self.called.set(Some(id));
        self.sheet.set(self.is_narrow.get_untracked());
    }

    /// Goes to all threads of what is shown.
    pub fn list(self) {
        if self.is_narrow.get_untracked() {
            self.sheet.set(true);
        } else {
            crate::views::focus_soon("comments");
        }
    }

    /// What was begun in reply to a comment.
    pub fn begun(self, id: &CommentId) -> Option<String> {
        let find = |all: &Vec<(CommentId, String)>| {
            let found = all.iter().find(|(it, _)| it == id);
            found.map(|(_, text)| text.clone())
        };
        self.replies.try_with_value(find).flatten()
    }

    /// Keeps what is begun in reply to a comment; nothing once it is said, or not meant any more.
    pub fn begin(self, id: &CommentId, text: Option<String>) {
        self.replies.try_update_value(|all| {
            all.retain(|(it, _)| it != id);
            let text = text.filter(|text| !text.trim().is_empty());
            all.extend(text.map(|text| (id.clone(), text)));
        });
    }

    /// Goes to a comment from anywhere in the room: to the text that it is on, and to its thread.
    pub fn go_to(self, id: CommentId) {
        let find =
            |table: &shared::table::RoundTable| Some(table.comments.get(&id)?.on.root.clone());
        let Some(root) = untrack(|| self.live().with(find)).flatten() else {
            return;
        };
        let here = self.around.with_value(|around| around.here);
        here.go_to_text(&root);
        here.stop_restoring();
        self.sought.set(Some((id.clone(), false)));
        self.open(id);
    }

    /// Goes from a thread to its passage; on a narrow screen without the keyboard, which would cover half of it.
    pub fn go_to_passage(self, id: CommentId) {
        let is_narrow = self.is_narrow.get_untracked();
        self.sheet.set(false);
        self.chosen.set(Some(id.clone()));
        self.sought.set(Some((id, !is_narrow)));
    }

    /// Whether a comment is still to be dealt with.
    pub fn is_open(self, id: &CommentId) -> bool {
        let is_open = self
            .live()
            .with(|table| table.comments.get(id).is_some_and(Comment::is_open));
        is_open == Some(true)
    }

    /// Whether there are comments on what is shown.
    pub fn is_there(self) -> bool {
        self.texts
            .with(|texts| texts.iter().any(|(_, placed)| !placed.is_empty()))
    }

    /// Why nothing could be said about a text now, if nothing could.
    pub fn refusal(self, root: &Root) -> Option<Refusal> {
        let Ok(comment) = CommentId::new("a-new-one") else {
            unreachable!("letters and dashes are an id")
        };
        let letter = Letter {
            client: 0,
            clock: 0,
        };
        self.live().would_refuse(CommentCommand::Comment {
            comment,
            on: Passage {
                root: root.clone(),
                first: letter,
                last: letter,
            },
            quote: "–".to_owned(),
            text: "–".to_owned(),
            to: None,
        })
    }
}

/// Marks the passages of comments in an editor, and says where each is; of none if there is no editor yet.
fn mark(held: Held, all: &[Comment], chosen: Option<&CommentId>) -> Vec<Placed> {
    let mut placed = Vec::new();
    held.with(|editor| {
        let passages = all.iter().map(|it| (&it.on, it.quote.as_str()));
        let found = editor.prose().find_passages(passages);
        let mut marks = Vec::new();
        for (comment, place) in all.iter().zip(found) {
            let chosen = chosen == Some(&comment.id);
            let (id, at) = (comment.id.clone(), place.map(|(from, _)| from));
            placed.push(Placed { id, at });
            if let Some((from, to)) = place.filter(|_| chosen || comment.is_open()) {
                let id = comment.id.to_string();
                marks.push(Commented {
                    id,
                    from,
                    to,
                    chosen,
                });
            }
        }
        editor.set_comments(&marks);
    });
    placed
}
