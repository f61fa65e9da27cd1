//! People's words as files can hold them: every character one that XML has, and nothing that turns what stands around them.

use std::borrow::Cow;

/// The mark that turns nothing and counts as a letter from left to right.
const LRM: char = '\u{200e}';
/// The mark that turns nothing and counts as a letter from right to left.
const RLM: char = '\u{200f}';

/// The words without what no XML can hold, not even escaped, and in one line: a file with such a character is called damaged as a whole.
/// Tabs stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| sound(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(sound).collect())
    }
}

const fn sound(c: char) -> char {
    match c {
        '\t' => c,
        // Line breaks and controls, of both sets, and Unicode's own separators.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{fdd0}'..='\u{fdef}' => char::REPLACEMENT_CHARACTER,
        _ if c as u32 & 0xfffe == 0xfffe => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// The words with every embedding, override and isolate ended that they begin, and without ends of what they did not begin.
pub fn balanced(text: &str) -> Cow<'_, str> {
    const IS_CONTROL: fn(char) -> bool =
        |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(IS_CONTROL) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push('\u{202c}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202c}' | '\u{2069}' => {
                if open.last() != Some(&c) {
                    continue;
                }
                open.pop();
            }
            _ => {}
        }
        out.push(c);
    }
    out.extend(open.into_iter().rev());
    Cow::Owned(out)
}

/// Which way a character reads; nothing for digits, signs and spaces, which follow their neighbours.
fn reads(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => c.is_alphabetic().then_some(true),
        RLM => Some(true),
        LRM => Some(false),
        _ => c.is_alphabetic().then_some(false),
    }
}

/// The mark to set before and after words that hold letters of the other direction than their line, so that what stands beside them keeps its
/// place; nothing where no letter turns.
pub fn apart(text: &str, rtl: bool) -> Option<char> {
    let turns = text.chars().any(|c| reads(c) == Some(!rtl));
    turns.then_some(if rtl { RLM } else { LRM })
}

/// The words in stretches of one direction, as Word wants to be told. What is no letter goes with its neighbours where these agree, and
/// otherwise with the line.
pub fn stretches(text: &str, rtl: bool) -> Vec<(&str, bool)> {
    let mut out: Vec<(usize, bool)> = Vec::new();
    let mut before = rtl;
    let mut undecided: Option<usize> = None;
    let mut put = |at: usize, way: bool| {
        if out.last().is_none_or(|(_, last)| *last != way) {
            out.push((at, way));
        }
    };
    for (at, c) in text.char_indices() {
        let Some(way) = reads(c) else {
            undecided.get_or_insert(at);
            continue;
        };
        if let Some(from) = undecided.take() {
            put(from, if before == way { way } else { rtl });
        }
        put(at, way);
        before = way;
    }
    if let Some(from) = undecided {
        put(from, rtl);
    }
    let ends = out.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    out.iter()
        .zip(ends)
        .map(|((from, way), end)| (&text[*from..end], *way))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_goes() {
        assert_eq!(clean("a\u{0}b\u{1b}c\nd\te\u{85}"), "a b c d\te ");
        assert_eq!(
            clean("\u{fffe}\u{ffff}\u{1fffe}\u{fdd0}"),
            "\u{fffd}".repeat(4)
        );
        assert!(matches!(clean("عربي 中文 é"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_begun_is_ended() {
        assert_eq!(balanced("a\u{202e}b"), "a\u{202e}b\u{202c}");
        assert_eq!(
            balanced("\u{2067}\u{202b}x"),
            "\u{2067}\u{202b}x\u{202c}\u{2069}"
        );
        assert_eq!(balanced("x\u{2069}\u{202c}"), "x");
        assert_eq!(balanced("\u{2068}x\u{2069}"), "\u{2068}x\u{2069}");
    }

    #[test]
    fn letters_say_which_way_and_signs_follow() {
        assert_eq!(
            stretches("of (تشاور، 4) it", false),
            [("of (", false), ("تشاور", true), ("، 4) it", false),]
        );
        assert_eq!(stretches("نحن 3 معا.", true), [("نحن 3 معا.", true)]);
        assert_eq!(stretches("12", true), [("12", true)]);
        assert_eq!(stretches("", false), []);
        assert_eq!(apart("ab", false), None);
        assert_eq!(apart("نحن", false), Some(LRM));
        assert_eq!(apart("ab", true), Some(RLM));
    }
}
