//! What is to be known of a table, in lines.

use shared::features::delegations::Delegation;
use shared::ids::DelegationId;
use shared::lobby::{Glance, Here, Line, Lobby, LobbyTable};
use shared::names::listed;
use std::collections::BTreeSet;

use crate::{
    views::{Icon, time_of},
    words::Wording,
};

/// One line.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Fact {
    /// The drawing beside it.
    pub icon: Icon,
    /// Whether somebody should look after it.
    pub heed: bool,
    /// What it says.
    pub text: String,
}

fn fact(icon: Icon, text: String) -> Fact {
    let heed = false;
    Fact { icon, heed, text }
}

fn heed(icon: Icon, text: String) -> Fact {
    let heed = true;
    Fact { icon, heed, text }
}

/// The lines for a table, what needs somebody first.
pub fn facts(words: Wording, lobby: &Lobby, table: &LobbyTable) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(at) = &table.at {
        facts.extend(of_the_floor(words, lobby, at));
        facts.extend(of_the_work(words, at));
    } else {
        facts.push(heed(Icon::TriangleAlert, words.say("lobby-damaged")));
    }
    facts.extend(of_people(words, lobby, table));
    facts.extend(of_lines(words, lobby, table));
    facts
}

fn of_the_floor(words: Wording, lobby: &Lobby, at: &Glance) -> Vec<Fact> {
    let mut facts = Vec::new();
    let name = |id: &DelegationId| name_of(lobby, id);
    if !at.hands.is_empty() {
        let hand = |hand: &shared::lobby::Hand| {
            let name = name(&hand.delegation);
            if hand.point {
                words.tell("lobby-point", &[("name", name.into())])
            } else {
                name
            }
        };
        let names: Vec<_> = at.hands.iter().map(hand).collect();
        let names = listed(names.iter().map(String::as_str));
        let values = [("count", at.hands.len().into()), ("names", names.into())];
        let text = words.tell("lobby-hands", &values);
        let has_point = at.hands.iter().any(|hand| hand.point);
        facts.push(if has_point {
            heed(Icon::Gavel, text)
        } else {
            fact(Icon::Mic, text)
        });
    }
    if let Some(speaking) = &at.speaking {
        let value = [("name", name(speaking).into())];
        facts.push(fact(Icon::Mic, words.tell("lobby-speaking", &value)));
    }
    facts
}

fn of_the_work(words: Wording, at: &Glance) -> Vec<Fact> {
    let ballot = |ballot: &shared::lobby::OpenBallot| {
        let title = ballot.title.as_str().into();
        let values = [("awaited", ballot.awaited.into()), ("title", title)];
        fact(Icon::Vote, words.tell("lobby-ballot", &values))
    };
    let wording = |it: &shared::lobby::OpenWording| {
        let values = [
            ("objections", it.objections.into()),
            ("title", it.title.as_str().into()),
            ("until", time_of(it.until).into()),
        ];
        fact(Icon::Timer, words.tell("lobby-wording", &values))
    };
    let mut facts: Vec<_> = at.wording.iter().map(wording).collect();
    facts.extend(at.ballots.iter().map(ballot));
    if at.unanswered > 0 {
        let count = [("count", at.unanswered.into())];
        facts.push(fact(Icon::Info, words.tell("lobby-unanswered", &count)));
    }
    if !at.ready.is_empty() {
        let all = at.delegations.into();
        let values = [("ready", at.ready.len().into()), ("all", all)];
        facts.push(fact(Icon::Check, words.tell("lobby-ready", &values)));
    }
    facts
}

/// Who writes, and who is missing.
fn of_people(words: Wording, lobby: &Lobby, table: &LobbyTable) -> Vec<Fact> {
    let mut facts = Vec::new();
    let writing = table.here.iter().filter(|it| it.writes);
    let writing: Vec<_> = writing.map(|it| person(words, lobby, it)).collect();
    facts.extend(named(Icon::PenLine, words, "lobby-writing", &writing));
    let here = delegations_here(table);
    let missing = table.expected.iter().filter(|it| !here.contains(it));
    let missing: Vec<_> = missing
        .map(|id| match elsewhere(lobby, table, id) {
            Some(at) => {
                let name = name_of(lobby, id).into();
                words.tell("lobby-elsewhere", &[("name", name), ("table", at.into())])
            }
            None => name_of(lobby, id),
        })
        .collect();
    // At a table where nobody is, that is said already.
    if !here.is_empty() {
        facts.extend(named(Icon::Users, words, "lobby-missing", &missing));
    }
    let moved = table.moved_on.iter().filter(|it| !here.contains(it));
    let moved: Vec<_> = moved.map(|id| name_of(lobby, id)).collect();
    facts.extend(named(Icon::ArrowRight, words, "lobby-moved", &moved));
    facts
}

/// How people are connected.
fn of_lines(words: Wording, lobby: &Lobby, table: &LobbyTable) -> Vec<Fact> {
    let by = |line: Line| {
        let people = table.here.iter().chain(&table.gone);
        let such = people.filter(move |it| it.line == line);
        such.map(|it| person(words, lobby, it)).collect::<Vec<_>>()
    };
    let all = [
        ("lobby-unsteady", Line::Unsteady),
        ("lobby-behind", Line::Behind),
        ("lobby-lost", Line::Lost),
    ];
    let facts = all.into_iter().filter_map(|(key, line)| {
        let fact = named(Icon::WifiOff, words, key, &by(line))?;
        Some(Fact { heed: true, ..fact })
    });
    facts.collect()
}

fn named(icon: Icon, words: Wording, key: &str, names: &[String]) -> Option<Fact> {
    let list = listed(names.iter().map(String::as_str));
    (!names.is_empty()).then(|| fact(icon, words.tell(key, &[("names", list.into())])))
}

/// The delegations of whom somebody is at the table.
pub fn delegations_here(table: &LobbyTable) -> BTreeSet<&DelegationId> {
    let delegations = table.here.iter().filter_map(|it| it.delegation.as_ref());
    delegations.collect()
}

/// At which other table somebody of a delegation is.
fn elsewhere(lobby: &Lobby, table: &LobbyTable, delegation: &DelegationId) -> Option<String> {
    let mut others = lobby.tables.iter().filter(|it| it.id != table.id);
    let there = others.find(|it| delegations_here(it).contains(delegation))?;
    Some(there.name.clone())
}

/// A delegation of the session.
pub fn delegation_of<'a>(lobby: &'a Lobby, id: &DelegationId) -> Option<&'a Delegation> {
    lobby.delegations.iter().find(|it| it.id == *id)
}

fn name_of(lobby: &Lobby, id: &DelegationId) -> String {
    delegation_of(lobby, id).map_or_else(|| id.to_string(), |it| it.name.clone())
}

/// Somebody, and whom they speak for, or as what they are here.
pub fn person(words: Wording, lobby: &Lobby, here: &Here) -> String {
    let of = here.delegation.as_ref().map_or_else(
        || words.say(&format!("role-{}", here.role)),
        |id| {
            let found = delegation_of(lobby, id);
            found.map_or_else(|| id.to_string(), |it| it.short.clone())
        },
    );
    let values = [("name", here.name.as_str().into()), ("of", of.into())];
    words.tell("lobby-person-of", &values)
}
