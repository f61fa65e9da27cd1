//! What is read of a table until the program that shows it is there. The server writes it into the page of a table (`#opening`);
//! whoever comes to a table from another page is shown it here, since the parts of the program take longer.

use leptos::{
    prelude::{document, request_animation_frame},
    task::spawn_local,
};
use std::cell::RefCell;
use web_sys::Element;

use crate::api;

/// The element, which `index.html` has too.
const OPENING: &str = "opening";

/// How it is marked that it is a text to read.
const EARLY: &str = "early";

/// Where tables are.
const TABLES: &str = "/tables/";

/// Where the path of its table stands in it.
const AT: &str = "data-at";

thread_local! {
    /// The path of the table whose text was asked for here; nothing once the table is there.
    static AWAITED: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn opening() -> Option<Element> {
    document().get_element_by_id(OPENING)
}

/// The program is there: what only says that it comes, goes. A text stays until the table itself is there.
pub fn opening_goes() {
    let opening = opening().filter(|it| !it.class_list().contains(EARLY));
    opening.inspect(Element::remove);
}

/// The table is there, or it is said why not: nothing is in front of it any more, once it has been painted.
pub fn opened() {
    AWAITED.set(None);
    if opening().is_some() {
        request_animation_frame(|| drop(opening().inspect(Element::remove)));
    }
}

/// One is at that path: what was shown of a table at another goes, and is not waited for.
pub fn is_at(path: &str) {
    let is_elsewhere = |table: Option<String>| table.is_some_and(|table| table != path);
    let awaited = AWAITED.with_borrow(Clone::clone);
    let shown = opening().and_then(|it| it.get_attribute(AT));
    if is_elsewhere(awaited) || is_elsewhere(shown) {
        opened();
    }
}

/// Shows the text of the table to which that path leads, if it leads to one and its text comes before it.
pub fn read_meanwhile(path: &str) {
    let Some(table) = path.strip_prefix(TABLES) else {
        return;
    };
    AWAITED.set(Some(path.to_owned()));
    let (path, text) = (path.to_owned(), format!("/api{TABLES}{table}/opening"));
    spawn_local(async move {
        let Ok(text) = api::page(&text).await else {
            return;
        };
        let is_awaited = AWAITED.with_borrow(|awaited| awaited.as_ref() == Some(&path));
        if !is_awaited || opening().is_some() {
            return;
        }
        if let (Ok(element), Some(body)) = (document().create_element("div"), document().body()) {
            element.set_id(OPENING);
            element.set_class_name(EARLY);
            element.set_attribute(AT, &path).ok();
            element.set_inner_html(&text);
            body.append_child(&element).ok();
        }
    });
}
