//! When little time is left, and when none is.

use leptos::prelude::*;
use std::time::Duration;

use crate::live::LiveTable;

/// How much time is left when that is told, in seconds.
const SOON: i64 = 120;

/// Calls back with words when little time is left, and when none is. A page that was asleep at that moment
/// tells when it wakes up; a clock that was set anew begins anew.
pub(super) fn watch_time(live: LiveTable, tell: impl Fn(&'static str) + 'static) {
    let before = StoredValue::new(None::<(u64, i64)>);
    let look = move || {
        let ends = live
            .table
            .try_with_untracked(|table| table.as_ref().and_then(|table| table.agenda.ends));
        let Some(ends) = ends.flatten().map(|ends| ends.0) else {
            before.try_set_value(None);
            return;
        };
        let left = ends
            .cast_signed()
            .saturating_sub(live.now().0.cast_signed())
            / 1000;
        let was = before.try_get_value().flatten();
        before.try_set_value(Some((ends, left)));
        let was = was.filter(|(of, _)| *of == ends).map(|(_, was)| was);
        if let Some(key) = was.and_then(|was| crossed(was, left)) {
            tell(key);
        }
    };
    let handle = set_interval_with_handle(look, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        handle.inspect(leptos::leptos_dom::helpers::IntervalHandle::clear);
    });
}

/// What is to be told when so many seconds were left and now so many are.
fn crossed(was: i64, left: i64) -> Option<&'static str> {
    if was > 0 && left <= 0 {
        Some("told-time-over")
    } else if was > SOON && left <= SOON {
        Some("told-time-soon")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::crossed;

    #[test]
    fn time_is_told_when_it_is_crossed_and_once() {
        assert_eq!(crossed(125, 121), None);
        assert_eq!(crossed(121, 120), Some("told-time-soon"));
        assert_eq!(crossed(120, 119), None);
        assert_eq!(crossed(300, 60), Some("told-time-soon"), "asleep meanwhile");
        assert_eq!(
            crossed(300, -5),
            Some("told-time-over"),
            "the later one only"
        );
        assert_eq!(crossed(1, 0), Some("told-time-over"));
        assert_eq!(crossed(0, -1), None);
    }
}
