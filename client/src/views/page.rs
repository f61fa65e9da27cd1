//! The frame of every page but the table's.

use leptos::{html, prelude::*};

use super::bar::Bar;
use crate::words::use_words;

/// Whether a page has been shown before: on the first one, focus is the browser's business.
#[derive(Clone, Copy)]
struct Arrival(StoredValue<bool>);

/// Lets pages know whether they are the first.
pub fn provide_arrival() {
    provide_context(Arrival(StoredValue::new(false)));
}

/// Gives the document its title, and moves focus to the page's heading when somebody came from another page.
/// The heading needs `tabindex="-1"`.
pub fn arrive(title: Signal<String>) -> NodeRef<html::H1> {
    let words = use_words();
    let Arrival(arrived) = expect_context();
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        let title = title.get();
        let product = words.say("product");
        document().set_title(&if title.is_empty() || title == product {
            product
        } else {
            format!("{title} · {product}")
        });
    });
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        if arrived.get_value() {
            heading.focus().ok();
        }
        arrived.set_value(true);
    });
    heading
}

/// A page: the bar on top, the heading, and what follows in one column.
#[component]
pub fn Page(
    /// Its heading and the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// A word above the heading.
    #[prop(optional, into)]
    kicker: Option<Signal<String>>,
    /// A class beside `sheet`: `narrow` for a form, `wide` for two columns.
    #[prop(optional)]
    class: &'static str,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let heading = arrive(title);
    view! {
        <Bar />
        <main id="main" tabindex="-1" class=format!("sheet {class}")>
            <header class="page-head">
                {kicker.map(|kicker| view! { <p class="kicker" prop:textContent=kicker></p> })}
                <h1 node_ref=heading tabindex="-1" dir="auto" prop:textContent=title></h1>
            </header>
            {children()}
        </main>
    }
}
