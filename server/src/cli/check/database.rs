//! The database: there, known, writable, with room, and with a clock like ours.

use std::path::Path;
use std::time::Duration;

use server::clock::now;
use server::store::{Examined, StoreError, examine, file_of};
use shared::words::Words;

use super::finding::Finding;
use super::host;

/// How long a database may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(15);
/// A database that takes longer than this to be asked one thing is far away, in milliseconds.
const FAR: u128 = 200;
/// What two clocks may differ by without anybody noticing, in milliseconds.
const ALIKE: u64 = 1_000;

/// Everything about it, and how many processes work on it.
pub(super) async fn look(url: &str, words: &Words) -> (Vec<Finding>, u64) {
    const CHECK: &str = "database";
    let failed = |key: &str, why: String| {
        let told = [("why", why.into())];
        Finding::failed(CHECK, key, &told, words)
    };
    let mut all = Vec::new();
    let file = match file_of(url) {
        Ok(file) => file,
        Err(error) => {
            return (
                vec![failed("can-run-database-address", error.to_string())],
                0,
            );
        }
    };
    if let Some(file) = &file {
        all.extend(host::place(file, words));
    }
    let examined = match tokio::time::timeout(PATIENCE, examine(url, now)).await {
        Ok(Ok(Some(examined))) => examined,
        Ok(Ok(None)) => {
            all.push(Finding::ok(CHECK, "can-run-database-new", &[], words));
            return (all, 0);
        }
        Ok(Err(error)) => {
            let key = match error {
                StoreError::BadUrl => "can-run-database-address",
                _ => "can-run-database-away",
            };
            all.push(failed(key, error.to_string()));
            return (all, 0);
        }
        Err(_) => {
            all.push(failed("can-run-database-away", "no answer".to_owned()));
            return (all, 0);
        }
    };
    all.push(there(&examined, words));
    all.push(schema(&examined, words));
    all.push(writes(&examined, words));
    all.extend(clock(&examined, words));
    if let Some(file) = file {
        all.extend(privacy(&file, words));
    }
    (all, examined.nodes)
}

fn there(examined: &Examined, words: &Words) -> Finding {
    let millis = examined.answered_in.as_millis();
    let told = [("millis", u64::try_from(millis).unwrap_or(u64::MAX).into())];
    if examined.is_server && millis > FAR {
        Finding::warning("database", "can-run-database-far", &told, words)
    } else {
        Finding::ok("database", "can-run-database-there", &told, words)
    }
}

fn schema(examined: &Examined, words: &Words) -> Finding {
    const CHECK: &str = "schema";
    let Examined { schema, known, .. } = *examined;
    let told = [
        ("found", schema.unwrap_or(0).into()),
        ("known", known.into()),
    ];
    match schema {
        _ if examined.is_migrating => {
            Finding::warning(CHECK, "can-run-schema-changing", &told, words)
        }
        None => Finding::ok(CHECK, "can-run-schema-none", &told, words),
        Some(found) if found > known => {
            Finding::failed(CHECK, "can-run-schema-newer", &told, words)
        }
        Some(found) if found < known => {
            Finding::warning(CHECK, "can-run-schema-older", &told, words)
        }
        Some(_) => Finding::ok(CHECK, "can-run-schema-known", &told, words),
    }
}

fn writes(examined: &Examined, words: &Words) -> Finding {
    match &examined.writes {
        Ok(took) => {
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            let told = [("millis", millis.into())];
            Finding::ok("writing", "can-run-writing", &told, words)
        }
        Err(error) => {
            let told = [("why", error.to_string().into())];
            Finding::failed("writing", "can-run-writing-not", &told, words)
        }
    }
}

/// The database's clock, and the other processes', as far as what they wrote last tells.
fn clock(examined: &Examined, words: &Words) -> Vec<Finding> {
    const CHECK: &str = "clocks";
    let mut all = Vec::new();
    if let Some((theirs, ours)) = examined.clock {
        let apart = theirs.0.abs_diff(ours.0);
        let told = [("millis", apart.into())];
        all.push(if apart > ALIKE {
            // The house runs all the same, and goes by the database's.
            Finding::warning(CHECK, "can-run-clock-apart", &told, words)
        } else {
            Finding::ok(CHECK, "can-run-clock-alike", &told, words)
        });
    }
    if let Some(latest) = examined.latest
        && latest.0 > now().0 + ALIKE
    {
        let told = [("at", words.moment(latest).into())];
        all.push(Finding::warning(CHECK, "can-run-clock-ahead", &told, words));
    }
    all
}

/// Whether others on this machine may read the file.
#[cfg(unix)]
fn privacy(file: &Path, words: &Words) -> Option<Finding> {
    let told = [("file", file.display().to_string().into())];
    host::others_read(file)
        .then(|| Finding::warning("privacy", "can-run-database-open", &told, words))
}

#[cfg(not(unix))]
fn privacy(_: &Path, _: &Words) -> Option<Finding> {
    None
}

#[cfg(test)]
mod tests {
    use super::super::super::words;
    use super::super::finding::Verdict;
    use super::*;
    use shared::ids::Timestamp;

    /// The database's clock counts: a house whose own is wrong runs.
    #[test]
    fn clocks_apart_keep_no_house_down() {
        let examined = Examined {
            is_server: true,
            answered_in: Duration::ZERO,
            schema: None,
            known: 1,
            writes: Ok(Duration::ZERO),
            is_migrating: false,
            clock: Some((Timestamp(3_600_000), Timestamp(0))),
            latest: None,
            nodes: 0,
        };
        let found = clock(&examined, &words());
        let verdicts: Vec<_> = found.iter().map(|it| it.verdict).collect();
        assert_eq!(verdicts, [Verdict::Warning]);
    }
}
