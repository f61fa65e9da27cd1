//! What is shown only while something is so.

use leptos::{either::Either, prelude::*};

use super::memo;

/// `<Show>` of Leptos, asked in the same way, with one code for all that is shown.
#[component]
pub fn Show<W>(
    /// What is shown.
    children: ChildrenFn,
    /// Whether it is.
    when: W,
    /// What is shown otherwise: nothing, if it is not said.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    shown(memo(when), children, fallback)
}

fn shown(when: Memo<bool>, children: ChildrenFn, fallback: ViewFn) -> AnyView {
    let view = move || {
        if when.get() {
            Either::Left(children())
        } else {
            Either::Right(fallback.run())
        }
    };
    view.into_any()
}
