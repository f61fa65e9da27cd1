//! What operators and their machines ask.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::App;
use crate::error::Problem;
use crate::store::{Histogram, Metrics};

/// `GET /healthz`: the process is up.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: what is written now would be saved.
pub async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    app.store.ready().await?;
    Ok("ready\n")
}

/// `GET /metrics`: what goes on, in numbers, as Prometheus reads it.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let mut text = app.hall.metrics().render(app.hall.open_tables());
    render(&mut text, &app.store.metrics());
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text)
}

/// The numbers of the log's writer.
fn render(text: &mut String, log: &Metrics) {
    let counters = [
        ("commits_total", log.commits),
        ("failed_commits_total", log.failed_commits),
        ("entries_total", log.rows),
        ("entry_bytes_total", log.bytes),
        ("damaged_rows_total", log.damaged),
    ];
    for (name, value) in counters {
        line(text, format_args!("# TYPE roundtable_{name} counter"));
        line(text, format_args!("roundtable_{name} {value}"));
    }
    line(text, format_args!("# TYPE roundtable_writer_queue gauge"));
    line(text, format_args!("roundtable_writer_queue {}", log.queued));
    histogram(text, "commit_entries", &log.batch_rows);
    histogram(text, "commit_microseconds", &log.commit_micros);
}

/// Prometheus wants each range to count what the ranges before it hold, too.
fn histogram(text: &mut String, name: &str, histogram: &Histogram) {
    line(text, format_args!("# TYPE roundtable_{name} histogram"));
    let mut below = 0;
    for (place, count) in histogram.counts.iter().enumerate() {
        below += count;
        let bound = histogram.bounds.get(place);
        let bound = bound.map_or_else(|| "+Inf".to_owned(), ToString::to_string);
        line(
            text,
            format_args!("roundtable_{name}_bucket{{le=\"{bound}\"}} {below}"),
        );
    }
    line(
        text,
        format_args!("roundtable_{name}_sum {}", histogram.sum),
    );
    line(text, format_args!("roundtable_{name}_count {below}"));
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_the_ranges_before_them_hold() {
        let bounds: &[u64] = &[1, 10];
        let seen = Histogram {
            bounds,
            counts: vec![2, 3, 4],
            sum: 90,
        };
        let mut text = String::new();
        histogram(&mut text, "x", &seen);
        let told: Vec<_> = text.lines().skip(1).collect();
        let expected = [
            "roundtable_x_bucket{le=\"1\"} 2",
            "roundtable_x_bucket{le=\"10\"} 5",
            "roundtable_x_bucket{le=\"+Inf\"} 9",
            "roundtable_x_sum 90",
            "roundtable_x_count 9",
        ];
        assert_eq!(told, expected);
    }
}
