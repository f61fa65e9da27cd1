//! Words for how many delegations, on a scale: from how many on each of them may be said.

use super::line::{Line, is_han};
use super::{Context, Finding, Rule, Why};
use crate::gather::sort_by_key;

/// A word for how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// A few.
    Few,
    /// Some.
    Some,
    /// Several.
    Several,
    /// Many.
    Many,
    /// Most.
    Most,
    /// All.
    All,
}

impl Quantity {
    /// All of them, from the least on.
    pub const ALL: [Self; 6] = [
        Self::Few,
        Self::Some,
        Self::Several,
        Self::Many,
        Self::Most,
        Self::All,
    ];

    /// Its name in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::Some => "some",
            Self::Several => "several",
            Self::Many => "many",
            Self::Most => "most",
            Self::All => "all",
        }
    }

    /// How it is said of delegations, in six languages.
    const fn said(self) -> &'static [&'static str] {
        match self {
            Self::Few => &[
                "a few",
                "quelques",
                "unas pocas",
                "unos pocos",
                "немногие",
                "قلة من",
                "少数",
            ],
            Self::Some => &[
                "some",
                "certaines",
                "certains",
                "algunas",
                "algunos",
                "некоторые",
                "بعض",
                "一些",
                "有些",
            ],
            Self::Several => &[
                "several",
                "plusieurs",
                "varias",
                "varios",
                "ряд",
                "несколько",
                "عدة",
                "عدد من",
                "若干",
            ],
            Self::Many => &[
                "many",
                "de nombreuses",
                "de nombreux",
                "muchas",
                "muchos",
                "многие",
                "العديد من",
                "كثير من",
                "许多",
            ],
            Self::Most => &[
                "most",
                "the majority of",
                "la plupart des",
                "la majorité des",
                "la mayoría de las",
                "la mayoría de los",
                "большинство",
                "معظم",
                "أغلب",
                "غالبية",
                "大多数",
            ],
            Self::All => &[
                "all",
                "toutes les",
                "tous les",
                "todas las",
                "todos los",
                "все",
                "جميع",
                "كافة",
                "كل",
                "所有",
            ],
        }
    }
}

/// Whom it is said of.
const OF: [&str; 25] = [
    "delegations",
    "States",
    "Member States",
    "participants",
    "of the delegations",
    "the delegations",
    "of the participants",
    "délégations",
    "États",
    "États membres",
    "delegaciones",
    "Estados",
    "Estados Miembros",
    "participantes",
    "делегации",
    "делегаций",
    "государства",
    "государств",
    "участники",
    "участников",
    "الوفود",
    "وفود",
    "الدول",
    "代表团",
    "与会者",
];

/// From how many delegations on each word may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Some, and a few.
    pub some: usize,
    /// Several.
    pub several: usize,
    /// Many: a part of those present, as one of so many.
    pub many_of: usize,
    /// Most: more than a part of those present, as one of so many.
    pub most_of: usize,
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            some: 2,
            several: 4,
            many_of: 3,
            most_of: 2,
        }
    }
}

impl Scale {
    /// From how many of those present on the word may be said.
    pub fn least(self, quantity: Quantity, present: usize) -> usize {
        match quantity {
            Quantity::Few | Quantity::Some => self.some,
            Quantity::Several => self.several,
            Quantity::Many => present.div_ceil(self.many_of.max(1)).max(self.some),
            Quantity::Most => present / self.most_of.max(1) + 1,
            Quantity::All => present,
        }
    }
}

pub(super) fn check(lines: &[Line], context: &Context, findings: &mut Vec<Finding>) {
    let present = context.present;
    if present == 0 {
        return;
    }
    for line in lines
        .iter()
        .filter(|line| !line.is_quote && line.level().is_none())
    {
        let of: Vec<&str> = OF.into_iter().filter(|of| line.may_have(of)).collect();
        if of.is_empty() {
            continue;
        }
        for quantity in Quantity::ALL {
            let least = context.scale.least(quantity, present);
            for (from, to) in places(line, quantity, &of) {
                let why = if least > present {
                    Why::TooFew {
                        quantity,
                        least,
                        present,
                    }
                } else {
                    Why::HowMany {
                        quantity,
                        least,
                        present,
                    }
                };
                findings.push(Finding::at(Rule::Quantities, line, from, to, why));
            }
        }
    }
}

/// Where it is said of delegations.
fn places(line: &Line, quantity: Quantity, all_of: &[&str]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for said in quantity.said() {
        let is_chinese = said.chars().any(is_han);
        for of in all_of {
            if of.chars().any(is_han) == is_chinese {
                let between = if is_chinese { "" } else { " " };
                found.extend(line.find(&format!("{said}{between}{of}")));
            }
        }
    }
    sort_by_key(&mut found, |(from, to)| (*from, std::cmp::Reverse(*to)));
    found.dedup_by_key(|(from, _)| *from);
    found
}
