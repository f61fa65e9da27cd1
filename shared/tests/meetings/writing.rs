//! Who may write where, and how each root of the document begins.

use crate::arbitrary::{held, somebody};
use crate::meeting::{Meeting, brings, practice};
use proptest::prelude::*;
use shared::document::{DocumentId, Root, new_doc};
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, Disclosure};
use shared::features::people::{Participant, Role};
use shared::features::practices::PracticeField;
use shared::ids::{DelegationId, PracticeId, QuestionId};
use shared::prose;
use shared::refusal::{Noun, Refusal};
use std::collections::BTreeSet;
use yrs::updates::decoder::Decode;
use yrs::{Transact, Update};

fn joint(question: &str) -> Root {
    Root::Joint(question.parse().expect("an id"))
}

fn own(question: &str, delegation: &str) -> Root {
    Root::Own(
        question.parse().expect("an id"),
        delegation.parse().expect("an id"),
    )
}

fn private(question: &str, delegation: &str) -> Root {
    Root::Private(
        question.parse().expect("an id"),
        delegation.parse().expect("an id"),
    )
}

fn desk(delegation: &str) -> Root {
    Root::Desk(delegation.parse().expect("an id"))
}

fn done(id: &str) -> Root {
    Root::Practice(practice(id), PracticeField::Done)
}

/// Every root there is, and some that are not.
fn candidates(meeting: &Meeting) -> Vec<Root> {
    let mut roots = meeting.table.roots();
    roots.extend(["q1", "q2", "q3", "q9"].map(joint));
    for question in ["q1", "q2", "q3", "q9"] {
        roots.extend(["north", "south", "coast", "late", "nowhere"].map(|d| own(question, d)));
    }
    roots.extend(["north", "south", "coast", "nowhere"].map(desk));
    for question in ["q1", "q3", "q9"] {
        roots.extend(["north", "south", "nowhere"].map(|d| private(question, d)));
    }
    roots.push(Root::Notes);
    roots.extend(
        ["agenda", "question-1", "nowhere"].map(|id| Root::Section(id.parse().expect("an id"))),
    );
    roots.extend(["p1", "p2", "p3", "p4", "p5", "p6", "p9"].map(done));
    roots
}

proptest! {
    #[test]
    fn whatever_may_be_written_is_a_root_and_its_writers_are_those_it_belongs_to(
        meeting in held(),
        who in somebody(),
    ) {
        let table = &meeting.table;
        let roots: BTreeSet<Root> = table.roots().into_iter().collect();
        prop_assert_eq!(roots.len(), table.roots().len(), "a root is listed twice");
        prop_assert!(roots.iter().all(|root| root.document() == DocumentId::Table));
        let here = table.participants.get(&who.id) == Some(&who);
        for root in candidates(&meeting) {
            if table.may_write(&who, &root).is_err() {
                continue;
            }
            let is_root = table.roots_of(&root.document()).contains(&root);
            prop_assert!(is_root, "{} is not a root", root);
            let document = root.document();
            prop_assert!(table.readers(&document).holds(&who), "who writes {} reads it", root);
            prop_assert!(here, "a stranger writes");
            // The report is written when all is over, too.
            let is_late = matches!(root, Root::Section(_));
            prop_assert!(!who.looks_on() && (is_late || table.agenda.at != Phase::Closed));
            match &root {
                Root::Joint(question) => prop_assert!(!table.question(question).expect("asked").locked),
                Root::Own(question, whose) => {
                    prop_assert!(!table.question(question).expect("asked").locked);
                    prop_assert_eq!(who.speaks_for(), Some(whose));
                }
                Root::Practice(id, _) => {
                    let brought = table.practice(id).expect("brought");
                    let is_own = who.speaks_for() == Some(&brought.delegation);
                    let by = brought.filed.as_ref().map(|filed| &filed.by);
                    // Whoever brought it from a file while they facilitate, too.
                    let has_filed = by == Some(&who.id) && who.role == Role::Facilitator;
                    prop_assert!(is_own || has_filed);
                    prop_assert!(!table.is_voted_on(id));
                }
                Root::Summary => prop_assert_eq!(who.role, Role::Rapporteur),
                Root::Private(question, whose) => {
                    let asked = table.question(question).expect("asked");
                    prop_assert!(!asked.locked && asked.disclosure != Disclosure::Open);
                    prop_assert_eq!(who.speaks_for(), Some(whose));
                }
                Root::Desk(whose) => {
                    let own = who.speaks_for().expect("a delegate");
                    prop_assert!(table.desks.members(whose).contains(own));
                }
                Root::Notes => prop_assert_eq!(who.role, Role::Facilitator),
                Root::Section(_) => prop_assert!(table.may_report(&who).is_ok()),
            }
        }
    }

    #[test]
    fn a_root_is_read_back_from_its_name(root in any_root()) {
        prop_assert_eq!(Root::parse(&root.to_string()), Some(root));
    }

    #[test]
    fn only_names_of_roots_are_read(name in "(answer|practice|report|desk|private|notes)?/?[a-z0-9-]{0,34}/?[A-Za-z /]{0,8}") {
        if let Some(root) = Root::parse(&name) {
            prop_assert_eq!(root.to_string(), name);
        }
    }

    #[test]
    fn seeds_are_the_same_each_time_and_no_two_alike(roots in prop::collection::btree_set(any_root(), 1..40)) {
        let seeds: BTreeSet<Vec<u8>> = roots.iter().map(Root::seed).collect();
        prop_assert_eq!(seeds.len(), roots.len());
        let seeders: BTreeSet<u64> = roots.iter().map(Root::seeder).collect();
        prop_assert_eq!(seeders.len(), roots.len());
        prop_assert!(roots.iter().all(|root| seeds.contains(&root.seed())));
    }
}

fn any_root() -> impl Strategy<Value = Root> {
    let id = || "[a-z0-9-]{1,32}";
    prop_oneof![
        id().prop_map(|q| Root::Joint(QuestionId::new(q).expect("an id"))),
        (id(), id()).prop_map(|(q, d)| {
            Root::Own(
                QuestionId::new(q).expect("an id"),
                DelegationId::new(d).expect("an id"),
            )
        }),
        (id(), 0..4_usize).prop_map(|(p, field)| {
            Root::Practice(
                PracticeId::new(p).expect("an id"),
                PracticeField::ALL[field],
            )
        }),
        Just(Root::Summary),
        Just(Root::Notes),
        (id(), id()).prop_map(|(q, d)| {
            Root::Private(
                QuestionId::new(q).expect("an id"),
                DelegationId::new(d).expect("an id"),
            )
        }),
        id().prop_map(|d| Root::Desk(DelegationId::new(d).expect("an id"))),
    ]
}

#[test]
fn a_root_seeded_twice_and_by_two_peers_has_one_newline() {
    let roots = Meeting::voting().table.roots();
    let doc = new_doc(7);
    let other = new_doc(8);
    for root in roots.iter().chain(&roots) {
        for doc in [&doc, &other] {
            doc.get_or_insert_text(root.to_string());
            let seed = Update::decode_v1(&root.seed()).expect("a seed is an update");
            doc.transact_mut().apply_update(seed).expect("and applies");
        }
    }
    for root in &roots {
        for doc in [&doc, &other] {
            let text = doc.get_or_insert_text(root.to_string());
            let pieces = prose::pieces(&text, &doc.transact());
            assert_eq!(pieces, [prose::Piece::newline()], "{root}");
            assert_eq!(
                yrs::GetString::get_string(&text, &doc.transact()),
                "\n",
                "{root}"
            );
        }
    }
}

#[test]
fn a_practice_is_refused_an_id_whose_seed_would_be_another_roots() {
    // Found by trying some hundred thousand ids, as somebody with bad intentions would.
    let (first, second) = ("p-116995", "p-211932");
    assert_eq!(
        done(first).seeder(),
        done(second).seeder(),
        "look for another such pair"
    );
    let mut meeting = Meeting::in_phase(Phase::Practices);
    meeting.does("ana", brings(first, "Referral desk"));
    let taken = Refusal::IdTaken {
        what: Noun::Practice,
    };
    assert_eq!(meeting.asks("ben", brings(second, "Hotline")), Err(taken));
}

#[test]
fn delegates_write_together_and_each_delegation_for_itself() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let may = |name: &str, root: Root| meeting.table.may_write(&meeting.who(name), &root);
    for name in ["ana", "ben", "fay", "rae"] {
        assert_eq!(may(name, joint("q1")), Ok(()), "{name}");
    }
    assert_eq!(may("ana", own("q1", "north")), Ok(()));
    assert_eq!(may("abel", own("q1", "north")), Ok(()));
    for name in ["ben", "fay", "rae"] {
        assert_eq!(
            may(name, own("q1", "north")),
            Err(Refusal::NotYours),
            "{name}"
        );
    }
    assert_eq!(may("ana", own("q2", "north")), Err(Refusal::NotAnsweredSo));
    assert_eq!(may("ana", joint("q3")), Err(Refusal::NotAnsweredSo));
    assert_eq!(
        may("ana", joint("q9")),
        Err(Refusal::Unknown {
            what: Noun::Question
        })
    );
    let unknown = Refusal::Unknown {
        what: Noun::Delegation,
    };
    assert_eq!(may("ana", own("q1", "nowhere")), Err(unknown));
    assert_eq!(may("rae", Root::Summary), Ok(()));
    let needed = Refusal::NeedsRole {
        role: Role::Rapporteur,
    };
    assert_eq!(may("ana", Root::Summary), Err(needed));
}

#[test]
fn an_observer_a_stranger_and_a_false_flag_write_nothing() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let needed = Refusal::NeedsRole {
        role: Role::Delegate,
    };
    assert_eq!(
        meeting.table.may_write(&meeting.who("obi"), &joint("q1")),
        Err(needed)
    );
    let stranger = crate::meeting::person("eve", Role::Delegate, Some("north"));
    assert_eq!(
        meeting.table.may_write(&stranger, &joint("q1")),
        Err(Refusal::Stranger)
    );
    let turncoat = Participant {
        delegation: Some("south".parse().expect("an id")),
        ..meeting.who("ana")
    };
    assert_eq!(
        meeting.table.may_write(&turncoat, &own("q1", "south")),
        Err(Refusal::Stranger)
    );
}

#[test]
fn answers_are_written_from_drafting_to_wrap_up_unless_they_are_locked() {
    for phase in Phase::ALL {
        let meeting = Meeting::in_phase(phase);
        let may = meeting.table.may_write(&meeting.who("ana"), &joint("q1"));
        assert_eq!(may.is_ok(), Phase::WORKING.contains(&phase), "{phase:?}");
    }
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let question = "q1".parse().expect("an id");
    meeting.does(
        "fay",
        AnswerCommand::LockAnswer {
            question,
            locked: true,
        },
    );
    let ana = meeting.who("ana");
    assert_eq!(
        meeting.table.may_write(&ana, &joint("q1")),
        Err(Refusal::Locked)
    );
    assert_eq!(
        meeting.table.may_write(&ana, &own("q1", "north")),
        Err(Refusal::Locked)
    );
    assert_eq!(meeting.table.may_write(&ana, &joint("q2")), Ok(()));
}
