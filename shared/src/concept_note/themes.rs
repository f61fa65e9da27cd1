//! The themes that a background enumerates: “Four explanations have been suggested. One is that …”, “There are three
//! emerging issues: a, b, and c”, and a list under a line that announces it. A number that is kept to is the evidence; words
//! only help to find where each begins. What is found is an offer: the facilitator corrects it.

use super::Section;
use super::letters::{capitalised, fold, width};
use super::months::is_month;
use crate::limits;
use std::collections::BTreeSet;

/// Numbers as words, from two on, with accents folded; digits are read in every script that uses them.
const NUMBERS: [&[&str]; 9] = [
    &["two", "deux", "dos", "два", "две", "اثنان", "两", "二"],
    &["three", "trois", "tres", "три", "ثلاثة", "ثلاث", "三"],
    &["four", "quatre", "cuatro", "четыре", "اربعة", "اربع", "四"],
    &["five", "cinq", "cinco", "пять", "خمسة", "خمس", "五"],
    &["six", "seis", "шесть", "ستة", "ست", "六"],
    &["seven", "sept", "siete", "семь", "سبعة", "سبع", "七"],
    &["eight", "huit", "ocho", "восемь", "ثمانية", "八"],
    &["nine", "neuf", "nueve", "девять", "تسعة", "九"],
    &["ten", "dix", "diez", "десять", "عشرة", "十"],
];

/// What a sentence begins with that is one of several.
const ORDINALS: [&str; 44] = [
    "one",
    "first",
    "firstly",
    "second",
    "secondly",
    "third",
    "thirdly",
    "fourth",
    "fourthly",
    "fifth",
    "sixth",
    "seventh",
    "final",
    "finally",
    "last",
    "lastly",
    "another",
    "premierement",
    "d'abord",
    "deuxiemement",
    "troisiemement",
    "quatriemement",
    "enfin",
    "premiere",
    "premier",
    "deuxieme",
    "troisieme",
    "quatrieme",
    "derniere",
    "primero",
    "primera",
    "segundo",
    "segunda",
    "tercero",
    "tercera",
    "cuarto",
    "cuarta",
    "finalmente",
    "во-первых",
    "во-вторых",
    "в-третьих",
    "в-четвертых",
    "наконец",
    "اولا",
];

/// Words that may come before an ordinal.
const ARTICLES: [&str; 10] = ["a", "the", "la", "le", "l'", "une", "un", "el", "en", "and"];

/// Months as they are shortened, and what else comes after a day of the month, with accents folded.
const AFTER_A_DAY: [&str; 13] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "de",
];

/// What comes after an hour, or how long something takes.
const TIMES: [&str; 18] = [
    "a",
    "p",
    "am",
    "pm",
    "h",
    "hrs",
    "hours",
    "hour",
    "min",
    "minutes",
    "oclock",
    "heures",
    "heure",
    "horas",
    "часов",
    "часа",
    "минут",
    "st",
];

/// What is counted and is no theme, as it begins.
const NO_THEMES: [&str; 37] = [
    "member",
    "membre",
    "miembro",
    "член",
    "states",
    "etats",
    "estados",
    "государств",
    "countries",
    "pays",
    "paises",
    "стран",
    "session",
    "seance",
    "sesion",
    "сесси",
    "заседани",
    "day",
    "jours",
    "journees",
    "dias",
    "дня",
    "дней",
    "meeting",
    "reunion",
    "speaker",
    "orateur",
    "orador",
    "participant",
    "delegation",
    "delegacion",
    "делегац",
    "panelist",
    "people",
    "persons",
    "langu",
    "years",
];

/// How many an announcement may speak of.
const MOST: usize = 10;

/// The themes, in the order in which the background speaks of them.
pub(super) fn found(background: &[Section]) -> Vec<String> {
    let mut themes: Vec<String> = Vec::new();
    for section in background {
        let paragraphs: Vec<&str> = section
            .text
            .split('\n')
            .filter(|text| !text.trim().is_empty())
            .collect();
        let mut place = 0;
        while place < paragraphs.len() {
            let below = listed(&paragraphs[place..]);
            themes.extend(if below.is_empty() {
                told(paragraphs[place])
            } else {
                below.clone()
            });
            place += 1 + below.len();
        }
    }
    let mut seen = BTreeSet::new();
    themes.retain(|theme| seen.insert(fold(theme)));
    themes.truncate(limits::THEMES);
    themes
}

/// A line that announces so many and ends with a colon, and as many short lines below it.
fn listed(paragraphs: &[&str]) -> Vec<String> {
    let Some((head, below)) = paragraphs.split_first() else {
        return Vec::new();
    };
    let last = sentences(head).pop().unwrap_or_default();
    let is_announced = last.trim_end().ends_with([':', '：']);
    let Some(count) = announced(last).filter(|_| is_announced) else {
        return Vec::new();
    };
    let items: Vec<&str> = below
        .iter()
        .take(count)
        .map(|line| without_marker(line))
        .collect();
    let are_short = items.iter().all(|item| width(item) <= 3 * limits::NAME);
    if items.len() < count || !are_short {
        return Vec::new();
    }
    items.into_iter().map(named).collect()
}

/// Those that running text announces and then tells, in the same sentence or in those that follow.
fn told(paragraph: &str) -> Vec<String> {
    let sentences = sentences(paragraph);
    let mut themes = Vec::new();
    let mut place = 0;
    while place < sentences.len() {
        let sentence = sentences[place];
        place += 1;
        let Some(count) = announced(sentence) else {
            continue;
        };
        let items = in_a_row(sentence);
        if items.len() == count && count > 2 {
            themes.extend(items.into_iter().map(named));
            continue;
        }
        let following = sentences[place..]
            .iter()
            .map_while(|sentence| after_ordinal(sentence));
        let items: Vec<&str> = following.take(count).collect();
        if items.len() == count {
            themes.extend(items.into_iter().map(named));
            place += count;
        }
    }
    themes
}

/// Of how many a sentence speaks, if it does: the last number before a colon that counts something. In “5 March: a, b”, “Day 3: a, b” and
/// “3 p.m.: a, b” none does, and members and sessions are no themes.
fn announced(sentence: &str) -> Option<usize> {
    let head = sentence.split([':', '：']).next()?;
    let words = head.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let counts = |nth: usize| {
        let word = words[nth];
        let next = words.get(nth + 1).map(|next| fold(next));
        let number = number(word).filter(|_| counts_themes(word, next.as_deref()));
        number.or_else(|| chinese(word))
    };
    (0..words.len()).rev().find_map(counts)
}

/// Whether a number, and the word after it, may tell how many themes there are.
fn counts_themes(number: &str, next: Option<&str>) -> bool {
    let is_in_digits = number.chars().all(char::is_numeric);
    let Some(next) = next else {
        // “Day 3:” is a name, “these are three:” is not.
        return !is_in_digits;
    };
    let is_date = is_month(next) || AFTER_A_DAY.contains(&next);
    let is_time = is_in_digits && (is_date || TIMES.contains(&next));
    let is_of_no_theme = NO_THEMES.iter().any(|begins| next.starts_with(begins));
    !is_time && !is_of_no_theme
}

fn number(word: &str) -> Option<usize> {
    let word = fold(word);
    let spelled = NUMBERS
        .iter()
        .position(|words| words.contains(&word.as_str()));
    let counted = spelled.map(|place| place + 2).or_else(|| word.parse().ok());
    counted.filter(|count| (2..=MOST).contains(count))
}

/// A number before what counts things in Chinese, which puts no spaces between words.
fn chinese(words: &str) -> Option<usize> {
    let counters = words.match_indices(['个', '項', '项', '类', '点', '种', '大']);
    let before = |at: usize| words.get(at.checked_sub('三'.len_utf8())?..at);
    counters
        .filter_map(|(at, _)| number(before(at)?))
        .next_back()
}

/// What stands in a row after a colon: `a, b and c`.
fn in_a_row(sentence: &str) -> Vec<&str> {
    let Some((_, row)) = sentence.split_once([':', '：']) else {
        return Vec::new();
    };
    let row = row.trim().trim_end_matches(['.', '。', '؟', '…']);
    let separator = [';', '；', ',', '，', '、', '،']
        .into_iter()
        .find(|it| row.contains(*it));
    let Some(separator) = separator else {
        return Vec::new();
    };
    let mut items: Vec<&str> = row
        .split(separator)
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect();
    let joins = [" and ", " et ", " y ", " и ", " و"];
    if let Some(last) = items.pop() {
        let begins = joins
            .iter()
            .find_map(|join| last.strip_prefix(join.trim_start()));
        match (begins, joins.iter().find_map(|join| last.split_once(join))) {
            (Some(rest), _) => items.push(rest.trim()),
            (None, Some((one, other))) => items.extend([one.trim(), other.trim()]),
            (None, None) => items.push(last),
        }
    }
    items
}

/// What a sentence says after “A second explanation is that”, “First,” and the like.
fn after_ordinal(sentence: &str) -> Option<&str> {
    let mut rest = sentence.trim_start();
    let mut seen = 0;
    loop {
        let end = rest
            .find(|letter: char| letter.is_whitespace() || letter == ',')
            .unwrap_or(rest.len());
        let word = fold(rest[..end].trim_end_matches([',', '،', ':', '：']));
        let is_ordinal = ORDINALS.contains(&word.as_str());
        if !is_ordinal && (seen > 1 || !ARTICLES.contains(&word.as_str())) {
            return None;
        }
        seen += 1;
        rest = rest[end..].trim_start_matches([',', '،', ' ', '\u{A0}']);
        if is_ordinal {
            return Some(without_link(rest));
        }
    }
}

/// Without “explanation is that”, “concerns”: what links the ordinal to what is said.
fn without_link(rest: &str) -> &str {
    const LINKS: [&str; 15] = [
        "is that ",
        "is the ",
        "is to ",
        "concerns the ",
        "concerns ",
        "relates to ",
        "est que ",
        "est l'",
        "est la ",
        "est le ",
        "concerne ",
        "es que ",
        "es la ",
        "es el ",
        "se refiere a ",
    ];
    let near = &rest[..rest.floor_char_boundary(60)];
    let linked = LINKS
        .iter()
        .filter_map(|link| near.find(link).map(|at| (at, at + link.len())));
    match linked.min() {
        // The link follows the ordinal and at most the noun that was announced.
        Some((at, end)) if near[..at].split_whitespace().count() <= 3 => &rest[end..],
        Some(_) | None => rest,
    }
}

/// The sentences of a paragraph.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut letters = paragraph.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_end = match letter {
            '.' | '?' | '!' | '؟' => letters
                .peek()
                .is_none_or(|(_, next)| next.is_whitespace() || *next == '['),
            '。' | '？' | '！' => true,
            _ => false,
        };
        if is_end {
            let end = at + letter.len_utf8();
            sentences.push(paragraph[from..end].trim());
            from = end;
        }
    }
    sentences.push(paragraph[from..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// A line without the bullet, number or letter that it begins with.
fn without_marker(line: &str) -> &str {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '–', '—', '•', '*', '·']);
    if bare.len() < line.len() {
        return bare.trim_start();
    }
    // `c) return`, and neither `3.5 million` nor `U.S. cooperation`.
    let is_marker = |mark: &str| {
        mark.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
            <= 2
    };
    match line.split_once([')', '.']) {
        Some((mark, rest)) if is_marker(mark) && rest.starts_with(' ') => rest.trim_start(),
        Some(_) | None => line,
    }
}

/// What is said, as a name: without what is put in between dashes, and without reasons and examples.
fn named(said: &str) -> String {
    const ENDS: [&str; 8] = [
        ": ",
        " (",
        " because ",
        ", by ",
        ", including ",
        " car ",
        " porque ",
        " поскольку ",
    ];
    let bare = without_notes(said);
    let mut parts = bare.split(" – ");
    let (before, between, after) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let whole = match (between, after) {
        (Some(_), Some(after)) => format!("{before} {after}"),
        _ => before.to_owned(),
    };
    let end = ENDS.iter().filter_map(|end| whole.find(end)).min();
    let name = whole[..end.unwrap_or(whole.len())].trim();
    let name = name.trim_end_matches(['.', '。', ';', '；', ',', ':']);
    capitalised(&shortened(name))
}

/// Without the `[^1]` where a footnote hangs.
fn without_notes(text: &str) -> String {
    let mut parts = text.split("[^");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once(']').map_or(part, |(_, after)| after));
    }
    bare
}

/// As much of a name as fits, in whole words.
fn shortened(name: &str) -> String {
    if width(name) <= limits::NAME {
        return name.to_owned();
    }
    let cut: String = name.chars().take(limits::NAME - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes(text: &str) -> Vec<String> {
        found(&[Section {
            heading: String::new(),
            text: text.to_owned(),
        }])
    }

    #[test]
    fn what_is_told_after_a_number() {
        let text = "Four main explanations have been suggested. One is that the framework is insufficient: there is no \
            single document. A second explanation is that the convention – signed in 1990 – has not been ratified. A third \
            explanation concerns an implementation gap – because of a lack of will. A final explanation is that work has changed.";
        assert_eq!(
            themes(text),
            [
                "The framework is insufficient",
                "The convention has not been ratified",
                "An implementation gap",
                "Work has changed",
            ]
        );
        let text = "Three sets of measures may help. First, measures need to be taken. Second, laws can be strengthened, by \
            addressing gaps. Third, policies require cooperation.";
        assert_eq!(
            themes(text),
            [
                "Measures need to be taken",
                "Laws can be strengthened",
                "Policies require cooperation"
            ]
        );
    }

    #[test]
    fn what_stands_in_a_row() {
        let text = "There are four issues in this context: mixed flows, migration induced by climate change, people caught up in \
            crises, and the growth of the business.[^2]";
        assert_eq!(
            themes(text),
            [
                "Mixed flows",
                "Migration induced by climate change",
                "People caught up in crises",
                "The growth of the business"
            ]
        );
        assert_eq!(
            themes("Il y a trois enjeux : les données, la coopération et les retours."),
            ["Les données", "La coopération", "Les retours"]
        );
        assert_eq!(
            themes("主要有三个问题：数据、合作、返回。"),
            ["数据", "合作", "返回"]
        );
    }

    #[test]
    fn what_is_listed_below() {
        let text = "The meeting will look at three areas:\n\n- Data and evidence\n\n- Return\n\n(c) Partnerships;\n\nAll are welcome.";
        assert_eq!(
            themes(text),
            ["Data and evidence", "Return", "Partnerships"]
        );
    }

    #[test]
    fn a_date_beside_the_number_does_not_hide_it() {
        for text in [
            "On 5 March we speak of three areas: data, return and partners.",
            "Three areas are spoken of on 5 March: data, return and partners.",
            "The areas are three: data, return and partners.",
        ] {
            assert_eq!(themes(text), ["Data", "Return", "Partners"], "{text}");
        }
    }

    #[test]
    fn a_number_that_is_not_kept_to_is_no_theme() {
        for text in [
            "In two decades, much has changed: trade, travel, work and study.",
            "Three States spoke. First, they thanked the host.",
            "It has 5 members: A, B and C.",
            "It has three members: A, B and C.",
            "5 March: A, B, C, D and E.",
            "The 3 March: opening, debate, closing.",
            "On 4 avril : accueil, débat, pause et clôture.",
            "El 3 de marzo: apertura, debate y clausura.",
            "3 марта: открытие, дискуссия и закрытие.",
            "Day 3: opening, debate and closing.",
            "At 3 p.m.: opening, debate and closing.",
            "Session 4: return, data, partners and funds.",
            "There are three sessions: opening, debate and closing.",
            "Of the ten, four left.",
        ] {
            assert!(themes(text).is_empty(), "{text}: {:?}", themes(text));
        }
    }
}
