//! What can be done or gone to, offered by the views that know of it: each in a line of its own file. The palette of the
//! room lists it (`room/palette.rs`); on pages without one, nobody asks.

use leptos::prelude::*;
use std::sync::Arc;

use super::{Icon, Way};

/// What an offer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after what it is")]
pub enum Kind {
    Action,
    Page,
    Question,
    Practice,
    Ballot,
    Desk,
    Delegation,
    Person,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    const ALL: [Self; 8] = [
        Self::Action,
        Self::Page,
        Self::Question,
        Self::Practice,
        Self::Ballot,
        Self::Desk,
        Self::Delegation,
        Self::Person,
    ];

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Action => "kind-action",
            Self::Page => "kind-page",
            Self::Question => "kind-question",
            Self::Practice => "kind-practice",
            Self::Ballot => "kind-ballot",
            Self::Desk => "kind-desk",
            Self::Delegation => "kind-delegation",
            Self::Person => "kind-person",
        }
    }
}

/// Something that can be done or gone to.
#[derive(Clone)]
pub struct Offer {
    /// What it is called.
    pub name: String,
    /// What else it is found by, such as whose it is.
    pub about: String,
    /// What it is.
    pub kind: Kind,
    /// The drawing beside it.
    pub icon: Icon,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
    /// Does it.
    pub act: Way,
}

impl Offer {
    /// An action.
    pub fn new(name: String, icon: Icon, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            name,
            about: String::new(),
            kind: Kind::Action,
            icon,
            why_not: None,
            act: Arc::new(act),
        }
    }

    /// What it is, where it is no action, and what else it is found by.
    #[must_use]
    pub fn of(self, kind: Kind, about: String) -> Self {
        Self {
            about,
            kind,
            ..self
        }
    }

    /// Why it cannot be done now, if it cannot.
    #[must_use]
    pub fn unless(self, why_not: Option<String>) -> Self {
        Self { why_not, ..self }
    }
}

type Source = Arc<dyn Fn() -> Vec<Offer> + Send + Sync>;

/// All that is offered at a table.
#[derive(Clone, Copy)]
pub struct Offers(RwSignal<Vec<Source>>);

impl Offers {
    /// What is offered now, in the order of its kinds.
    pub fn all(self) -> Vec<Offer> {
        let sources = self.0.get();
        let all: Vec<_> = sources.iter().flat_map(|source| source()).collect();
        // No sorting: its code is long, for every type that is sorted.
        let of_kind = |kind| all.iter().filter(move |offer: &&Offer| offer.kind == kind);
        Kind::ALL.into_iter().flat_map(of_kind).cloned().collect()
    }
}

/// Gives all views below a place to offer something.
pub fn provide_offers() -> Offers {
    let offers = Offers(RwSignal::new(Vec::new()));
    provide_context(offers);
    offers
}

/// Offers it for as long as this view is there, or nothing while it is never for whoever is here.
pub fn offer(one: impl Fn() -> Option<Offer> + Send + Sync + 'static) {
    offer_all(move || one().into_iter().collect());
}

/// Offers some.
pub fn offer_all(some: impl Fn() -> Vec<Offer> + Send + Sync + 'static) {
    let Some(Offers(sources)) = use_context() else {
        return;
    };
    let source: Source = Arc::new(some);
    sources.update(|sources| sources.push(source.clone()));
    on_cleanup(move || {
        sources.try_update(|sources| sources.retain(|it| !Arc::ptr_eq(it, &source)));
    });
}
