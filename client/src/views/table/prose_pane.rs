//! A pane in which one root of the document is read and, when one may, written.

use leptos::{html, prelude::*};
use shared::{document::Root, names::isolated, refusal::Refusal};
use std::cell::RefCell;
use std::rc::Rc;

use super::{deleted::DeletedLately, pasted, toolbar::Toolbar};
use crate::{
    live_table::{LiveTable, Pointer, Trouble},
    prose::editor::{Caret, Command, Editor, Listeners, Options, ToolbarState},
    views::use_toasts,
    words::use_words,
};

/// A hold on the mounted editor, for the toolbar.
#[derive(Clone, Copy)]
pub struct Held {
    editor: StoredValue<Rc<RefCell<Option<Editor>>>, LocalStorage>,
    /// What was asked before there was an editor: the toolbar stands there while its code is still on the way.
    asked: StoredValue<Option<Command>>,
}

impl Held {
    fn new() -> Self {
        Self {
            editor: StoredValue::new_local(Rc::default()),
            asked: StoredValue::new(None),
        }
    }

    /// Asks the editor to do something, once it is there.
    pub fn command(self, command: &Command) {
        self.asked.try_set_value(Some(command.clone()));
        self.heed();
    }

    /// Does what was asked last, if there is an editor to do it.
    fn heed(self) {
        self.with(|editor| {
            let asked = self.asked.try_update_value(Option::take).flatten();
            if let Some(command) = asked {
                editor.command(&command);
                editor.focus();
            }
        });
    }

    fn with(self, then: impl FnOnce(&Editor)) {
        let held = self.editor.try_get_value();
        if let Some(editor) = held.as_ref().and_then(|held| held.try_borrow().ok()) {
            editor.as_ref().map(then);
        }
    }

    fn place(self) -> Option<Vec<u32>> {
        let mut place = None;
        self.with(|editor| place = editor.place());
        place
    }

    fn set(self, editor: Option<Editor>) {
        if let Some(held) = self.editor.try_get_value() {
            let before = held.replace(editor);
            drop(before);
            self.heed();
        }
    }
}

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
) -> impl IntoView {
    let words = use_words();
    let name = root.to_string();
    let asked = root.clone();
    let refusal = Memo::new(move |_| -> Option<Refusal> {
        let me = live.me()?;
        live.with(|table| table.may_write(&me, &asked).err())?
    });
    let may_write = Memo::new(move |_| refusal.with(Option::is_none));
    let state = RwSignal::new(ToolbarState::default());
    let link = RwSignal::new(None::<String>);
    let held = Held::new();
    let place = NodeRef::<html::Div>::new();
    let options = Options {
        label,
        described_by: None,
        editable: may_write.get_untracked(),
        dir: None,
        placeholder,
    };
    mount(live, root, place, options, held, state, link);
    Effect::new(move |_| {
        let may_write = may_write.get();
        held.with(|editor| editor.set_editable(may_write));
    });
    show_carets(live, name.clone(), held);
    on_cleanup(move || {
        live.point(None);
        held.set(None);
    });
    view! {
        <div class="pane" class:readonly=move || !may_write.get()>
            {move || {
                may_write.get().then(|| view! { <Toolbar held state link /> })
            }}
            <div class="prose" node_ref=place></div>
            {move || {
                refusal.get().filter(is_worth_saying).map(|refusal| {
                    view! { <p class="small why-not" prop:textContent=words.refusal(&refusal)></p> }
                })
            }}
            <DeletedLately live root=name may_write />
        </div>
    }
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
    state: RwSignal<ToolbarState>,
    link: RwSignal<Option<String>>,
) {
    let toasts = use_toasts();
    let words = use_words();
    let name = root.to_string();
    let may_write = move || {
        let me = live.me()?;
        live.with(|table| table.may_write(&me, &root).is_ok())
    };
    Effect::new(move |_| {
        let (Some(element), Some(desk)) = (place.get(), live.desk.get()) else {
            return;
        };
        let of_root = name.clone();
        let listeners = Listeners {
            on_selection: Box::new(move |selection| {
                let pointer = selection.map(|(anchor, head)| Pointer {
                    root: of_root.clone(),
                    anchor,
                    head,
                });
                live.point(pointer);
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
        let editor = Editor::mount(&element, desk.open(&name), &options, listeners);
        if let Some(place) = place {
            editor.resume(place);
        }
        held.set(Some(editor));
    });
}

/// Keeps the others' carets where they are, with the names that the server vouches for.
fn show_carets(live: LiveTable, root: String, held: Held) {
    let carets = Memo::new(move |_| {
        live.desk.track();
        let own = live
            .desk
            .with(|desk| desk.as_ref().map(crate::prose::Desk::client));
        live.pointers.with(|pointers| {
            let others = pointers
                .into_root(&root)
                .filter(|(client, _)| Some(*client) != own);
            others
                .filter_map(|(client, pointer)| caret(live, client, pointer))
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        // An editor made anew shows none yet.
        live.desk.track();
        carets.with(|carets| held.with(|editor| editor.set_carets(carets)));
    });
}

fn caret(live: LiveTable, client: u64, pointer: &Pointer) -> Option<Caret> {
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
            anchor: pointer.anchor.clone(),
            head: pointer.head.clone(),
            name,
            monogram: delegation
                .map_or_else(|| "·".to_owned(), shared::delegation::Delegation::monogram),
            colour: delegation.map_or_else(
                || "var(--ink-2)".to_owned(),
                |delegation| format!("var(--d{})", delegation.colour.number()),
            ),
        })
    })?
}
