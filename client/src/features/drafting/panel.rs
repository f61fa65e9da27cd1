//! The panel below a text: how much was found, and each finding with what can be done about it.

use leptos::prelude::*;
use shared::document::Root;
use shared::drafting::{Context, Finding, check, words_of};
use std::collections::BTreeSet;

use super::finding::Found;
use super::kept::Settings;
use super::settings::{Rules, counts};
use crate::live::LiveTable;
use crate::prose_pane::Held;
use crate::views::{Disclosure, For, Icon, Offer, Tray, focus_soon, memo, offer, said, use_toasts};
use crate::words::{Wording, use_words};

/// What was found in a text when it was looked at last.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// The findings, in order, each with the sign by which it is known again.
    pub found: Vec<(String, Finding)>,
    /// How many words the text has.
    pub words: usize,
}

/// What the views of a panel share. A copy is a handle.
#[derive(Clone, Copy)]
pub struct Checking {
    live: LiveTable,
    held: Held,
    words: Wording,
    toasts: Tray,
    /// Whether one may write in the text: else nothing is replaced.
    pub may_write: Memo<bool>,
    /// Whether the text goes out unattributed, whatever is set.
    unattributed: Signal<bool>,
    /// What is set.
    pub settings: RwSignal<Settings>,
    /// What was found.
    pub look: RwSignal<Look>,
    /// The signs of what is left as it is.
    pub left: RwSignal<BTreeSet<String>>,
}

/// Where the keyboard goes once a finding is dealt with.
const COUNT: &str = "drafting-count";

/// The panel of the text that an editor holds. It looks when the text rests, and only while it is open.
#[component]
pub fn CheckWording(
    /// The table that the text is of.
    live: LiveTable,
    /// What is written in it.
    root: Root,
    /// What holds its editor.
    held: Held,
    /// Changes whenever the text has changed and rests.
    rested: RwSignal<()>,
    /// Whether it goes out unattributed, whatever is set here.
    #[prop(default = Signal::stored(false))]
    unattributed: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let may_write = memo(move || {
        let me = live.me();
        let may = me.and_then(|me| live.with(|table| table.may_write(&me, &root).is_ok()));
        may == Some(true)
    });
    let checking = Checking {
        live,
        held,
        words,
        toasts: use_toasts(),
        may_write,
        unattributed,
        settings: RwSignal::new(Settings::read()),
        look: RwSignal::new(Look::default()),
        left: RwSignal::new(BTreeSet::new()),
    };
    let is_open = memo(move || open.get());
    offer(move || {
        let go = move || {
            open.set(true);
            focus_soon(COUNT);
        };
        Some(Offer::new(words.say("drafting-title"), Icon::FileCheck, go))
    });
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        held.track();
        rested.track();
        checking.settings.track();
        unattributed.track();
        checking.look_again();
    });
    view! {
        <section class="drafting" aria-label=words.say("drafting-title")>
            <Disclosure open show="drafting-title" hide="drafting-hide">
                <Panel checking />
            </Disclosure>
        </section>
    }
}

#[component]
fn Panel(checking: Checking) -> impl IntoView {
    let words = use_words();
    let shown = memo(move || {
        let left = checking.left.get();
        let is_shown = |(sign, _): &(String, Finding)| !left.contains(sign);
        let found = checking.look.get().found;
        found.into_iter().filter(is_shown).collect::<Vec<_>>()
    });
    let left_here = memo(move || {
        let all = checking.look.with(|look| look.found.len());
        all - shown.with(Vec::len)
    });
    let told = said(move || counts(checking, shown.with(Vec::len), words));
    view! {
        <p class="small">{words.say("drafting-hint")}</p>
        <Rules checking />
        <p id=COUNT role="status" tabindex="-1" prop:textContent=told></p>
        <ol class="cards plain-list" aria-label=words.say("drafting-list")>
            <For
                each=move || shown.get()
                // Without its place, which changes with all that is written before it: the keyboard stays where it is.
                key=|(sign, finding)| (sign.clone(), format!("{:?}", (&finding.why, &finding.instead)))
                children=move |(sign, finding)| view! { <Found checking sign finding /> }
            />
        </ol>
        {move || {
            let count = left_here.get();
            (count > 0).then(|| {
                let back = move |_| {
                    checking.left.update(BTreeSet::clear);
                    focus_soon(COUNT);
                };
                view! {
                    <p class="small actions">
                        <span>{words.tell("drafting-left", &[("count", count.into())])}</span>
                        <button type="button" class="quiet small" on:click=back>{words.say("drafting-show-left")}</button>
                    </p>
                }
            })
        }}
    }
}

impl Checking {
    /// Looks at the text as it is now. What was left as it is and is not there any more is forgotten.
    pub fn look_again(self) {
        let look = self.now().unwrap_or_default();
        let signs: BTreeSet<String> =
            shared::gather::gathered(look.found.iter().map(|(sign, _)| sign.clone()));
        self.left.maybe_update(|left| {
            let before = left.len();
            left.retain(|sign| signs.contains(sign));
            left.len() != before
        });
        if self.look.with_untracked(|before| *before != look) {
            self.look.set(look);
        }
    }

    fn now(self) -> Option<Look> {
        let blocks = self.held.prose()?.blocks();
        let settings = self.settings.get_untracked();
        let language = self.words.say("drafting-language");
        let of_table = untrack(|| self.live.with(|table| Context::of(table, language)))?;
        let context = Context {
            is_unattributed: settings.is_unattributed || self.unattributed.get_untracked(),
            most_words: settings.most_words,
            ..of_table
        };
        let found = check(&blocks, &settings.rules(), &context);
        let mut seen: Vec<String> = Vec::new();
        let signed = found.into_iter().map(|finding| {
            let sign = finding.sign(&blocks);
            let alike = seen.iter().filter(|it| **it == sign).count();
            seen.push(sign.clone());
            // What reads alike all around is told apart by number.
            (format!("{alike} {sign}"), finding)
        });
        Some(Look {
            found: signed.collect(),
            words: words_of(&blocks),
        })
    }

    /// Where a finding is by now, in the flat text; says so if it is not there any more.
    fn place(self, sign: &str) -> Option<((u32, u32), Finding)> {
        self.look_again();
        let found = self.look.with_untracked(|look| {
            let mut found = look.found.iter();
            found.find(|(it, _)| it == sign).map(|(_, it)| it.clone())
        });
        let blocks = self.held.prose()?.blocks();
        let finding = found?;
        Some((finding.place?.flat(&blocks), finding))
    }

    /// Selects the words of a finding, with the keyboard there.
    pub fn go(self, sign: &str) {
        match self.place(sign) {
            Some(((from, to), _)) => self.held.with(|editor| editor.resume(vec![from, to])),
            None => self.say_moved(),
        }
    }

    /// Writes what is proposed in the place of a finding's words, as any edit.
    pub fn replace(self, sign: &str) {
        let Some((place, instead)) = self
            .place(sign)
            .and_then(|(place, finding)| Some((place, finding.instead?)))
        else {
            return self.say_moved();
        };
        if let Some(prose) = self.held.prose()
            && let Err(unsound) = prose.replace(place, &instead)
        {
            leptos::logging::error!("{unsound}");
        }
        self.look_again();
        focus_soon(COUNT);
    }

    /// Leaves a finding as it is.
    pub fn leave(self, sign: String) {
        self.left.update(|left| {
            left.insert(sign);
        });
        focus_soon(COUNT);
    }

    fn say_moved(self) {
        self.toasts.say(self.words.say("drafting-moved"));
    }
}
