//! The report as a document: what the rapporteurs write, section by section, and what the table has for each. All but the way there
//! is fetched when it is first shown.

mod bringing;
mod changes;
mod page;
mod section;
mod sections;
mod setting;
mod standing;

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::ids::TableId;

use crate::{
    live::LiveTable,
    views::{fetched, memo},
};

type Shows = fn(LiveTable) -> AnyView;

#[wasm_split(beyond, wasm_split_path = ::leptos::wasm_split, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "fetching it may fail")]
fn report() -> Result<Shows, SplitLoaderError> {
    Ok(|live| view! { <page::Report live /> }.into_any())
}

/// The page.
pub fn report_page(live: LiveTable) -> AnyView {
    fetched(|| Box::pin(report()), move |show| show(live))
}

/// The address of the page.
pub fn report_path(table: &TableId) -> String {
    format!("/tables/{table}/report")
}

/// Whether one writes the report.
pub fn may_report(live: LiveTable) -> Memo<bool> {
    memo(move || {
        let me = live.me();
        let may = me.and_then(|me| live.with(|table| table.may_report(&me).is_ok()));
        may.unwrap_or(false)
    })
}
