//! What is told of a practice in a few words, on the list and on its own page.

use shared::features::practices::{FromFile, GoodPractice, PracticeCard};
use shared::features::themes::Theme;
use shared::ids::PracticeId;
use shared::names::isolated;
use shared::table::RoundTable;

use crate::words::Wording;

/// An id that nothing has.
pub fn probe() -> PracticeId {
    match PracticeId::new("a-new-one") {
        Ok(id) => id,
        Err(_) => unreachable!("letters and dashes are an id"),
    }
}

/// What it is, in a word: how mature a practice is, or that it is a lesson.
pub fn stage(words: Wording, card: &PracticeCard) -> Option<String> {
    match card.maturity() {
        None => Some(words.say(&format!("practice-kind-{}", card.kind.as_str()))),
        // Nothing was given that would say more.
        Some(_) if card.evidence.is_empty() => None,
        Some(maturity) => Some(words.say(&format!("maturity-{}", maturity.as_str()))),
    }
}

/// Where a practice comes from that was brought from a file.
pub fn from_file(words: Wording, from: &FromFile) -> String {
    let collection = isolated(&from.collection);
    if from.whose.is_empty() {
        return words.tell("practice-from-file", &[("collection", collection.into())]);
    }
    let values = [
        ("collection", collection.into()),
        ("whose", isolated(&from.whose).into()),
    ];
    words.tell("practice-from-file-of", &values)
}

/// The themes that it speaks to, its own last.
pub fn themes(all: Vec<Theme>, card: &PracticeCard) -> Option<String> {
    let spoken_to = all.into_iter().filter(|it| card.themes.contains(&it.id));
    let own = Some(card.theme.clone()).filter(|theme| !theme.is_empty());
    let names: Vec<_> = spoken_to.map(|it| it.name).chain(own).collect();
    (!names.is_empty()).then(|| names.join(" · "))
}

/// What the question that a practice speaks to is called.
pub fn question_name(table: &RoundTable, practice: &GoodPractice) -> Option<String> {
    let question = table.question(practice.card.question.as_ref()?)?;
    let has_name = !question.name.is_empty();
    let called = if has_name {
        &question.name
    } else {
        &question.text
    };
    Some(called.clone())
}
