//! What a table's texts are called.

use shared::document::Root;
use shared::table::RoundTable;

use crate::words::Wording;

/// What the text of this root is called.
pub(super) fn title(table: &RoundTable, words: Wording, root: &Root) -> String {
    let question = |id| {
        let question = table.question(id);
        question.map_or_else(String::new, |it| it.called().to_owned())
    };
    match root {
        Root::Joint(id) => words.tell("desk-joint", &[("question", question(id).into())]),
        Root::Own(id, delegation) | Root::Private(id, delegation) => {
            let name = table.delegation(delegation).map(|it| it.name.clone());
            let values = [
                ("name", name.unwrap_or_default().into()),
                ("question", question(id).into()),
            ];
            words.tell("revision-own", &values)
        }
        Root::Practice(id, field) => {
            let title = table.practice(id).map(|it| it.card.title.clone());
            let values = [
                ("title", title.unwrap_or_default().into()),
                (
                    "field",
                    words.say(&format!("field-{}", field.as_str())).into(),
                ),
            ];
            words.tell("revision-practice", &values)
        }
        Root::Summary => words.say("revision-summary"),
        // No desk is frozen, nor are notes, nor the report.
        Root::Desk(_) | Root::Section(_) | Root::Notes => String::new(),
    }
}
