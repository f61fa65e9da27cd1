//! The announcements that a table keeps.

use super::announcement::{Announcement, Said};
use crate::limits;
use serde::{Deserialize, Serialize};

/// What was said to a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcements {
    /// The last ones, the newest at the end.
    pub said: Vec<Announcement>,
    /// Up to which of the session's announcements the table has taken what is for it.
    pub heard: u32,
}

impl Announcements {
    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.heard == 0
    }

    /// The call by which everybody is called back now, whether or not its time is over; nothing once it is off.
    pub fn call(&self) -> Option<&Announcement> {
        last_call(self.said.iter())
    }

    pub(super) fn take(&mut self, announcement: &Announcement) {
        self.heard = self.heard.max(announcement.nth);
        self.said.push(announcement.clone());
        // A call that stands is kept, however much is said after it.
        while self.said.len() > limits::ANNOUNCEMENTS {
            let call = self.call().map(|it| it.nth);
            let oldest = self.said.iter().position(|it| Some(it.nth) != call);
            self.said.remove(oldest.unwrap_or_default());
        }
    }
}

/// The last call of these, unless it was called off.
pub(crate) fn last_call<'a>(
    said: impl DoubleEndedIterator<Item = &'a Announcement>,
) -> Option<&'a Announcement> {
    let last = last_about_calls(said)?;
    (last.says != Said::CalledOff).then_some(last)
}

/// What was said last about being called back: a call, or that it is off.
pub(crate) fn last_about_calls<'a>(
    said: impl DoubleEndedIterator<Item = &'a Announcement>,
) -> Option<&'a Announcement> {
    let is_about_it = |it: &&Announcement| match it.says {
        Said::CallBack { .. } | Said::CalledOff => true,
        Said::Words { .. } | Said::Moved { .. } => false,
    };
    said.rev().find(is_about_it)
}
