//! Codes, who knocks, and who is expected.

use server::store::{
    CodeRow, KnockRow, KnockState, Membership, NewParticipant, RosterRow, RowChange, Store,
    StoreError,
};
use shared::ids::{DelegationId, InvitationId, KnockId, SessionId, Timestamp};
use shared::joining::JoinCode;
use shared::limits;

use crate::people::house;
use crate::place::{Place, person};

const DAY: u64 = 24 * 60 * 60 * 1000;

fn s(id: &str) -> SessionId {
    SessionId::new(id).unwrap()
}

fn code(text: &str, session: &str, at: u64) -> CodeRow {
    CodeRow {
        code: JoinCode::read(text).unwrap(),
        session: s(session),
        invitation: InvitationId::new("house").unwrap(),
        made_at: Timestamp(at),
        expires_at: Timestamp(at + DAY),
        revoked_at: None,
    }
}

fn knock(id: &str, token: u8, at: u64) -> KnockRow {
    KnockRow {
        id: KnockId::new(id).unwrap(),
        session: s("s1"),
        name: format!("{id} of Gabon"),
        title: "H.E.".to_owned(),
        delegation: token
            .is_multiple_of(2)
            .then(|| DelegationId::new("ga").unwrap()),
        token_hash: [token; 32],
        at: Timestamp(at),
        state: KnockState::Waiting,
        word: String::new(),
        participant: None,
        by_roster: false,
        origin: None,
    }
}

fn line(number: u32, likeness: &str) -> RosterRow {
    RosterRow {
        line: number,
        name: likeness.to_uppercase(),
        likeness: likeness.to_owned(),
        role: "observer".to_owned(),
        delegation: None,
        used_by: None,
    }
}

fn admitted(id: &str, who: &str, line: Option<RosterRow>) -> RowChange {
    RowChange::KnockAdmitted {
        knock: KnockId::new(id).unwrap(),
        participant: person(who),
        at: Timestamp(99),
        line,
    }
}

async fn does(store: &Store, change: RowChange) -> Result<(), StoreError> {
    store.change_rows(vec![change]).await
}

async fn waiting(store: &Store, now: u64) -> Vec<String> {
    let state = KnockState::Waiting;
    let rows = store
        .knocks_at(&s("s1"), state, (1_000, Timestamp(now)))
        .await
        .unwrap();
    rows.into_iter().map(|row| row.id.into()).collect()
}

#[track_caller]
fn is_missing(outcome: &Result<(), StoreError>) {
    assert!(matches!(outcome, Err(StoreError::Missing)), "{outcome:?}");
}

pub async fn codes_are_replaced_and_remembered(place: &Place) {
    let store = house(place).await;
    let (old, new) = (code("bcdfghjk", "s1", 0), code("kjhgfdcb", "s1", 5));
    does(&store, RowChange::Code(old.clone())).await.unwrap();
    does(&store, RowChange::Code(code("mnpqrstv", "s2", 1)))
        .await
        .unwrap();
    assert_eq!(
        store.join_code_of(&s("s1")).await.unwrap(),
        Some(old.clone())
    );
    does(&store, RowChange::Code(new.clone())).await.unwrap();
    assert_eq!(
        store.join_code_of(&s("s1")).await.unwrap(),
        Some(new.clone())
    );
    let was = store.join_code(&old.code).await.unwrap().unwrap();
    assert_eq!(
        was.revoked_at,
        Some(Timestamp(5)),
        "it is known what it was"
    );
    does(&store, RowChange::NoCode(s("s1"), Timestamp(7)))
        .await
        .unwrap();
    assert_eq!(store.join_code_of(&s("s1")).await.unwrap(), None);
    assert!(store.join_code_of(&s("s2")).await.unwrap().is_some());
    // Ten days later nobody types it any more.
    does(&store, RowChange::Code(code("zzzzzzzz", "s1", 10 * DAY)))
        .await
        .unwrap();
    assert_eq!(store.join_code(&old.code).await.unwrap(), None);
    let taken = does(&store, RowChange::Code(code("zzzzzzzz", "s2", 10 * DAY))).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
}

pub async fn a_knock_is_answered_once(place: &Place) {
    let store = house(place).await;
    for (id, token, at) in [("ben", 2, 20), ("ana", 1, 10), ("eve", 3, 30)] {
        does(&store, RowChange::Knock(knock(id, token, at)))
            .await
            .unwrap();
    }
    assert_eq!(waiting(&store, 50).await, ["ana", "ben", "eve"]);
    let ben = store.knock_by_token(&[2; 32], Timestamp(50)).await.unwrap();
    assert_eq!(ben, Some(knock("ben", 2, 20)));

    does(&store, admitted("ana", "p1", None)).await.unwrap();
    is_missing(&does(&store, admitted("ana", "p2", None)).await);
    let eve = KnockId::new("eve").unwrap();
    let decline = RowChange::KnockDeclined(eve.clone(), "Not here.".to_owned(), Timestamp(50));
    does(&store, decline.clone()).await.unwrap();
    is_missing(&does(&store, decline).await);
    is_missing(&does(&store, admitted("eve", "p3", None)).await);
    assert_eq!(waiting(&store, 50).await, ["ben"]);
    let ana = store
        .knock_by_token(&[1; 32], Timestamp(50))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ana.participant, Some(person("p1")));
    let was = store.knock(&eve).await.unwrap().unwrap();
    assert_eq!(
        (was.state, was.word.as_str()),
        (KnockState::Declined, "Not here.")
    );

    // Another knock of the same browser takes the place of the one before, and what is old is erased.
    does(&store, RowChange::Knock(knock("benedict", 2, 40)))
        .await
        .unwrap();
    assert_eq!(waiting(&store, 50).await, ["benedict"]);
    does(&store, RowChange::Knock(knock("late", 9, 2 * DAY)))
        .await
        .unwrap();
    assert_eq!(waiting(&store, 2 * DAY).await, ["late"]);
    assert!(
        store
            .knock_by_token(&[1; 32], Timestamp(2 * DAY))
            .await
            .unwrap()
            .is_some()
    );
    does(&store, RowChange::Knock(knock("later", 8, 9 * DAY)))
        .await
        .unwrap();
    assert_eq!(
        store
            .knock_by_token(&[1; 32], Timestamp(9 * DAY))
            .await
            .unwrap(),
        None
    );

    // One address leaves room for the others.
    let from = |id: &str, number: usize, address: u8| {
        let mut row = knock(id, 0, 9 * DAY);
        row.token_hash[8..16].copy_from_slice(&number.to_be_bytes());
        row.origin = Some([address; 32]);
        RowChange::Knock(row)
    };
    let hall = (0..limits::KNOCKS_OF_ONE).map(|number| from(&format!("h{number}"), number, 1));
    store.change_rows(hall.collect()).await.unwrap();
    is_missing(&does(&store, from("h", 9_999, 1)).await);
    does(&store, from("elsewhere", 9_999, 2)).await.unwrap();
    let gone = waiting(&store, 9 * DAY).await.into_iter();
    let gone = gone.filter(|id| id != "later");
    let gone = gone.map(|id| RowChange::NoKnock(KnockId::new(id).unwrap()));
    store.change_rows(gone.collect()).await.unwrap();

    let crowd = (0..limits::KNOCKS - 1).map(|number| {
        let mut row = knock(&format!("k{number}"), 0, 9 * DAY);
        row.token_hash[..8].copy_from_slice(&number.to_be_bytes());
        RowChange::Knock(row)
    });
    store.change_rows(crowd.collect()).await.unwrap();
    is_missing(&does(&store, RowChange::Knock(knock("crowded", 7, 9 * DAY))).await);
    assert_eq!(waiting(&store, 9 * DAY).await.len(), limits::KNOCKS);
    does(&store, RowChange::NoKnock(KnockId::new("later").unwrap()))
        .await
        .unwrap();
    does(&store, RowChange::Knock(knock("crowded", 7, 9 * DAY)))
        .await
        .unwrap();
}

pub async fn a_line_lets_in_once_and_stays_used(place: &Place) {
    let store = house(place).await;
    let rows = vec![line(1, "ana"), line(2, "ben"), line(4, "ana")];
    does(
        &store,
        RowChange::Roster(s("s1"), rows.clone(), Timestamp(5)),
    )
    .await
    .unwrap();
    assert_eq!(store.roster_of(&s("s1")).await.unwrap(), rows);
    let like = store.expected_like(&s("s1"), "ana").await.unwrap();
    assert_eq!(like, [line(1, "ana"), line(4, "ana")]);
    assert!(
        store
            .expected_like(&s("s2"), "ana")
            .await
            .unwrap()
            .is_empty()
    );

    for (id, token) in [("one", 1), ("two", 2)] {
        does(&store, RowChange::Knock(knock(id, token, 10)))
            .await
            .unwrap();
    }
    let by = |id: &str, who: &str, it: RosterRow| admitted(id, who, Some(it));
    does(&store, by("one", "p1", line(1, "ana"))).await.unwrap();
    is_missing(&does(&store, by("two", "p2", line(1, "ana"))).await);
    // A line that says something else by now is another line.
    let mut other = line(4, "ana");
    "rapporteur".clone_into(&mut other.role);
    let mut elsewhere = line(4, "ana");
    elsewhere.delegation = DelegationId::new("ga").ok();
    for it in [line(2, "anna"), other, elsewhere] {
        is_missing(&does(&store, by("two", "p2", it)).await);
    }
    assert_eq!(waiting(&store, 50).await, ["two"], "nothing was half done");

    // Brought again, it is known who has come in.
    let rows = vec![line(1, "zoe"), line(2, "ana"), line(3, "ana")];
    does(&store, RowChange::Roster(s("s1"), rows, Timestamp(5)))
        .await
        .unwrap();
    let used = store.roster_of(&s("s1")).await.unwrap();
    let used: Vec<_> = used.into_iter().map(|row| row.used_by).collect();
    assert_eq!(used, [None, Some(person("p1")), None]);
}

pub async fn a_device_is_added_by_a_link_that_works_once(place: &Place) {
    let store = house(place).await;
    let ana = NewParticipant {
        id: person("ana"),
        name: "Ana".to_owned(),
        title: "Dr".to_owned(),
        token_hash: [1; 32],
        at: Timestamp(1),
        first: Membership {
            session: Some(s("s1")),
            role: "observer".to_owned(),
            delegation: None,
            invitation: InvitationId::new("in-s1").unwrap(),
        },
    };
    does(&store, RowChange::Newcomer(ana)).await.unwrap();
    let link = |secret: u8, at: u64| {
        let times = (Timestamp(at), Timestamp(at + 10));
        RowChange::DeviceLink([secret; 32], person("ana"), times)
    };
    let device = |secret: u8, token: u8, at: u64| RowChange::Device {
        secret: [secret; 32],
        token: [token; 32],
        before: None,
        at: Timestamp(at),
    };
    does(&store, link(100, 50)).await.unwrap();
    let whose = store.device_link(&[100; 32], Timestamp(59)).await.unwrap();
    assert_eq!(whose, Some(person("ana")));
    is_missing(&does(&store, device(100, 2, 60)).await);
    does(&store, device(100, 2, 59)).await.unwrap();
    is_missing(&does(&store, device(100, 3, 59)).await);
    for token in [1, 2] {
        let known = store.participant_by_token(&[token; 32]).await.unwrap();
        let known = known.unwrap();
        assert_eq!(
            (known.participant.id, known.memberships.len()),
            (person("ana"), 1)
        );
    }
    assert_eq!(store.participant_by_token(&[3; 32]).await.unwrap(), None);
    // The next link takes the place of the one before, and the tenth device that of the oldest.
    does(&store, link(101, 60)).await.unwrap();
    does(&store, link(102, 61)).await.unwrap();
    is_missing(&does(&store, device(101, 4, 62)).await);
    for token in 10..19 {
        let at = u64::from(token) * 100;
        does(&store, link(token, at)).await.unwrap();
        does(&store, device(token, token, at)).await.unwrap();
    }
    assert_eq!(store.participant_by_token(&[2; 32]).await.unwrap(), None);
    let is_in = async |token: u8| {
        let known = store.participant_by_token(&[token; 32]).await.unwrap();
        known.is_some()
    };
    for token in [1, 10, 18] {
        assert!(is_in(token).await, "{token}");
    }
    // The first one leaves: the others are in still, and so is the one that takes its place.
    let gone = |token: u8| RowChange::DeviceGone([token; 32], [200; 32]);
    does(&store, gone(1)).await.unwrap();
    does(&store, gone(10)).await.unwrap();
    for (token, is) in [(1, false), (10, false), (11, true), (18, true)] {
        assert_eq!(is_in(token).await, is, "{token}");
    }
    let alone = |token: u8| RowChange::OtherDevicesGone(person("ana"), [token; 32]);
    is_missing(&does(&store, alone(10)).await);
    does(&store, link(50, 2_000)).await.unwrap();
    does(&store, alone(12)).await.unwrap();
    let tokens = store.tokens_of(&person("ana")).await.unwrap();
    assert_eq!(tokens, [[12; 32]]);
    is_missing(&does(&store, device(50, 51, 2_001)).await);
    does(&store, gone(12)).await.unwrap();
    assert!(!is_in(12).await);
}

pub async fn what_names_people_is_erased_in_time(place: &Place) {
    let store = house(place).await;
    does(&store, RowChange::Knock(knock("ana", 1, 10)))
        .await
        .unwrap();
    does(&store, RowChange::Knock(knock("ben", 2, 10)))
        .await
        .unwrap();
    does(&store, admitted("ben", "p1", None)).await.unwrap();
    // More lines than are written at once.
    let rows: Vec<_> = (1..=250)
        .map(|number| line(number, &format!("name {number}")))
        .collect();
    for (session, at) in [("s1", 5), ("s2", 20 * DAY)] {
        does(
            &store,
            RowChange::Roster(s(session), rows.clone(), Timestamp(at)),
        )
        .await
        .unwrap();
    }
    assert_eq!(store.roster_of(&s("s1")).await.unwrap(), rows);

    // It is not told any more, though nobody has erased it yet.
    assert_eq!(waiting(&store, DAY).await, ["ana"]);
    assert!(waiting(&store, DAY + 11).await.is_empty());
    let told = async |token: u8, now| {
        let row = store.knock_by_token(&[token; 32], Timestamp(now)).await;
        row.unwrap().is_some()
    };
    assert!(told(1, DAY).await);
    assert!(!told(1, DAY + 11).await);
    assert!(told(2, DAY + 11).await);
    assert!(!told(2, 8 * DAY).await);

    let forget = |at| does(&store, RowChange::ForgetKnocks(Timestamp(at)));
    let ana = KnockId::new("ana").unwrap();
    forget(DAY).await.unwrap();
    assert!(store.knock(&ana).await.unwrap().is_some());
    forget(DAY + 11).await.unwrap();
    assert!(store.knock(&ana).await.unwrap().is_none());
    forget(30 * DAY).await.unwrap();
    assert!(store.has_roster(&s("s1")).await.unwrap());
    forget(31 * DAY).await.unwrap();
    assert!(!store.has_roster(&s("s1")).await.unwrap());
    assert!(store.has_roster(&s("s2")).await.unwrap());
}
