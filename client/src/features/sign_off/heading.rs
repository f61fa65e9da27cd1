//! The panel's heading, where the keyboard goes once the button that was pressed is gone.

use crate::views::focus_soon;
use leptos::prelude::*;

/// Its id.
pub(super) const HEADING: &str = "sign-off-title";

/// Closes the dialog in which something was done, unless it was closed meanwhile.
pub(super) fn done(open: RwSignal<bool>) {
    if open.try_get_untracked() == Some(true) {
        open.set(false);
        focus_soon(HEADING);
    }
}
