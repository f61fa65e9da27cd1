//! Reads a page as a browser would if nothing in it were wrong, and says what is.

use std::collections::BTreeSet;

/// A tag or words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Open {
        tag: String,
        attributes: Vec<(String, String)>,
    },
    Close(String),
    Words(String),
}

impl Token {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let Self::Open { attributes, .. } = self else {
            return None;
        };
        attributes
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn opens(&self, wanted: &str) -> bool {
        matches!(self, Self::Open { tag, .. } if tag == wanted)
    }
}

const VOID: [&str; 2] = ["meta", "rect"];

const TAGS: [&str; 43] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "article",
    "header",
    "nav",
    "section",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "ul",
    "li",
    "blockquote",
    "a",
    "strong",
    "em",
    "u",
    "s",
    "sup",
    "span",
    "bdi",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "svg",
    "rect",
    "main",
];

const ATTRIBUTES: [&str; 23] = [
    "lang",
    "dir",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "aria-label",
    "aria-labelledby",
    "aria-level",
    "role",
    "start",
    "scope",
    "width",
    "height",
    "viewBox",
    "preserveAspectRatio",
    "x",
    "y",
    "type",
    "title",
];

/// The page as tags and words. Panics where it is not well formed, or holds what it must not.
pub fn read(page: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>").unwrap_or(page);
    while let Some(start) = rest.find('<') {
        push_words(&mut tokens, &rest[..start]);
        let end = start
            + rest[start..]
                .find('>')
                .unwrap_or_else(|| panic!("no end of a tag: {}", &rest[start..]));
        let inside = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(tag) = inside.strip_prefix('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(tag),
                "closed out of turn, before {rest:.80}"
            );
            tokens.push(Token::Close(tag.into()));
            continue;
        }
        let (tag, attributes) = tag(inside.trim_end_matches('/'));
        if tag == "style" {
            let style = rest.find("</style>").expect("the style ends");
            assert!(!rest[..style].contains('<'));
            rest = &rest[style..];
        }
        if !VOID.contains(&tag.as_str()) {
            open.push(tag.clone());
        }
        tokens.push(Token::Open { tag, attributes });
    }
    push_words(&mut tokens, rest);
    assert_eq!(open, Vec::<String>::new(), "left open");
    check_links(&tokens);
    tokens
}

fn tag(inside: &str) -> (String, Vec<(String, String)>) {
    let (tag, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    assert!(TAGS.contains(&tag), "a tag <{inside}>");
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (name, value) = rest
            .trim_start()
            .split_once("=\"")
            .unwrap_or_else(|| panic!("<{inside}>"));
        let (value, after) = value
            .split_once('"')
            .unwrap_or_else(|| panic!("<{inside}>"));
        assert!(
            ATTRIBUTES.contains(&name),
            "an attribute {name} in <{inside}>"
        );
        attributes.push((name.to_owned(), decode(value)));
        rest = after;
    }
    (tag.to_owned(), attributes)
}

fn push_words(tokens: &mut Vec<Token>, words: &str) {
    if !words.is_empty() {
        tokens.push(Token::Words(decode(words)));
    }
}

/// Knows the five characters that are escaped, and no bare `&`.
fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        let entities = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#39;", '\''),
        ];
        let (entity, c) = entities
            .into_iter()
            .find(|(entity, _)| rest[at..].starts_with(entity))
            .unwrap_or_else(|| panic!("a bare & in {text}"));
        out.push(c);
        rest = &rest[at + entity.len()..];
    }
    out + rest
}

/// Every id is there once, every link inside leads somewhere, every link outside may be followed.
fn check_links(tokens: &[Token]) {
    let mut ids = BTreeSet::new();
    for token in tokens {
        if let Some(id) = token.attribute("id") {
            assert!(id.starts_with("outcome-") && ids.insert(id), "the id {id}");
        }
        for class in token.attribute("class").unwrap_or_default().split(' ') {
            assert!(
                class.is_empty() || class.starts_with("outcome") || class.starts_with("paper"),
                "the class {class}"
            );
        }
    }
    for token in tokens {
        for name in ["href", "aria-labelledby"] {
            let Some(target) = token.attribute(name) else {
                continue;
            };
            let inside = if name == "href" {
                target.strip_prefix('#')
            } else {
                Some(target)
            };
            match inside {
                Some(id) => assert!(ids.contains(id), "a link to nowhere: {id}"),
                None => assert!(
                    ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|scheme| target.starts_with(scheme)),
                    "a link to {target}"
                ),
            }
        }
    }
}

/// All words, with single spaces.
pub fn words(tokens: &[Token]) -> String {
    let words = tokens.iter().map(|token| match token {
        Token::Words(words) => words.as_str(),
        Token::Close(tag)
            if ["bdi", "a", "span", "strong", "em", "u", "s", "sup"].contains(&tag.as_str()) =>
        {
            ""
        }
        Token::Close(_) => " ",
        Token::Open { .. } => "",
    });
    squeezed(&words.collect::<String>())
}

/// The structure: every tag but links, which people's words may hold.
pub fn structure(tokens: &[Token]) -> Vec<String> {
    let tag = |token: &Token| match token {
        Token::Open { tag, .. } if tag != "a" => Some(format!("<{tag}>")),
        Token::Close(tag) if tag != "a" => Some(format!("</{tag}>")),
        _ => None,
    };
    tokens.iter().filter_map(tag).collect()
}

/// Words as a reader compares them: control characters count as spaces, and all spaces as one.
pub fn squeezed(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
