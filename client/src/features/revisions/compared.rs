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
use super::words_of::{compared, paragraph};
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Tray, memo, said, use_toasts},
    words::{Wording, use_words},
};

/// Puts paragraphs back.
#[derive(Clone)]
pub(super) struct PutBack {
    live: LiveTable,
    toasts: Tray,
    then: Arc<dyn Fn() + Send + Sync>,
}

impl PutBack {
    /// What is done then.
    pub fn new(live: LiveTable, then: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            live,
            toasts: use_toasts(),
            then: Arc::new(then),
        }
    }
}

/// The texts that differ, and how many do not.
#[component]
pub(super) fn Differences(
    live: LiveTable,
    comparison: Comparison,
    put_back: PutBack,
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
        let (older, put_back) = (older.clone(), put_back.clone());
        view! { <Text live older text put_back /> }
    });
    view! {
        {texts.collect_view()}
        <p class="small" role="status" prop:textContent=rest></p>
    }
}

#[component]
fn Text(
    live: LiveTable,
    older: Option<RevisionId>,
    text: ComparedText,
    put_back: PutBack,
) -> impl IntoView {
    let words = use_words();
    let root = Root::parse(&text.root);
    let name = untrack(|| live.with(|table| root.map(|root| title(table, words, &root))));
    let asked = {
        let (root, older) = (text.root.clone(), older.clone());
        move |block: u32, restoration: RestorationId| {
            Some(RevisionCommand::RestorePassage {
                restoration,
                revision: older.clone()?,
                root: root.clone(),
                block,
            })
        }
    };
    let asked = Arc::new(asked);
    let refusal = {
        let asked = asked.clone();
        memo(move || {
            let probe = RestorationId::new("a-new-one").ok()?;
            live.would_refuse(asked(0, probe)?)
        })
    };
    let may = memo(move || refusal.with(Option::is_none));
    let why_not = said(move || {
        let refusal = refusal.get().filter(is_worth_saying);
        refusal.map(|refusal| words.refusal(&refusal))
    });
    let forms: Vec<Block> = text.blocks.iter().map(|block| block.form.clone()).collect();
    let numbered: Vec<_> = text.blocks.into_iter().zip(numbers(&forms)).collect();
    let is_near = near(&numbered);
    let (mut shown, mut passed) = (Vec::new(), 0_usize);
    for ((block, number), is_near) in numbered.into_iter().zip(is_near) {
        if !is_near {
            passed += 1;
            continue;
        }
        shown.extend(skipped(words, &mut passed));
        let ask = {
            let (asked, put_back) = (asked.clone(), put_back.clone());
            move |block| {
                if let Some(command) = asked(block, new_id()) {
                    ask(&put_back, words, command);
                }
            }
        };
        shown.push(one(words, &block, number, may, ask));
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

/// Which paragraphs are shown: those that differ, and their neighbours.
fn near(blocks: &[(ComparedBlock, Option<u32>)]) -> Vec<bool> {
    let differs = |at: usize| {
        let block = blocks.get(at);
        block.is_some_and(|(block, _)| block.change != BlockChange::Same)
    };
    (0..blocks.len())
        .map(|at| differs(at) || differs(at + 1) || at > 0 && differs(at - 1))
        .collect()
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
    ask: impl Fn(u32) + Send + Sync + Clone + 'static,
) -> AnyView {
    let (class, says) = match block.change {
        BlockChange::Same => ("", None),
        BlockChange::Formatted => ("differs", Some("revision-formatted")),
        BlockChange::Changed => ("differs", None),
        BlockChange::Inserted => ("differs", Some("revision-block-inserted")),
        BlockChange::Deleted => ("differs", Some("revision-block-deleted")),
    };
    let went = matches!(block.change, BlockChange::Deleted | BlockChange::Changed);
    let is_blank = block.runs.is_empty();
    let was = block.was.filter(|_| went && !is_blank);
    let runs = block.runs.iter().map(|run| compared(words, run)).collect();
    let put_back = move |was: u32| {
        let ask = ask.clone();
        view! {
            <button type="button" class="quiet small" hidden=move || !may.get() on:click=move |_| ask(was)>
                {words.say("revision-put-back")}
            </button>
        }
    };
    view! {
        <div class=format!("compared-block {class}")>
            {paragraph(&block.form, number, runs)}
            <div class="compared-side">
                {says.map(|key| view! { <span class="small" prop:textContent=words.say(key)></span> })}
                {was.map(put_back)}
            </div>
        </div>
    }
    .into_any()
}

fn ask(put_back: &PutBack, words: Wording, command: RevisionCommand) {
    let toasts = put_back.toasts;
    let then = put_back.then.clone();
    put_back.live.ask_then(command, move |answer| match answer {
        Ok(()) => {
            toasts.say(words.say("revision-is-back"));
            then();
        }
        Err(refusal) => toasts.say(words.refusal(&refusal)),
    });
}

/// That another delegation's text is theirs goes without saying.
fn is_worth_saying(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::NotYours | Refusal::NeedsRole { .. })
}
