//! A text whose paragraphs can be taken.

use leptos::prelude::*;
use shared::features::pulling::Taken;
use shared::features::revisions::ShownText;
use shared::prose::numbers;

use super::take::Take;
use crate::views::kept_paragraph;

/// The text under its heading, with a button beside each paragraph that has words, and one for all of it.
pub(super) fn passages(
    shown: ShownText,
    heading: AnyView,
    may: Memo<bool>,
    take: StoredValue<Take>,
) -> AnyView {
    let root = shown.root;
    let numbered = shown.blocks.iter().zip(numbers(&shown.blocks));
    let rows = (0..).zip(numbered).map(|(nth, (block, number))| {
        let is_blank = block.runs.iter().all(|run| run.text.trim().is_empty());
        let side = (!is_blank).then(|| take.with_value(|take| take.of_paragraph(may, &root, nth)));
        view! {
            <div class="compared-block">
                {kept_paragraph(block, number)}
                <div class="compared-side">{side}</div>
            </div>
        }
    });
    let rows = rows.collect_view();
    let whole = (shown.blocks.len() > 1).then(|| {
        let taken = Taken::Text { root };
        take.with_value(|take| take.of_many(may, taken, "pull-take-text"))
    });
    view! {
        <section class="frozen-text">
            {heading}
            {rows}
            <div class="actions">{whole}</div>
        </section>
    }
    .into_any()
}
