//! The words on a note's cover and in its first sentence, folded (see `letters::fold`): what is a
//! title, what a date, what only says that this is a concept note.

use super::letters::{digit, fold, is_unspaced, words};
use super::months::is_month;
use super::vocabulary::JOINING;

/// What the document itself is called: no title.
const KINDS: &[&str] = &[
    "concept note",
    "concept paper",
    "concept notes",
    "discussion paper",
    "discussion note",
    "discussion guide",
    "background note",
    "background paper",
    "issues paper",
    "issues note",
    "guidance note",
    "scoping note",
    "non-paper",
    "terms of reference",
    "note conceptuelle",
    "note de concept",
    "note de cadrage",
    "note d'orientation",
    "note d'information",
    "note de synthese",
    "document de reflexion",
    "document conceptuel",
    "termes de reference",
    "nota conceptual",
    "nota de concepto",
    "nota de orientacion",
    "documento conceptual",
    "documento de antecedentes",
    "documento de debate",
    "documento de posicion",
    "terminos de referencia",
    "مذكرة مفاهيمية",
    "المذكرة المفاهيمية",
    "مذكرة مفاهيم",
    "مذكرة توجيهية",
    "ورقة مفاهيمية",
    "ورقة مفاهيم",
    "الورقة المفاهيمية",
    "مذكرة تفاهمية",
    "ورقة نقاش",
    "концептуальная записка",
    "концептуальная справка",
    "концептуальный документ",
    "концепция",
    "справочная записка",
    "документ для обсуждения",
    "概念说明",
    "概念文件",
    "概念书",
    "概念备忘录",
    "概念性说明",
    "讨论文件",
    "背景文件",
    "背景说明",
];

/// What may stand beside it on its line: “Draft concept note (rev. 2)”.
const BESIDE_KINDS: &[&str] = &[
    "draft",
    "final",
    "revised",
    "revision",
    "rev",
    "version",
    "provisional",
    "zero",
    "v",
    "as",
    "of",
    "the",
    "for",
    "projet",
    "de",
    "revisee",
    "provisoire",
    "finale",
    "version",
    "borrador",
    "revisada",
    "final",
    "provisional",
    "проект",
    "مشروع",
    "مسودة",
    "草案",
    "初稿",
    "修订稿",
    "only",
    "english",
    "original",
    "круглого",
    "стола",
    "семинара",
    "совещания",
    "встречи",
    "форума",
    "not",
    "official",
    "unofficial",
    "informal",
    "restricted",
];

/// What people gather for.
const GATHERINGS: &[&str] = &[
    "meeting",
    "dialogue",
    "roundtable",
    "round table",
    "workshop",
    "consultation",
    "seminar",
    "conference",
    "symposium",
    "panel",
    "exchange",
    "table ronde",
    "reunion",
    "atelier",
    "colloque",
    "concertation",
    "seminaire",
    "encuentro",
    "taller",
    "mesa redonda",
    "consulta",
    "dialogo",
    "seminario",
    "диалог",
    "круглый стол",
    "совещание",
    "семинар",
    "встреча",
    "консультаци",
    "حوار",
    "اجتماع",
    "الاجتماع",
    "ورشة",
    "طاولة مستديرة",
    "ندوة",
    "会议",
    "对话",
    "圆桌",
    "论坛",
    "研讨",
    "磋商",
];

/// What is written before the title on its own line.
const TITLE_PREFIXES: &[&str] = &[
    "title",
    "topic",
    "theme",
    "subject",
    "titre",
    "objet",
    "titulo",
    "tema",
    "asunto",
    "الموضوع",
    "тема",
];

/// Whether the line only says what kind of document this is: “Concept note”, “Draft concept note (rev. 2)”.
pub(super) fn is_kind(line: &str) -> bool {
    if line.len() > 160 {
        return false;
    }
    // “(as of 3 May)” is about the document; a date that stands by itself is the meeting's.
    let outside = match (line.find(['(', '（']), line.rfind([')', '）'])) {
        (Some(open), Some(_)) if line.trim_end().ends_with([')', '）']) => &line[..open],
        _ => line,
    };
    if is_dateline(outside) {
        return false;
    }
    let folded = fold(outside);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let plain =
        |word: &str| BESIDE_KINDS.contains(&word) || word.chars().all(|c| digit(c).is_some());
    // In several languages: “Concept note / Note conceptuelle”.
    !bare.is_empty()
        && (bare == "draft"
            || bare.split(['/', '|']).all(|part| {
                longest_kind(part).is_some_and(|(at, kind)| {
                    words(&part[..at])
                        .chain(words(&part[at + kind.len()..]))
                        .all(plain)
                })
            }))
}

/// Whether the line names a gathering, as a title does and the name of who convenes it does not.
pub(super) fn names_gathering(line: &str) -> bool {
    let folded = fold(line);
    GATHERINGS.iter().any(|name| folded.contains(name))
}

/// Whether the line is the number of the document, or says in which language it is.
pub(super) fn is_symbol(line: &str) -> bool {
    let folded = fold(line);
    let number = !line.contains([' ', '@'])
        && line.contains('/')
        && line.contains(char::is_uppercase)
        && !line.contains(char::is_lowercase)
        && line.contains(|c| digit(c).is_some());
    number
        || matches!(
            folded.as_str(),
            "english only"
                | "original: english"
                | "english"
                | "francais"
                | "espanol"
                | "distr. general"
                | "restricted"
        )
}

/// Whether the line names the kind of the document among other words.
pub(super) fn names_kind(line: &str) -> bool {
    line.len() <= 300 && longest_kind(&fold(line)).is_some()
}

/// The longest kind that a folded line names, and where.
fn longest_kind(folded: &str) -> Option<(usize, &'static str)> {
    let named = KINDS
        .iter()
        .filter_map(|kind| folded.find(kind).map(|at| (at, *kind)));
    named
        .filter(|(at, kind)| {
            let before = folded[..*at].chars().next_back();
            let after = folded[at + kind.len()..].chars().next();
            let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic() || is_unspaced(c));
            free(before) && free(after)
        })
        .max_by_key(|(_, kind)| kind.len())
}

/// The title without “Concept note:” before it or “– Concept note” after it, and what was taken off.
pub(super) fn without_kind(title: &str) -> Option<(&str, &str)> {
    let dividers = [':', '–', '—', '：', '-', '|'];
    let cut = |at: usize, divider: char| (&title[..at], &title[at + divider.len_utf8()..]);
    let spaced = |at: usize, divider: char| {
        matches!(divider, ':' | '：')
            || (title[..at].ends_with(' ') && title[at + divider.len_utf8()..].starts_with(' '))
    };
    title
        .char_indices()
        .filter(|(at, c)| dividers.contains(c) && spaced(*at, *c))
        .find_map(|(at, divider)| {
            let (before, after) = cut(at, divider);
            let (before, after) = (before.trim(), after.trim());
            if before.is_empty() || after.is_empty() {
                None
            } else if is_kind(before) {
                Some((after, before))
            } else {
                is_kind(after).then_some((before, after))
            }
        })
}

/// What follows `Title:`.
pub(super) fn after_title_prefix(line: &str) -> Option<&str> {
    let (before, after) = line.split_once([':', '：'])?;
    let after = after.trim();
    (TITLE_PREFIXES.contains(&fold(before.trim()).as_str()) && !after.is_empty()).then_some(after)
}

/// Whether the line says when, and perhaps where, the meeting is.
pub(super) fn is_dateline(line: &str) -> bool {
    let folded = fold(line);
    // “2026年5月3日” is written in one.
    if folded.contains('年')
        && folded.contains(|c| digit(c).is_some())
        && folded.chars().count() <= 60
    {
        return true;
    }
    let year = words(&folded).any(|word| {
        let value = word
            .chars()
            .try_fold(0, |value, c| Some(value * 10 + digit(c)?));
        word.chars().count() == 4 && value.is_some_and(|year| (1900..2100).contains(&year))
    });
    let slashes = folded
        .split(|c: char| !c.is_ascii_digit() && c != '/' && c != '.')
        .any(|word| {
            let mut parts = word.split(['/', '.']);
            parts.by_ref().take(3).all(|part| !part.is_empty())
                && parts.next().is_none()
                && word.len() >= 8
        });
    slashes || (year && words(&folded).any(is_month))
}

/// Where a sentence's verb most likely begins, for taking its subject as a title.
const VERBS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "must",
    "should",
    "shall",
    "remains",
    "remain",
    "continues",
    "continue",
    "brings",
    "est",
    "sont",
    "a",
    "ont",
    "etait",
    "sera",
    "seront",
    "peut",
    "peuvent",
    "doit",
    "doivent",
    "es",
    "son",
    "ha",
    "han",
    "sera",
    "puede",
    "pueden",
    "debe",
    "deben",
];

/// The subject of a sentence, as far as it is easily told: what stands before its verb.
pub(super) fn subject(sentence: &str) -> &str {
    let mut at = 0;
    for (nth, word) in sentence.split(' ').enumerate() {
        let folded = fold(word);
        // “a” is a verb in French only where the sentence is not English.
        let verb = VERBS.contains(&folded.as_str()) && (folded != "a" || is_french(sentence));
        if nth >= 2 && (verb || word.starts_with(['–', '—', '('])) || nth >= 14 {
            break;
        }
        at += word.len() + 1;
        if nth >= 2 && word.ends_with([',', ';', ':', '.', '?', '!', '،', '؛', '؟', '。']) {
            break;
        }
    }
    let mut subject = &sentence[..at.min(sentence.len())];
    loop {
        let trimmed = subject.trim_end_matches([' ', ',', ';', ':', '.', '،', '؛', '。']);
        match trimmed.rsplit_once(' ') {
            Some((before, last)) if JOINING.contains(&fold(last).as_str()) => subject = before,
            _ => return trimmed,
        }
    }
}

fn is_french(sentence: &str) -> bool {
    sentence
        .split(' ')
        .any(|word| matches!(word, "la" | "le" | "les" | "des" | "La" | "Le" | "Les"))
}
