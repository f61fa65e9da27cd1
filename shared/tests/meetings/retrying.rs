//! A retry is always safe.

use crate::arbitrary::meeting;
use proptest::prelude::*;

proptest! {
    /// No exceptions: asked again right away, every command is granted without effect or refused.
    #[test]
    fn what_is_asked_twice_happens_once((mut meeting, steps) in meeting()) {
        for step in steps {
            if step.take(&mut meeting).is_ok() {
                let again = step.decide(&meeting);
                prop_assert_eq!(again, Ok(vec![]), "{:?}", step);
            }
        }
    }

    #[test]
    fn what_is_refused_changes_nothing((mut meeting, steps) in meeting()) {
        for step in steps {
            let (before, entries) = (meeting.table.clone(), meeting.log.len());
            if step.take(&mut meeting).is_err() {
                prop_assert_eq!(&before, &meeting.table);
                prop_assert_eq!(entries, meeting.log.len());
            }
        }
    }
}
