//! Monograms and short names: the few letters that stand for a delegation, made of its name.

use crate::limits;

/// One to three letters that stand for a delegation of this short name.
pub fn monogram(short: &str) -> String {
    let short = short.trim();
    if short.chars().count() <= 3 {
        return short.to_uppercase();
    }
    let initials: String = short
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(without_article)
        .filter_map(|word| word.chars().next())
        .take(3)
        .collect();
    match initials.chars().count() {
        0 | 1 => without_article(short)
            .chars()
            .take(2)
            .collect::<String>()
            .to_uppercase(),
        _ => initials.to_uppercase(),
    }
}

/// A short name made of a name: itself if it is short, else the first letters of its telling words.
pub fn short_name(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= limits::SHORT_NAME {
        return name.to_owned();
    }
    let words = || {
        name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '/' | '(' | ')'))
            .filter(|word| !word.is_empty())
    };
    let starts = |word: &str| {
        without_article(word)
            .chars()
            .next()
            .filter(|c| c.is_alphanumeric())
    };
    let telling = || words().filter(|word| !is_joining(word));
    let initials = |letters: &mut dyn Iterator<Item = char>| letters.take(6).collect::<String>();
    let great = initials(&mut telling().filter_map(starts).filter(|c| !c.is_lowercase()));
    let all = initials(&mut telling().filter_map(starts));
    let any = initials(&mut words().filter_map(starts));
    // “para”, “zur”: words that start small do not count, unless all do.
    let initials = [great, all, any]
        .into_iter()
        .find(|initials| initials.chars().count() > 1);
    initials.map_or_else(|| monogram(name), |initials| initials.to_uppercase())
}

/// Whether the word only joins others: an article, “of”, “and”.
fn is_joining(word: &str) -> bool {
    const JOINING: [&str; 43] = [
        "the", "of", "and", "for", "a", "an", "in", "on", "la", "le", "les", "l", "de", "du",
        "des", "d", "et", "aux", "au", "el", "los", "las", "del", "y", "e", "al", "da", "do",
        "dos", "das", "di", "der", "die", "und", "van", "von", "и", "в", "по", "و", "في", "من",
        "على",
    ];
    JOINING.contains(&word.to_lowercase().as_str())
}

/// Most Arabic words begin with the article, on its own or after “and”, “to”, “with”, which would give
/// all names the same letters; French and Italian ones with `l’` or `d’`.
fn without_article(word: &str) -> &str {
    const ARTICLES: [&str; 15] = [
        "وال", "بال", "كال", "فال", "ولل", "ال", "لل", "ٱل", "l’", "l'", "L’", "L'", "d’", "d'",
        "D’",
    ];
    let bare = ARTICLES
        .iter()
        .find_map(|article| word.strip_prefix(article));
    bare.filter(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{monogram, short_name};

    #[test]
    fn a_monogram_is_made_of_initials() {
        for (short, letters) in [
            ("SRRP", "SR"),
            ("nr", "NR"),
            ("Northern Coasts", "NC"),
            ("الحوار الجنوبي", "حج"),
            ("الجزائر", "جز"),
            ("", ""),
        ] {
            assert_eq!(monogram(short), letters, "{short}");
        }
    }

    #[test]
    fn short_names_are_proposed() {
        assert_eq!(short_name("South Dialogue"), "South Dialogue");
        assert_eq!(short_name("Northern Route Process"), "NRP");
        assert_eq!(short_name("Organisation of the Islands"), "OI");
        assert_eq!(short_name("Intergovernmentalism"), "IN");
    }

    #[test]
    fn articles_make_no_short_name() {
        for (name, short) in [
            ("المملكة المغربية الصديقة", "ممص"),
            ("المنظمة العربية للهجرة والتنمية", "معهت"),
            ("وزارة الشؤون الخارجية والتعاون", "وشخت"),
            ("الحوار الإقليمي حول الهجرة", "حإحه"),
            ("The Republic Of The Islands", "RI"),
            ("La Conférence des Ministres de l’Intérieur", "CMI"),
            ("El Proceso de La Ribera", "PR"),
            ("L'Union du Grand Détroit", "UGD"),
            ("Союз по делам миграции и труда", "СДМТ"),
            ("the islands of the northern sea", "INS"),
        ] {
            assert_eq!(short_name(name), short, "{name}");
        }
        assert_eq!(monogram("الحوار والتنمية"), "حت");
    }
}
