//! Who this browser is.

use leptos::prelude::{Get, LocalResource, expect_context, provide_context, window};
use shared::api::Me;
use web_sys::Storage;

use crate::api::{self, Trouble};

/// Where the browser notes that somebody came in on it. The cookie itself is out of scripts' reach.
const CAME_IN: &str = "roundtable.came-in";

/// The pages that strangers come to.
const OUTSIDE: [&str; 2] = ["/", "/join"];

/// The person this browser is, asked of the server once and again after joining or leaving.
#[derive(Clone, Copy)]
pub struct Account(LocalResource<Result<Option<Me>, Trouble>>);

/// Asks who this browser is, for all views below.
pub fn provide_account() -> Account {
    let account = Account(LocalResource::new(ask));
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

    /// Somebody came in on this browser.
    pub fn came_in(self) {
        note(true);
        self.refresh();
    }

    /// Nobody is in on this browser any more.
    pub fn left(self) {
        note(false);
        self.refresh();
    }
}

/// A stranger at the door is not asked who they are: the answer is known, and browsers log it as an error.
async fn ask() -> Result<Option<Me>, Trouble> {
    if is_outside() && !is_noted() {
        return Ok(None);
    }
    let answer = api::me().await;
    if let Ok(me) = &answer {
        note(me.is_some());
    }
    answer
}

fn is_outside() -> bool {
    let path = window().location().pathname().unwrap_or_default();
    OUTSIDE.contains(&path.as_str())
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn is_noted() -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(CAME_IN), Ok(Some(_))))
}

fn note(came_in: bool) {
    let Some(storage) = storage() else { return };
    if came_in {
        storage.set_item(CAME_IN, "1").ok();
    } else {
        storage.remove_item(CAME_IN).ok();
    }
}
