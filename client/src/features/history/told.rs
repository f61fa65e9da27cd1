//! A timeline in words.

use crate::features::answers::stages::stage_key;
use crate::features::delegations::guest_name;
use shared::document::Root;
use shared::features::delegations::Delegation;
use shared::features::people::Participant;
use shared::features::pulling::Guest;
use shared::history::{Mark, NamedText, Timeline, What};
use shared::ids::{DelegationId, ParticipantId};
use shared::names::isolated;

use crate::words::{Wording, listed};

/// What happened.
pub(super) fn what(words: Wording, timeline: &Timeline, mark: &Mark) -> String {
    let titled = |key: &str, title: &str| words.tell(key, &[("title", title.into())]);
    let of = |id: &DelegationId| {
        let found = delegation(timeline, id);
        found.map_or_else(|| id.to_string(), |it| it.name.clone())
    };
    match &mark.what {
        What::Convened => words.say("history-convened"),
        What::Wrote { people, texts, .. } => wrote(words, timeline, people, texts),
        What::Moved { to, title, back } => {
            let title = words.with(|words| words.place(to, title));
            let key = if *back {
                "history-moved-back"
            } else {
                "history-moved"
            };
            titled(key, &title)
        }
        What::Chair { people } if people.is_empty() => words.say("history-chair-none"),
        What::Chair { people } => {
            let who = names(words, timeline, people.iter());
            words.tell("history-chair", &[("who", who.into())])
        }
        What::Spoke { delegation, kind } => {
            let kind = words.say(&format!("speech-{}", kind.as_str()));
            let values = [("who", of(delegation).into()), ("kind", kind.into())];
            words.tell("history-spoke", &values)
        }
        What::Ruled { delegation, ruling } => {
            let ruling = words.say(&format!("floor-{}", ruling.as_str()));
            let values = [("who", of(delegation).into()), ("ruling", ruling.into())];
            words.tell("history-ruled", &values)
        }
        What::Tour => words.say("history-tour"),
        What::ListClosed => words.say("history-list-closed"),
        What::ListReopened => words.say("history-list-reopened"),
        What::BallotOpened { title } => titled("history-ballot-opened", title),
        What::WordingPut { title } => titled("history-wording-put", title),
        What::WordingClosed { title, objections } => words.tell(
            "history-wording-closed",
            &[
                ("title", title.as_str().into()),
                ("objections", (*objections).into()),
            ],
        ),
        What::WordingCancelled { title } => titled("history-wording-cancelled", title),
        What::BallotClosed { title } => titled("history-ballot-closed", title),
        What::BallotCancelled { title } => titled("history-ballot-cancelled", title),
        What::QuestionAdded { title } => titled("history-question-added", title),
        What::QuestionRevised { title } => titled("history-question-revised", title),
        What::AnswersLocked {
            title,
            locked: true,
        } => titled("history-locked", title),
        What::AnswersLocked { title, .. } => titled("history-unlocked", title),
        What::AnswersKeptPrivate { title } => titled("history-kept-private", title),
        What::AnswersRevealed { title } => titled("history-revealed", title),
        What::Frozen { number, name } => words.tell(
            "history-frozen",
            &[("number", (*number).into()), ("name", name.clone().into())],
        ),
        What::Restored => words.say("history-restored"),
        What::Compiled { title } => titled("history-compiled", title),
        What::Pulled => words.say("history-pulled"),
        What::Staged { title, stage } => {
            let stage = words.say(stage_key(*stage));
            let values = [("title", title.as_str().into()), ("stage", stage.into())];
            words.tell("history-staged", &values)
        }
        What::DraftCirculated { number } => {
            words.tell("history-draft", &[("number", (*number).into())])
        }
        What::SignedOff { version } => {
            words.tell("history-signed-off", &[("version", (*version).into())])
        }
        What::OutcomeReopened => words.say("history-reopened"),
        What::PracticeBrought { title, delegation } => {
            let values = [
                ("title", title.as_str().into()),
                ("who", of(delegation).into()),
            ];
            words.tell("history-practice-brought", &values)
        }
        What::PracticeWithdrawn { title } => titled("history-practice-withdrawn", title),
    }
}

fn wrote(words: Wording, timeline: &Timeline, people: &[ParticipantId], texts: &[u32]) -> String {
    let who = names(words, timeline, people.iter());
    let texts = texts
        .iter()
        .filter_map(|text| timeline.texts.get(*text as usize));
    let texts: Vec<_> = texts.map(|it| text(words, timeline, it)).collect();
    match words.with(|words| listed(words, &texts)) {
        Some(texts) => {
            let values = [("who", who.into()), ("texts", texts.into())];
            words.tell("history-wrote", &values)
        }
        None => words.tell("history-wrote-somewhere", &[("who", who.into())]),
    }
}

/// What a text is called.
pub(super) fn text(words: Wording, timeline: &Timeline, named: &NamedText) -> String {
    let question = || {
        let labelled = |key: &str| {
            let values = [
                ("label", named.label.as_str().into()),
                ("name", named.name.as_str().into()),
            ];
            words.tell(key, &values)
        };
        match (named.label.is_empty(), named.name.is_empty()) {
            (false, false) => labelled("history-question"),
            (false, true) => labelled("question-kicker"),
            (true, _) => isolated(&named.name),
        }
    };
    match Root::parse(&named.root) {
        Some(Root::Joint(_)) => question(),
        Some(Root::Own(_, id)) => {
            let of = delegation(timeline, &id).map_or_else(String::new, |it| it.short.clone());
            let values = [("text", question().into()), ("who", of.into())];
            words.tell("history-own", &values)
        }
        Some(Root::Practice(_, field)) => {
            let field = words.say(&format!("field-{}", field.as_str()));
            let values = [
                ("title", named.name.as_str().into()),
                ("field", field.into()),
            ];
            words.tell("history-practice", &values)
        }
        Some(Root::Summary) => words.say("outcome-own-title"),
        Some(Root::Desk(_) | Root::Private(..) | Root::Section(_) | Root::Notes) | None => {
            named.root.clone()
        }
    }
}

fn names<'a>(
    words: Wording,
    timeline: &Timeline,
    people: impl Iterator<Item = &'a ParticipantId>,
) -> String {
    let names: Vec<_> = people.map(|id| name(words, timeline, id)).collect();
    words
        .with(|words| listed(words, &names))
        .unwrap_or_default()
}

/// A person, with the delegation they speak for.
pub(super) fn name(words: Wording, timeline: &Timeline, id: &ParticipantId) -> String {
    let Some(person) = person(timeline, id) else {
        return match guest(timeline, id) {
            Some(guest) => guest_name(words, guest),
            None => words.say("history-somebody"),
        };
    };
    match of(timeline, person) {
        Some(delegation) => {
            let (short, name) = (isolated(&delegation.short), isolated(&person.name));
            format!("{short} · {name}")
        }
        None => isolated(&person.name),
    }
}

/// A person who was ever let in.
pub(super) fn person<'t>(timeline: &'t Timeline, id: &ParticipantId) -> Option<&'t Participant> {
    timeline.people.iter().find(|person| person.id == *id)
}

/// Somebody who wrote at another table.
pub(super) fn guest<'t>(timeline: &'t Timeline, id: &ParticipantId) -> Option<&'t Guest> {
    timeline.guests.iter().find(|guest| guest.id == *id)
}

/// The delegation that a person speaks for.
pub(super) fn of<'t>(timeline: &'t Timeline, person: &Participant) -> Option<&'t Delegation> {
    delegation(timeline, person.delegation.as_ref()?)
}

fn delegation<'t>(timeline: &'t Timeline, id: &DelegationId) -> Option<&'t Delegation> {
    timeline.delegations.iter().find(|it| it.id == *id)
}
