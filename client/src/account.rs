//! Who this browser is.

use leptos::prelude::{Get, LocalResource, expect_context, provide_context};
use shared::api::Me;

use crate::api::{self, Trouble};

/// The person this browser is, asked of the server once and again after joining or leaving.
#[derive(Clone, Copy)]
pub struct Account(LocalResource<Result<Option<Me>, Trouble>>);

/// Asks who this browser is, for all views below.
pub fn provide_account() -> Account {
    let account = Account(LocalResource::new(api::me));
    provide_context(account);
    account
}

/// The account of this browser.
pub fn use_account() -> Account {
    expect_context()
}

impl Account {
    /// The answer, or nothing while it is on its way.
    pub fn get(self) -> Option<Result<Option<Me>, Trouble>> {
        self.0.get()
    }

    /// The person, once known.
    pub fn person(self) -> Option<Me> {
        self.get()?.ok().flatten()
    }

    /// Asks again.
    pub fn refresh(self) {
        self.0.refetch();
    }
}
