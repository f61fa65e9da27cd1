//! Appending and reading.

use std::collections::BTreeMap;
use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use server::store::{CHAIN_START, ChoiceRow, Kind, Store, StoreError};
use shared::features::ballots::{Choice, Said, SecretChange};
use shared::ids::Timestamp;
use shared::seq::Seq;
use sqlx::{AnyConnection, Connection as _, Executor as _};

use crate::place::{Place, event, person, table, update};

pub async fn entries_are_read_back_as_they_were_appended(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let (log, t) = (store.log(), table("t"));
    let mut nobodys = update("");
    nobodys.participant = None;
    nobodys.at = Timestamp(3_000);

    let first = log
        .append(t.clone(), vec![update("one"), event("two"), nobodys])
        .await
        .unwrap();
    assert_eq!((first.first_seq, first.head), (Seq::new(1), Seq::new(3)));
    let second = log.append(t.clone(), vec![update("four")]).await.unwrap();
    assert_eq!((second.first_seq, second.head), (Seq::new(4), Seq::new(4)));
    assert_eq!(
        second.chain, first.chain,
        "an update does not move the chain"
    );

    let entries = store.entries(&t, Seq::START, 100).await.unwrap();
    let bodies: Vec<&[u8]> = entries.iter().map(|entry| &entry.body[..]).collect();
    assert_eq!(bodies, [&b"one"[..], b"two", b"", b"four"]);
    assert_eq!(
        entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        [1, 2, 3, 4].map(Seq::new)
    );
    assert_eq!(entries[1].kind, Kind::Event);
    assert_eq!(entries[1].digest, first.chain);
    assert_eq!(entries[0].participant, Some(person("ana")));
    assert_eq!(
        (entries[2].participant.clone(), entries[2].at),
        (None, Timestamp(3_000))
    );

    let page = store.entries(&t, Seq::new(1), 2).await.unwrap();
    assert_eq!(page, entries[1..3]);
    assert_eq!(
        store.events(&t, Seq::START, 100).await.unwrap(),
        entries[1..2]
    );
    let head = store.head(&t).await.unwrap().unwrap();
    assert_eq!((head.seq, head.chain), (Seq::new(4), first.chain));
    assert_eq!(head.compacted, Seq::START);
    assert_eq!(store.head(&table("nowhere")).await.unwrap(), None);
}

pub async fn choices_are_written_with_the_entries_that_tell_of_them_or_not_at_all(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let (log, t) = (store.log(), table("t"));
    let keep = |delegation: &str, choice| SecretChange::Keep {
        ballot: "b1".parse().unwrap(),
        delegation: delegation.parse().unwrap(),
        said: Said::Choice("p1".parse().unwrap(), choice),
    };
    let says = async |delegation: &str| {
        let rows = store.choices_of(&t).await.unwrap();
        let of = |row: &&ChoiceRow| row.delegation.as_str() == delegation;
        rows.iter().find(of).map(|row| row.said.clone())
    };
    let said = |choice| Some(Said::Choice("p1".parse().unwrap(), choice));
    // Two changes in one commit: the last counts.
    let changes = vec![
        keep("north", Choice::Support),
        keep("south", Choice::Abstain),
        keep("north", Choice::CannotSupport),
    ];
    let cast = vec![event("cast"), event("cast"), event("changed")];
    let done = log
        .append_with(t.clone(), cast, changes, Vec::new())
        .await
        .unwrap();
    assert_eq!((done.first_seq.get(), done.head.get()), (1, 3));
    assert_eq!(says("north").await, said(Choice::CannotSupport));
    assert_eq!(says("south").await, said(Choice::Abstain));
    // What cannot be appended changes no choice.
    let nowhere = log.append_with(
        table("nowhere"),
        vec![event("cast")],
        vec![keep("east", Choice::Support)],
        Vec::new(),
    );
    assert!(nowhere.await.is_err());
    let too_late = server::store::Draft {
        at: Timestamp(u64::MAX),
        ..event("cast")
    };
    let refused = log.append_with(
        t.clone(),
        vec![too_late],
        vec![keep("north", Choice::Support)],
        Vec::new(),
    );
    assert!(refused.await.is_err());
    assert_eq!(says("north").await, said(Choice::CannotSupport));
    // Plain appends go on where these ended.
    let next = log.append(t.clone(), vec![event("next")]).await.unwrap();
    assert_eq!(next.first_seq.get(), 4);
    let other = SecretChange::Erase {
        ballot: "b2".parse().unwrap(),
    };
    log.append_with(t.clone(), vec![event("closed")], vec![other], Vec::new())
        .await
        .unwrap();
    assert!(says("north").await.is_some());
    let erase = SecretChange::Erase {
        ballot: "b1".parse().unwrap(),
    };
    log.append_with(t.clone(), vec![event("closed")], vec![erase], Vec::new())
        .await
        .unwrap();
    assert_eq!(store.choices_of(&t).await.unwrap(), []);
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn numbers_have_no_gaps_while_two_nodes_append(place: &Place) {
    let names = ["t0", "t1", "t2", "t3", "t4", "t5", "t6"];
    let nodes = [place.with_tables(&names).await, place.open().await];
    let mut writers = Vec::new();
    for writer in 0..28_usize {
        let (log, name) = (nodes[writer % 2].log(), names[writer % names.len()]);
        writers.push(tokio::spawn(async move {
            let mut seen = Vec::new();
            for round in 0..20 {
                let count = 1 + (writer * 7 + round) % 5;
                let text = format!("{writer}/{round}");
                let mut drafts = vec![update(&text); count];
                drafts.push(event(&text));
                let done = log.append(table(name), drafts).await.unwrap();
                assert_eq!(done.head.since(done.first_seq), count as u64);
                seen.push((done.first_seq.get(), done.head.get(), text));
            }
            (name, seen)
        }));
    }
    let mut appended: BTreeMap<&str, Vec<(u64, u64, String)>> = BTreeMap::new();
    for writer in writers {
        let (name, seen) = writer.await.unwrap();
        appended.entry(name).or_default().extend(seen);
    }
    for (name, mut seen) in appended {
        seen.sort();
        let entries = everything(&nodes[0], name).await;
        let mut next = 1;
        for (first, last, text) in seen {
            assert_eq!(first, next, "{name} has a gap or an overlap");
            let mine =
                &entries[usize::try_from(first - 1).unwrap()..usize::try_from(last).unwrap()];
            assert!(mine.iter().all(|entry| entry.body == text.as_bytes()));
            next = last + 1;
        }
        assert_eq!(entries.len() as u64, next - 1);
    }
    assert!(nodes[1].verify().await.unwrap().is_sound());
}

pub async fn a_node_that_remembers_heads_sees_what_another_wrote(place: &Place) {
    let ours = place.with_tables(&["shared", "own"]).await;
    let theirs = place.open().await;
    let mut chain = CHAIN_START;
    for round in 0..10 {
        let (shared, own) = tokio::join!(
            ours.log().append(table("shared"), vec![event("ours")]),
            ours.log().append(table("own"), vec![update("ours")]),
        );
        let (shared, own) = (shared.unwrap(), own.unwrap());
        assert_eq!(
            (shared.first_seq, shared.head),
            (Seq::new(round * 2 + 1), Seq::new(round * 2 + 1))
        );
        assert_eq!(own.head, Seq::new(round + 1), "written once");
        assert_ne!(shared.chain, chain);
        let theirs = theirs.log().append(table("shared"), vec![event("theirs")]);
        chain = theirs.await.unwrap().chain;
    }
    assert_eq!(ours.metrics().failed_commits, 0);
    assert_eq!(everything(&ours, "shared").await.len(), 20);
    assert_eq!(everything(&ours, "own").await.len(), 10);
    assert!(ours.verify().await.unwrap().is_sound());
}

pub async fn a_number_is_not_taken_again_when_its_entry_is_gone(place: &Place) {
    let ours = place.with_tables(&["t"]).await;
    let theirs = place.open().await;
    ours.log()
        .append(table("t"), vec![update("1")])
        .await
        .unwrap();
    theirs
        .log()
        .append(table("t"), vec![update("2")])
        .await
        .unwrap();
    // As compaction would, elsewhere.
    place.tamper("DELETE FROM entries WHERE seq = 2").await;
    let next = ours.log().append(table("t"), vec![update("3")]).await;
    assert_eq!(next.unwrap().first_seq, Seq::new(3));
}

pub async fn an_append_waits_while_another_process_writes(place: &Place) {
    if !place.is_sqlite() {
        return;
    }
    let store = place.with_tables(&["t"]).await;
    let append = || store.log().append(table("t"), vec![update("x")]);
    append().await.unwrap();
    let mut other = AnyConnection::connect(&place.url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let mut waiting = pin!(append());
    let a_while = Duration::from_millis(100);
    assert!(tokio::time::timeout(a_while, &mut waiting).await.is_err());
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(waiting.await.unwrap().head, Seq::new(2));
}

async fn everything(store: &Store, name: &str) -> Vec<server::store::Entry> {
    let mut entries = Vec::new();
    loop {
        let page = store
            .entries(&table(name), Seq::new(entries.len() as u64), 50)
            .await
            .unwrap();
        if page.is_empty() {
            return entries;
        }
        entries.extend(page);
    }
}

pub async fn appends_are_numbered_in_the_order_they_were_asked_for(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let log = store.log();
    let appends: Vec<_> = (0..50)
        .map(|n| Box::pin(log.append(table("t"), vec![update(&n.to_string())])))
        .collect();
    let done = futures_util::future::join_all(appends).await;
    let numbers: Vec<u64> = done
        .into_iter()
        .map(|done| done.unwrap().first_seq.get())
        .collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<u64>>());
}

pub async fn an_unknown_table_costs_nobody_else_anything(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let log = store.log();
    for _ in 0..10 {
        let (lost, fine) = tokio::join!(
            log.append(table("nowhere"), vec![update("x")]),
            log.append(table("t"), vec![event("y")]),
        );
        assert!(matches!(lost, Err(StoreError::UnknownTable(id)) if id == table("nowhere")));
        fine.unwrap();
    }
    assert_eq!(
        store.head(&table("t")).await.unwrap().unwrap().seq,
        Seq::new(10)
    );
}

pub async fn a_failing_table_costs_nobody_else_anything(place: &Place) {
    let store = place.with_tables(&["bad", "good"]).await;
    let log = store.log();
    // The next number of this table is already there.
    place
        .tamper(
            "INSERT INTO entries (table_id, seq, kind, at, body, digest) \
             SELECT 'bad', 1, 'u', 0, chain, chain FROM tables WHERE id = 'bad'",
        )
        .await;
    for round in 1..=10 {
        let (bad, good) = tokio::join!(
            log.append(table("bad"), vec![update("x"), update("y")]),
            log.append(table("good"), vec![update("z")]),
        );
        assert!(matches!(bad, Err(StoreError::Taken)), "{bad:?}");
        assert_eq!(good.unwrap().head, Seq::new(round));
    }
    assert!(store.metrics().failed_commits > 0);
    assert_eq!(
        store.head(&table("bad")).await.unwrap().unwrap().seq,
        Seq::START,
        "nothing was half done"
    );
    place
        .tamper("DELETE FROM entries WHERE table_id = 'bad'")
        .await;
    assert_eq!(
        log.append(table("bad"), vec![update("x")])
            .await
            .unwrap()
            .head,
        Seq::new(1)
    );
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn an_append_whose_caller_left_is_still_committed(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    {
        let mut append = pin!(store.log().append(table("t"), vec![update("left behind")]));
        // Asked for, and then dropped.
        let _ = append
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
    }
    let next = store
        .log()
        .append(table("t"), vec![update("next")])
        .await
        .unwrap();
    assert_eq!(next.first_seq, Seq::new(2));
    assert_eq!(
        store.entries(&table("t"), Seq::START, 10).await.unwrap()[0].body,
        "left behind"
    );
}

pub async fn closing_commits_what_was_let_in(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let appends: Vec<_> = (0..200)
        .map(|n| tokio::spawn(store.log().append(table("t"), vec![update(&n.to_string())])))
        .collect();
    // Some are in, some are waiting, some have not asked yet.
    store
        .log()
        .append(table("t"), vec![update("before")])
        .await
        .unwrap();
    store.close().await.unwrap();
    let mut committed = 1;
    for append in appends {
        match append.await.unwrap() {
            Ok(_) => committed += 1,
            Err(error) => assert!(matches!(error, StoreError::Closed), "{error}"),
        }
    }
    assert!(matches!(
        store.log().append(table("t"), vec![update("late")]).await,
        Err(StoreError::Closed)
    ));
    let again = place.open().await;
    assert_eq!(
        again.head(&table("t")).await.unwrap().unwrap().seq,
        Seq::new(committed)
    );
}

pub async fn everything_is_there_after_reopening(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    let done = store
        .log()
        .append(table("t"), vec![event("a"), update("b")])
        .await
        .unwrap();
    let entries = store.entries(&table("t"), Seq::START, 10).await.unwrap();
    store.close().await.unwrap();
    drop(store);

    let store = place.open().await;
    assert_eq!(
        store.entries(&table("t"), Seq::START, 10).await.unwrap(),
        entries
    );
    let next = store
        .log()
        .append(table("t"), vec![event("c")])
        .await
        .unwrap();
    assert_eq!(next.first_seq, Seq::new(3));
    assert_ne!(next.chain, done.chain);
    assert_ne!(next.chain, CHAIN_START);
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn what_gathers_is_committed_together_whatever_its_table(place: &Place) {
    let names: Vec<String> = (0..40).map(|number| format!("t{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let store = place.with_tables(&names).await;
    let log = store.log();
    let appends = (0..200).map(|number| log.append(table(names[number % 40]), vec![update("x")]));
    let appended = futures_util::future::join_all(appends).await;
    assert!(appended.iter().all(Result::is_ok));
    for name in names {
        assert_eq!(
            store.head(&table(name)).await.unwrap().unwrap().seq,
            Seq::new(5)
        );
    }
    let metrics = store.metrics();
    assert_eq!(metrics.rows, 200);
    assert!(metrics.commits < 100, "{} commits", metrics.commits);
    // Of one table there were five: whatever held more held several tables.
    let large = metrics
        .batch_rows
        .bounds
        .partition_point(|bound| *bound <= 5);
    let together: u64 = metrics.batch_rows.counts[large..].iter().sum();
    assert!(together > 0, "{:?}", metrics.batch_rows);
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn the_writer_counts(place: &Place) {
    let store = place.with_tables(&["t"]).await;
    for _ in 0..3 {
        store
            .log()
            .append(table("t"), vec![update("12345"); 20])
            .await
            .unwrap();
    }
    let metrics = store.metrics();
    assert_eq!((metrics.commits, metrics.rows, metrics.bytes), (3, 60, 300));
    assert_eq!(
        (metrics.failed_commits, metrics.damaged, metrics.queued),
        (0, 0, 0)
    );
    let bucket = metrics
        .batch_rows
        .bounds
        .iter()
        .position(|bound| *bound == 20)
        .unwrap();
    assert_eq!(metrics.batch_rows.counts[bucket], 3);
    assert_eq!(metrics.batch_rows.sum, 60);
    assert_eq!(metrics.commit_micros.counts.iter().sum::<u64>(), 3);
}
