//! Follow the chair: whoever presides leads everybody's view; who looks elsewhere is shown the way back.

mod follow;
pub mod leading;
pub mod pointer;
pub mod strip;

use leptos::prelude::*;
use shared::document::Root;
use shared::features::answers::GuidingQuestion;
use shared::features::lead::Led;
use shared::table::RoundTable;

use crate::live::LiveTable;
use crate::room::navigation::Shown;
use crate::views::memo;
use crate::words::Wording;

/// The page of the room that one is led to.
pub fn page(to: &Led) -> Shown {
    match to {
        Led::Note => Shown::Note,
        Led::Question { question } => Shown::Question(question.clone()),
        Led::Practices => Shown::Practices,
        Led::Practice { practice } => Shown::Practice(practice.clone()),
        Led::Ballots => Shown::Ballots,
        Led::Revisions => Shown::Revisions,
        Led::Passage { on, .. } => page_of(&on.root),
    }
}

/// The page on which a text stands.
fn page_of(root: &Root) -> Shown {
    match root {
        Root::Joint(question) | Root::Own(question, _) | Root::Private(question, _) => {
            Shown::Question(question.clone())
        }
        Root::Practice(practice, _) => Shown::Practice(practice.clone()),
        Root::Desk(delegation) => Shown::Desk(delegation.clone()),
        Root::Summary | Root::Section(_) | Root::Notes => Shown::Note,
    }
}

/// Where everybody could be led who is to see that page; nowhere for what not everybody reads.
fn led(page: &Shown) -> Option<Led> {
    Some(match page {
        Shown::Note => Led::Note,
        Shown::Question(question) => Led::Question {
            question: question.clone(),
        },
        Shown::Practices => Led::Practices,
        Shown::Practice(practice) => Led::Practice {
            practice: practice.clone(),
        },
        Shown::Ballots => Led::Ballots,
        Shown::Revisions => Led::Revisions,
        Shown::Desk(_) => return None,
    })
}

/// Where everybody is led, if that is still there.
pub fn led_to(table: &RoundTable) -> Option<Led> {
    let to = table.lead.0.clone()?;
    let is_there = match &to {
        Led::Note | Led::Practices | Led::Ballots | Led::Revisions => true,
        Led::Question { question } => table.question(question).is_some(),
        Led::Practice { practice } => table.practice(practice).is_some(),
        Led::Passage { on, .. } => table.roots().contains(&on.root),
    };
    is_there.then_some(to)
}

/// Where everybody is led now.
pub fn destination(live: LiveTable) -> Memo<Option<Led>> {
    memo(move || live.with(led_to).flatten())
}

/// What a page is called.
fn title(words: Wording, table: &RoundTable, to: &Led) -> String {
    match to {
        Led::Note => words.say("agenda-background"),
        Led::Practices => words.say("agenda-all-practices"),
        Led::Ballots => words.say("agenda-ballots"),
        Led::Revisions => words.say("agenda-revisions"),
        Led::Practice { practice } => {
            let there = table.practice(practice);
            there.map(|it| it.card.title.clone()).unwrap_or_default()
        }
        Led::Question { question } => {
            let there = table.question(question);
            there.map(GuidingQuestion::titled).unwrap_or_default()
        }
        Led::Passage { quote, .. } => {
            words.tell("lead-quoted", &[("quote", quote.as_str().into())])
        }
    }
}
