//! In which order one speaks, and why: derived from what was asked and said, never stored.

use super::speech::{Speech, SpeechKind};
use super::state::{Floor, Talk};
use crate::features::delegations::Delegation;
use crate::gather::sort_by_key;
use crate::ids::DelegationId;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// Since when speaking counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// In this round.
    Round,
    /// At this table.
    Table,
}

/// In which order those speak who asked for the floor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum OrderPolicy {
    /// As they asked.
    #[default]
    AsAsked,
    /// Who has spoken for a shorter time comes first.
    LeastSpoken {
        /// Since when that counts.
        counted: Counted,
    },
    /// Who has not spoken yet comes first.
    FirstTimers {
        /// Since when that counts.
        counted: Counted,
    },
    /// By a lot that was drawn of all delegations: a delegation has the same place however often it asks.
    ByLot {
        /// What was drawn.
        seed: u32,
    },
    /// As the delegations are listed at the table.
    Protocol,
    /// By the names of the delegations, from a letter that was drawn.
    Alphabetical {
        /// The letter.
        from: char,
    },
}

tagged!(OrderPolicy, "policy");

impl OrderPolicy {
    /// Whether something was drawn for it.
    pub const fn is_drawn(&self) -> bool {
        match self {
            Self::ByLot { .. } | Self::Alphabetical { .. } => true,
            Self::AsAsked
            | Self::LeastSpoken { .. }
            | Self::FirstTimers { .. }
            | Self::Protocol => false,
        }
    }
}

/// Why somebody comes where they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A point of order comes before everything.
    Point,
    /// A right of reply comes after the list.
    Reply,
    /// In the order of asking.
    Asked,
    /// In a tour de table: as they sit.
    Tour,
    /// The delegation has spoken for so long, in milliseconds.
    Spoken(u64),
    /// It has not spoken yet.
    First,
    /// It has spoken.
    NotFirst,
    /// By lot: its place among all delegations, from 1.
    Lot(usize),
    /// Its place in the protocol, from 1.
    Protocol(usize),
    /// By its name, from the letter.
    Alphabet(char),
    /// The chair moved it there.
    Moved,
    /// It stood there when the chair put the list in order by hand.
    Stood,
    /// It asked after that.
    Later,
}

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn<'a> {
    /// The speech.
    pub speech: &'a Speech,
    /// Why here.
    pub why: Why,
}

/// Lower comes first; who asked first comes first among equals.
type Rank = (u8, usize, u64, u64);

impl Floor {
    /// Everybody who waits, as they will be called unless something happens, each with the reason.
    pub fn order(&self, delegations: &[Delegation]) -> Vec<Turn<'_>> {
        let waiting = self.speeches.iter().filter(|speech| speech.waits());
        let ranked = waiting.map(|speech| {
            let (rank, why) = self.rank(speech, delegations);
            (rank, Turn { speech, why })
        });
        let mut all: Vec<(Rank, Turn<'_>)> = ranked.collect();
        sort_by_key(&mut all, |(rank, _)| *rank);
        all.into_iter().map(|(_, turn)| turn).collect()
    }

    fn rank(&self, speech: &Speech, delegations: &[Delegation]) -> (Rank, Why) {
        let class = speech.class();
        if speech.is_point() {
            return ((class, 0, 0, speech.nth), Why::Point);
        }
        let stands = self.arranged.iter().position(|id| *id == speech.id);
        if let Some(place) = stands {
            let is_moved = self.moved.contains(&speech.id);
            let why = if is_moved { Why::Moved } else { Why::Stood };
            return ((class, place, 0, speech.nth), why);
        }
        let last = usize::MAX;
        if self.is_arranged() {
            return ((class, last, 0, speech.nth), Why::Later);
        }
        if speech.kind == SpeechKind::RightOfReply {
            return ((class, last, 0, speech.nth), Why::Reply);
        }
        let (place, why) = self.by_policy(speech, delegations);
        ((class, last, place, speech.nth), why)
    }

    fn by_policy(&self, speech: &Speech, delegations: &[Delegation]) -> (u64, Why) {
        let of = &speech.delegation;
        match &self.policy {
            OrderPolicy::AsAsked => (0, if speech.tour { Why::Tour } else { Why::Asked }),
            OrderPolicy::LeastSpoken { counted } => {
                let millis = self.talk(of, *counted).millis;
                (millis, Why::Spoken(millis))
            }
            OrderPolicy::FirstTimers { counted } => match self.talk(of, *counted).speeches {
                0 => (0, Why::First),
                _ => (1, Why::NotFirst),
            },
            OrderPolicy::ByLot { seed } => {
                let place = place(of, delegations, |it| lot(*seed, &it.id));
                (place as u64, Why::Lot(place + 1))
            }
            OrderPolicy::Protocol => {
                let seat = |id: &DelegationId| delegations.iter().position(|it| it.id == *id);
                let place = seat(of).unwrap_or(delegations.len());
                (place as u64, Why::Protocol(place + 1))
            }
            OrderPolicy::Alphabetical { from } => {
                let place = place(of, delegations, |it| alphabetical(*from, it));
                (place as u64, Why::Alphabet(*from))
            }
        }
    }

    /// How much a delegation has spoken until its last speech ended or was paused.
    pub fn talk(&self, delegation: &DelegationId, counted: Counted) -> Talk {
        let spoken = self.spoken.get(delegation).copied().unwrap_or_default();
        match counted {
            Counted::Round => spoken.round,
            Counted::Table => spoken.table,
        }
    }
}

/// How many delegations come before this one by such a key.
fn place<K: Ord>(of: &DelegationId, all: &[Delegation], key: impl Fn(&Delegation) -> K) -> usize {
    let Some(own) = all.iter().find(|it| it.id == *of) else {
        return all.len();
    };
    let own = (key(own), own.id.clone());
    all.iter()
        .filter(|it| (key(it), it.id.clone()) < own)
        .count()
}

/// A delegation's lot: FNV-1a of its id, started from the seed and stirred by the finalizer of `SplitMix64`. Whoever
/// knows the seed can reckon it.
fn lot(seed: u32, delegation: &DelegationId) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ (u64::from(seed) << 17);
    let bytes = delegation.as_str().bytes();
    let hash = bytes.fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Names before the letter come after all others.
fn alphabetical(from: char, delegation: &Delegation) -> (bool, String) {
    let name: String = delegation.name.chars().flat_map(folded).collect();
    let from: String = folded(from).collect();
    (name < from, name)
}

/// A letter without case, and without the accents with which names of States begin.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        other => other,
    };
    plain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::delegations::Colour;

    fn delegations(names: &[&str]) -> Vec<Delegation> {
        let seated = |(place, name): (usize, &&str)| Delegation {
            id: DelegationId::new(format!("d{place}")).expect("an id"),
            name: (*name).to_owned(),
            short: (*name).to_owned(),
            colour: Colour::nth(place),
            group: String::new(),
        };
        names.iter().enumerate().map(seated).collect()
    }

    #[test]
    fn the_alphabet_begins_at_the_letter_and_knows_accents() {
        let all = delegations(&["Zambia", "Åland", "Éthiopie", "Chad", "egypt", "Finland"]);
        let mut sorted: Vec<_> = all.iter().collect();
        sort_by_key(&mut sorted, |it| alphabetical('E', it));
        let names: Vec<_> = sorted.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(
            names,
            ["egypt", "Éthiopie", "Finland", "Zambia", "Åland", "Chad"]
        );
    }

    /// Over many lots, each delegation is first about equally often.
    #[test]
    fn a_lot_favours_nobody() {
        let all = delegations(&["a", "b", "c", "d", "e", "f", "g"]);
        let mut first = [0_u32; 7];
        for seed in 0..7_000_u32 {
            let drawn = (0..7).min_by_key(|place| lot(seed.wrapping_mul(613), &all[*place].id));
            first[drawn.expect("seven")] += 1;
        }
        assert!(
            first.iter().all(|times| (850..1_150).contains(times)),
            "{first:?}"
        );
    }
}
