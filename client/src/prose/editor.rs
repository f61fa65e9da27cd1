//! The `ProseMirror` editor, as Rust sees it. `client/editor/main.ts` registers it as
//! `globalThis.roundtableEditor` before this module is started.

use serde::{Deserialize, Serialize};
use shared::prose::{BlockKind, Direction};
use shared::tagged::decode;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};

use super::{Prose, ProsePort, Selection};

#[wasm_bindgen]
extern "C" {
    type Mounted;

    /// Fetches the editor's script; nothing can be mounted before.
    #[wasm_bindgen(js_namespace = ["globalThis", "roundtableEditor"])]
    pub fn fetch() -> js_sys::Promise;

    #[wasm_bindgen(js_namespace = ["globalThis", "roundtableEditor"], js_name = mount)]
    fn mount_editor(
        element: &JsValue,
        port: ProsePort,
        options: &str,
        listeners: &JsValue,
    ) -> Mounted;

    #[wasm_bindgen(method, js_name = setEditable)]
    fn set_editable(this: &Mounted, editable: bool);
    #[wasm_bindgen(method, js_name = setCarets)]
    fn set_carets(this: &Mounted, carets: &str);
    #[wasm_bindgen(method, js_name = setComments)]
    fn set_comments(this: &Mounted, passages: &str);
    #[wasm_bindgen(method, js_name = setPointed)]
    fn set_pointed(this: &Mounted, from: u32, to: u32);
    #[wasm_bindgen(method, js_name = showPassage)]
    fn show_passage(this: &Mounted, id: &str, focus: bool) -> bool;
    #[wasm_bindgen(method, js_name = setWriters)]
    fn set_writers(this: &Mounted, writers: Option<&str>);
    #[wasm_bindgen(method)]
    fn command(this: &Mounted, name: &str, argument: Option<&str>) -> bool;
    #[wasm_bindgen(method)]
    fn focus(this: &Mounted);
    #[wasm_bindgen(method)]
    fn place(this: &Mounted) -> Option<Vec<u32>>;
    #[wasm_bindgen(method)]
    fn selection(this: &Mounted) -> Vec<u32>;
    #[wasm_bindgen(method)]
    fn resume(this: &Mounted, place: Vec<u32>);
    #[wasm_bindgen(method)]
    fn destroy(this: &Mounted);
}

/// How an editor is set up. All words come from the catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// The name of the text box.
    pub label: String,
    /// Id of an element that says more, such as the keys.
    pub described_by: Option<String>,
    /// Whether one may write now.
    pub editable: bool,
    /// The direction of blocks that chose none; otherwise each follows its own words.
    pub dir: Option<Direction>,
    /// Shown while nothing is written.
    pub placeholder: String,
    /// Whether what has just been written is marked for some seconds.
    pub highlights: bool,
}

/// Somebody else's caret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caret {
    /// Their client id: one caret each.
    pub client: u64,
    /// Where their selection began, from `on_selection`.
    pub anchor: Vec<u8>,
    /// Where it ends.
    pub head: Vec<u8>,
    /// Shown for two seconds after the caret moved.
    pub name: String,
    /// Shown always, because colour alone says nothing.
    pub monogram: String,
    /// A CSS colour, such as `var(--d1)`.
    pub colour: String,
}

/// A passage that is commented on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commented {
    /// The comment's id.
    pub id: String,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Whether its thread is the one that is looked at.
    pub chosen: bool,
}

/// What the toolbar shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct ToolbarState {
    /// Bold here.
    pub strong: bool,
    /// Italic here.
    pub em: bool,
    /// Underlined here.
    pub u: bool,
    /// Struck here.
    pub s: bool,
    /// Where the words here link to.
    pub link: Option<String>,
    /// What the first block of the selection is.
    pub kind: BlockKind,
    /// How deep it is.
    pub indent: u8,
    /// Whether it is quoted.
    pub quote: bool,
    /// Its direction, if chosen.
    pub dir: Option<Direction>,
    /// Whether a step of one's own can be taken back.
    pub can_undo: bool,
    /// Whether one can be brought back.
    pub can_redo: bool,
    /// Whether the editor has the keyboard.
    pub focused: bool,
    /// Whether the selection is empty.
    pub empty: bool,
}

/// What a paste had to do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Omitted {
    /// Pictures, left out.
    pub images: u32,
    /// Comments of a word processor, left out with their marks.
    pub comments: u32,
    /// Footnotes, left out with their marks.
    pub footnotes: u32,
    /// Tables, kept as lines with tabs.
    pub tables: u32,
}

/// Under which client ids the text was written, while the editor shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Written {
    /// All of them, in the order of the text.
    pub clients: Vec<u64>,
    /// That of the word before the caret.
    pub here: Option<u64>,
}

/// What the toolbar and the keyboard can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Bold on or off.
    Strong,
    /// Italic on or off.
    Em,
    /// Underline on or off.
    Underline,
    /// Strike on or off.
    Strike,
    /// Link the selection here.
    Link(String),
    /// Take the link away.
    Unlink,
    /// Make it this kind of block, or a paragraph again.
    Kind(BlockKind),
    /// One level deeper.
    Indent,
    /// One level up.
    Outdent,
    /// Quoted or not.
    Quote,
    /// This direction, or the text's own again.
    Direction(Direction),
    /// Comment on the selection, or go to the comment at the caret; also where one may not write.
    Comment,
    /// Take back one's last step.
    Undo,
    /// Bring it back.
    Redo,
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Underline => "u",
            Self::Strike => "s",
            Self::Link(_) => "link",
            Self::Unlink => "unlink",
            Self::Kind(BlockKind::Paragraph) => "paragraph",
            Self::Kind(BlockKind::H1) => "h1",
            Self::Kind(BlockKind::H2) => "h2",
            Self::Kind(BlockKind::H3) => "h3",
            Self::Kind(BlockKind::Ul) => "ul",
            Self::Kind(BlockKind::Ol) => "ol",
            Self::Indent => "indent",
            Self::Outdent => "outdent",
            Self::Quote => "quote",
            Self::Direction(Direction::Rtl) => "rtl",
            Self::Direction(Direction::Ltr) => "ltr",
            Self::Comment => "comment",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// Where a selection began and where it ends, as `Prose::anchor` makes them.
pub type Anchors = (Vec<u8>, Vec<u8>);

/// Whom the editor calls. A listener may outlive the view that made it: use `try_update` there.
pub struct Listeners {
    /// The selection moved: anchor and head, to be shown to others; nothing when the editor lost it.
    pub on_selection: Box<dyn Fn(Option<Anchors>)>,
    /// What the toolbar shows has changed.
    pub on_state: Box<dyn Fn(ToolbarState)>,
    /// Mod-K: ask for an address (this one to begin with), then send `Command::Link`.
    pub on_link: Box<dyn Fn(String)>,
    /// A paste had to do without something: say so.
    pub on_omitted: Box<dyn Fn(Omitted)>,
    /// Comment on what is selected; without a selection, go to the comment of this id at the caret, if one is named.
    pub on_comment: Box<dyn Fn(String)>,
    /// A passage with the comment of this id was pressed.
    pub on_passage: Box<dyn Fn(String)>,
    /// The text has changed, and rests.
    pub on_rested: Box<dyn Fn(String)>,
    /// Who wrote what, or who wrote the word before the caret, has changed; only while it is shown.
    pub on_writers: Box<dyn Fn(Written)>,
    /// Something could not be shown or written; a defect. What is written is safe; reload.
    pub on_trouble: Box<dyn Fn(String)>,
}

type OnSelection = Closure<dyn FnMut(Option<Vec<u8>>, Option<Vec<u8>>)>;
type OnText = Closure<dyn FnMut(String)>;

/// A mounted editor; dropping it takes it down.
pub struct Editor {
    mounted: Mounted,
    prose: Prose,
    _selection: OnSelection,
    _texts: [OnText; 8],
}

#[allow(clippy::missing_panics_doc, reason = "plain values always serialise")]
impl Editor {
    /// Puts an editor for `prose` into an empty element.
    pub fn mount(
        element: &impl AsRef<JsValue>,
        prose: Prose,
        options: &Options,
        listeners: Listeners,
    ) -> Self {
        let Listeners {
            on_selection,
            on_state,
            on_link,
            on_omitted,
            on_comment,
            on_passage,
            on_rested,
            on_writers,
            on_trouble,
        } = listeners;
        let selection = OnSelection::new(move |anchor: Option<Vec<u8>>, head: Option<Vec<u8>>| {
            on_selection(anchor.zip(head));
        });
        let state = OnText::new(move |json: String| {
            if let Ok(state) = decode(&json) {
                on_state(state);
            }
        });
        let link = OnText::new(on_link);
        let omitted = OnText::new(move |json: String| {
            if let Ok(omitted) = decode(&json) {
                on_omitted(omitted);
            }
        });
        let comment = OnText::new(on_comment);
        let passage = OnText::new(on_passage);
        let rested = OnText::new(on_rested);
        let writers = OnText::new(move |json: String| {
            if let Ok(written) = decode(&json) {
                on_writers(written);
            }
        });
        let trouble = OnText::new(on_trouble);
        let functions = js_sys::Object::new();
        let named: [(&str, &JsValue); 9] = [
            ("onSelection", selection.as_ref().unchecked_ref()),
            ("onState", state.as_ref().unchecked_ref()),
            ("onLink", link.as_ref().unchecked_ref()),
            ("onOmitted", omitted.as_ref().unchecked_ref()),
            ("onComment", comment.as_ref().unchecked_ref()),
            ("onPassage", passage.as_ref().unchecked_ref()),
            ("onRested", rested.as_ref().unchecked_ref()),
            ("onWriters", writers.as_ref().unchecked_ref()),
            ("onTrouble", trouble.as_ref().unchecked_ref()),
        ];
        for (name, function) in named {
            js_sys::Reflect::set(&functions, &name.into(), function)
                .expect("a plain object takes any property");
        }
        let options = serde_json::to_string(options).expect("options are plain values");
        let mounted = mount_editor(
            element.as_ref(),
            ProsePort::new(prose.clone()),
            &options,
            &functions,
        );
        Self {
            mounted,
            prose,
            _selection: selection,
            _texts: [
                state, link, omitted, comment, passage, rested, writers, trouble,
            ],
        }
    }

    /// Opens or closes it for writing.
    pub fn set_editable(&self, editable: bool) {
        self.mounted.set_editable(editable);
    }

    /// Shows where others are, all of them at once.
    pub fn set_carets(&self, carets: &[Caret]) {
        let carets = serde_json::to_string(carets).expect("carets are plain values");
        self.mounted.set_carets(&carets);
    }

    /// Shows which passages are commented on, all of them at once.
    pub fn set_comments(&self, passages: &[Commented]) {
        let passages = serde_json::to_string(passages).expect("passages are plain values");
        self.mounted.set_comments(&passages);
    }

    /// Shows from where to where the chair points; nowhere if at nothing.
    pub fn set_pointed(&self, place: Option<Selection>) {
        let (from, to) = place.unwrap_or_default();
        self.mounted.set_pointed(from, to);
    }

    /// Brings the passage that the chair points at into sight; says whether there is one.
    pub fn show_pointed(&self) -> bool {
        self.mounted.show_passage("pointed", false)
    }

    /// Brings the passage of a comment into sight, with the keyboard there if it is asked for; says whether there is one.
    pub fn show_passage(&self, id: &str, focus: bool) -> bool {
        self.mounted.show_passage(id, focus)
    }

    /// Tints the words of those whom this names, as JSON: by client id, a `name` and the class of a `colour`. Nothing takes all
    /// tints away.
    pub fn set_writers(&self, writers: Option<&str>) {
        self.mounted.set_writers(writers);
    }

    /// Does it, if it can be done here.
    pub fn command(&self, command: &Command) -> bool {
        let argument = match command {
            Command::Link(href) => Some(href.as_str()),
            _ => None,
        };
        self.mounted.command(command.name(), argument)
    }

    /// Where the selection is, while it has the keyboard: for [`Self::resume`] of the editor after it.
    pub fn place(&self) -> Option<Vec<u32>> {
        self.mounted.place()
    }

    /// Where the selection is, whoever has the keyboard.
    pub fn selection(&self) -> Selection {
        match *self.mounted.selection() {
            [anchor, head] => (anchor, head),
            _ => (1, 1),
        }
    }

    /// The text that it shows, with its undo history.
    pub fn prose(&self) -> Prose {
        self.prose.clone()
    }

    /// Gives it the keyboard, with the selection where it was in the editor before.
    pub fn resume(&self, place: Vec<u32>) {
        self.mounted.resume(place);
    }

    /// Gives it the keyboard.
    pub fn focus(&self) {
        self.mounted.focus();
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.mounted.destroy();
    }
}
