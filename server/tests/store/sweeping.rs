//! What was said on a secret ballot that is over lies in no file, also where somebody was reading as it was erased (SQLite).

use crate::place::{Place, event, table};
use shared::features::ballots::{Choice, Said, SecretChange};
use sqlx::{AnyConnection, Connection as _, Executor as _};
use std::time::Duration;

/// Whether a delegation's choice lies in any file of the database.
fn lies_somewhere(place: &Place) -> bool {
    let files = std::fs::read_dir(&place.folder.0).unwrap();
    let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default());
    bytes.any(|bytes| bytes.windows(10).any(|it| it == b"the-canary"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_is_swept_once_nobody_reads_any_more() {
    let place = Place::sqlite();
    let store = place.with_tables(&["t"]).await;
    let (log, ballot) = (store.log(), "b1".parse().unwrap());
    let keep = SecretChange::Keep {
        ballot,
        delegation: "north".parse().unwrap(),
        said: Said::Choice("the-canary".parse().unwrap(), Choice::Support),
    };
    let cast = log.append_with(table("t"), vec![event("cast")], vec![keep], Vec::new());
    cast.await.unwrap();
    assert!(lies_somewhere(&place));

    // Somebody reads what was before, a backup say.
    let mut reader = AnyConnection::connect(&place.url).await.unwrap();
    reader.execute("BEGIN").await.unwrap();
    reader.fetch_all("SELECT * FROM choices").await.unwrap();
    let ballot = "b1".parse().unwrap();
    let erase = SecretChange::Erase { ballot };
    let closed = log.append_with(table("t"), vec![event("closed")], vec![erase], Vec::new());
    closed.await.unwrap();
    let is_unswept = || store.metrics().unswept;
    while !is_unswept() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(
        lies_somewhere(&place),
        "while it is read, it has to be there"
    );
    // Others are not kept waiting by that.
    log.append(table("t"), vec![event("next")]).await.unwrap();
    assert!(is_unswept());

    reader.execute("ROLLBACK").await.unwrap();
    reader.close().await.unwrap();
    while is_unswept() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!lies_somewhere(&place));
    store.close().await.unwrap();
}
