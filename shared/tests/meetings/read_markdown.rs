//! Reads Markdown as others do.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Everything that some reader of Markdown takes for markup; but not the marks of quotation that
/// change words.
fn options() -> Options {
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_OLD_FOOTNOTES);
    options.insert(Options::ENABLE_FOOTNOTES);
    options
}

/// A document as events, without anything that must never be in one of ours.
pub fn read(markdown: &str) -> Vec<Event<'_>> {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, options()).collect();
    for event in &events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert!(
                OUR_TAGS.contains(&html.trim()),
                "raw HTML {html:?} in\n{markdown}"
            ),
            Event::Start(Tag::Link { dest_url, .. }) => assert!(
                ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme)),
                "a link to {dest_url:?}"
            ),
            Event::Start(
                Tag::Image { .. }
                | Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented),
            )
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule
            | Event::HardBreak
            | Event::TaskListMarker(_) => panic!("{event:?} in\n{markdown}"),
            _ => {}
        }
    }
    events
}

const OUR_TAGS: [&str; 13] = [
    "<div dir=\"rtl\">",
    "</div>",
    "<!-- -->",
    "<bdi>",
    "</bdi>",
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<u>",
    "</u>",
    "<del>",
    "</del>",
];

/// All words, with single spaces.
pub fn words(events: &[Event<'_>]) -> String {
    let mut words = String::new();
    for event in events {
        match event {
            Event::Text(text) => words += text,
            Event::SoftBreak => words.push(' '),
            Event::End(end) if !is_inline(*end) => words.push(' '),
            _ => {}
        }
    }
    crate::read_html::squeezed(&words)
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
    )
}

/// The structure: every block, every footnote; not marks and links.
pub fn structure(events: &[Event<'_>]) -> Vec<String> {
    let part = |event: &Event<'_>| match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(end) if !is_inline(*end) => Some(format!("{end:?}")),
        Event::FootnoteReference(mark) => Some(format!("[^{mark}]")),
        _ => None,
    };
    events.iter().filter_map(part).collect()
}
