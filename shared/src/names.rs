//! Names that people give themselves and others: cleaned of what nobody sees, and kept from turning
//! the text around them.

/// The name without invisible characters and marks of direction, with single spaces.
///
/// They come along when a name is copied from a PDF or a chat. Nobody who is refused for one could
/// find it, so they are taken out; kept, one of them turns the rest of a sentence, or makes two names
/// that look the same. Joiners stay between letters of scripts that are written with them.
pub fn clean(name: &str) -> String {
    let mut clean = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    let mut space = false;
    while let Some(letter) = letters.next() {
        let joins = matches!(letter, '\u{200C}' | '\u{200D}')
            && !space
            && clean
                .chars()
                .next_back()
                .is_some_and(|before| !before.is_ascii())
            && letters.peek().is_some_and(|after| {
                !after.is_ascii() && !after.is_whitespace() && !is_invisible(*after)
            });
        if letter.is_whitespace() {
            space = true;
        } else if joins || !is_invisible(letter) {
            if space && !clean.is_empty() {
                clean.push(' ');
            }
            space = false;
            clean.push(letter);
        }
    }
    clean
}

/// The name as it may stand within other text: what is written from right to left is set apart, so
/// that it turns nothing around it.
pub fn isolated(name: &str) -> String {
    if name.chars().any(is_turning) {
        format!("\u{2068}{}\u{2069}", without_controls(name))
    } else {
        name.to_owned()
    }
}

/// Names one after the other, each set apart.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .map(isolated)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What would end the isolation from within. Names were not always cleaned.
fn without_controls(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

/// A letter that is written from right to left, or a mark that turns the text.
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a character shows nothing: soft hyphens, zero-width characters, marks of direction, fillers, tags.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_of_names() {
        for (given, name) in [
            ("  Ana \u{A0} Vo\u{AD}ss\n", "Ana Voss"),
            ("\u{202E}Ana\u{202C} Voss", "Ana Voss"),
            ("\u{2067}ليلى\u{2069}\u{200F}", "ليلى"),
            ("Ana\u{200B}\u{2060}\u{FEFF} Voss\u{E0041}", "Ana Voss"),
            ("A\u{200D}na", "Ana"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
            ("👩\u{200D}⚖ Voss", "👩\u{200D}⚖ Voss"),
            ("\u{200B}\u{3164}\u{2800} ", ""),
            ("Zoë O’Neill-Ångström", "Zoë O’Neill-Ångström"),
            ("张 伟", "张 伟"),
        ] {
            assert_eq!(clean(given), name, "{given:?}");
        }
    }

    #[test]
    fn names_turn_nothing_around_them() {
        assert_eq!(isolated("Ana"), "Ana");
        assert_eq!(isolated("ليلى"), "\u{2068}ليلى\u{2069}");
        // An old name that closes more than it opens.
        assert_eq!(isolated("Ana\u{2069}\u{202E}x"), "\u{2068}Anax\u{2069}");
        assert_eq!(listed(["Ana", "ليلى"]), "Ana, \u{2068}ليلى\u{2069}");
    }
}
