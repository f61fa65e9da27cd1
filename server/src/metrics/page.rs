//! Numbers in the text form of Prometheus.

use super::histogram::Histogram;
use std::fmt::{Arguments, Display, Write as _};

/// A page of numbers, each with a line that says what it is.
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// The page as text.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Something that goes up and down.
    pub fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, help, "gauge");
        self.line(format_args!("roundtable_{name} {value}"));
    }

    /// Something that only goes up.
    pub fn counter(&mut self, name: &str, help: &str, value: u64) {
        self.head(name, help, "counter");
        self.line(format_args!("roundtable_{name} {value}"));
    }

    /// Something that only goes up, told apart by labels such as `reason="gap"`.
    pub fn counters<L: Display>(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (L, u64)>,
    ) {
        self.head(name, help, "counter");
        for (labels, value) in values {
            self.line(format_args!("roundtable_{name}{{{labels}}} {value}"));
        }
    }

    /// How often a count fell into which range.
    pub fn counts(&mut self, name: &str, help: &str, histogram: &Histogram) {
        self.histogram(name, help, histogram, ToString::to_string);
    }

    /// How often a time, counted in microseconds, fell into which range; told in seconds.
    pub fn seconds(&mut self, name: &str, help: &str, histogram: &Histogram) {
        self.histogram(name, help, histogram, |micros| seconds(*micros));
    }

    /// Prometheus wants each range to count what the ranges before it hold, too.
    fn histogram(
        &mut self,
        name: &str,
        help: &str,
        histogram: &Histogram,
        unit: impl Fn(&u64) -> String,
    ) {
        self.head(name, help, "histogram");
        let mut below = 0;
        for (place, count) in histogram.counts.iter().enumerate() {
            below += count;
            let bound = histogram.bounds.get(place);
            let bound = bound.map_or_else(|| "+Inf".to_owned(), &unit);
            self.line(format_args!(
                "roundtable_{name}_bucket{{le=\"{bound}\"}} {below}"
            ));
        }
        let sum = unit(&histogram.sum);
        self.line(format_args!("roundtable_{name}_sum {sum}"));
        self.line(format_args!("roundtable_{name}_count {below}"));
    }

    fn head(&mut self, name: &str, help: &str, kind: &str) {
        self.line(format_args!("# HELP roundtable_{name} {help}"));
        self.line(format_args!("# TYPE roundtable_{name} {kind}"));
    }

    fn line(&mut self, line: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}

/// Microseconds as seconds, without the noise of floating point.
fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: Page) -> Vec<String> {
        let text = page.into_text();
        text.lines().skip(2).map(ToOwned::to_owned).collect()
    }

    #[test]
    fn ranges_hold_what_the_ranges_before_them_hold() {
        let bounds: &[u64] = &[1, 10];
        let seen = Histogram {
            bounds,
            counts: vec![2, 3, 4],
            sum: 90,
        };
        let mut page = Page::default();
        page.counts("x", "Some of it.", &seen);
        let expected = [
            "roundtable_x_bucket{le=\"1\"} 2",
            "roundtable_x_bucket{le=\"10\"} 5",
            "roundtable_x_bucket{le=\"+Inf\"} 9",
            "roundtable_x_sum 90",
            "roundtable_x_count 9",
        ];
        assert_eq!(told(page), expected);
    }

    #[test]
    fn times_are_told_in_seconds() {
        let bounds: &[u64] = &[250, 1_000_000];
        let seen = Histogram {
            bounds,
            counts: vec![1, 0, 1],
            sum: 2_000_100,
        };
        let mut page = Page::default();
        page.seconds("x", "How long.", &seen);
        let told = told(page);
        assert_eq!(told[0], "roundtable_x_bucket{le=\"0.000250\"} 1");
        assert_eq!(told[1], "roundtable_x_bucket{le=\"1.000000\"} 1");
        assert_eq!(told[3], "roundtable_x_sum 2.000100");
    }
}
