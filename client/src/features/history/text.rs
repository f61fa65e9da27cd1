//! A text as it was, in the colours and with the signs of those who wrote it.

use leptos::prelude::*;
use shared::features::delegations::monogram;
use shared::gather::gathered;
use shared::history::{Then, Timeline};
use shared::ids::ParticipantId;
use shared::prose::{Block, BlockKind, Direction, Run, numbers};
use std::collections::BTreeMap;

use super::{looking::Looking, told};
use crate::{
    views::{Failed, For, memo, said},
    words::{Wording, use_words},
};

/// The text, whose words it holds, and which text it is.
#[component]
pub(super) fn PastText(looking: Looking) -> impl IntoView {
    let words = use_words();
    let title = move || {
        looking.then.with(|then| {
            let root = then.as_ref()?.root.as_ref()?;
            looking.timeline.with_value(|timeline| {
                let named = timeline.texts.iter().find(|text| text.root == *root)?;
                Some(told::text(words, timeline, named))
            })
        })
    };
    let nothing = move || {
        let then = looking.then.get()?;
        let is_empty = then.blocks.iter().all(|block| block.block.runs.is_empty());
        let begins = looking.timeline.with_value(|timeline| timeline.begins);
        let is_gone = begins.is_some_and(|begins| then.seq < begins);
        is_empty.then(|| {
            words.say(if is_gone {
                "history-gone"
            } else {
                "history-nothing-yet"
            })
        })
    };
    let failed = move || {
        let trouble = looking.trouble.get()?;
        Some(view! { <Failed trouble retry=move |()| looking.ask() /> })
    };
    let lines = memo(move || {
        looking.then.with(|then| {
            let all = then.as_ref().map(|then| {
                looking
                    .timeline
                    .with_value(|timeline| lines(words, timeline, then))
            });
            all.unwrap_or_default()
        })
    });
    let title = said(title);
    view! {
        <article class="past">
            <WhichText looking />
            {failed}
            <p class="small" role="status" prop:textContent=said(move || looking.is_slow.get().then(|| words.say("loading")))></p>
            <h2 dir="auto" hidden=move || title.with(String::is_empty) prop:textContent=title></h2>
            <Legend looking />
            <p class="small" prop:textContent=said(nothing)></p>
            <div class="prose-editor" data-whole="">
                <div class="part">
                    <For each=move || lines.get() key=|line| line.clone() let(line)>
                        {drawn(line)}
                    </For>
                </div>
            </div>
        </article>
    }
}

/// Which text is looked at.
#[component]
fn WhichText(looking: Looking) -> impl IntoView {
    let words = use_words();
    let options = looking.timeline.with_value(|timeline| {
        let option = |named: &shared::history::NamedText| {
            let name = told::text(words, timeline, named);
            view! { <option value=named.root.clone() prop:textContent=name></option> }
        };
        timeline.texts.iter().map(option).collect_view()
    });
    let choose = move |root: String| looking.root.set(Some(root).filter(|root| !root.is_empty()));
    view! {
        <p class="field">
            <label for="history-text">{words.say("history-text")}</label>
            <select id="history-text" on:change:target=move |select| choose(select.target().value())>
                <option value="" prop:textContent=words.say("history-text-follow")></option>
                {options}
            </select>
        </p>
    }
}

/// Whose words the text holds: a disc and a name each, as they stand in the text.
#[component]
fn Legend(looking: Looking) -> impl IntoView {
    let words = use_words();
    let authors = memo(move || {
        looking.then.with(|then| {
            let authors = then.as_ref().map(|then| then.authors.as_slice());
            looking.timeline.with_value(|timeline| {
                let each = authors.unwrap_or_default().iter();
                each.map(|id| Author::of(words, timeline, id))
                    .collect::<Vec<_>>()
            })
        })
    });
    let is_empty = move || authors.with(Vec::is_empty);
    view! {
        <ul class="legend" aria-label=words.say("history-authors") hidden=is_empty>
            <For each=move || authors.get() key=|author| author.clone() let(author)>
                <li class="chip">
                    <span class=format!("mono {}", author.colour) aria-hidden="true" prop:textContent=author.sign></span>
                    <span dir="auto" prop:textContent=author.name></span>
                </li>
            </For>
        </ul>
    }
}

/// How an author's words are marked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Author {
    /// The letters of their delegation, or their own.
    sign: String,
    /// The class that gives them their colour.
    colour: String,
    /// Their name, with their delegation's.
    name: String,
}

impl Author {
    fn of(words: Wording, timeline: &Timeline, id: &ParticipantId) -> Self {
        let person = told::person(timeline, id);
        let delegation = person.and_then(|person| told::of(timeline, person));
        let guest = told::guest(timeline, id);
        let delegation = delegation.or_else(|| guest?.delegation.as_ref());
        let called = person.map(|person| &person.name);
        let called = called.or_else(|| guest.map(|guest| &guest.name));
        let (sign, colour) = match delegation {
            Some(delegation) => (
                monogram(&delegation.short),
                format!("d{}", delegation.colour.number()),
            ),
            None => (
                called.map(|name| monogram(name)).unwrap_or_default(),
                "d0".to_owned(),
            ),
        };
        Self {
            sign,
            colour,
            name: told::name(words, timeline, id),
        }
    }
}

/// A block as it is drawn; what has changed is drawn anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Line {
    place: usize,
    number: Option<u32>,
    block: Block,
    authors: Vec<Option<Author>>,
}

fn lines(words: Wording, timeline: &Timeline, then: &Then) -> Vec<Line> {
    let known: BTreeMap<u32, Author> = gathered((0..).zip(&then.authors).map(|(number, id)| {
        let author = Author::of(words, timeline, id);
        (number, author)
    }));
    let blocks: Vec<_> = then.blocks.iter().map(|it| it.block.clone()).collect();
    let all = then.blocks.iter().zip(numbers(&blocks)).enumerate();
    let line =
        |(place, (authored, number)): (usize, (&shared::prose::authored::AuthoredBlock, _))| {
            let author = |by: &Option<u32>| known.get(by.as_ref()?).cloned();
            Line {
                place,
                number,
                block: authored.block.clone(),
                authors: authored.by.iter().map(author).collect(),
            }
        };
    all.map(line).collect()
}

fn drawn(line: Line) -> AnyView {
    let Line {
        number,
        block,
        authors,
        ..
    } = line;
    let mut before = None;
    let mut runs = Vec::new();
    for (run, author) in block.runs.into_iter().zip(authors) {
        // The sign of whoever writes stands where another's words end.
        let sign = author
            .clone()
            .filter(|_| before.as_ref() != author.as_ref());
        runs.push(written(run, author.as_ref(), sign));
        before = author;
    }
    if runs.is_empty() {
        runs.push(view! { <br /> }.into_any());
    }
    let dir = match block.dir {
        Some(Direction::Rtl) => "rtl",
        Some(Direction::Ltr) => "ltr",
        None => "auto",
    };
    let level = (block.indent > 0).then(|| block.indent.to_string());
    let quote = block.quote.then_some("");
    match block.kind {
        BlockKind::Paragraph => {
            view! { <p dir=dir data-indent=level data-quote=quote>{runs}</p> }.into_any()
        }
        BlockKind::H1 => {
            view! { <h3 class="h1" dir=dir data-indent=level data-quote=quote>{runs}</h3> }.into_any()
        }
        BlockKind::H2 => {
            view! { <h4 class="h2" dir=dir data-indent=level data-quote=quote>{runs}</h4> }.into_any()
        }
        BlockKind::H3 => {
            view! { <h5 dir=dir data-indent=level data-quote=quote>{runs}</h5> }.into_any()
        }
        BlockKind::Ul => view! {
            <ul data-indent=level.clone() data-inset=level dir=dir>
                <li attr:aria-level=(block.indent + 1).to_string()><p data-quote=quote>{runs}</p></li>
            </ul>
        }
        .into_any(),
        BlockKind::Ol => view! {
            <ol data-indent=level.clone() data-inset=level start=number.map(|number| number.to_string()) dir=dir>
                <li attr:aria-level=(block.indent + 1).to_string()><p data-quote=quote>{runs}</p></li>
            </ol>
        }
        .into_any(),
    }
}

fn written(run: Run, author: Option<&Author>, sign: Option<Author>) -> AnyView {
    let class = author.map(|author| format!("by {}", author.colour));
    let name = author.map(|author| author.name.clone());
    let mut text = view! { <span prop:textContent=run.text></span> }.into_any();
    let marks = run.marks;
    if marks.strong {
        text = view! { <strong>{text}</strong> }.into_any();
    }
    if marks.em {
        text = view! { <em>{text}</em> }.into_any();
    }
    if marks.underline {
        text = view! { <u>{text}</u> }.into_any();
    }
    if marks.strike {
        text = view! { <s>{text}</s> }.into_any();
    }
    if let Some(link) = marks.link {
        text = view! { <a href=link rel="noopener noreferrer nofollow" target="_blank">{text}</a> }
            .into_any();
    }
    let sign = sign.map(|author| {
        view! { <sup class=format!("sign {}", author.colour) title=author.name prop:textContent=author.sign></sup> }
    });
    view! { {sign}<span class=class title=name>{text}</span> }.into_any()
}
