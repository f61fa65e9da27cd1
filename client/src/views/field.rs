//! A text field with its label, its hint and what is wrong with it.

use super::handler::handler;
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::said;

/// About how many characters fit on a line of a long field, where it cannot grow by itself.
const LINE: usize = 64;

/// A text field. A long one takes several lines and grows with them.
#[component]
pub fn TextField(
    /// Its id; what belongs to it is named after it.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the label is only read aloud, because the place says it.
    #[prop(optional)]
    bare: bool,
    /// A word of help below it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    example: Option<String>,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong with it.
    #[prop(default = Signal::stored(None), into)]
    wrong: Signal<Option<String>>,
    /// Whether it takes several lines.
    #[prop(optional)]
    long: bool,
    /// Whether it is one line, however often that wraps: Enter sends the form.
    #[prop(optional)]
    line: bool,
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// A class beside `field`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let (hint_id, wrong_id) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described = if hint.is_some() {
        format!("{hint_id} {wrong_id}")
    } else {
        wrong_id.clone()
    };
    let invalid = move || wrong.with(Option::is_some).to_string();
    let enter = move |key: KeyboardEvent| {
        if line && key.key() == "Enter" && !key.is_composing() {
            key.prevent_default();
            submit(&key);
        }
    };
    let field = if long || line {
        let rows = move || value.with(|text| rows(text)).to_string();
        view! {
            <textarea
                id=id.clone()
                class="grows"
                dir="auto"
                rows=rows
                placeholder=example
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input:target=move |input| on_input.run(input.target().value())
                on:keydown=handler(enter)
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                type="text"
                autocomplete=autocomplete
                dir="auto"
                placeholder=example
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input:target=move |input| on_input.run(input.target().value())
            />
        }
        .into_any()
    };
    view! {
        <div class=format!("field {class}")>
            <label for=id class:unseen=bare prop:textContent=label></label>
            {field}
            {hint.map(|hint| view! { <p class="hint" id=hint_id prop:textContent=hint></p> })}
            <p class="wrong" id=wrong_id role="status" prop:textContent=said(move || wrong.get())></p>
        </div>
    }
}

/// Presses the button of the form in which a key was pressed.
fn submit(key: &KeyboardEvent) {
    let field = key
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let form = field.and_then(|field| field.closest("form").ok().flatten());
    let button = form.and_then(|form| form.query_selector("[type=submit]").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// How many lines a text takes.
fn rows(text: &str) -> usize {
    text.split('\n')
        .map(|line| line.chars().count() / LINE + 1)
        .sum::<usize>()
        .min(30)
}
