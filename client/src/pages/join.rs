//! Being written.

use leptos::prelude::*;

use crate::views::{Loading, Page};

/// The page.
#[component]
pub fn Join() -> impl IntoView {
    view! {
        <Page title="">
            <Loading />
        </Page>
    }
}
