//! The words on a note's cover and in its first sentence, folded (see `letters::fold`): what is a
//! title, what a date, what only says that this is a concept note.

use super::letters::{fold, words};
use super::vocabulary::JOINING;

/// What the document itself is called: no title.
const KINDS: &[&str] = &[
    "concept note",
    "concept paper",
    "concept notes",
    "discussion paper",
    "discussion note",
    "background note",
    "background paper",
    "issues paper",
    "draft",
    "draft concept note",
    "note conceptuelle",
    "note de cadrage",
    "note d'orientation",
    "document de reflexion",
    "nota conceptual",
    "nota de concepto",
    "documento de antecedentes",
    "documento de debate",
    "مذكرة مفاهيمية",
    "مذكرة توجيهية",
    "концептуальная записка",
    "概念说明",
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

/// Months in English, French and Spanish.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// Whether the line only says what kind of document this is: “Concept note”.
pub(super) fn is_kind(line: &str) -> bool {
    let folded = fold(line);
    KINDS.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
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
    let year = words(&folded).any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.parse::<u16>().is_ok()
    });
    let slashes = folded
        .split(|c: char| !c.is_ascii_digit() && c != '/' && c != '.')
        .any(|word| {
            let mut parts = word.split(['/', '.']);
            parts.by_ref().take(3).all(|part| !part.is_empty())
                && parts.next().is_none()
                && word.len() >= 8
        });
    slashes || (year && words(&folded).any(|word| MONTHS.contains(&word)))
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
