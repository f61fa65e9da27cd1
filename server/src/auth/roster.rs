//! The roster: who is expected, pasted as it comes out of a mail or a table. It is read tolerantly, and compared as people compare
//! names: without capitals, accents and the order of first name and surname.

use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::ids::DelegationId;
use shared::joining::{LineFault, RosterFault};
use shared::limits;
use shared::refusal::Noun;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::sessions::convene::fit;
use crate::store::RosterRow;

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
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let full = reading.rows.len() >= limits::ROSTER;
        let read = if full {
            Err((RosterFault::TooManyLines, ""))
        } else {
            read_line(line, delegations)
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
        if full {
            break;
        }
    }
    reading
}

type Line = (String, Role, Option<DelegationId>);

fn read_line<'t>(
    line: &'t str,
    delegations: &[Delegation],
) -> Result<Line, (RosterFault, &'t str)> {
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
        [one] if named(one, delegations).is_none() && role(one).is_some() => ("", one),
        [one] => (one, ""),
        [of, role] => (of, role),
        [.., last] => return Err((RosterFault::TooManyParts, last)),
    };
    let delegation = match of {
        "" => None,
        of => Some(named(of, delegations).ok_or((RosterFault::UnknownDelegation, of))?),
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

/// The delegation that is called so, in full or in short.
fn named(text: &str, delegations: &[Delegation]) -> Option<DelegationId> {
    let like = likeness(text);
    let called = |it: &&Delegation| likeness(&it.name) == like || likeness(&it.short) == like;
    delegations.iter().find(called).map(|it| it.id.clone())
}

/// The role that is called so. Nobody facilitates because of a line with their name.
fn role(text: &str) -> Option<Role> {
    let role = text.to_lowercase().parse().ok()?;
    match role {
        Role::Delegate | Role::Rapporteur | Role::Observer | Role::Interpreter => Some(role),
        Role::Facilitator | Role::Projector => None,
    }
}

/// What stays of a name however it is written: its words, small and without accents, in the order of the alphabet.
pub fn likeness(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let small = plain.to_lowercase();
    let mut words: Vec<_> = small
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
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
    }
}
