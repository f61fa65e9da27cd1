//! The toolbar over a pane. One stop for the Tab key; arrow keys move within.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use shared::prose::{BlockKind, Direction};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::features::lead::pointer::Pointing;
use crate::prose_pane::held::Held;
use crate::{
    prose::editor::{Command, ToolbarState},
    views::{Dialog, FormButtons, Icon, handler, icon, said},
    words::use_words,
};

/// A button: its words' key, its icon, what it does, and whether it is on.
type Tool = (
    &'static str,
    Icon,
    Command,
    fn(&ToolbarState) -> Option<bool>,
);

const MARKS: [Tool; 4] = [
    ("tool-strong", Icon::Bold, Command::Strong, |state| {
        Some(state.strong)
    }),
    ("tool-em", Icon::Italic, Command::Em, |state| Some(state.em)),
    (
        "tool-underline",
        Icon::Underline,
        Command::Underline,
        |state| Some(state.u),
    ),
    (
        "tool-strike",
        Icon::Strikethrough,
        Command::Strike,
        |state| Some(state.s),
    ),
];
const BLOCKS: [Tool; 6] = [
    (
        "tool-h1",
        Icon::Heading1,
        Command::Kind(BlockKind::H1),
        |state| Some(state.kind == BlockKind::H1),
    ),
    (
        "tool-h2",
        Icon::Heading2,
        Command::Kind(BlockKind::H2),
        |state| Some(state.kind == BlockKind::H2),
    ),
    (
        "tool-h3",
        Icon::Heading3,
        Command::Kind(BlockKind::H3),
        |state| Some(state.kind == BlockKind::H3),
    ),
    (
        "tool-ul",
        Icon::List,
        Command::Kind(BlockKind::Ul),
        |state| Some(state.kind == BlockKind::Ul),
    ),
    (
        "tool-ol",
        Icon::ListOrdered,
        Command::Kind(BlockKind::Ol),
        |state| Some(state.kind == BlockKind::Ol),
    ),
    ("tool-quote", Icon::TextQuote, Command::Quote, |state| {
        Some(state.quote)
    }),
];
const SHAPE: [Tool; 3] = [
    (
        "tool-outdent",
        Icon::ListIndentDecrease,
        Command::Outdent,
        |_| None,
    ),
    (
        "tool-indent",
        Icon::ListIndentIncrease,
        Command::Indent,
        |_| None,
    ),
    (
        "tool-rtl",
        Icon::PilcrowLeft,
        Command::Direction(Direction::Rtl),
        |state| Some(state.dir == Some(Direction::Rtl)),
    ),
];
const COMMENT: Tool = (
    "tool-comment",
    Icon::MessageSquare,
    Command::Comment,
    |_| None,
);
const HISTORY: [Tool; 2] = [
    ("tool-undo", Icon::Undo, Command::Undo, |_| None),
    ("tool-redo", Icon::Redo, Command::Redo, |_| None),
];

/// The toolbar.
#[component]
pub fn Toolbar(
    held: Held,
    state: RwSignal<ToolbarState>,
    link: RwSignal<Option<String>>,
    /// Whether one may comment on the text.
    may_comment: Memo<bool>,
    /// Pointing everybody to what is selected.
    points: Pointing,
) -> impl IntoView {
    let words = use_words();
    let bar = NodeRef::<html::Div>::new();
    let tool = move |(key, sign, command, is_on): Tool| {
        let pressed = move || state.with(is_on).map(|on| on.to_string());
        let label = words.say(key);
        // The first is the bar's Tab stop until the arrow keys move it.
        let stop = if key == MARKS[0].0 { "0" } else { "-1" };
        let is_idle = {
            let command = command.clone();
            move || match command {
                Command::Undo => !state.with(|state| state.can_undo),
                Command::Redo => !state.with(|state| state.can_redo),
                Command::Comment => state.with(|state| state.empty),
                _ => false,
            }
        };
        view! {
            <button
                type="button"
                aria-label=label.clone()
                title=label
                aria-pressed=pressed
                aria-disabled=move || is_idle().then_some("true")
                tabindex=stop
                on:mousedown=|press| press.prevent_default()
                on:click=handler(move |_| held.command(&command))
            >
                {icon(sign)}
            </button>
        }
    };
    let group = move |tools: Vec<Tool>| tools.into_iter().map(tool).collect_view();
    let is_linked = move || state.with(|state| state.link.is_some()).to_string();
    view! {
        <div class="tools" role="toolbar" aria-label=words.say("tools-label") node_ref=bar on:keydown=move |key| rove(&key, bar)>
            {group(MARKS.to_vec())}
            <button
                type="button"
                aria-label=words.say("tool-link")
                title=words.say("tool-link")
                aria-pressed=is_linked
                tabindex="-1"
                on:mousedown=|press| press.prevent_default()
                on:click=handler(move |_| link.set(Some(state.with_untracked(|state| state.link.clone()).unwrap_or_default())))
            >
                {icon(Icon::Link)}
            </button>
            {move || may_comment.get().then(|| group(vec![COMMENT]))}
            {move || points.may.get().then(|| view! {
                <button
                    type="button"
                    aria-label=words.say("lead-passage")
                    title=words.say("lead-passage")
                    aria-disabled=move || state.with(|state| state.empty).then_some("true")
                    tabindex="-1"
                    on:mousedown=|press| press.prevent_default()
                    on:click=handler(move |_| points.point.run(()))
                >
                    {icon(Icon::Users)}
                </button>
            })}
            <span class="rule" aria-hidden="true"></span>
            {group(BLOCKS.to_vec())}
            <span class="rule" aria-hidden="true"></span>
            {group(SHAPE.to_vec())}
            <span class="rule" aria-hidden="true"></span>
            {group(HISTORY.to_vec())}
        </div>
        <LinkDialog held link />
    }
}

/// Arrow keys, Home and End move the focus; the button that has it is the bar's Tab stop.
fn rove(key: &KeyboardEvent, bar: NodeRef<html::Div>) {
    let Some(bar) = bar.get_untracked() else {
        return;
    };
    let Ok(buttons) = bar.query_selector_all("button") else {
        return;
    };
    let buttons: Vec<HtmlElement> = (0..buttons.length())
        .filter_map(|at| buttons.get(at)?.dyn_into().ok())
        .collect();
    let focused = document().active_element();
    let at = buttons
        .iter()
        .position(|button| focused.as_ref() == Some(button.as_ref()))
        .unwrap_or(0);
    let is_rtl = bar.closest("[dir=rtl]").ok().flatten().is_some();
    let to = match (key.key().as_str(), is_rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (at + 1) % buttons.len(),
        ("ArrowLeft", false) | ("ArrowRight", true) => (at + buttons.len() - 1) % buttons.len(),
        ("Home", _) => 0,
        ("End", _) => buttons.len() - 1,
        _ => return,
    };
    key.prevent_default();
    for (place, button) in buttons.iter().enumerate() {
        button.set_tab_index(if place == to { 0 } else { -1 });
    }
    buttons[to].focus().ok();
}

/// Asks where a link leads.
#[component]
fn LinkDialog(held: Held, link: RwSignal<Option<String>>) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let href = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(current) = link.get() {
            href.set(current);
            wrong.set(false);
            open.set(true);
            link.set(None);
        }
    });
    let set = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let given = href.get().trim().to_owned();
        if given.is_empty() {
            open.set(false);
            held.command(&Command::Unlink);
            return;
        }
        let given = if given.contains(':') {
            given
        } else {
            format!("https://{given}")
        };
        let is_safe = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| given.to_lowercase().starts_with(scheme));
        wrong.set(!is_safe);
        if is_safe {
            open.set(false);
            held.command(&Command::Link(given));
        }
    };
    view! {
        <Dialog open title=words.say("link-title")>
            <form class="practice-form" on:submit=handler(set)>
                <label class="field">
                    <span>{words.say("link-to")}</span>
                    <input
                        type="text"
                        inputmode="url"
                        dir="ltr"
                        prop:value=href
                        aria-invalid=move || wrong.get().to_string()
                        aria-describedby="link-hint"
                        on:input=move |input| href.set(event_target_value(&input))
                    />
                </label>
                <p
                    id="link-hint"
                    class="hint"
                    class:wrong=wrong
                    role="status"
                    prop:textContent=said(move || words.say(if wrong.get() { "link-unsafe" } else { "link-hint" }))
                ></p>
                <FormButtons submit=words.say("link-set") open />
            </form>
        </Dialog>
    }
}
