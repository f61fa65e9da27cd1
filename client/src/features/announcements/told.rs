//! Announcements in words.

use shared::features::announcements::{Announcement, Said, Whom};
use shared::ids::{TableId, Timestamp};
use shared::table::RoundTable;

use crate::views::clock::{digits, seconds};
use crate::words::Wording;

/// An announcement, as it is read at a table.
pub fn told(words: Wording, announcement: &Announcement, table: &RoundTable) -> String {
    match &announcement.says {
        Said::Words { text } => words.tell("said-words", &[("text", text.as_str().into())]),
        Said::CallBack { name, text, .. } => {
            let back = words.tell("said-back", &[("table", name.as_str().into())]);
            with(back, text)
        }
        Said::CalledOff => words.say("said-off"),
        Said::Moved { whom, name, .. } => {
            let who = match whom {
                Whom::Delegation { delegation } => table.delegation(delegation).map(|it| &it.name),
                Whom::Person { participant } => {
                    table.participants.get(participant).map(|it| &it.name)
                }
            };
            let who = who.map_or("—", String::as_str);
            let values = [("who", who.into()), ("table", name.as_str().into())];
            words.tell("said-moved", &values)
        }
    }
}

/// The same for somebody who is moved.
pub fn told_to_the_moved(words: Wording, whom: &Whom, to: &str) -> String {
    let key = match whom {
        Whom::Delegation { .. } => "said-moved-you-all",
        Whom::Person { .. } => "said-moved-you",
    };
    words.tell(key, &[("table", to.into())])
}

/// A call that counts down, at the table to which everybody is called or at another.
pub fn counted(
    words: Wording,
    (until, to, name, text): (Timestamp, &TableId, &str, &str),
    here: &TableId,
    now: Timestamp,
) -> String {
    let left = seconds(until, now);
    let is_here = to == here;
    let key = match (is_here, left > 0) {
        (false, true) => "said-back-in",
        (false, false) => "said-back-now",
        (true, true) => "said-back-here-in",
        (true, false) => "said-back-here-now",
    };
    let values = [("table", name.into()), ("left", digits(left).into())];
    with(words.tell(key, &values), text)
}

fn with(said: String, more: &str) -> String {
    if more.is_empty() {
        said
    } else {
        format!("{said} {more}")
    }
}
