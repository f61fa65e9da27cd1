//! Guiding questions, and what they may be split into.

use super::letters::{
    asks, bare_word, capitalised, fold, is_question_mark, one_line, width, words,
};
use super::marks::without_marks;
use super::{NotedQuestion, QuestionPart};

/// Beyond this many parts a question is left whole.
const MOST_PARTS: usize = 6;

/// A question as listed, with what is listed under it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    label: String,
    text: String,
    items: Vec<String>,
    parts: Option<Vec<QuestionPart>>,
}

impl Asked {
    pub(super) fn new(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            text: text.trim().to_owned(),
            ..Self::default()
        }
    }

    /// An item listed under it.
    pub(super) fn item(&mut self, text: &str) {
        self.items.push(text.trim().to_owned());
    }

    /// A paragraph that goes on with it.
    pub(super) fn go_on(&mut self, text: &str) {
        let end = self.items.last_mut().unwrap_or(&mut self.text);
        if !end.is_empty() {
            end.push(' ');
        }
        end.push_str(text.trim());
    }

    /// A line `> Name: question` under it; `>` alone says that it is not split.
    pub(super) fn part(&mut self, text: &str) {
        let parts = self.parts.get_or_insert_default();
        if let Some((name, text)) = text.split_once(':').filter(|(name, _)| width(name) <= 80) {
            parts.push(QuestionPart {
                name: name.trim().to_owned(),
                text: text.trim().to_owned(),
            });
        } else if !text.is_empty() {
            parts.push(QuestionPart {
                name: name_of(text, &[]),
                text: text.trim().to_owned(),
            });
        }
    }

    /// The question as noted, with the parts that it names or that it falls into.
    pub(super) fn noted(self) -> NotedQuestion {
        let Self {
            label,
            mut text,
            items,
            parts,
        } = self;
        let asking = (2..=MOST_PARTS).contains(&items.len()) && items.iter().all(|item| asks(item));
        let listed = asking.then(|| named(items.clone()));
        for item in &items {
            let joint = if text.is_empty()
                || text.ends_with([':', '?', '.', ';', '؟', '：', '？'])
                || asking
            {
                " "
            } else {
                "; "
            };
            if !text.is_empty() {
                text.push_str(joint);
            }
            text.push_str(item);
        }
        let text = one_line(&text);
        let parts = parts.or(listed).unwrap_or_else(|| offered(&text));
        NotedQuestion { label, text, parts }
    }
}

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
fn pieces_after_question_marks(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut mark = false;
    let cuts = text.char_indices().filter_map(move |(at, letter)| {
        let cut = mark
            && (letter == ' ' || super::letters::is_unspaced(letter))
            && !is_question_mark(letter);
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
    const LEADS: [&str; 14] = [
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
        "إذا كان",
    ];
    let folded = fold(piece);
    let few = words(piece).take(4).count() < 4 && piece.is_ascii();
    few || LEADS.iter().any(|lead| folded.starts_with(lead))
}

/// Gives every part a name of its own.
fn named(pieces: Vec<String>) -> Vec<QuestionPart> {
    let mut parts: Vec<QuestionPart> = Vec::with_capacity(pieces.len());
    for text in pieces {
        let taken: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        let name = name_of(&text, &taken);
        parts.push(QuestionPart { name, text });
    }
    parts
}

/// What questions are about, the most telling first. The name is the text's own words for it.
const TOPICS: [&[&str]; 30] = [
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
        "الأولويات",
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
    &["example", "exemple", "ejemplo", "أمثلة"],
    &["impact", "effect", "effet", "impacto"],
    &["result", "resultat", "resultado"],
    &["policy", "policies", "politique", "politica"],
    &["legislation", "law", "loi", "ley"],
];

/// Words that a question begins with before it comes to its subject.
const BEGINNINGS: [&str; 96] = [
    "how", "what", "which", "who", "whom", "whose", "where", "when", "why", "in", "to", "on",
    "for", "of", "from", "with", "by", "at", "and", "or", "is", "are", "was", "were", "be", "been",
    "do", "does", "did", "has", "have", "had", "can", "could", "should", "would", "will", "may",
    "might", "must", "the", "a", "an", "your", "you", "our", "we", "their", "they", "it", "its",
    "this", "that", "these", "those", "there", "any", "some", "such", "as", "extent", "way",
    "ways", "much", "many", "comment", "quel", "quelle", "quels", "quelles", "que", "qui", "dans",
    "votre", "vos", "est", "sont", "ont", "peut", "peuvent", "la", "le", "les", "des", "de", "du",
    "como", "cual", "cuales", "su", "sus", "el", "los", "en", "son", "ha",
];

/// A short name for a part, from its own words, unlike those that are taken.
fn name_of(question: &str, taken: &[&str]) -> String {
    let text = without_marks(question);
    let by_topic = TOPICS.iter().find_map(|forms| {
        let name = forms.iter().find_map(|form| phrase(&text, form))?;
        (!taken.contains(&name.as_str())).then_some(name)
    });
    let name = by_topic.unwrap_or_else(|| subject(&text));
    if !name.is_empty() && !taken.contains(&name.as_str()) {
        return name;
    }
    (taken.len() + 1..)
        .map(|n| format!("{name} {n}").trim().to_owned())
        .find(|name| !taken.contains(&name.as_str()))
        .unwrap_or(name)
}

/// The text's own words where they say this, in singular or plural: “good practices”.
fn phrase(text: &str, form: &str) -> Option<String> {
    let wanted: Vec<&str> = form.split(' ').collect();
    let spoken: Vec<&str> = words(text).take(200).collect();
    let at = spoken.windows(wanted.len()).find(|window| {
        window
            .iter()
            .zip(&wanted)
            .all(|(word, wanted)| is_form_of(&fold(word), wanted))
    })?;
    Some(capitalised(&at.join(" ")))
}

/// Whether the word is that word or its plural.
fn is_form_of(word: &str, singular: &str) -> bool {
    word.strip_prefix(singular)
        .is_some_and(|end| matches!(end, "" | "s" | "es" | "x"))
}

/// The first words of a question that say something, four at most.
fn subject(text: &str) -> String {
    let spoken = text.split(' ').skip_while(|word| {
        let folded = fold(bare_word(word));
        folded.is_empty() || BEGINNINGS.contains(&folded.as_str())
    });
    let mut name = String::new();
    for word in spoken.take(4) {
        let bare = bare_word(word);
        if width(&name) + width(bare) > 40
            || (!name.is_empty() && BEGINNINGS.contains(&fold(bare).as_str()))
        {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(bare);
        if !word.ends_with(bare) {
            break;
        }
    }
    capitalised(&name)
}
