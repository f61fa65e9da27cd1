//! Web addresses in plain words, so that a contact on a card or a source in a footnote can be followed.

use crate::prose::attribute::link_allowed;

/// A stretch of plain words.
#[derive(Debug, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// Words.
    Words(&'a str),
    /// An address that may be followed.
    Address(&'a str),
}

/// The words in stretches.
pub fn split(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let (mut words_from, mut at) = (0, 0);
    while let Some(found) = text[at..].find("http").map(|found| at + found) {
        let begins = !text[..found].ends_with(char::is_alphanumeric);
        let address = address(&text[found..]);
        if begins && is_address(address) {
            push_words(&mut stretches, &text[words_from..found]);
            stretches.push(Stretch::Address(address));
            words_from = found + address.len();
        }
        at = found + address.len().max("http".len());
    }
    push_words(&mut stretches, &text[words_from..]);
    stretches
}

fn push_words<'a>(stretches: &mut Vec<Stretch<'a>>, words: &'a str) {
    if !words.is_empty() {
        stretches.push(Stretch::Words(words));
    }
}

/// Everything up to a space or a character that no address holds unescaped, less the punctuation
/// that ends a sentence or closes a bracket.
fn address(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"|\\`^{}".contains(c);
    let whole = text.find(ends).map_or(text, |end| &text[..end]);
    let closes = |c: char| ".,;:!?'*_~])»”’…".contains(c);
    let mut address = whole.trim_end_matches(closes);
    if address.contains('(') && whole[address.len()..].starts_with(')') {
        address = &whole[..=address.len()];
    }
    address
}

fn is_address(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(char::is_alphanumeric)) && link_allowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let address = |stretch| match stretch {
            Stretch::Address(address) => Some(address),
            Stretch::Words(_) => None,
        };
        split(text).into_iter().filter_map(address).collect()
    }

    #[test]
    fn an_address_ends_where_the_sentence_does() {
        assert_eq!(
            addresses("see https://a.int/b_c?d=1&e=2#f."),
            ["https://a.int/b_c?d=1&e=2#f"]
        );
        assert_eq!(
            addresses("(http://a.int/x) or https://a.int/y_(z)."),
            ["http://a.int/x", "https://a.int/y_(z)"]
        );
        assert_eq!(
            addresses("“https://a.int/é”, ahttps://b.int http:// https://?"),
            ["https://a.int/é"]
        );
        assert_eq!(
            addresses("javascript:https https://<b> httphttps://c.int"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn nothing_is_lost_between_addresses() {
        let text = "http https://a.int, https://b.int) http";
        let all: String = split(text)
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Words(words) | Stretch::Address(words) => words,
            })
            .collect();
        assert_eq!(all, text);
    }
}
