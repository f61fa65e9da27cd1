//! The server's time, reckoned on this page's own clock. A device's clock may be an hour off, and may be put right while the
//! page is open; and a page's own clock stands still while the device sleeps. So it is reckoned anew with every
//! answer of the server.

use shared::ids::Timestamp;

/// How much a page's clock and the server's may drift apart between two answers, in milliseconds.
const DRIFT: i64 = 2;

/// By how much the server's clock is ahead of the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTime {
    /// In milliseconds.
    ahead: i64,
    /// It is not further off than this.
    within: i64,
}

impl ServerTime {
    /// Nothing is known yet.
    pub const UNKNOWN: Self = Self {
        ahead: 0,
        within: i64::MAX / 2,
    };

    /// The server said what time it was, in answer to something; both moments are on the page's clock.
    pub fn told(server: Timestamp, asked: i64, heard: i64) -> Self {
        let within = (heard - asked).max(0) / 2;
        let server = i64::try_from(server.0).unwrap_or(0);
        Self {
            ahead: server + within - heard,
            within,
        }
    }

    /// The better of what was known and what was told now: a slow answer says little, unless it contradicts.
    #[must_use]
    pub fn or(self, told: Self) -> Self {
        let known = Self {
            within: self.within.saturating_add(DRIFT),
            ..self
        };
        let apart = (told.ahead - known.ahead).abs();
        if told.within <= known.within || apart > told.within.saturating_add(known.within) {
            told
        } else {
            known
        }
    }

    /// The server's time at a moment of the page's clock.
    pub fn at(self, moment: i64) -> Timestamp {
        Timestamp(u64::try_from(moment + self.ahead).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const NOON: u64 = 1_700_000_000_000;

    #[test]
    fn time_is_reckoned_from_the_middle_of_question_and_answer() {
        let time = ServerTime::UNKNOWN.or(ServerTime::told(Timestamp(NOON), 1_000, 1_200));
        assert_eq!(time.at(1_200), Timestamp(NOON + 100));
        assert_eq!(time.at(5_000), Timestamp(NOON + 3_900));
    }

    #[test]
    fn a_slow_answer_does_not_spoil_what_a_quick_one_said() {
        let quick = ServerTime::told(Timestamp(NOON), 1_000, 1_020);
        let slow = ServerTime::told(Timestamp(NOON + 4_000), 5_000, 8_000);
        let time = quick.or(slow);
        assert_eq!(time.at(10_000).0.abs_diff(quick.at(10_000).0), 0);
        assert_eq!(slow.or(quick), quick);
    }

    #[test]
    fn after_a_sleep_the_next_answer_is_believed() {
        let before = ServerTime::told(Timestamp(NOON), 1_000, 1_020);
        // The page's clock stood still for an hour.
        let late = NOON + u64::try_from(HOUR).unwrap();
        let after = before.or(ServerTime::told(Timestamp(late), 1_100, 1_900));
        assert_eq!(after.at(1_900), Timestamp(late + 400));
    }

    #[test]
    fn a_server_whose_own_clock_is_put_right_is_followed() {
        let before = ServerTime::told(Timestamp(NOON), 1_000, 1_020);
        let earlier = NOON - u64::try_from(HOUR).unwrap();
        let after = before.or(ServerTime::told(Timestamp(earlier), 5_000, 5_100));
        assert_eq!(after.at(5_100), Timestamp(earlier + 50));
    }
}
