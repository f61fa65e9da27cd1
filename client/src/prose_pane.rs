//! A pane in which one root of the document is read and, when one may, written.

mod deleted;
pub mod held;
mod pasted;
mod toolbar;
mod writers;

use leptos::{html, prelude::*};
use shared::ids::Timestamp;
use shared::{document::Root, names::isolated, refusal::Refusal, table::GRACE};
use std::time::Duration;

use crate::features::comments::dialogs::ToThreads;
use crate::features::comments::{Commenting, use_commenting};
use crate::features::lead::pointer::{Pointing, point_in, pointing};
use crate::prose_pane::deleted::DeletedLately;
use crate::prose_pane::toolbar::Toolbar;
use crate::prose_pane::writers::{Legend, WhoWrote, offer_writers, writers_legend};
use crate::{
    live::{Cursor, LiveTable, Trouble},
    prose::editor::{Caret, Command, Editor, Listeners, Options, ToolbarState, Written},
    views::{Icon, handler, icon, memo, said, use_toasts},
    words::use_words,
};
pub use held::Held;

/// How long what is typed may be on the way, in milliseconds.
const ON_THE_WAY: u64 = GRACE / 5;

/// The pane.
#[component]
pub fn ProsePane(
    /// The table.
    live: LiveTable,
    /// What is written in it.
    root: Root,
    /// The text box's name.
    #[prop(into)]
    label: String,
    /// Shown while nothing is written.
    #[prop(into)]
    placeholder: String,
    /// What holds the editor, for whoever needs it beside the pane.
    #[prop(default = Held::new())]
    held: Held,
    /// Changes whenever the text has changed and rests, for whoever looks at it beside the pane.
    #[prop(default = RwSignal::new(()))]
    rested: RwSignal<()>,
    /// Whether what has just been written is marked for some seconds, for those who only watch.
    #[prop(optional)]
    highlights: bool,
) -> impl IntoView {
    let words = use_words();
    live.look_at(&root);
    let of_document = root.clone();
    let name = root.to_string();
    let (asked, of_carets, of_writers) = (root.clone(), root.clone(), root.clone());
    let tick = RwSignal::new(());
    let refusal = memo(move || -> Option<Refusal> {
        tick.track();
        let me = live.me()?;
        live.with(|table| table.may_land(&me, &asked, soon(live)).err())?
    });
    let closes = closes(live, root.clone(), refusal, tick);
    let may_write = memo(move || refusal.with(Option::is_none));
    let state = RwSignal::new(ToolbarState::default());
    let link = RwSignal::new(None::<String>);
    let (tinted, written) = (RwSignal::new(false), RwSignal::new(Written::default()));
    offer_writers(tinted, label.clone());
    let place = NodeRef::<html::Div>::new();
    let options = Options {
        label,
        described_by: None,
        editable: may_write.get_untracked(),
        dir: None,
        placeholder,
        highlights,
    };
    // On the page of the table only, and on what everybody reads.
    let commenting = use_commenting().filter(|_| root.takes_comments());
    if let Some(commenting) = commenting {
        commenting.follow(&root, held, rested);
    }
    point_in(live, &root, held, rested);
    let points = pointing(live, &root, held);
    let (commented, threads) = (root.clone(), root.clone());
    let may_comment = memo(move || commenting.is_some_and(|it| it.refusal(&commented).is_none()));
    let on_text = OnText {
        state,
        link,
        rested,
        commenting,
        written,
    };
    mount(live, root, place, options, held, on_text);
    let legend = move || {
        let (root, legend) = (of_writers.clone(), tinted.get());
        legend.then(|| {
            writers_legend(Legend {
                live,
                root,
                held,
                written,
            })
        })
    };
    Effect::new(move |_| {
        let may_write = may_write.get();
        held.with(|editor| editor.set_editable(may_write));
    });
    show_carets(live, of_carets, held);
    on_cleanup(move || {
        live.look_away(&of_document);
        live.point(None);
        held.set(None);
    });
    view! {
        <div class="pane" class:readonly=move || !may_write.get()>
            {move || {
                may_write.get().then(|| view! { <Toolbar held state link may_comment points /> })
            }}
            <div class="prose" node_ref=place></div>
            {legend}
            {move || (may_comment.get() && !may_write.get()).then(|| view! { <CommentButton held /> })}
            {move || (points.may.get() && !may_write.get()).then(|| view! { <PointButton points /> })}
            {commenting.map(|commenting| view! { <ToThreads commenting root=threads /> })}
            <p class="small closes" role="status" prop:textContent=said(move || closes.get().then(|| words.say("told-closing")))></p>
            {move || {
                refusal.get().filter(is_worth_saying).map(|refusal| {
                    view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> }
                })
            }}
            <div class="pane-foot">
                <DeletedLately live root=name may_write />
                <WhoWrote shown=tinted />
            </div>
        </div>
    }
}

/// Where there is no toolbar: one may comment on what one may not write.
#[component]
fn CommentButton(held: Held) -> impl IntoView {
    let words = use_words();
    view! {
        // The words stay selected.
        <p class="comment-button">
            <button
                type="button"
                class="quiet small"
                on:mousedown=|press| press.prevent_default()
                on:click=handler(move |_| held.command(&Command::Comment))
            >
                {icon(Icon::MessageSquare)}
                <span>{words.say("tool-comment")}</span>
            </button>
        </p>
    }
}

/// The same for pointing.
#[component]
fn PointButton(points: Pointing) -> impl IntoView {
    let words = use_words();
    view! {
        <p class="comment-button">
            <button
                type="button"
                class="quiet small"
                on:mousedown=|press| press.prevent_default()
                on:click=handler(move |_| points.point.run(()))
            >
                {icon(Icon::Users)}
                <span prop:textContent=words.say("lead-passage")></span>
            </button>
        </p>
    }
}

/// What changes with what the editor tells.
#[derive(Clone, Copy)]
struct OnText {
    state: RwSignal<ToolbarState>,
    link: RwSignal<Option<String>>,
    rested: RwSignal<()>,
    commenting: Option<Commenting>,
    written: RwSignal<Written>,
}

/// When what is typed now will have arrived, at the latest: so long before the end of [`GRACE`] writing ends here.
fn soon(live: LiveTable) -> Timestamp {
    Timestamp(live.now().0 + ON_THE_WAY)
}

/// Whether writing has ended but for the last words. The pane looks again until they have no time left.
fn closes(
    live: LiveTable,
    root: Root,
    refusal: Memo<Option<Refusal>>,
    tick: RwSignal<()>,
) -> Memo<bool> {
    let closes = memo(move || {
        let me = live.me();
        let has_ended = me.and_then(|me| live.with(|table| table.may_write(&me, &root).is_err()));
        has_ended == Some(true) && refusal.with(Option::is_none)
    });
    Effect::new(move |_| {
        tick.track();
        if closes.get() {
            let look = move || {
                tick.try_set(());
            };
            set_timeout(look, Duration::from_secs(1));
        }
    });
    closes
}

/// That another delegation's text is theirs goes without saying.
fn is_worth_saying(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::NotYours | Refusal::NeedsRole { .. })
}

/// Mounts the editor once its element and the document are there, and anew when the document is
/// replaced.
fn mount(
    live: LiveTable,
    root: Root,
    place: NodeRef<html::Div>,
    options: Options,
    held: Held,
    on_text: OnText,
) {
    let OnText {
        state,
        link,
        rested,
        commenting,
        written,
    } = on_text;
    let toasts = use_toasts();
    let words = use_words();
    let name = root.to_string();
    let of = root.clone();
    let may_write = move || {
        let me = live.me()?;
        live.with(|table| table.may_land(&me, &root, soon(live)).is_ok())
    };
    Effect::new(move |mounted: Option<Option<u64>>| {
        let mounted = mounted.flatten();
        let (Some(element), Some(document)) = (place.get(), live.document_of(&of)) else {
            return mounted;
        };
        let client = Some(document.client());
        if mounted == client {
            // It was another document that came or went.
            return mounted;
        }
        let of_root = name.clone();
        let listeners = Listeners {
            on_selection: Box::new(move |selection| {
                let cursor = selection.map(|(anchor, head)| Cursor {
                    root: of_root.clone(),
                    anchor,
                    head,
                });
                live.point(cursor.as_ref());
            }),
            on_state: Box::new(move |now| {
                state.try_set(now);
            }),
            on_link: Box::new(move |current| {
                link.try_set(Some(current));
            }),
            on_omitted: Box::new(move |omitted| {
                toasts.say(words.with(|words| pasted::tell(words, omitted)));
            }),
            on_comment: Box::new(move |at| {
                if let Some(commenting) = commenting {
                    commenting.ask(held, &at);
                }
            }),
            on_passage: Box::new(move |id| {
                if let Some(commenting) = commenting {
                    commenting.press(&id);
                }
            }),
            on_rested: Box::new(move |_| {
                rested.try_set(());
            }),
            on_writers: Box::new(move |now| {
                written.try_set(now);
            }),
            on_trouble: Box::new(move |trouble| {
                leptos::logging::error!("{trouble}");
                live.trouble.try_set(Some(Trouble::Editor));
            }),
        };
        let options = Options {
            editable: untrack(&may_write).unwrap_or(false),
            ..options.clone()
        };
        // An editor made anew goes on where the one before was.
        let place = held.place();
        held.set(None);
        element.set_inner_html("");
        let Some(prose) = untrack(|| live.text(&of)) else {
            return mounted;
        };
        let editor = Editor::mount(&element, prose, &options, listeners);
        if let Some(place) = place {
            editor.resume(place);
        }
        held.set(Some(editor));
        client
    });
}

/// Keeps the others' carets where they are, with the names that the server vouches for.
fn show_carets(live: LiveTable, root: Root, held: Held) {
    let name = root.to_string();
    let carets = memo(move || {
        let own = live.document_of(&root).map(|document| document.client());
        live.cursors.with(|cursors| {
            let others = cursors
                .into_root(&name)
                .filter(|(client, _)| Some(*client) != own);
            others
                .filter_map(|(client, cursor)| caret(live, client, cursor))
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        // An editor made anew shows none yet.
        live.documents.track();
        carets.with(|carets| held.with(|editor| editor.set_carets(carets)));
    });
}

fn caret(live: LiveTable, client: u64, cursor: &Cursor) -> Option<Caret> {
    let participant = live.speaker(client)?;
    live.with(|table| {
        let person = table.participants.get(&participant)?;
        let delegation = person
            .delegation
            .as_ref()
            .and_then(|id| table.delegation(id));
        let name = match delegation {
            Some(delegation) => format!(
                "{} · {}",
                isolated(&delegation.short),
                isolated(&person.name)
            ),
            None => isolated(&person.name),
        };
        Some(Caret {
            client,
            anchor: cursor.anchor.clone(),
            head: cursor.head.clone(),
            name,
            monogram: delegation.map_or_else(
                || "·".to_owned(),
                shared::features::delegations::Delegation::monogram,
            ),
            colour: delegation.map_or_else(
                || "var(--ink-2)".to_owned(),
                |delegation| format!("var(--d{})", delegation.colour.number()),
            ),
        })
    })?
}
