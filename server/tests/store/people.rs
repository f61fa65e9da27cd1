//! Sessions, invitations and people.

use server::store::{
    Digest, InvitationRow, Membership, NewInvitation, NewParticipant, RowChange, SessionChange,
    SessionRow, Store, StoreError,
};
use shared::ids::{DelegationId, InvitationId, SessionId, Timestamp};
use shared::seq::Seq;

use crate::place::{Place, event, person, session, table};

fn s(id: &str) -> SessionId {
    SessionId::new(id).unwrap()
}

fn invitation(id: &str, session: Option<&str>, role: &str, secret: u8) -> NewInvitation {
    NewInvitation {
        id: InvitationId::new(id).unwrap(),
        secret_hash: [secret; 32],
        session: session.map(s),
        role: role.to_owned(),
        delegation: (role == "delegate").then(|| DelegationId::new("ga").unwrap()),
        at: Timestamp(10),
        expires_at: Timestamp(1_000),
        most: None,
    }
}

fn membership(session: Option<&str>, role: &str, by: &str) -> Membership {
    Membership {
        session: session.map(s),
        role: role.to_owned(),
        delegation: (role == "delegate").then(|| DelegationId::new("ga").unwrap()),
        invitation: InvitationId::new(by).unwrap(),
    }
}

fn participant(id: &str, token: u8, first: Membership) -> NewParticipant {
    NewParticipant {
        id: person(id),
        name: format!("{id} of Gabon"),
        title: String::new(),
        token_hash: [token; 32],
        at: Timestamp(u64::from(token)),
        first,
    }
}

pub async fn a_session_is_made_whole_or_not_at_all(place: &Place) {
    let store = place.open().await;
    let mut new = session("s", &["plenary", "side"]);
    new.tables[0].first = vec![event("convened"), event("question")];
    new.tables[1].first = vec![event("convened")];
    new.created_by = Some(person("ana"));
    store.create_session(new).await.unwrap();

    let row = SessionRow {
        id: s("s"),
        title: "Consultation".to_owned(),
        created_at: Timestamp(1_000),
        created_by: Some(person("ana")),
        tables: vec![table("plenary"), table("side")],
    };
    assert_eq!(store.session(&s("s")).await.unwrap(), Some(row));
    assert_eq!(
        store.session_of(&table("side")).await.unwrap(),
        Some(s("s"))
    );
    assert_eq!(
        store.head(&table("plenary")).await.unwrap().unwrap().seq,
        Seq::new(2)
    );
    assert_eq!(
        store
            .entries(&table("side"), Seq::START, 10)
            .await
            .unwrap()
            .len(),
        1
    );

    // Its second table is taken, so nothing of it is made.
    let mut clash = session("s2", &["fresh", "side"]);
    clash.tables[0].first = vec![event("convened")];
    assert!(matches!(
        store.create_session(clash).await,
        Err(StoreError::Taken)
    ));
    assert_eq!(store.session(&s("s2")).await.unwrap(), None);
    assert_eq!(store.head(&table("fresh")).await.unwrap(), None);
    assert_eq!(store.session_of(&table("fresh")).await.unwrap(), None);
    assert!(store.verify().await.unwrap().is_sound());
}

pub async fn house(place: &Place) -> Store {
    let store = place.open().await;
    store.create_session(session("s1", &["t1"])).await.unwrap();
    store.create_session(session("s2", &["t2"])).await.unwrap();
    for new in [
        invitation("house", None, "facilitator", 1),
        invitation("in-s1", Some("s1"), "delegate", 2),
        invitation("in-s2", Some("s2"), "rapporteur", 3),
    ] {
        store.add_invitation(new).await.unwrap();
    }
    store
}

pub async fn sessions_are_listed_for_those_who_belong(place: &Place) {
    let store = house(place).await;
    let ids = async |who: &str| -> Vec<String> {
        let rows = store.sessions_of(&person(who)).await.unwrap();
        rows.into_iter().map(|row| row.id.into()).collect()
    };
    let first = membership(None, "facilitator", "house");
    store
        .change_rows(vec![RowChange::Newcomer(participant("fay", 1, first))])
        .await
        .unwrap();
    assert!(ids("fay").await.is_empty());
    let mut made = session("s3", &["t3"]);
    made.created_by = Some(person("fay"));
    made.at = Timestamp(2_000);
    store.create_session(made).await.unwrap();
    store
        .change_rows(vec![RowChange::Membership(
            person("fay"),
            membership(Some("s2"), "rapporteur", "in-s2"),
        )])
        .await
        .unwrap();
    assert_eq!(ids("fay").await, ["s3", "s2"]);
    assert!(ids("nobody").await.is_empty());
}

pub async fn invitations_are_found_by_secret_and_taken_back(place: &Place) {
    let store = house(place).await;
    let expected = InvitationRow {
        id: InvitationId::new("in-s1").unwrap(),
        session: Some(s("s1")),
        role: "delegate".to_owned(),
        delegation: Some(DelegationId::new("ga").unwrap()),
        created_at: Timestamp(10),
        expires_at: Timestamp(1_000),
        revoked_at: None,
        used: 0,
        most: None,
    };
    assert_eq!(
        store.invitation_by_secret(&[2; 32]).await.unwrap(),
        Some(expected.clone())
    );
    assert_eq!(store.invitation_by_secret(&[9; 32]).await.unwrap(), None);
    assert_eq!(store.invitations_of(&s("s1")).await.unwrap(), [expected]);

    let id = |id: &str| InvitationId::new(id).unwrap();
    store
        .revoke_invitation(id("in-s1"), Timestamp(20))
        .await
        .unwrap();
    store
        .revoke_invitation(id("in-s1"), Timestamp(30))
        .await
        .unwrap();
    let revoked = store.invitation_by_secret(&[2; 32]).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(Timestamp(20)));
    let nothing = store.revoke_invitation(id("nothing"), Timestamp(20)).await;
    assert!(matches!(nothing, Err(StoreError::Missing)));

    assert!(
        store
            .any_facilitator_invitation(Timestamp(999))
            .await
            .unwrap()
    );
    assert!(
        !store
            .any_facilitator_invitation(Timestamp(1_000))
            .await
            .unwrap(),
        "it has expired"
    );
    store
        .revoke_invitation(id("house"), Timestamp(20))
        .await
        .unwrap();
    assert!(
        !store
            .any_facilitator_invitation(Timestamp(21))
            .await
            .unwrap()
    );
}

pub async fn people_are_known_by_token_and_belong(place: &Place) {
    let store = house(place).await;
    let (house, delegate) = (
        membership(None, "facilitator", "house"),
        membership(Some("s1"), "delegate", "in-s1"),
    );
    store
        .change_rows(vec![RowChange::Newcomer(participant(
            "fay",
            7,
            house.clone(),
        ))])
        .await
        .unwrap();
    store
        .change_rows(vec![RowChange::Newcomer(participant(
            "ben",
            8,
            delegate.clone(),
        ))])
        .await
        .unwrap();
    store
        .change_rows(vec![RowChange::Membership(person("fay"), delegate.clone())])
        .await
        .unwrap();
    store
        .change_rows(vec![RowChange::Name(
            person("fay"),
            "Fay ❤ O’Brien".to_owned(),
        )])
        .await
        .unwrap();

    let fay = store.participant_by_token(&[7; 32]).await.unwrap().unwrap();
    assert_eq!(fay.participant.name, "Fay ❤ O’Brien");
    assert_eq!(fay.participant.created_at, Timestamp(7));
    assert_eq!(fay.memberships, [house, delegate]);
    assert_eq!(store.participant_by_token(&[9; 32]).await.unwrap(), None);

    let again = membership(Some("s1"), "observer", "in-s1");
    store
        .change_rows(vec![RowChange::Membership(person("fay"), again.clone())])
        .await
        .unwrap();
    let there = store.participants_of(&s("s1")).await.unwrap();
    let there: Vec<_> = there
        .iter()
        .map(|(who, what)| (who.id.as_str(), what.role.as_str()))
        .collect();
    assert_eq!(there, [("fay", "observer"), ("ben", "delegate")]);
    assert!(store.participants_of(&s("s2")).await.unwrap().is_empty());
}

pub async fn ids_and_secrets_are_taken_once(place: &Place) {
    let store = house(place).await;
    let first = || membership(Some("s1"), "delegate", "in-s1");
    store
        .change_rows(vec![RowChange::Newcomer(participant("ana", 7, first()))])
        .await
        .unwrap();
    let taken = |outcome| matches!(outcome, Err(StoreError::Taken));
    let missing = |outcome| matches!(outcome, Err(StoreError::Missing));

    assert!(taken(store.create_session(session("s1", &[])).await));
    assert!(taken(
        store
            .add_invitation(invitation("other", None, "observer", 1))
            .await
    ));
    assert!(taken(
        store
            .add_invitation(invitation("house", None, "observer", 99))
            .await
    ));
    assert!(taken(
        store
            .change_rows(vec![RowChange::Newcomer(participant("ana", 8, first()))])
            .await
    ));
    assert!(taken(
        store
            .change_rows(vec![RowChange::Newcomer(participant("ben", 7, first()))])
            .await
    ));
    assert!(missing(
        store
            .add_invitation(invitation("lost", Some("s9"), "observer", 50))
            .await
    ));
    let by_nothing = membership(Some("s1"), "delegate", "nothing");
    assert!(missing(
        store
            .change_rows(vec![RowChange::Newcomer(participant("ben", 8, by_nothing))])
            .await
    ));
    assert!(missing(
        store
            .change_rows(vec![RowChange::Name(person("ben"), "Ben".to_owned())])
            .await
    ));
    let bens: Digest = [8; 32];
    assert_eq!(
        store.participant_by_token(&bens).await.unwrap(),
        None,
        "nothing was half done"
    );
    // A refusal leaves the writer in good health.
    store.ready().await.unwrap();
    store
        .log()
        .append(table("t1"), vec![event("x")])
        .await
        .unwrap();
}

pub async fn what_happens_in_a_session_is_written_whole_and_where_it_was_seen(place: &Place) {
    let store = house(place).await;
    let log = s("s1").log();
    assert_eq!(store.head(&log).await.unwrap(), None);
    let change = |head: u64, rows: Vec<RowChange>| SessionChange {
        session: s("s1"),
        head: Seq::new(head),
        drafts: vec![event("first"), event("second")],
        rows,
        takes_away: false,
    };
    let ana = || participant("ana", 7, membership(Some("s1"), "delegate", "in-s1"));
    let title = RowChange::Title(s("s1"), "Another".to_owned());
    let rows = vec![RowChange::Newcomer(ana()), title];
    assert_eq!(
        store.change_session(change(0, rows)).await.unwrap(),
        Seq::new(2)
    );
    // Whoever has seen less, or more, is told to look again.
    for head in [0, 1, 3] {
        let gone = RowChange::NoMembership(person("ana"), s("s1"));
        let moved = store.change_session(change(head, vec![gone])).await;
        assert!(matches!(moved, Err(StoreError::Moved)), "{moved:?}");
    }
    // A row that cannot be written takes the entries with it.
    let again = vec![RowChange::Newcomer(ana())];
    let taken = store.change_session(change(2, again)).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    assert_eq!(store.head(&log).await.unwrap().unwrap().seq, Seq::new(2));
    let (one, two) = tokio::join!(
        store.change_session(change(2, Vec::new())),
        store.change_session(change(2, Vec::new())),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?}, {two:?}");

    // It is no table of the session, and checked as one is.
    let row = store.session(&s("s1")).await.unwrap().unwrap();
    assert_eq!(
        (row.title.as_str(), row.tables),
        ("Another", vec![table("t1")])
    );
    assert_eq!(store.session_of(&log).await.unwrap(), None);
    assert!(!store.tables().await.unwrap().contains(&log));
    assert_eq!(store.session_logs().await.unwrap(), [s("s1")]);
    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.tables, report.sessions, report.events), (2, 1, 4));
    assert_eq!(store.participants_of(&s("s1")).await.unwrap().len(), 1);
}
