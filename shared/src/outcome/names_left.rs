//! Names in the words of people: what no telling takes out, because it would change what they say.

use super::{Changes, Outcome};
use crate::api::NameLeft;
use crate::drafting::{Named, mentions};
use crate::words::Words;
use serde_json::Value;

/// How many are told of.
const MOST: usize = 500;
/// How many letters around a name are told.
const AROUND: usize = 60;

/// Fields that hold no words: ids and what the format itself says.
const NO_WORDS: [&str; 17] = [
    "id",
    "session",
    "table",
    "phase",
    "ballot",
    "practice",
    "question",
    "delegation",
    "option",
    "digest",
    "log",
    "telling",
    "kind",
    "role",
    "is",
    "to",
    "link",
];

impl Outcome {
    /// What delegations and people are called here.
    pub fn all_named(&self) -> Vec<Named> {
        let delegations = self.delegations.iter();
        let people = delegations.clone().flat_map(|it| &it.people);
        let others = self.others.iter().flat_map(|it| &it.people);
        let people = people.chain(others).map(|it| Named::new(&it.name, ""));
        delegations
            .map(|it| Named::new(&it.name, &it.short))
            .chain(people)
            .collect()
    }

    /// Where its texts name any of these. Every text of it is looked at, whatever it is of.
    pub fn names_left(&self, all: &[Named], words: &Words) -> Vec<NameLeft> {
        let mut left = Vec::new();
        let Ok(Value::Object(whole)) = serde_json::to_value(self) else {
            return left;
        };
        // What is the same in both texts, or came in, is found where it stands now.
        let older = self.changes.iter().flat_map(Changes::older_words);
        for text in older {
            left.extend(of_text(&text, all, "changes", words));
        }
        for (field, value) in whole.iter().filter(|(field, _)| *field != "changes") {
            let section = match field.as_str() {
                "summary" | "background" | "questions" | "practices" | "ballots" | "report" => {
                    field
                }
                "corrections" => "corrigendum",
                "commitments" => "steps",
                "footnotes" => "background",
                "no_objections" => "no-objection",
                _ => "course",
            };
            let mut texts = Vec::new();
            gather(field, value, &mut texts);
            for text in texts {
                left.extend(of_text(&text, all, section, words));
            }
        }
        left.truncate(MOST);
        left
    }
}

/// The texts in a value. The runs of a block are one text: a name may be partly bold.
fn gather(field: &str, value: &Value, texts: &mut Vec<String>) {
    if NO_WORDS.contains(&field) {
        return;
    }
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(all) if field == "runs" => {
            let runs = all.iter().filter_map(|run| run.get("text")?.as_str());
            texts.push(runs.collect());
            // Where a link leads names, too.
            let links = all.iter().filter_map(|run| run.get("link")?.as_str());
            texts.extend(links.map(str::to_owned));
        }
        Value::Array(all) => all.iter().for_each(|it| gather(field, it, texts)),
        Value::Object(all) => all
            .iter()
            .for_each(|(field, value)| gather(field, value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn of_text(text: &str, all: &[Named], section: &str, words: &Words) -> Vec<NameLeft> {
    let letters: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let found = mentions(text, all).into_iter();
    found
        .map(|(from, to, named)| NameLeft {
            section: words.say(&format!("outcome-section-{section}")),
            before: part(from.saturating_sub(AROUND), from),
            name: part(from, to),
            after: part(to, letters.len().min(to + AROUND)),
            called: named.name.clone(),
        })
        .collect()
}
