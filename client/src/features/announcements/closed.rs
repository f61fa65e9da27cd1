//! Which announcements were closed on this page: they are not shown again when it is loaded anew, or at another table.

use leptos::prelude::window;
use shared::ids::AnnouncementId;
use web_sys::Storage;

/// Where that is kept in this tab.
const PLACE: &str = "roundtable.closed";
/// How many are remembered.
const MOST: usize = 40;

/// A browser that keeps nothing shows them again.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn read() -> String {
    let kept = storage().and_then(|it| it.get_item(PLACE).ok().flatten());
    kept.unwrap_or_default()
}

/// Whether it was closed here.
pub fn is_closed(id: &AnnouncementId) -> bool {
    read().split(' ').any(|it| it == id.as_str())
}

/// Remembers that it was closed here.
pub fn close(id: &AnnouncementId) {
    let kept = read();
    let all: Vec<_> = kept.split(' ').chain([id.as_str()]).collect();
    let last = all[all.len().saturating_sub(MOST)..].join(" ");
    if let Some(storage) = storage() {
        storage.set_item(PLACE, &last).ok();
    }
}
