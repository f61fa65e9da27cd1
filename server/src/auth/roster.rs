//! The roster: who is expected, pasted as it comes out of a mail or a table. It is read tolerantly, and compared as people compare
//! names: without capitals, accents and the order of first name and surname.

use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::{DelegationId, ParticipantId, SessionId};
use shared::joining::{LineFault, RosterFault};
use shared::limits;
use shared::names::is_invisible;
use shared::refusal::Noun;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::sessions::convene::fit;
use crate::sessions::state::SessionState;
use crate::store::{Came, RosterRow, RowChange};

/// How many lines may be wrong before the others are not read.
const FAULTS: usize = 100;

/// What a roster says: the lines that were taken, and what is wrong with the others.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Who is expected; nobody has come in yet.
    pub rows: Vec<RosterRow>,
    /// The lines that were not taken.
    pub faults: Vec<LineFault>,
}

/// Reads lines of `name; delegation; role`. Parts may also be parted by tabs, as a table copies them, or by bars; by commas where
/// there is nothing else. The role may be left out, and so may the delegation of whoever needs none. Empty lines mean nothing.
pub fn read(text: &str, delegations: &[Delegation]) -> Reading {
    let mut reading = Reading::default();
    let called = Called::new(delegations);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let full = reading.rows.len() + reading.faults.len() >= limits::ROSTER;
        let read = if full || reading.faults.len() >= FAULTS {
            Err((RosterFault::TooManyLines, ""))
        } else {
            read_line(line, &called)
        };
        match read {
            Ok((name, role, delegation)) => reading.rows.push(RosterRow {
                line: number,
                likeness: likeness(&name),
                name,
                role: role.as_str().to_owned(),
                delegation,
                used_by: None,
            }),
            Err((fault, part)) => reading.faults.push(LineFault {
                line: number,
                fault,
                part: part.chars().take(limits::NAME).collect(),
            }),
        }
        if reading.faults.last().is_some_and(Reading::is_end) {
            break;
        }
    }
    reading
}

impl Reading {
    const fn is_end(fault: &LineFault) -> bool {
        matches!(fault.fault, RosterFault::TooManyLines)
    }
}

/// What the delegations are called, as names are compared.
struct Called(HashMap<String, DelegationId>);

impl Called {
    fn new(delegations: &[Delegation]) -> Self {
        let mut called = HashMap::new();
        for it in delegations {
            for name in [&it.name, &it.short] {
                let like = likeness(name);
                called.entry(like).or_insert_with(|| it.id.clone());
            }
        }
        Self(called)
    }

    /// The delegation that is called so, in full or in short.
    fn named(&self, text: &str) -> Option<DelegationId> {
        self.0.get(&likeness(text)).cloned()
    }
}

type Line = (String, Role, Option<DelegationId>);

fn read_line<'t>(line: &'t str, called: &Called) -> Result<Line, (RosterFault, &'t str)> {
    let parts = parts(line);
    let [name, others @ ..] = parts.as_slice() else {
        return Err((RosterFault::NoName, line));
    };
    if likeness(name).is_empty() {
        return Err((RosterFault::NoName, line));
    }
    let name = fit(name, Noun::Name, limits::NAME).map_err(|_| (RosterFault::BadName, *name))?;
    let (of, role) = match *others {
        [] => ("", ""),
        // The one part may be either: a delegation that is called as a role is would be meant.
        [one] if called.named(one).is_none() && role(one).is_some() => ("", one),
        [one] => (one, ""),
        [of, role] => (of, role),
        [.., last] => return Err((RosterFault::TooManyParts, last)),
    };
    let delegation = match of {
        "" => None,
        of => Some(
            called
                .named(of)
                .ok_or((RosterFault::UnknownDelegation, of))?,
        ),
    };
    let role = match role {
        "" => Role::Delegate,
        text => self::role(text).ok_or((RosterFault::UnknownRole, text))?,
    };
    match role {
        Role::Delegate if delegation.is_none() => Err((RosterFault::NeedsDelegation, line)),
        // Only delegates speak for one; what it says beside others is where they come from.
        Role::Delegate => Ok((name, role, delegation)),
        _ => Ok((name, role, None)),
    }
}

fn parts(line: &str) -> Vec<&str> {
    let by = ['\t', ';', '|', ',']
        .into_iter()
        .find(|by| line.contains(*by));
    let parts: Vec<_> = by.map_or_else(|| vec![line], |by| line.split(by).collect());
    let mut parts: Vec<_> = parts.into_iter().map(quoted).collect();
    while parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    parts
}

/// A table puts what it exports between quotation marks.
fn quoted(part: &str) -> &str {
    let part = part.trim();
    let inner = part
        .strip_prefix('"')
        .and_then(|part| part.strip_suffix('"'));
    inner.unwrap_or(part).trim()
}

/// The role that is called so. Nobody facilitates because of a line with their name.
fn role(text: &str) -> Option<Role> {
    let role = text.to_lowercase().parse().ok()?;
    match role {
        Role::Delegate | Role::Rapporteur | Role::Observer | Role::Interpreter => Some(role),
        Role::Facilitator | Role::Projector => None,
    }
}

/// Who of them has a place in the session already, and need not be let in by a line.
pub fn in_already(rows: &[RosterRow], state: &SessionState) -> impl Iterator<Item = Came> {
    let expected: HashSet<_> = rows.iter().map(|row| row.likeness.as_str()).collect();
    state
        .session
        .people
        .iter()
        .filter_map(move |(who, member)| {
            let likeness = likeness(state.names.get(who)?);
            let came = |likeness| Came {
                participant: who.clone(),
                likeness,
                delegation: member.delegation.clone(),
            };
            expected.contains(likeness.as_str()).then(|| came(likeness))
        })
}

/// Somebody is in, or has been: their line of the roster lets nobody in any more.
pub fn came(
    session: &SessionId,
    participant: &ParticipantId,
    name: &str,
    delegation: Option<DelegationId>,
) -> RowChange {
    let came = Came {
        participant: participant.clone(),
        likeness: likeness(name),
        delegation,
    };
    RowChange::Came(session.clone(), came)
}

/// What stays of a name however it is written: its words, small and without accents, in the order of the alphabet. Only marks that
/// people leave out go: in the scripts of India vowels are marks, and in kana a mark makes another letter.
pub fn likeness(name: &str) -> String {
    let kept = |letter: &char| !is_left_out(*letter) && !is_invisible(*letter);
    let plain: String = name.nfkd().filter(kept).nfc().collect();
    let small = plain.to_lowercase();
    let mut words: Vec<_> = small
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether a mark may be written or not, and the name is the same: accents, and the vowels of Arabic and Hebrew.
const fn is_left_out(mark: char) -> bool {
    matches!(
        mark,
        '\u{300}'..='\u{36F}'
            | '\u{64B}'..='\u{652}'
            | '\u{670}'
            | '\u{591}'..='\u{5BD}'
            | '\u{5BF}'
            | '\u{5C1}'
            | '\u{5C2}'
            | '\u{5C4}'
            | '\u{5C5}'
            | '\u{5C7}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::delegations::Colour;

    fn delegations() -> Vec<Delegation> {
        [
            ("ci", "Côte d’Ivoire", "CIV"),
            ("va", "Republic of Valdoria", "Valdoria"),
        ]
        .map(|(id, name, short)| Delegation {
            id: DelegationId::new(id).unwrap(),
            name: name.to_owned(),
            short: short.to_owned(),
            colour: Colour::nth(0),
            group: String::new(),
        })
        .to_vec()
    }

    #[track_caller]
    fn reads(line: &str, name: &str, role: Role, delegation: Option<&str>) {
        let Reading { rows, faults } = read(line, &delegations());
        let [row] = &rows[..] else {
            panic!("{line:?}: {faults:?}")
        };
        let of = row.delegation.as_ref().map(DelegationId::as_str);
        assert_eq!(
            (row.name.as_str(), row.role.as_str(), of),
            (name, role.as_str(), delegation),
            "{line:?}"
        );
    }

    #[test]
    fn lines_are_read_however_they_were_put_together() {
        for line in [
            "Ana García; Republic of Valdoria; delegate",
            "  Ana García ;valdoria",
            "Ana García\tVALDORIA\tDelegate",
            "Ana García | Valdoria |",
            "Ana García, Valdoria",
            "\"Ana García\";\"Valdoria\";\"\"",
        ] {
            reads(line, "Ana García", Role::Delegate, Some("va"));
        }
        reads(
            "GARCÍA, Ana; cote d'ivoire",
            "GARCÍA, Ana",
            Role::Delegate,
            Some("ci"),
        );
        reads("Rae; ; rapporteur", "Rae", Role::Rapporteur, None);
        reads("Obi; Observer", "Obi", Role::Observer, None);
        reads("Obi; Valdoria; observer", "Obi", Role::Observer, None);
    }

    #[test]
    fn what_is_wrong_is_said_of_its_line() {
        let long = format!("{}; Valdoria", "x".repeat(limits::NAME + 1));
        let text = [
            "; Valdoria",
            "Ana; Atlantis",
            "Ana; Valdoria; king",
            "Ana; Valdoria; facilitator",
            "Ana",
            "Ana; Valdoria; delegate; extra",
            &long,
            "",
            "Ben; Valdoria",
        ];
        let Reading { rows, faults } = read(&text.join("\n"), &delegations());
        let found: Vec<_> = faults.iter().map(|it| (it.line, it.fault)).collect();
        assert_eq!(
            found,
            [
                (1, RosterFault::NoName),
                (2, RosterFault::UnknownDelegation),
                (3, RosterFault::UnknownRole),
                (4, RosterFault::UnknownRole),
                (5, RosterFault::NeedsDelegation),
                (6, RosterFault::TooManyParts),
                (7, RosterFault::BadName),
            ]
        );
        assert_eq!(rows.len(), 1, "the others are taken");
        assert_eq!((rows[0].line, rows[0].name.as_str()), (9, "Ben"));
        let many = "Ana; Valdoria\n".repeat(limits::ROSTER + 50);
        let Reading { rows, faults } = read(&many, &delegations());
        assert_eq!(rows.len(), limits::ROSTER);
        assert_eq!(faults.len(), 1, "it is said once");
        // What is no roster at all is not read to its end.
        let wrong = "x\n".repeat(100_000);
        let Reading { rows, faults } = read(&wrong, &delegations());
        assert_eq!((rows.len(), faults.len()), (0, FAULTS + 1));
        assert_eq!(faults[FAULTS].fault, RosterFault::TooManyLines);
    }

    #[test]
    fn names_are_compared_as_people_compare_them() {
        let same = [
            "Ana María García",
            "GARCÍA, Ana Maria",
            " garcia  ana-maria ",
        ];
        for name in same {
            assert_eq!(likeness(name), likeness(same[0]), "{name:?}");
        }
        assert_ne!(likeness("Ana García"), likeness("Ana Gracia"));
        assert_eq!(likeness("ليلى أحمد"), likeness("أحمد ليلى"));
        assert_eq!(likeness("–"), "");
        let same = [
            ("مُحَمَّد", "محمد"),
            ("דָּוִד", "דוד"),
            ("Nguyễn Thị Ánh", "Nguyen Thi Anh"),
            ("が", "か\u{3099}"),
        ];
        for (one, other) in same {
            assert_eq!(likeness(one), likeness(other), "{one} {other}");
        }
        let others = [
            ("राम", "रामा"),
            ("मीरा", "मरा"),
            ("தமிழ்", "தமழ"),
            ("かな", "がな"),
            ("ハナ", "バナ"),
            ("ปู", "ปี"),
        ];
        for (one, other) in others {
            assert_ne!(likeness(one), likeness(other), "{one} {other}");
        }
        // A mark does not part a word in two.
        assert_eq!(likeness("लक्ष्मी देवी").split(' ').count(), 2);
    }
}
