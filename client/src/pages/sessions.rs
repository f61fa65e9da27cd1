//! Being written.

use leptos::prelude::*;

use crate::views::{Loading, Page};

/// The page.
#[component]
pub fn Sessions() -> impl IntoView {
    view! {
        <Page title="">
            <Loading />
        </Page>
    }
}
