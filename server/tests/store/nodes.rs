//! Several processes on one database: what is appended stands on what was seen.

use std::future::Future;

use server::store::{
    CHAIN_START, Committed, Draft, Head, Log, NodeRow, RowChange, Seen, SessionChange, Store,
    StoreError,
};
use shared::features::ballots::{Choice, Said, SecretChange};
use shared::ids::{SessionId, TableId, Timestamp};
use shared::seq::Seq;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};

use crate::place::{Place, event, session, table, update};
use crate::postgres::Server;

fn at(head: Head) -> Seen {
    Seen {
        head: head.seq,
        chain: head.chain,
        session: Seq::START,
    }
}

async fn seen(store: &Store, table: &TableId) -> Seen {
    at(store.head(table).await.unwrap().unwrap())
}

/// Appends what was decided on that, with nothing beside it.
fn append(
    log: &Log,
    to: &TableId,
    drafts: Vec<Draft>,
    seen: Seen,
) -> impl Future<Output = Result<Committed, StoreError>> + Send + 'static + use<> {
    log.append_as_seen(
        to.clone(),
        drafts,
        (Vec::new(), Vec::new(), Vec::new()),
        Some(seen),
    )
}

fn start() -> Seen {
    Seen {
        head: Seq::START,
        chain: CHAIN_START,
        session: Seq::START,
    }
}

fn is_moved<T: std::fmt::Debug>(outcome: &Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::Moved))
}

pub async fn what_was_decided_on_another_head_is_not_written(place: &Place) {
    let ours = place.with_tables(&["t", "own"]).await;
    let theirs = place.open().await;
    let (t, own) = (table("t"), table("own"));
    let log = ours.log();
    let first = append(&log, &t, vec![event("1")], start());
    let first = first.await.unwrap();
    theirs
        .log()
        .append(t.clone(), vec![update("2")])
        .await
        .unwrap();
    // Others of the same batch are written, few or many.
    for many in [1, 40] {
        let stale = Seen {
            head: first.head,
            chain: first.chain,
            session: Seq::START,
        };
        let here = seen(&ours, &own).await;
        let (moved, written) = tokio::join!(
            append(&log, &t, vec![event("late"); many], stale),
            append(&log, &own, vec![update("x"); many], here),
        );
        assert!(is_moved(&moved), "{moved:?}");
        assert_eq!(written.unwrap().first_seq, here.head.next());
    }
    // The same number, but another chain.
    let mut forged = seen(&ours, &t).await;
    forged.chain = CHAIN_START;
    let moved = append(&log, &t, vec![event("x")], forged);
    assert!(is_moved(&moved.await));
    let now = seen(&ours, &t).await;
    let next = append(&log, &t, vec![event("3")], now);
    assert_eq!(next.await.unwrap().first_seq, Seq::new(3));
    let unknown = append(&log, &table("nowhere"), vec![event("x")], start());
    assert!(matches!(
        unknown.await,
        Err(StoreError::UnknownTable(table)) if table.as_str() == "nowhere"
    ));
    assert!(ours.verify().await.unwrap().is_sound());
}

pub async fn of_two_that_have_seen_the_same_one_is_written(place: &Place) {
    let names = ["t0", "t1", "t2"];
    let nodes = [place.with_tables(&names).await, place.open().await];
    for round in 0..30 {
        let mut tries = Vec::new();
        for name in names {
            let seen = seen(&nodes[0], &table(name)).await;
            for (number, node) in nodes.iter().enumerate() {
                let drafts = vec![event(&format!("{round}/{number}")); 1 + round % 3 * 6];
                let one = append(&node.log(), &table(name), drafts, seen);
                tries.push(tokio::spawn(one));
            }
        }
        let mut written = Vec::new();
        for one in tries {
            let outcome = one.await.unwrap();
            assert!(outcome.is_ok() || is_moved(&outcome), "{outcome:?}");
            written.push(outcome.is_ok());
        }
        for pair in written.chunks(2) {
            assert_eq!(pair.iter().filter(|it| **it).count(), 1, "{written:?}");
        }
    }
    assert!(nodes[1].verify().await.unwrap().is_sound());
}

pub async fn what_stands_beside_is_left_with_its_part(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let (log, t) = (store.log(), table("t"));
    let keep = SecretChange::Keep {
        ballot: "b".parse().unwrap(),
        delegation: "north".parse().unwrap(),
        said: Said::Choice("p".parse().unwrap(), Choice::Support),
    };
    let erase = SecretChange::Erase {
        ballot: "b".parse().unwrap(),
    };
    let due = server::store::Due {
        id: "d".parse().unwrap(),
        at: Some(Timestamp(5_000)),
        said: Timestamp(2_000),
    };
    let cast = log.append_as_seen(
        t.clone(),
        vec![event("cast")],
        (vec![keep.clone()], vec![], vec![]),
        Some(start()),
    );
    cast.await.unwrap();
    let before_the_close = seen(&store, &t).await;
    let close = (vec![erase], vec![], vec![]);
    let close = log.append_as_seen(
        t.clone(),
        vec![event("close")],
        close,
        Some(before_the_close),
    );
    close.await.unwrap();
    // A vote that did not see the close leaves nothing behind.
    for beside in [
        (vec![keep], vec![], vec![]),
        (vec![], vec![due.clone()], vec![]),
    ] {
        let late = log.append_as_seen(
            t.clone(),
            vec![event("late")],
            beside,
            Some(before_the_close),
        );
        assert!(is_moved(&late.await));
    }
    assert_eq!(store.choices_of(&t).await.unwrap(), []);
    assert_eq!(store.first_due().await.unwrap(), None);
    let now = seen(&store, &t).await;
    let put = log.append_as_seen(
        t.clone(),
        vec![event("put")],
        (vec![], vec![due], vec![]),
        Some(now),
    );
    put.await.unwrap();
    assert_eq!(store.first_due().await.unwrap(), Some(Timestamp(5_000)));
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn what_was_decided_before_somebody_was_removed_is_not_written(place: &Place) {
    let store = place.open().await;
    let mut with_a_log = session("s", &["t", "u"]);
    with_a_log.log = vec![event("convened")];
    store.create_session(with_a_log).await.unwrap();
    store
        .create_session(session("other", &["o"]))
        .await
        .unwrap();
    let id = SessionId::new("s").unwrap();
    let change = |head: u64, takes_away| SessionChange {
        session: id.clone(),
        head: Seq::new(head),
        drafts: vec![event("what")],
        rows: Vec::<RowChange>::new(),
        takes_away,
    };
    let log = store.log();
    let tries = async |name: &str, session: u64| {
        let seen = seen(&store, &table(name)).await;
        let session = Seq::new(session);
        let seen = Seen { session, ..seen };
        let one = append(&log, &table(name), vec![event("x")], seen);
        one.await
    };
    tries("t", 1).await.unwrap();
    // What gives something only is nobody's obstacle.
    store.change_session(change(1, false)).await.unwrap();
    tries("t", 1).await.unwrap();
    store.change_session(change(2, true)).await.unwrap();
    for name in ["t", "u"] {
        assert!(is_moved(&tries(name, 2).await), "{name}");
        tries(name, 3).await.unwrap();
    }
    store.change_session(change(3, false)).await.unwrap();
    tries("t", 3).await.unwrap();
    tries("o", 0).await.unwrap();
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn every_process_has_a_row_until_it_is_gone(place: &Place) {
    let store = place.open().await;
    let row = |beats| NodeRow {
        id: "a".to_owned(),
        beats,
    };
    store.node_beats(row(1)).await.unwrap();
    store.node_beats(row(2)).await.unwrap();
    assert_eq!(store.nodes().await.unwrap(), [row(2)]);
    store.node_is_gone(row(1)).await.unwrap();
    assert_eq!(store.nodes().await.unwrap(), [row(2)], "it was up again");
    store.node_is_gone(row(2)).await.unwrap();
    assert_eq!(store.nodes().await.unwrap(), []);
}

/// A commit reaches PostgreSQL, and the connection breaks before its answer.
pub async fn a_commit_whose_answer_was_lost_is_done_once(server: &Server) {
    let url = server.schema("lost_answers").await;
    let Some((before, after)) = url.split_once("host=") else {
        println!("skipped: the server is not behind a socket of our own");
        return;
    };
    let (folder, after) = after.split_once('&').unwrap_or((after, ""));
    let place = Place::sqlite();
    let proxy = place.folder.file(".s.PGSQL.5432");
    let breaks = Arc::new(AtomicBool::new(false));
    let breaking = breaks.clone();
    let listener = UnixListener::bind(&proxy).unwrap();
    let socket = format!("{folder}/.s.PGSQL.5432");
    let listening = tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = UnixStream::connect(&socket).await.unwrap();
            tokio::spawn(carry(near, far, breaking.clone()));
        }
    });
    let through = format!("{before}host={}&{after}", place.folder.0.display());
    let store = Store::open(&through).await.unwrap();
    store.create_session(session("s", &["t"])).await.unwrap();
    let (log, t) = (store.log(), table("t"));
    for round in 0..5_u64 {
        let here = seen(&store, &t).await;
        breaks.store(true, Ordering::SeqCst);
        let drafts = vec![event(&format!("{round}")), update("word")];
        let one = append(&log, &t, drafts, here);
        let done = one.await.unwrap();
        assert_eq!(
            (done.first_seq.get(), done.head.get()),
            (2 * round + 1, 2 * round + 2)
        );
        assert!(!breaks.load(Ordering::SeqCst), "the line broke");
    }
    // What another wrote meanwhile is not taken for it.
    let here = seen(&store, &t).await;
    let other = Store::open(&url).await.unwrap();
    other
        .log()
        .append(t.clone(), vec![event("theirs")])
        .await
        .unwrap();
    breaks.store(true, Ordering::SeqCst);
    let one = append(&log, &t, vec![event("ours")], here);
    assert!(is_moved(&one.await));
    assert_eq!(store.entries(&t, Seq::START, 100).await.unwrap().len(), 11);
    assert!(other.verify().await.unwrap().is_sound());
    listening.abort();
}

/// Carries what is said both ways, until a commit is asked for and the line is to break: it is carried there, and no answer back.
async fn carry(mut near: UnixStream, mut far: UnixStream, breaking: Arc<AtomicBool>) {
    let (mut asked, mut answered) = ([0; 16_384], [0; 16_384]);
    loop {
        tokio::select! {
            read = near.read(&mut asked) => {
                let Ok(read @ 1..) = read else { return };
                let is_last = asked[..read].windows(6).any(|it| it == b"COMMIT")
                    && breaking.swap(false, Ordering::SeqCst);
                if far.write_all(&asked[..read]).await.is_err() {
                    return;
                }
                if is_last {
                    // It is done by then.
                    drop(far.read(&mut answered).await);
                    return;
                }
            }
            read = far.read(&mut answered) => {
                let Ok(read @ 1..) = read else { return };
                if near.write_all(&answered[..read]).await.is_err() {
                    return;
                }
            }
        }
    }
}
