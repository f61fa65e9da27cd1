//! How two differ, text by text: what came is underlined, what went is struck, and a paragraph that went is put back.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::revisions::{
    BlockChange, ComparedBlock, ComparedText, Comparison, RevisionCommand,
};
use shared::ids::{RestorationId, RevisionId};
use shared::prose::{Block, numbers};
use shared::refusal::Refusal;
use std::sync::Arc;

use super::titles::title;
use super::words_of::compared;
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Tray, handler, memo, paragraph, said, use_toasts},
    words::{Wording, use_words},
};

/// Puts paragraphs back: of one text of one revision, once that is said.
#[derive(Clone)]
pub(super) struct PutBack {
    live: LiveTable,
    words: Wording,
    toasts: Tray,
    /// Of which revision, and of which text of it.
    of: Option<(RevisionId, String)>,
    then: Arc<dyn Fn() + Send + Sync>,
}

impl PutBack {
    /// What is done then.
    pub fn new(live: LiveTable, then: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            live,
            words: use_words(),
            toasts: use_toasts(),
            of: None,
            then: Arc::new(then),
        }
    }

    fn of(&self, revision: Option<RevisionId>, root: &str) -> Self {
        let of = revision.map(|revision| (revision, root.to_owned()));
        Self { of, ..self.clone() }
    }

    fn command(&self, restoration: RestorationId, block: u32) -> Option<RevisionCommand> {
        let (revision, root) = self.of.clone()?;
        Some(RevisionCommand::RestorePassage {
            restoration,
            revision,
            root,
            block,
        })
    }

    /// Why nothing is put back now.
    fn refusal(&self) -> Option<Refusal> {
        let nothing_has_it = RestorationId::new("a-new-one").ok()?;
        let command = self.command(nothing_has_it, 0)?;
        self.live.would_refuse(command)
    }

    /// Asked twice under one id, it is put back once.
    fn ask(&self, block: u32, id: RestorationId) {
        let Some(command) = self.command(id, block) else {
            return;
        };
        let (toasts, words, then) = (self.toasts, self.words, self.then.clone());
        self.live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                toasts.say(words.say("revision-is-back"));
                then();
            }
            Err(refusal) => toasts.say(words.refusal(&refusal)),
        });
    }
}

/// The texts that differ, and how many do not.
#[component]
pub(super) fn Differences(
    live: LiveTable,
    comparison: Comparison,
    put_back: StoredValue<PutBack>,
) -> impl IntoView {
    let words = use_words();
    let older =
        untrack(|| live.with(|table| Some(table.revisions.numbered(comparison.from)?.id.clone())));
    let older = older.flatten();
    let rest = match comparison.changed.len() {
        0 => words.say("revision-nothing-changed"),
        _ => words.tell(
            "revision-unchanged",
            &[("count", comparison.unchanged.into())],
        ),
    };
    let texts = comparison.changed.into_iter().map(|text| {
        let put_back = put_back.with_value(|it| it.of(older.clone(), &text.root));
        view! { <Text live text put_back /> }
    });
    view! {
        {texts.collect_view()}
        <p class="small" role="status" prop:textContent=rest></p>
    }
}

#[component]
fn Text(live: LiveTable, text: ComparedText, put_back: PutBack) -> impl IntoView {
    let words = use_words();
    let root = Root::parse(&text.root);
    let name = untrack(|| live.with(|table| root.map(|root| title(table, words, &root))));
    let asked = put_back.clone();
    let refusal = memo(move || asked.refusal());
    let may = memo(move || refusal.with(Option::is_none));
    let why_not = said(move || {
        let refusal = refusal.get().filter(is_worth_saying);
        refusal.map(|refusal| words.refusal(&refusal))
    });
    let forms: Vec<Block> = text.blocks.iter().map(|block| block.form.clone()).collect();
    let numbered: Vec<_> = text.blocks.iter().zip(numbers(&forms)).collect();
    let (mut shown, mut passed) = (Vec::new(), 0_usize);
    for (at, (block, number)) in numbered.into_iter().enumerate() {
        if !is_near(&text.blocks, at) {
            passed += 1;
            continue;
        }
        shown.extend(skipped(words, &mut passed));
        shown.push(one(words, block, number, may, &put_back));
    }
    shown.extend(skipped(words, &mut passed));
    view! {
        <section class="frozen-text">
            <h4 dir="auto" prop:textContent=name.flatten().unwrap_or_default()></h4>
            <p class="small why-not" prop:textContent=why_not></p>
            {shown}
        </section>
    }
}

/// Whether a paragraph is shown: it differs, or stands beside one that does.
fn is_near(blocks: &[ComparedBlock], at: usize) -> bool {
    let near = at.saturating_sub(1)..(at + 2).min(blocks.len());
    blocks[near]
        .iter()
        .any(|block| block.change != BlockChange::Same)
}

/// How many were passed over.
fn skipped(words: Wording, passed: &mut usize) -> Option<AnyView> {
    let count = std::mem::take(passed);
    (count > 0).then(|| {
        let text = words.tell("revision-skipped", &[("count", count.into())]);
        view! { <p class="small skipped" prop:textContent=text></p> }.into_any()
    })
}

fn one(
    words: Wording,
    block: &ComparedBlock,
    number: Option<u32>,
    may: Memo<bool>,
    put_back: &PutBack,
) -> AnyView {
    let (class, says) = match block.change {
        BlockChange::Same => ("", None),
        BlockChange::Formatted => ("differs", Some("revision-formatted")),
        BlockChange::Changed => ("differs", None),
        BlockChange::Inserted => ("differs", Some("revision-block-inserted")),
        BlockChange::Deleted => ("differs", Some("revision-block-deleted")),
    };
    let went = matches!(block.change, BlockChange::Deleted | BlockChange::Changed);
    let was = block.was.filter(|_| went && !block.runs.is_empty());
    let runs = block.runs.iter().map(|run| compared(words, run)).collect();
    let button = was.map(|was| {
        let (put_back, id) = (put_back.clone(), new_id::<RestorationId>());
        view! {
            <button type="button" class="quiet small" hidden=move || !may.get() on:click=handler(move |_| put_back.ask(was, id.clone()))>
                {words.say("revision-put-back")}
            </button>
        }
    });
    view! {
        <div class=format!("compared-block {class}")>
            {paragraph(&block.form, number, runs)}
            <div class="compared-side">
                {says.map(|key| view! { <span class="small" prop:textContent=words.say(key)></span> })}
                {button}
            </div>
        </div>
    }
    .into_any()
}

/// That another delegation's text is theirs goes without saying.
fn is_worth_saying(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::NotYours | Refusal::NeedsRole { .. })
}
