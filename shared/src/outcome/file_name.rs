//! What the file of an outcome is called, wherever it is put.

use super::Outcome;

/// The most characters of the session's title and of the table's name: file systems count bytes, and a
/// letter may have four.
const MOST: usize = 40;

/// The session, the table and the day, without the ending; of a collection of practices, that it is one.
pub fn file_name(outcome: &Outcome) -> String {
    let parts = [&outcome.title, &outcome.table_name].map(|text| sound(text));
    let day = outcome.day();
    let what = outcome.practices_only.then_some("practices");
    let parts = parts.iter().map(String::as_str).chain(what);
    let parts = parts.chain([day.as_str()]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" - ")
}

/// The text without what some file system does not take, or would take for something else.
fn sound(text: &str) -> String {
    let plain = |c: char| {
        let is_taken = c.is_control() || "/\\:*?\"<>|".contains(c) || is_mark(c);
        if is_taken { ' ' } else { c }
    };
    let text: String = text.chars().map(plain).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(MOST).collect();
    short.trim_matches([' ', '.', '~']).to_owned()
}

/// Marks that nobody sees and that turn names around.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn names_survive_every_file_system() {
        for (text, name) in [
            ("Rights on the move", "Rights on the move"),
            ("A/B: \"C\" <d>|e?*", "A B C d e"),
            ("..\\..\\etc\n\tpasswd", "etc passwd"),
            ("\u{202e}تشاور إقليمي", "تشاور إقليمي"),
            (" . ~", ""),
        ] {
            assert_eq!(sound(text), name);
        }
        assert!(sound(&"م".repeat(300)).len() <= 4 * super::MOST);
    }
}
