//! Takes Markdown's emphasis and links off a text.

/// Whether the whole text is set in bold.
pub(super) fn is_all_bold(text: &str) -> bool {
    text.strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"))
        .is_some_and(|words| !words.is_empty() && !words.contains("**"))
}

/// The words of a text that is all set in italics.
pub(super) fn all_slanted(text: &str) -> Option<&str> {
    ['*', '_'].into_iter().find_map(|mark| {
        let words = text.strip_prefix(mark)?.strip_suffix(mark)?;
        let fits = words.starts_with(char::is_alphanumeric) && !words.contains([mark, '\n']);
        fits.then_some(words)
    })
}

/// The text without `**`, with links as words and address, and in Markdown without `*` and code marks.
pub(super) fn plain(text: &str, markdown: bool) -> String {
    if !text.contains(['*', '`', '<']) && !text.contains("](") {
        return text.to_owned();
    }
    let bold = without_pairs(text, "**");
    if !markdown {
        return without_links(&bold);
    }
    without_links(&without_pairs(&without_pairs(&bold, "*"), "`"))
}

/// `[words](address)` as `words (address)`, or the address alone where it is its own words.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let (before, after) = (&rest[..middle], &rest[middle + 2..]);
        // An address has an end soon, or the search for it would start again at every bracket.
        let near = &after[..after.floor_char_boundary(2_000)];
        let link = before
            .rfind('[')
            .zip(near.find(')'))
            .filter(|(open, close)| {
                !before[*open..].starts_with("[^") && !after[..*close].contains([' ', '('])
            });
        if let Some((open, close)) = link {
            let (words, address) = (&before[open + 1..], &after[..close]);
            plain.push_str(&before[..open]);
            if words == address {
                plain.push_str(address);
            } else {
                plain.extend([words, " (", address, ")"]);
            }
            rest = &after[close + 1..];
        } else {
            plain.push_str(&rest[..middle + 2]);
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

/// Without the pairs of this mark that stand around words.
fn without_pairs(text: &str, mark: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(mark) {
        let inner = &rest[open + mark.len()..];
        let opens = !rest[..open].ends_with(char::is_alphanumeric)
            && inner.starts_with(|c: char| !c.is_whitespace());
        let close = inner.find(mark).filter(|close| {
            opens
                && *close > 0
                && !inner[..*close].ends_with(char::is_whitespace)
                && !inner[close + mark.len()..].starts_with(char::is_alphanumeric)
        });
        if let Some(close) = close {
            plain.push_str(&rest[..open]);
            plain.push_str(&inner[..close]);
            rest = &inner[close + mark.len()..];
        } else {
            plain.push_str(&rest[..open + mark.len()]);
            rest = inner;
        }
    }
    plain.push_str(rest);
    plain
}
