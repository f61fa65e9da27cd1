//! What operators and their machines ask.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::App;
use crate::clock;
use crate::error::Problem;
use crate::metrics::page::Page;
use crate::store::Metrics;
use crate::tls::TlsMetrics;

/// `GET /healthz`: the process is up.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: what is written now would be saved.
pub async fn readyz(State(app): State<App>) -> Result<String, Problem> {
    app.store.ready().await?;
    let others = app.nodes.others();
    let more = format!("ready; {others} more on this database");
    Ok(match app.bus.metrics().map(|bus| bus.is_connected) {
        Some(false) => {
            format!(
                "{more}; the bus cannot be reached: what others write is seen within two seconds, and who is there not at all\n"
            )
        }
        _ if others == 0 => "ready\n".to_owned(),
        Some(true) => format!("{more}\n"),
        None => format!(
            "{more}, without a bus: what they write is seen within two seconds, and who is there not at all\n"
        ),
    })
}

/// `GET /metrics`: what goes on, in numbers, as Prometheus reads it.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], page(&app))
}

/// All numbers of a house.
pub fn page(app: &App) -> String {
    let mut page = Page::default();
    app.tables
        .metrics()
        .tell(&mut page, app.tables.open_tables());
    let others = app.nodes.others();
    page.gauge(
        "other_nodes",
        "Other processes on the same database.",
        others,
    );
    page.gauge(
        "clock_ahead_milliseconds",
        "By how much the database's clock is ahead of this machine's.",
        clock::ahead(),
    );
    if let Some(bus) = app.bus.metrics() {
        let connected = usize::from(bus.is_connected);
        page.gauge(
            "bus_connected",
            "Whether the bus can be reached.",
            connected,
        );
        page.counter("bus_said_total", "Messages to other processes.", bus.said);
        page.counter(
            "bus_unsaid_total",
            "Messages that could not be said: the bus was away, or too slow.",
            bus.unsaid,
        );
        page.counter("bus_heard_total", "Messages of other processes.", bus.heard);
        page.counter(
            "bus_bad_total",
            "Messages of others that were not understood.",
            bus.bad,
        );
        page.counter(
            "bus_foreign_total",
            "Messages that were not sealed with the key in the database: somebody else is on the bus.",
            bus.foreign,
        );
        page.seconds(
            "bus_lag_seconds",
            "From when another process says something to when it is heard, by the clocks of both.",
            &bus.lag_micros,
        );
    }
    if let Some(tls) = &app.tls {
        tell_tls(&mut page, &tls.metrics());
    }
    tell(&mut page, &app.store.metrics());
    page.into_text()
}

/// The numbers of TLS.
fn tell_tls(page: &mut Page, tls: &TlsMetrics) {
    page.gauge(
        "tls_certificate_expires_seconds",
        "When the certificate ends, in seconds since 1970.",
        tls.certificate.until.0 / 1000,
    );
    let counters = [
        (
            "tls_reloads_total",
            "How often a newer certificate was taken.",
            tls.reloads,
        ),
        (
            "tls_failed_reloads_total",
            "How often newer files could not be taken; the certificate before them is shown.",
            tls.failed_reloads,
        ),
        (
            "tls_failed_handshakes_total",
            "Handshakes that came to nothing.",
            tls.failed_handshakes,
        ),
    ];
    for (name, help, value) in counters {
        page.counter(name, help, value);
    }
}

/// The numbers of the log's writer.
fn tell(page: &mut Page, log: &Metrics) {
    let counters = [
        ("commits_total", "Commits of entries.", log.commits),
        (
            "failed_commits_total",
            "Commits of entries that failed.",
            log.failed_commits,
        ),
        ("entries_total", "Entries committed.", log.rows),
        ("entry_bytes_total", "Bytes of their bodies.", log.bytes),
        (
            "damaged_rows_total",
            "Damaged rows that reading came upon.",
            log.damaged,
        ),
    ];
    for (name, help, value) in counters {
        page.counter(name, help, value);
    }
    page.gauge(
        "secret_choices_unswept",
        "1 while choices of a secret ballot that is over lie in the file written ahead.",
        u8::from(log.unswept),
    );
    page.gauge("writer_queue", "Jobs that wait for the writer.", log.queued);
    page.counts("commit_entries", "Entries in a commit.", &log.batch_rows);
    page.seconds(
        "commit_seconds",
        "From taking the numbers to the disk's answer.",
        &log.commit_micros,
    );
}
