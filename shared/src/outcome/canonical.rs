//! The bytes of an outcome that are hashed: JSON with sorted keys and no spaces, the same whoever writes it down.

use super::Outcome;
use serde_json::Value;

/// What says how an outcome was made and by whom, and is no part of what is signed.
const ABOUT: [&str; 10] = [
    "phase",
    "item",
    "made",
    "others",
    "spoken",
    "milestones",
    "counts",
    "log",
    "sign_off",
    "drafts",
];

/// What says how this copy of it is told, and is no part of what is frozen either. Where it names nobody, its text is another anyhow.
const TOLD: [&str; 6] = [
    "telling",
    "sources",
    "changes",
    "report_is_out",
    "glance_first",
    "practices_only",
];

impl Outcome {
    /// The text that chair and rapporteur sign: what was agreed, answered, decided and corrected.
    pub fn text(&self) -> String {
        signed_text(self.value())
    }

    /// All of it but what names people and the signatures: what is frozen.
    pub fn record(&self) -> String {
        frozen_record(self.value())
    }

    fn value(&self) -> Value {
        // Our own types, whose maps have text keys, cannot fail to serialise.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The text that is signed, of an outcome as data.
pub fn signed_text(mut outcome: Value) -> String {
    for name in ABOUT.into_iter().chain(TOLD) {
        take_out(&mut outcome, name);
    }
    if let Some(Value::Array(delegations)) = outcome.get_mut("delegations") {
        for delegation in delegations {
            take_out(delegation, "people");
        }
    }
    canonical(&outcome)
}

/// What is frozen, of an outcome as data: all that it holds, whether or not this program knows it.
pub fn frozen_record(mut outcome: Value) -> String {
    take_out(&mut outcome, "sign_off");
    take_out_told(&mut outcome);
    for list in ["delegations", "others"] {
        if let Some(Value::Array(all)) = outcome.get_mut(list) {
            all.iter_mut().for_each(unname);
        }
    }
    canonical(&outcome)
}

/// Takes out of an outcome as data what says how this copy of it is told.
pub fn take_out_told(outcome: &mut Value) {
    for name in TOLD {
        take_out(outcome, name);
    }
}

/// Takes out what people are called.
fn unname(group: &mut Value) {
    if let Some(Value::Array(people)) = group.get_mut("people") {
        for person in people {
            if let Some(name) = person.get_mut("name") {
                *name = Value::String(String::new());
            }
            take_out(person, "title");
        }
    }
}

fn take_out(value: &mut Value, name: &str) {
    if let Value::Object(fields) = value {
        fields.remove(name);
    }
}

fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            out.push('{');
            for (nth, name) in names.into_iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                *out += &Value::String(name.clone()).to_string();
                out.push(':');
                write(&fields[name], out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (nth, item) in items.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        plain => *out += &plain.to_string(),
    }
}
