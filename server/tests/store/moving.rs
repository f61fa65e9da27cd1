//! Sessions that move from one database into another, and a PostgreSQL database that is restored by its own tools.

use std::process::Command;

use server::store::{
    Entry, Membership, NewInvitation, NewParticipant, RowChange, Snapshot, Store, StoreError,
};
use shared::ids::{InvitationId, SessionId, Timestamp};
use shared::seq::Seq;

use crate::place::{Place, event, person, session, table, update};
use crate::postgres::Server;

fn s(id: &str) -> SessionId {
    SessionId::new(id).unwrap()
}

fn invitation(id: &str, session: Option<&str>, secret: u8) -> NewInvitation {
    NewInvitation {
        id: InvitationId::new(id).unwrap(),
        secret_hash: [secret; 32],
        session: session.map(s),
        role: "facilitator".to_owned(),
        delegation: None,
        at: Timestamp(10),
        expires_at: Timestamp(1_000),
        most: Some(3),
    }
}

fn membership(session: Option<&str>, by: &str) -> Membership {
    Membership {
        session: session.map(s),
        role: "facilitator".to_owned(),
        delegation: None,
        invitation: InvitationId::new(by).unwrap(),
    }
}

/// Two sessions, `a` and `b`, which Fatou has convened, who facilitates the house; Ana came to `a` by a link of its own.
async fn furnish(store: &Store) {
    for one in [invitation("house", None, 1), invitation("other", None, 4)] {
        store.add_invitation(one).await.unwrap();
    }
    let newcomer = |id: &str, token: u8, first: Membership| {
        RowChange::Newcomer(NewParticipant {
            id: person(id),
            name: format!("{id} of Gabon"),
            title: "H.E.".to_owned(),
            token_hash: [token; 32],
            at: Timestamp(20),
            first,
        })
    };
    let fatou = newcomer("fatou", 2, membership(None, "house"));
    store.change_rows(vec![fatou]).await.unwrap();
    for (id, tables) in [("a", ["a1", "a2"]), ("b", ["b1", "b2"])] {
        let mut new = session(id, &tables);
        new.created_by = Some(person("fatou"));
        new.convener = Some((person("fatou"), membership(Some(id), "house")));
        new.log = vec![event("convened")];
        new.tables[0].first = vec![event("convened"), update("words"), event("decided")];
        store.create_session(new).await.unwrap();
    }
    let link = invitation("link", Some("a"), 3);
    store.add_invitation(link).await.unwrap();
    let ana = newcomer("ana", 5, membership(Some("a"), "link"));
    store.change_rows(vec![ana]).await.unwrap();
    let at = Timestamp(5_000);
    let (seq, body) = (Seq::new(2), "state".into());
    let snapshot = Snapshot { seq, at, body };
    store.put_snapshot(table("a1"), snapshot).await.unwrap();
}

/// What stands beside logs, and a column that each has.
const BESIDE: [(&str, &str); 6] = [
    ("due", "at"),
    ("owed", "through"),
    ("choices", "said_on"),
    ("published", "entry"),
    ("roster", "line"),
    ("join_codes", "made_at"),
];

/// One of each for both sessions.
async fn stand_beside(place: &Place) {
    let bytes = if place.is_sqlite() {
        "X'01'"
    } else {
        "'\\x01'"
    };
    for (session, table, link) in [("a", "a1", "link"), ("b", "b1", "house")] {
        for sql in [
            format!("INSERT INTO due VALUES ('{table}', 'd', 9)"),
            format!("INSERT INTO choices VALUES ('{table}', 'b', 'ga', 'p', {bytes})"),
            format!("INSERT INTO published VALUES ('page-{table}', '{table}', 1, 'named')"),
            format!(
                "INSERT INTO roster VALUES ('{session}', 1, 'Ana', 'ana', 'delegate', NULL, NULL, 5)"
            ),
            format!(
                "INSERT INTO join_codes VALUES ('CODE{session}', '{session}', '{link}', 1, 9000000000000, NULL)"
            ),
        ] {
            assert_eq!(place.tamper(&sql).await, 1, "{sql}");
        }
    }
    // Of no use any more: these stay.
    for (code, expires, revoked) in [("OLD", "2", "NULL"), ("BACK", "9000000000000", "7")] {
        let sql = format!(
            "INSERT INTO join_codes VALUES ('{code}', 'a', 'link', 1, {expires}, {revoked})"
        );
        assert_eq!(place.tamper(&sql).await, 1, "{sql}");
    }
}

async fn adds_device(place: &Place, token: u8, of: &str) {
    let sql = format!(
        "INSERT INTO devices VALUES (X'{}', '{of}', 5)",
        format!("{token:02x}").repeat(32)
    );
    assert_eq!(place.tamper(&sql).await, 1, "{sql}");
}

async fn log(store: &Store, of: &str) -> Vec<Entry> {
    store.entries(&table(of), Seq::START, 100).await.unwrap()
}

pub async fn a_session_moves_whole_or_not_at_all(place: &Place) {
    let store = place.open().await;
    furnish(&store).await;
    stand_beside(place).await;
    let there = Place::sqlite();
    let other = there.open().await;
    store.copy_session(&s("a"), &other).await.unwrap();
    for (beside, has) in BESIDE {
        let those = format!("UPDATE {beside} SET {has} = {has}");
        assert_eq!(there.tamper(&those).await, 1, "{beside}");
    }
    for of in ["a1", "a2", "a"] {
        assert_eq!(log(&other, of).await, log(&store, of).await, "{of}");
    }
    let report = other.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    let counts = (report.tables, report.sessions, report.snapshots);
    assert_eq!(counts, (2, 1, 1));
    assert_eq!(other.sessions().await.unwrap(), [s("a")]);
    assert_eq!(
        other.session(&s("a")).await.unwrap(),
        store.session(&s("a")).await.unwrap()
    );
    assert_eq!(
        other.participants_of(&s("a")).await.unwrap(),
        store.participants_of(&s("a")).await.unwrap()
    );
    // Ana's cookie and link are good; Fatou facilitates the session, and not the other house.
    let ana = other.participant_by_token(&[5; 32]).await.unwrap().unwrap();
    assert_eq!(
        (&*ana.participant.name, &*ana.participant.title),
        ("ana of Gabon", "H.E.")
    );
    assert!(
        other
            .invitation_by_secret(&[3; 32])
            .await
            .unwrap()
            .is_some()
    );
    let fatou = other.participant_by_token(&[2; 32]).await.unwrap().unwrap();
    let belongs: Vec<_> = fatou
        .memberships
        .iter()
        .map(|it| it.session.clone())
        .collect();
    assert_eq!(belongs, [Some(s("a"))]);
    assert_eq!(other.invitation_by_secret(&[1; 32]).await.unwrap(), None);
    let links = other.invitations_of(&s("a")).await.unwrap();
    let mut taken_back: Vec<_> = links
        .iter()
        .map(|link| (link.id.as_str(), link.revoked_at.is_some()))
        .collect();
    taken_back.sort_unstable();
    assert_eq!(taken_back, [("house", true), ("link", false)]);
    // It goes on there as it would have here.
    let head = other.head(&table("a1")).await.unwrap().unwrap();
    let appended = other.log().append(table("a1"), vec![event("more")]);
    assert_eq!(
        appended.await.unwrap().first_seq,
        Seq::new(head.seq.get() + 1)
    );
    assert!(other.verify().await.unwrap().is_sound());

    // Again is refused, and so is a session of which something is there; the other one of the same people comes along.
    let before = other.verify().await.unwrap().entries;
    let again = store.copy_session(&s("a"), &other).await;
    assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
    let nothing = store.copy_session(&s("nowhere"), &other).await;
    assert!(matches!(nothing, Err(StoreError::Missing)), "{nothing:?}");
    assert_eq!(other.verify().await.unwrap().entries, before);
    store.copy_session(&s("b"), &other).await.unwrap();
    assert_eq!(other.sessions().await.unwrap().len(), 2);

    // What is due there is not late by the time that the move took, and was owed from when something was last written.
    let owed = other.owed().await.unwrap();
    let a1 = owed.iter().find(|it| it.table == table("a1")).unwrap();
    let last = log(&store, "a1").await.pop().unwrap();
    assert_eq!(a1.since, last.at);
    assert!(a1.through > a1.since, "{a1:?}");

    and_on_into_a_house_that_knows_some(&there, &other, a1.since).await;
}

async fn and_on_into_a_house_that_knows_some(there: &Place, other: &Store, owed: Timestamp) {
    // And on, into a house that knows Fatou, who has signed out meanwhile: what it knows holds, and devices come along for those
    // only whom it did not know.
    adds_device(there, 0xd1, "fatou").await;
    adds_device(there, 0xd2, "ana").await;
    let third = Store::open("sqlite::memory:").await.unwrap();
    let of_others = NewParticipant {
        id: person("fatou"),
        name: "Somebody else".to_owned(),
        title: String::new(),
        token_hash: [9; 32],
        at: Timestamp(1),
        first: membership(None, "theirs"),
    };
    third
        .add_invitation(invitation("theirs", None, 8))
        .await
        .unwrap();
    let of_others = vec![RowChange::Newcomer(of_others)];
    third.change_rows(of_others).await.unwrap();
    other.copy_session(&s("a"), &third).await.unwrap();
    let comes_in = async |token: u8| {
        let known = third.participant_by_token(&[token; 32]).await.unwrap();
        known.map(|it| it.participant.name)
    };
    assert_eq!(comes_in(9).await.as_deref(), Some("Somebody else"));
    assert_eq!(comes_in(2).await, None);
    assert_eq!(comes_in(0xd1).await, None, "a device of somebody else's");
    assert_eq!(comes_in(0xd2).await.as_deref(), Some("ana of Gabon"));
    let moved = third.owed().await.unwrap();
    assert_eq!(moved[0].since, owed, "from the first move on");
}

/// Whoever facilitates a session convenes another by it; both move, whichever comes first.
pub async fn a_session_convened_from_another_moves(place: &Place) {
    let store = place.open().await;
    furnish(&store).await;
    let mut new = session("c", &["c1"]);
    new.convener = Some((person("ana"), membership(Some("c"), "link")));
    store.create_session(new).await.unwrap();
    let there = Place::sqlite();
    let other = there.open().await;
    store.copy_session(&s("c"), &other).await.unwrap();
    assert_eq!(other.invitation_by_secret(&[3; 32]).await.unwrap(), None);
    store.copy_session(&s("a"), &other).await.unwrap();
    let link = other.invitation_by_secret(&[3; 32]).await.unwrap().unwrap();
    assert_eq!((link.session, link.revoked_at), (Some(s("a")), None));
    assert_eq!(other.participants_of(&s("c")).await.unwrap().len(), 1);
    assert!(other.verify().await.unwrap().is_sound());

    // What refers to nothing is told as what it is.
    let orphan = "PRAGMA foreign_keys = OFF; \
                  INSERT INTO memberships VALUES ('nobody', 'c', 'delegate', NULL, 'link')";
    there.tamper(orphan).await;
    let report = other.verify().await.unwrap();
    assert!(report.file[0].contains("memberships"), "{report:?}");
    let third = Store::open("sqlite::memory:").await.unwrap();
    let failed = other.copy_session(&s("c"), &third).await;
    assert!(matches!(failed, Err(StoreError::Failed(_))), "{failed:?}");
    assert!(third.sessions().await.unwrap().is_empty(), "all or nothing");
}

pub async fn a_session_is_taken_in(place: &Place) {
    let elsewhere = Store::open("sqlite::memory:").await.unwrap();
    furnish(&elsewhere).await;
    let store = place.open().await;
    elsewhere.copy_session(&s("b"), &store).await.unwrap();
    elsewhere.copy_session(&s("a"), &store).await.unwrap();
    for of in ["a1", "a2", "a", "b1", "b"] {
        assert_eq!(log(&store, of).await, log(&elsewhere, of).await, "{of}");
    }
    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.tables, report.sessions), (4, 2));
}

/// The database's own tools copy and restore it, and `verify` finds it sound.
pub async fn a_dump_is_restored(server: &Server) {
    let url = server.schema("dumped").await;
    let (base, _) = url.split_once("options[").unwrap();
    let base = base.trim_end_matches(['?', '&']);
    let place = Place::at(url.clone());
    let store = place.open().await;
    furnish(&store).await;
    let before = (log(&store, "a1").await, store.verify().await.unwrap());
    let refused = store.backup(&place.folder.file("copy.db")).await;
    assert!(matches!(refused, Err(StoreError::BackupElsewhere)));
    store.close().await.unwrap();

    let dump = place.folder.file("dump.sql");
    let run = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        command.arg("--dbname").arg(base).args(args);
        match command.output() {
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(output.status.success(), "{program}: {said}");
                true
            }
            Err(error) => {
                println!("skipped: {program} cannot be run ({error})");
                false
            }
        }
    };
    let file = dump.to_str().unwrap();
    if !run("pg_dump", &["--schema=rt_dumped", "--file", file]) {
        return;
    }
    let lost = "DROP SCHEMA rt_dumped CASCADE";
    if !run("psql", &["--quiet", "--command", lost]) {
        return;
    }
    run(
        "psql",
        &["--quiet", "--set=ON_ERROR_STOP=1", "--file", file],
    );
    let store = place.open().await;
    let after = (log(&store, "a1").await, store.verify().await.unwrap());
    assert_eq!(after.0, before.0);
    assert!(after.1.is_sound(), "{:?}", after.1);
    assert_eq!(after.1.entries, before.1.entries);
    let more = store.log().append(table("a1"), vec![event("more")]);
    more.await.unwrap();
    store.close().await.unwrap();
}
