//! What a question may be split into, and what to call the parts.

use super::QuestionPart;
use super::letters::without_marks;
use super::letters::{
    asks, bare_word, capitalised, fold, is_question_mark, is_unspaced, width, words,
};
use std::ops::Range;

/// Beyond this many parts a question is left whole.
pub(super) const MOST_PARTS: usize = 6;

/// What a question falls into: nothing, or its several interrogative sentences.
pub(super) fn offered(question: &str) -> Vec<QuestionPart> {
    let mut pieces: Vec<String> = Vec::new();
    let mut asking = false;
    for piece in pieces_after_question_marks(question) {
        match pieces.last_mut() {
            Some(last) if !asks(piece) || (asking && is_follow_up(piece)) => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
        asking = true;
    }
    if (2..=MOST_PARTS).contains(&pieces.len()) {
        named(pieces)
    } else {
        Vec::new()
    }
}

/// The text cut after each question mark that ends a sentence, closing quotes and marks included.
pub(super) fn pieces_after_question_marks(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut mark = false;
    let cuts = text.char_indices().filter_map(move |(at, letter)| {
        let cut = mark && (letter == ' ' || is_unspaced(letter)) && !is_question_mark(letter);
        mark = is_question_mark(letter)
            || (mark
                && !cut
                && matches!(
                    letter,
                    '"' | '”' | '’' | '»' | ')' | ']' | '[' | '^' | '0'..='9' | '!'
                ));
        cut.then_some(at)
    });
    cuts.chain([text.len()])
        .map(move |end| {
            let piece = text[start..end].trim();
            start = end;
            piece
        })
        .filter(|piece| !piece.is_empty())
}

/// Whether it only asks on from the question before: “If so, how?”
fn is_follow_up(piece: &str) -> bool {
    const LEADS: &[&str] = &[
        "if so",
        "if not",
        "if yes",
        "if no",
        "why ",
        "why?",
        "how so",
        "si oui",
        "si non",
        "si tel",
        "le cas echeant",
        "en caso",
        "de ser asi",
        "اذا كان",
    ];
    let folded = fold(piece);
    let few = words(piece).take(4).count() < 4 && piece.is_ascii();
    few || LEADS.iter().any(|lead| folded.starts_with(lead))
}

/// Gives every part a name of its own.
pub(super) fn named(pieces: Vec<String>) -> Vec<QuestionPart> {
    let mut parts: Vec<QuestionPart> = Vec::with_capacity(pieces.len());
    for text in pieces {
        let taken: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        let name = name_of(&text, &taken);
        parts.push(QuestionPart { name, text });
    }
    parts
}

/// What questions are about, the most telling first. The name is the text's own words for it.
const TOPICS: &[&[&str]] = &[
    &[
        "good practice",
        "best practice",
        "promising practice",
        "bonne pratique",
        "meilleure pratique",
        "buena practica",
        "mejor practica",
        "الممارسات الجيدة",
        "практика",
    ],
    &[
        "lesson learned",
        "lesson learnt",
        "lesson",
        "lecon tiree",
        "enseignement",
        "leccion aprendida",
        "الدروس المستفادة",
    ],
    &["success story", "success", "reussite", "exito"],
    &[
        "experience",
        "experiencia",
        "تجربة",
        "تجارب",
        "خبرة",
        "خبرات",
        "опыт",
    ],
    &[
        "challenge",
        "obstacle",
        "barrier",
        "difficulty",
        "difficulties",
        "defi",
        "difficulte",
        "desafio",
        "reto",
        "dificultad",
        "التحديات",
        "вызов",
    ],
    &["gap", "lacune", "brecha"],
    &["opportunity", "opportunities", "opportunite", "oportunidad"],
    &[
        "recommendation",
        "recommandation",
        "recomendacion",
        "التوصيات",
    ],
    &[
        "priority",
        "priorities",
        "priorite",
        "prioridad",
        "الاولويات",
    ],
    &["need", "besoin", "necesidad", "الاحتياجات"],
    &["next step", "follow-up", "prochaine etape", "proximo paso"],
    &["role", "contribution", "rol", "papel", "دور"],
    &["indicator", "indicateur", "indicador"],
    &["data", "donnee", "dato", "البيانات"],
    &[
        "information exchange",
        "exchange of information",
        "information",
    ],
    &[
        "partnership",
        "partner",
        "partenariat",
        "partenaire",
        "alianza",
        "socio",
    ],
    &["coordination", "coordinacion", "التنسيق"],
    &["cooperation", "collaboration", "cooperacion", "التعاون"],
    &["mechanism", "mecanisme", "mecanismo"],
    &[
        "funding",
        "financing",
        "resource",
        "financement",
        "ressource",
        "financiamiento",
        "recurso",
        "التمويل",
    ],
    &[
        "training",
        "capacity",
        "capacities",
        "formation",
        "capacite",
        "capacitacion",
        "capacidad",
    ],
    &["measure", "mesure", "medida", "التدابير"],
    &["action", "accion"],
    &["solution", "solucion"],
    &["tool", "outil", "herramienta"],
    &["example", "exemple", "ejemplo", "امثلة"],
    &["impact", "effect", "effet", "impacto"],
    &["result", "resultat", "resultado"],
    &["policy", "policies", "politique", "politica"],
    &["legislation", "law", "loi", "ley"],
];

/// Words that a question begins with before it comes to its subject.
const BEGINNINGS: &[&str] = &[
    "how", "what", "which", "who", "whom", "whose", "where", "when", "why", "in", "to", "on",
    "for", "of", "from", "with", "by", "at", "and", "or", "is", "are", "was", "were", "be", "been",
    "do", "does", "did", "has", "have", "had", "can", "could", "should", "would", "will", "may",
    "might", "must", "the", "a", "an", "your", "you", "our", "we", "their", "they", "it", "its",
    "this", "that", "these", "those", "there", "any", "some", "such", "as", "extent", "way",
    "ways", "much", "many", "comment", "quel", "quelle", "quels", "quelles", "que", "qui", "dans",
    "votre", "vos", "est", "sont", "ont", "peut", "peuvent", "la", "le", "les", "des", "de", "du",
    "como", "cual", "cuales", "su", "sus", "el", "los", "en", "son", "ha", "ete", "take",
    "describe", "about", "please",
];

/// A short name for a part, from its own words, unlike those that are taken.
pub(super) fn name_of(question: &str, taken: &[&str]) -> String {
    let text = without_marks(question);
    let spoken: Vec<&str> = words(&text).take(100).map(without_elision).collect();
    let folded: Vec<String> = spoken.iter().map(|word| fold(word)).collect();
    let by_topic = TOPICS.iter().find_map(|forms| {
        let said = forms.iter().find_map(|form| find_phrase(&folded, form))?;
        let name = capitalised(&spoken[said].join(" "));
        (!taken.contains(&name.as_str())).then_some(name)
    });
    let name = by_topic.unwrap_or_else(|| subject(&text));
    if !name.is_empty() && !taken.contains(&name.as_str()) {
        return name;
    }
    format!("{name} {}", taken.len() + 1).trim().to_owned()
}

/// Where the words say this, in singular or plural: “good practices”.
fn find_phrase(folded: &[String], form: &str) -> Option<Range<usize>> {
    let length = form.split(' ').count();
    let is_said = |window: &[String]| {
        window
            .iter()
            .zip(form.split(' '))
            .all(|(word, wanted)| is_form_of(word, wanted))
    };
    let at = folded.windows(length).position(is_said)?;
    Some(at..at + length)
}

/// The word after `l’` or `d’`.
fn without_elision(word: &str) -> &str {
    let elided = word
        .split_once(['’', '\''])
        .filter(|(before, _)| matches!(*before, "l" | "d" | "L" | "D"));
    elided.map_or(word, |(_, after)| after)
}

/// Whether the word is that word or its plural.
fn is_form_of(word: &str, singular: &str) -> bool {
    word.strip_prefix(singular)
        .is_some_and(|end| matches!(end, "" | "s" | "es" | "x"))
}

/// The first words of a question that say something, three at most.
fn subject(text: &str) -> String {
    let skipped = |word: &str| BEGINNINGS.contains(&fold(word).as_str());
    let spoken = text.split(' ').skip_while(|word| {
        let bare = bare_word(word);
        bare.is_empty() || skipped(bare)
    });
    let mut name: Vec<&str> = Vec::new();
    for word in spoken.take(3) {
        let bare = bare_word(word);
        let joins = matches!(bare, "and" | "et" | "y" | "و" | "и");
        if !joins
            && (skipped(bare)
                || name
                    .iter()
                    .chain([&bare])
                    .map(|word| width(word) + 1)
                    .sum::<usize>()
                    > 40)
        {
            break;
        }
        name.push(bare);
        if !word.ends_with(bare) {
            break;
        }
    }
    while name
        .last()
        .is_some_and(|last| matches!(*last, "and" | "et" | "y" | "و" | "и"))
    {
        name.pop();
    }
    capitalised(&name.join(" "))
}
