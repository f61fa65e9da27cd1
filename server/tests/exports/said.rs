//! A whole outcome, with any words put wherever people's words stand.

use crate::story;
use serde_json::Value;
use server::export::{Format, written};
use shared::outcome::Outcome;
use shared::words::{Language, Words};

/// The fields that hold people's words.
const TEXTS: [&str; 19] = [
    "title",
    "table_name",
    "item",
    "text",
    "heading",
    "label",
    "name",
    "short",
    "place_and_time",
    "contact",
    "theme",
    "reason",
    "answer",
    "organiser",
    "place",
    "dates",
    "symbol",
    "chair",
    "officers",
];

/// The outcome of two tables: one at which much was said, and one that was closed.
pub fn outcomes() -> Vec<Outcome> {
    vec![told(story::outcome()), told(story::closed())]
}

/// With what the meeting of the domain's stories lacks.
fn told(mut outcome: Outcome) -> Outcome {
    let mut value = serde_json::to_value(&outcome).expect("an outcome is JSON");
    value["spoken"] = serde_json::json!([
        { "delegation": "north", "millis": 3_723_400, "speeches": 2 },
        { "delegation": "south", "millis": 0, "speeches": 0 },
    ]);
    let link = serde_json::json!({ "text": "a link", "link": "https://a.int/b?c=1&d=2" });
    value["summary"][0]["runs"]
        .as_array_mut()
        .expect("runs")
        .push(link);
    outcome = serde_json::from_value(value).expect("it is one");
    outcome
}

/// One with a report, of which not all is written.
fn reported() -> Outcome {
    let outcome = story::outcome();
    let mut value = serde_json::to_value(&outcome).expect("an outcome is JSON");
    let written = serde_json::json!([
        { "kind": "h2", "runs": [{ "text": "Why" }] },
        { "kind": "paragraph", "runs": [{ "text": "It was said." }] },
    ]);
    let question = value["questions"][0]["id"].clone();
    value["report"] = serde_json::json!({
        "kind": "summary",
        "setting": {
            "organiser": "A", "place": "B", "dates": "C", "symbol": "D", "chair": "E", "officers": "F",
            "attribution": "named", "most_words": 8500,
        },
        "sections": [
            { "id": "participants", "about": "participants", "text": [] },
            { "id": "question-1", "about": "question", "question": question, "title": "Q", "text": written },
            { "id": "own", "about": "own", "title": "Own", "text": written },
        ],
    });
    serde_json::from_value(value).expect("it is one")
}

/// The same, with these words in every text. Tells how many texts there are.
pub fn saying(words: &str) -> (Vec<Outcome>, usize) {
    let mut count = 0;
    let say = |outcome: Outcome| {
        let mut value = serde_json::to_value(&outcome).expect("an outcome is JSON");
        replace(&mut value, words, &mut count);
        // A footnote hangs on what is said, twice.
        for section in value["background"].as_array_mut().expect("sections") {
            section["text"] = format!("{words}[^1][^1]").into();
        }
        serde_json::from_value(value).expect("words change no form")
    };
    let all = outcomes().into_iter().chain([reported()]);
    let said = all.map(say).collect();
    (said, count)
}

fn replace(value: &mut Value, words: &str, count: &mut usize) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|it| replace(it, words, count)),
        Value::Object(fields) => {
            for (key, value) in fields {
                // Titles by id, and the fields of a wording, are texts by key.
                let by_key = matches!(key.as_str(), "titles" | "fields");
                match value {
                    Value::String(text) if TEXTS.contains(&key.as_str()) && !text.is_empty() => {
                        words.clone_into(text);
                        *count += 1;
                    }
                    Value::Object(map) if by_key => {
                        for value in map.values_mut() {
                            match value {
                                Value::String(text) => {
                                    words.clone_into(text);
                                    *count += 1;
                                }
                                value => replace(value, words, count),
                            }
                        }
                    }
                    value => replace(value, words, count),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The outcomes as a file, in English.
pub fn file(format: Format, outcomes: &[Outcome]) -> Vec<u8> {
    let words = Words::of(Language::ENGLISH);
    written(format, outcomes, &words).expect("there is a file")
}
