//! The practices as a collection: which of them one looks at, in which order, and what they cover.

use super::maturity::Maturity;
use super::practice::{GoodPractice, PracticeKind};
use crate::gather::sort_by_key;
use crate::ids::{DelegationId, ThemeId};
use crate::table::RoundTable;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Which practices one looks at: those of which all of this is so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// They speak to this theme.
    pub theme: Option<ThemeId>,
    /// They are of this kind.
    pub kind: Option<PracticeKind>,
    /// This delegation brought them.
    pub delegation: Option<DelegationId>,
    /// They are as mature as this, or more.
    pub maturity: Option<Maturity>,
    /// This delegation has something to do about them: a question to answer, or a vote.
    pub needing: Option<DelegationId>,
}

impl Filter {
    fn takes(&self, table: &RoundTable, practice: &GoodPractice) -> bool {
        let card = &practice.card;
        let theme = self.theme.as_ref();
        let delegation = self.delegation.as_ref();
        let needing = self.needing.as_ref();
        needing.is_none_or(|who| needs(table, practice, who))
            && theme.is_none_or(|theme| card.themes.contains(theme))
            && self.kind.is_none_or(|kind| card.kind == kind)
            && delegation.is_none_or(|delegation| practice.delegation == *delegation)
            && self
                .maturity
                .is_none_or(|least| card.maturity().is_some_and(|it| it >= least))
    }
}

/// Whether a delegation has yet to answer a question on its practice, or to vote on one.
fn needs(table: &RoundTable, practice: &GoodPractice, who: &DelegationId) -> bool {
    let mut remarks = practice.remarks.iter();
    let is_asked = practice.delegation == *who && remarks.any(|it| it.answer.is_none());
    let mut open = table.open_ballots();
    is_asked || open.any(|it| it.awaits_on(&practice.id, who))
}

/// In which order they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// As they were brought.
    #[default]
    Brought,
    /// Those that most delegations endorse first.
    Endorsed,
    /// The most mature first; what was learned comes last.
    Maturity,
    /// By title.
    Title,
}

impl SortBy {
    /// Every order, as they are offered.
    pub const ALL: [Self; 4] = [Self::Brought, Self::Endorsed, Self::Maturity, Self::Title];

    /// Its name in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brought => "brought",
            Self::Endorsed => "endorsed",
            Self::Maturity => "maturity",
            Self::Title => "title",
        }
    }
}

/// The practices that one looks at, in order; what the order does not tell apart stays as it was brought.
pub fn selected<'a>(table: &'a RoundTable, filter: &Filter, by: SortBy) -> Vec<&'a GoodPractice> {
    let all = table.practices.iter();
    let mut found: Vec<_> = all
        .filter(|practice| filter.takes(table, practice))
        .collect();
    match by {
        SortBy::Brought => {}
        SortBy::Endorsed => sort_by_key(&mut found, |it| Reverse(it.endorsed_by.len())),
        SortBy::Maturity => sort_by_key(&mut found, |it| Reverse(it.card.maturity())),
        SortBy::Title => sort_by_key(&mut found, |it| it.card.title.to_lowercase()),
    }
    found
}

/// How many practices and answers speak to a theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Covered {
    /// The theme.
    pub theme: ThemeId,
    /// Of each delegation, in the order of the table's, how many practices, and how many of its own answers.
    pub by_delegation: Vec<(usize, usize)>,
    /// How many joint answers.
    pub jointly: usize,
}

impl Covered {
    /// Whether nobody speaks to it.
    pub fn is_bare(&self) -> bool {
        self.jointly == 0 && self.by_delegation.iter().all(|counts| *counts == (0, 0))
    }
}

/// What practices and answers cover: a row a theme, in the order of the table's themes.
pub fn coverage(table: &RoundTable) -> Vec<Covered> {
    let mut counts = BTreeMap::<(&ThemeId, &DelegationId), (usize, usize)>::new();
    let mut jointly = BTreeMap::<&ThemeId, usize>::new();
    for practice in &table.practices {
        for theme in &practice.card.themes {
            counts.entry((theme, &practice.delegation)).or_default().0 += 1;
        }
    }
    for answer in &table.answer_themes {
        for theme in &answer.themes {
            match &answer.delegation {
                Some(delegation) => counts.entry((theme, delegation)).or_default().1 += 1,
                None => *jointly.entry(theme).or_default() += 1,
            }
        }
    }
    let row = |theme: &ThemeId| {
        let of = |delegation| {
            let found = counts.get(&(theme, delegation));
            found.copied().unwrap_or_default()
        };
        let delegations = table.delegations.iter();
        Covered {
            theme: theme.clone(),
            by_delegation: delegations.map(|it| of(&it.id)).collect(),
            jointly: jointly.get(theme).copied().unwrap_or_default(),
        }
    };
    table.themes.iter().map(|theme| row(&theme.id)).collect()
}
