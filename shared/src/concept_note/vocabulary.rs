//! The words by which a concept note shows its structure, folded (see `letters::fold`): English,
//! French and Spanish, and the commonest in Arabic, Russian and Chinese.

use super::letters::without_marks;
use super::letters::{bare_word, fold, is_unspaced, words};

/// How the questions are headed when a note is written out; the first of those recognised.
pub(super) const QUESTIONS_HEADING: &str = "Guiding questions";

/// What a heading over questions speaks of.
const QUESTION_HEADINGS: &[&str] = &[
    "questions",
    "guiding question",
    "discussion question",
    "question for discussion",
    "issues for discussion",
    "issues for consideration",
    "points for discussion",
    "points for consideration",
    "points to consider",
    "discussion points",
    "topics for discussion",
    "points de discussion",
    "points a debattre",
    "themes de discussion",
    "pistes de reflexion",
    "preguntas",
    "puntos de discusion",
    "puntos para el debate",
    "temas de debate",
    "temas para el debate",
    "вопросы",
    "темы для обсуждения",
    "اسئلة",
    "الاسئلة",
    "محاور النقاش",
    "نقاط النقاش",
    "نقاط للنقاش",
    "问题",
    "讨论要点",
    "讨论议题",
    "思考题",
];

/// Words that headings of any note are made of. They head a section and name no topic.
const GENERIC: &[&str] = &[
    "background",
    "context",
    "introduction",
    "rationale",
    "justification",
    "purpose",
    "objective",
    "objectives",
    "aim",
    "aims",
    "goal",
    "goals",
    "overview",
    "summary",
    "scope",
    "annex",
    "annexes",
    "appendix",
    "conclusion",
    "conclusions",
    "logistics",
    "format",
    "agenda",
    "programme",
    "program",
    "participants",
    "participation",
    "next",
    "steps",
    "expected",
    "outcome",
    "outcomes",
    "results",
    "notes",
    "references",
    "methodology",
    "modalities",
    "organisation",
    "organization",
    "date",
    "venue",
    "issues",
    "key",
    "main",
    "discussion",
    "meeting",
    "preamble",
    "contact",
    "outputs",
    "contexte",
    "objectif",
    "objectifs",
    "cadre",
    "general",
    "problematique",
    "resultats",
    "attendus",
    "modalites",
    "annexe",
    "prochaines",
    "etapes",
    "preambule",
    "but",
    "buts",
    "introduccion",
    "antecedentes",
    "contexto",
    "justificacion",
    "objetivo",
    "objetivos",
    "proposito",
    "alcance",
    "resultados",
    "esperados",
    "anexo",
    "proximos",
    "pasos",
    "modalidades",
    "resumen",
    "conclusiones",
    "خلفية",
    "الخلفية",
    "السياق",
    "مقدمة",
    "المقدمة",
    "الاهداف",
    "اهداف",
    "введение",
    "контекст",
    "цели",
    "цель",
    "справочная",
    "информация",
    "общие",
    "сведения",
    "итоги",
    "ожидаемые",
    "результаты",
    "приложение",
    "背景",
    "目标",
    "目的",
    "引言",
    "预期成果",
    "附件",
];

/// Words that join the others in a heading.
pub(super) const JOINING: &[&str] = &[
    "and", "of", "the", "for", "to", "et", "de", "la", "le", "les", "des", "du", "y", "e", "el",
    "los", "las", "del", "و", "и", "a", "in", "on", "with", "from", "by", "at", "au", "aux", "en",
    "sur", "dans", "con", "por", "para", "sobre", "an", "or", "we", "it", "they", "which", "that",
    "who", "there", "nous", "il", "elle", "qui", "que", "في", "من", "على", "в", "на",
];

const NOTES: &[&str] = &[
    "notes",
    "endnotes",
    "footnotes",
    "references",
    "notes de bas de page",
    "notas",
    "notas al pie",
    "الحواشي",
    "الهوامش",
];

/// What stands over a table of contents.
const CONTENTS: &[&str] = &[
    "contents",
    "table of contents",
    "list of contents",
    "sommaire",
    "table des matieres",
    "indice",
    "indice general",
    "contenido",
    "tabla de contenido",
    "tabla de contenidos",
    "sumario",
    "содержание",
    "оглавление",
    "المحتويات",
    "قائمة المحتويات",
    "جدول المحتويات",
    "فهرس المحتويات",
    "الفهرس",
    "目录",
    "目次",
    "目 录",
];

/// Page numbers as printed at the edge of a page, with `#` for a number.
const PAGE_NUMBERS: &[&str] = &[
    "page # of #",
    "page #/#",
    "page # / #",
    "page # sur #",
    "page # de #",
    "p. # / #",
    "p. # sur #",
    "p. # of #",
    "pagina # / #",
    "pag. # de #",
    "pag. #",
    "pag. #/#",
    "страница # из #",
    "страница #",
    "с. #",
    "# из #",
    "# of #",
    "# sur #",
    "# de #",
    "# من #",
    "الصفحة # من #",
    "الصفحة #",
    "第 # 页 共 # 页",
    "第#页 共#页",
    "第#页,共#页",
    "第#页，共#页",
    "第#页/共#页",
    "第#页",
    "第 # 页",
    "[#]",
    "(#)",
    "— # —",
    "-#-",
    "| #",
    "# |",
    "pagina # de #",
    "p. #/#",
    "стр. # из #",
    "صفحة # من #",
    "page #",
    "pagina #",
    "p. #",
    "стр. #",
    "صفحة #",
    "# / #",
    "#/#",
    "- # -",
    "– # –",
];

/// Whether a line with `#` for its numbers is a page number and nothing else.
pub(super) fn is_page_number(pattern: &str) -> bool {
    PAGE_NUMBERS.contains(&fold(pattern).as_str())
}

/// Whether a line with `#` for its numbers is a header or footer that carries a page number.
pub(super) fn is_page_footer(pattern: &str) -> bool {
    let is_divider = |c: char| matches!(c, '|' | '–' | '—' | '•' | '·');
    let pattern = fold(pattern);
    PAGE_NUMBERS.iter().any(|form| {
        let counted = form.matches('#').count() == 2 && form.starts_with(char::is_alphabetic);
        let before = pattern.strip_suffix(form).map(str::trim_end);
        let after = pattern.strip_prefix(form).map(str::trim_start);
        before.is_some_and(|before| counted || before.ends_with(is_divider))
            || after.is_some_and(|after| after.starts_with(is_divider))
    })
}

/// Whether the heading stands over questions.
pub(super) fn heads_questions(heading: &str) -> bool {
    if heading.len() > 300 {
        return false;
    }
    let folded = fold(&without_marks(heading));
    words(&folded).count() <= 9 && speaks_of_questions(&folded)
}

/// Whether the sentence leads in to questions, as “Delegations may consider these questions:” does.
pub(super) fn leads_to_questions(sentence: &str) -> bool {
    if sentence.len() > 500 {
        return false;
    }
    let folded = fold(sentence);
    let Some(sentence) = folded.trim_end().strip_suffix([':', '：']) else {
        return false;
    };
    if sentence.ends_with("问题") || speaks_of_questions(tail(sentence)) {
        return true;
    }
    let near: Vec<_> = sentence.split(' ').rev().take(5).collect();
    near.iter().any(|word| {
        matches!(
            bare_word(word),
            "questions"
                | "preguntas"
                | "вопросы"
                | "вопросов"
                | "вопросам"
                | "الاسئلة"
                | "اسئلة"
        )
    })
}

/// The last words of a sentence.
fn tail(sentence: &str) -> &str {
    let start = sentence
        .rmatch_indices(' ')
        .nth(4)
        .map_or(0, |(at, _)| at + 1);
    &sentence[start..]
}

/// What people are asked to do with the points listed under a sentence.
const TALKS: [&str; 16] = [
    "discuss",
    "consider",
    "address",
    "reflect",
    "examiner",
    "debattre",
    "reflechir",
    "discuter",
    "abordar",
    "debatir",
    "reflexionar",
    "responder",
    "обсудить",
    "рассмотреть",
    "مناقشة",
    "讨论",
];

/// Whether the sentence asks people to talk about what is listed under it: “Members are invited to discuss:”.
pub(super) fn leads_to_discussion(sentence: &str) -> bool {
    if sentence.len() > 500 {
        return false;
    }
    let folded = fold(sentence);
    let Some(sentence) = folded.trim_end().strip_suffix([':', '：']) else {
        return false;
    };
    TALKS.iter().any(|talk| sentence.contains(talk))
}

fn speaks_of_questions(folded: &str) -> bool {
    let bounded = |form: &str, at: usize| {
        let before = folded[..at].chars().next_back();
        // A stem may go on (“guiding question” in “guiding questions”), but must begin a word.
        before.is_none_or(|c| !c.is_alphanumeric()) || !form.is_ascii()
    };
    // Without spaces a word is found in others: only what a Chinese heading ends with, or is, counts.
    let closes = |form: &str, at: usize| {
        let rest = folded[at + form.len()..].trim_matches(|c: char| !c.is_alphanumeric());
        !form.starts_with(is_unspaced) || rest.is_empty() || at == 0
    };
    QUESTION_HEADINGS.iter().any(|form| {
        let found = folded.rfind(form);
        found.is_some_and(|at| bounded(form, at) && closes(form, at))
    })
}

/// Whether the heading would suit any note: “Context and background”.
pub(super) fn is_generic(heading: &str) -> bool {
    if heading.len() > 300 {
        return false;
    }
    let folded = fold(&without_marks(heading));
    let mut telling = false;
    for word in words(&folded) {
        telling |= GENERIC.contains(&word);
        if !GENERIC.contains(&word) && !JOINING.contains(&word) {
            return false;
        }
    }
    telling
}

/// Whether the heading stands over a table of contents.
pub(super) fn heads_contents(heading: &str) -> bool {
    let folded = fold(&heading[..heading.floor_char_boundary(100)]);
    CONTENTS.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether the line heads the notes at the end.
pub(super) fn heads_notes(line: &str) -> bool {
    let folded = fold(line);
    NOTES.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether the line ends in a word that wants another after it.
pub(super) fn ends_in_joint(line: &str) -> bool {
    // Only the end: this is asked of a paragraph again with every line that joins it.
    let tail = line[line.floor_char_boundary(line.len().saturating_sub(100))..].trim_end();
    let last = tail.rsplit(' ').next().unwrap_or_default();
    last.ends_with(['-', ',', '–', '—', '&', '،']) || JOINING.contains(&fold(last).as_str())
}
