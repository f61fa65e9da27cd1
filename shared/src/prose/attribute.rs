//! Which attributes of a flat text count, where, and with which values. Everything else is ignored
//! when reading, and nothing is ever written back to repair it: two readers repairing at once diverge.

use std::borrow::Cow;

use yrs::any::{Any, Number};

use super::{Block, BlockKind, Direction, Marks};

/// Attributes of a block; they count on the newline that leads it.
pub const OF_BLOCKS: [&str; 5] = ["t", "indent", "dir", "quote", "start"];
/// Attributes of characters.
pub const OF_CHARACTERS: [&str; 5] = ["strong", "em", "u", "s", "link"];
/// The deepest indentation.
pub const DEEPEST: u8 = 8;
/// The highest number that an item may be given.
pub const HIGHEST_START: u16 = 9_999;
/// The longest link, in bytes; a longer one is ignored.
pub const LONGEST_LINK: usize = 2048;

/// A value that counts: everything the format knows is a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `quote`, `strong`, `em`, `u`, `s`; only ever true.
    True,
    /// `indent`, 1 to 8.
    Level(u8),
    /// `start`, 1 to `HIGHEST_START`.
    Number(u16),
    /// `t`, `dir`, `link`.
    Word(String),
}

/// The value as it counts on a block's newline, or nothing.
pub fn of_block(key: &str, value: &Any) -> Option<Value> {
    match (key, value) {
        ("t", Any::String(word)) => kind_named(word).map(|_| Value::Word(word.to_string())),
        ("indent", Any::Number(number)) => level(*number).map(Value::Level),
        ("start", Any::Number(number)) => start(*number).map(Value::Number),
        ("dir", Any::String(word)) => direction_named(word).map(|_| Value::Word(word.to_string())),
        ("quote", Any::Bool(true)) => Some(Value::True),
        _ => None,
    }
}

/// The value as it counts on a character, or nothing.
pub fn of_character(key: &str, value: &Any) -> Option<Value> {
    match (key, value) {
        ("strong" | "em" | "u" | "s", Any::Bool(true)) => Some(Value::True),
        ("link", Any::String(href)) if link_allowed(href) => Some(Value::Word(href.to_string())),
        _ => None,
    }
}

/// Whether a link may be followed: `http`, `https` or `mailto`, without spaces or control characters.
pub fn link_allowed(href: &str) -> bool {
    let Some((scheme, rest)) = href.split_once(':') else {
        return false;
    };
    let scheme = scheme.to_ascii_lowercase();
    let named = match scheme.as_str() {
        "http" | "https" => rest.starts_with("//") && rest.len() > 2,
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    named
        && href.len() <= LONGEST_LINK
        && !href.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// The characters as they are shown: a control character counts as a space, so that no export
/// chokes on it and every offset stays where it was. Newlines and tabs are kept.
pub fn shown(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(odd) {
        Cow::Owned(text.replace(odd, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes a value that counts into a block.
pub(super) fn set_on_block(block: &mut Block, key: &str, value: Value) {
    match (key, value) {
        ("t", Value::Word(word)) => block.kind = kind_named(&word).unwrap_or_default(),
        ("indent", Value::Level(level)) => block.indent = level,
        ("start", Value::Number(number)) => block.start = Some(number),
        ("dir", Value::Word(word)) => block.dir = direction_named(&word),
        ("quote", Value::True) => block.quote = true,
        _ => {}
    }
}

/// Writes a value that counts into the marks of a run.
pub(super) fn set_on_marks(marks: &mut Marks, key: &str, value: Value) {
    match (key, value) {
        ("strong", Value::True) => marks.strong = true,
        ("em", Value::True) => marks.em = true,
        ("u", Value::True) => marks.underline = true,
        ("s", Value::True) => marks.strike = true,
        ("link", Value::Word(href)) => marks.link = Some(href),
        _ => {}
    }
}

/// What the newline carries that leads such a block.
pub fn carried_by_block(block: &Block) -> Vec<(&'static str, Any)> {
    let kind = match block.kind {
        BlockKind::Paragraph => None,
        BlockKind::H1 => Some("h1"),
        BlockKind::H2 => Some("h2"),
        BlockKind::H3 => Some("h3"),
        BlockKind::Ul => Some("ul"),
        BlockKind::Ol => Some("ol"),
    };
    let dir = block.dir.map(|dir| match dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    });
    let indent = (block.indent > 0).then_some(block.indent);
    let values = [
        ("t", kind.map(Any::from)),
        ("indent", indent.map(|level| Any::from(i32::from(level)))),
        ("dir", dir.map(Any::from)),
        ("quote", block.quote.then_some(Any::Bool(true))),
        (
            "start",
            block.start.map(|start| Any::from(i32::from(start))),
        ),
    ];
    let there = values.into_iter();
    there
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

/// What characters carry that are marked so.
pub fn carried_by_marks(marks: &Marks) -> Vec<(&'static str, Any)> {
    let set = |is_set: bool| is_set.then_some(Any::Bool(true));
    let values = [
        ("strong", set(marks.strong)),
        ("em", set(marks.em)),
        ("u", set(marks.underline)),
        ("s", set(marks.strike)),
        ("link", marks.link.as_deref().map(Any::from)),
    ];
    let there = values.into_iter();
    there
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

fn kind_named(word: &str) -> Option<BlockKind> {
    Some(match word {
        "h1" => BlockKind::H1,
        "h2" => BlockKind::H2,
        "h3" => BlockKind::H3,
        "ul" => BlockKind::Ul,
        "ol" => BlockKind::Ol,
        _ => return None,
    })
}

fn direction_named(word: &str) -> Option<Direction> {
    match word {
        "ltr" => Some(Direction::Ltr),
        "rtl" => Some(Direction::Rtl),
        _ => None,
    }
}

fn level(number: Number) -> Option<u8> {
    let level = u8::try_from(whole(number)?).ok()?;
    (1..=DEEPEST).contains(&level).then_some(level)
}

fn start(number: Number) -> Option<u16> {
    let start = u16::try_from(whole(number)?).ok()?;
    (1..=HIGHEST_START).contains(&start).then_some(start)
}

/// A small whole number; JavaScript peers may have sent 2 as 2.0.
fn whole(number: Number) -> Option<i32> {
    match number {
        Number::Int(n) => i32::try_from(n).ok(),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a cast saturates, and is compared"
        )]
        Number::Float(n) => {
            Some(n as i32).filter(|whole| (f64::from(*whole) - n).abs() < f64::EPSILON)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_links_may_be_followed() {
        for good in ["https://un.org/a?b=c#d", "HTTP://x", "mailto:a@b.int"] {
            assert!(link_allowed(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:x",
            "java\nscript:x",
            "data:text/html,x",
            "//un.org",
            "un.org",
            "https:",
            "https://",
            "https://a b",
            "https://a\u{0}",
            "",
        ] {
            assert!(!link_allowed(bad), "{bad:?}");
        }
    }

    #[test]
    fn wrong_values_do_not_count() {
        let number = |n: f64| Any::Number(Number::Float(n));
        assert_eq!(of_block("indent", &number(2.0)), Some(Value::Level(2)));
        assert_eq!(of_block("indent", &number(2.5)), None);
        assert_eq!(of_block("indent", &Any::Number(Number::Int(9))), None);
        assert_eq!(of_block("start", &number(4.0)), Some(Value::Number(4)));
        for odd in [0.0, -1.0, 1.5, 10_000.0, 1e300, f64::NAN] {
            assert_eq!(of_block("start", &number(odd)), None, "{odd}");
        }
        assert_eq!(of_block("start", &Any::from("4")), None);
        assert_eq!(of_character("start", &number(4.0)), None);
        assert_eq!(of_block("t", &Any::from("h7")), None);
        assert_eq!(of_block("quote", &Any::Bool(false)), None);
        assert_eq!(of_block("strong", &Any::Bool(true)), None);
        assert_eq!(of_character("strong", &Any::from("yes")), None);
        assert_eq!(of_character("t", &Any::from("h1")), None);
    }
}
