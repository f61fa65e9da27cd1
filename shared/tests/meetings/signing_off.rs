//! A draft goes out, delegations correct it, chair and rapporteur sign the same text: then the outcome is frozen.

use crate::meeting::{
    Meeting, accepts, answers_correction, block, circulates, commits, corrects, hands_over, hash,
    opens, reopens, replay, signs, withdraws_correction,
};
use shared::document::Root;
use shared::features::agenda::{AgendaPoint, Phase};
use shared::features::circulation::{CirculationCommand, CorrectionStanding};
use shared::features::commitments::{CommitmentCommand, Holder};
use shared::features::report::Attribution;
use shared::features::sign_off::{Capacity, SignOffCommand, SignOffEvent};
use shared::ids::Timestamp;
use shared::limits;
use shared::outcome::{
    Found, Outcome, Sources, Telling, check, frozen_record, html, html_glance, markdown, published,
};
use shared::prose::{Block, BlockKind};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::Event;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

const CHAIR: Capacity = Capacity::Chair;
const RAPPORTEUR: Capacity = Capacity::Rapporteur;

/// A table whose draft is out for three minutes.
fn circulating() -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let until = meeting.now().0 + 180_000;
    meeting.does("rae", circulates("o1", until));
    meeting
}

fn publishes(attribution: Attribution) -> SignOffCommand {
    SignOffCommand::PublishOutcome { attribution }
}

fn outcome_of(meeting: &Meeting) -> Outcome {
    let text = "Referral is followed up.";
    let written = vec![block(BlockKind::Paragraph, 0, text)];
    let prose = BTreeMap::from([
        (Root::Summary, vec![Block::default()]),
        (Root::Joint("q1".parse().expect("an id")), written),
    ]);
    Outcome::of(&meeting.table, &prose, Seq::new(9), [7; 32], meeting.now())
}

#[test]
fn those_who_keep_the_outcome_send_it_out_and_nobody_else() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let until = meeting.now().0 + 180_000;
    for name in ["ana", "obi"] {
        let refused = meeting.asks(name, circulates("o1", until));
        assert_eq!(refused, Err(Refusal::NeedsToConclude), "{name}");
    }
    meeting.does("rae", circulates("o1", until));
    assert_eq!(meeting.asks("rae", circulates("o1", until)), Ok(Vec::new()));
    meeting.does("fay", circulates("o2", until));
    meeting
        .asks("fay", hands_over(&[], &["ana"]))
        .expect("it moves");
    meeting.does("ana", circulates("o3", until));
    let draft = meeting.table.circulation.latest().expect("it is out");
    assert_eq!(
        (draft.number, &*draft.note),
        (3, "Please look at paragraph 2.")
    );
    for until in [1, meeting.now().0 + limits::CIRCULATION_TIME + 60_000] {
        let refused = meeting.asks("rae", circulates("o4", until));
        assert_eq!(refused, Err(Refusal::UnfitTime));
    }
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn also_after_the_table_has_closed() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.moves_to(AgendaPoint::Closed);
    let until = meeting.now().0 + 180_000;
    meeting.does("rae", circulates("o1", until));
    meeting.does("ana", corrects("c1", "o1", 1, "is looked after"));
    meeting.does("rae", accepts("c1", "is looked after"));
    meeting.does("fay", signs(CHAIR, &hash('a')));
    meeting.does("rae", signs(RAPPORTEUR, &hash('a')));
    assert!(meeting.table.sign_off.is_signed_off());
}

#[test]
fn a_correction_is_offered_while_the_draft_is_out_and_taken_back_while_it_waits() {
    let mut meeting = circulating();
    for name in ["fay", "rae", "obi"] {
        let refused = meeting.asks(name, corrects("c1", "o1", 1, "x"));
        assert_eq!(refused, Err(Refusal::NeedsDelegation), "{name}");
    }
    let what = Noun::Passage;
    for paragraph in [0, 4, u32::MAX] {
        let refused = meeting.asks("ana", corrects("c1", "o1", paragraph, "x"));
        assert_eq!(refused, Err(Refusal::Unknown { what }));
    }
    let same = meeting.asks("ana", corrects("c1", "o1", 1, "is followed up"));
    assert_eq!(same, Err(Refusal::SameWords));
    meeting.does("ana", corrects("c1", "o1", 2, ""));
    assert_eq!(meeting.asks("ana", corrects("c1", "o1", 2, "")), Ok(vec![]));
    let what = Noun::Correction;
    let taken = meeting.asks("ben", corrects("c1", "o1", 2, ""));
    assert_eq!(taken, Err(Refusal::IdTaken { what }));
    let others = meeting.asks("ben", withdraws_correction("c1"));
    assert_eq!(others, Err(Refusal::NotYours));
    // Whoever speaks for the same delegation may.
    meeting.does("abel", withdraws_correction("c1"));
    let late = meeting.asks("rae", accepts("c1", "x"));
    assert_eq!(late, Err(Refusal::CorrectionWithdrawn));
    meeting.does("ben", corrects("c2", "o1", 1, "is looked after"));
    meeting.passes(180_000);
    let late = meeting.asks("ana", corrects("c3", "o1", 1, "x"));
    assert_eq!(late, Err(Refusal::CirculationOver));
    // What was offered in time is answered afterwards.
    meeting.does("rae", answers_correction("c2", "It was agreed so."));
    let answered = meeting.asks("ben", withdraws_correction("c2"));
    assert_eq!(answered, Err(Refusal::CorrectionAnswered));
}

#[test]
fn more_time_and_never_less_and_only_for_the_draft_that_is_out() {
    let mut meeting = circulating();
    let until = meeting.table.circulation.latest().expect("it is out").until;
    let extends = |draft: &str, until| CirculationCommand::ExtendCirculation {
        draft: draft.parse().expect("an id"),
        until: Timestamp(until),
    };
    let sooner = meeting.asks("rae", extends("o1", until.0 - 1));
    assert_eq!(sooner, Err(Refusal::OnlyLonger));
    meeting.does("rae", extends("o1", until.0 + 60_000));
    assert_eq!(
        meeting.asks("rae", extends("o1", until.0 + 60_000)),
        Ok(vec![])
    );
    meeting.does("rae", circulates("o2", until.0 + 90_000));
    let older = meeting.asks("ana", corrects("c1", "o1", 1, "x"));
    assert_eq!(older, Err(Refusal::DraftReplaced));
    let older = meeting.asks("rae", extends("o1", until.0 + 120_000));
    assert_eq!(older, Err(Refusal::DraftReplaced));
}

#[test]
fn corrections_come_out_as_one_corrigendum_in_the_order_of_paragraphs() {
    let mut meeting = circulating();
    meeting.does("ana", corrects("c1", "o1", 3, "is looked after"));
    meeting.does("ben", corrects("c2", "o1", 1, ""));
    meeting.does("cleo", corrects("c3", "o1", 2, "is paid for"));
    meeting.does("cleo", withdraws_correction("c3"));
    assert_eq!(outcome_of(&meeting).counts.corrections_open, 2);
    meeting.does("rae", accepts("c1", "is looked after, and reported on"));
    meeting.does("fay", answers_correction("c2", "It stays, as agreed."));
    let outcome = outcome_of(&meeting);
    let told: Vec<_> = outcome.corrections.iter().collect();
    let lines: Vec<_> = told.iter().map(|it| (it.paragraph, it.read())).collect();
    let read = "is looked after, and reported on";
    assert_eq!(lines, [(1, None), (3, Some(read))]);
    let counts = outcome.counts;
    assert_eq!((counts.corrections, counts.corrections_accepted), (2, 1));
    assert!(told.iter().all(|it| it.delegation.is_some()));
    let words = Words::of(Language::ENGLISH);
    for page in [
        markdown(std::slice::from_ref(&outcome), &words),
        html(std::slice::from_ref(&outcome), &words),
    ] {
        for text in [
            "Corrigendum",
            "north process",
            read,
            "It stays, as agreed.",
            "We said so.",
        ] {
            assert!(page.contains(text), "{text} is missing in {page}");
        }
        assert!(
            !page.contains("is paid for"),
            "what was taken back is not told"
        );
    }
    assert!(check(&outcome, "").iter().all(|it| !it.found.is_wrong()));
    let mut damaged = outcome;
    damaged.counts.corrections_accepted = 2;
    let wrong = check(&damaged, "");
    let wrong: Vec<_> = wrong.iter().filter(|it| it.found.is_wrong()).collect();
    assert_eq!(wrong[0].at, "/counts/corrections_accepted");
    assert!(
        matches!(&wrong[0].found, Found::Differs { says, follows } if says == "2" && follows == "1")
    );
}

#[test]
fn who_offered_what_is_told_outside_only_where_that_was_set() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let until = Timestamp(meeting.now().0 + 180_000);
    let unnamed = CirculationCommand::CirculateDraft {
        draft: "o1".parse().expect("an id"),
        until,
        note: String::new(),
        by_name: false,
    };
    meeting.does("rae", unnamed);
    meeting.does("ana", corrects("c1", "o1", 1, "x"));
    meeting.does("rae", accepts("c1", "x"));
    let outcome = outcome_of(&meeting);
    assert_eq!(outcome.corrections[0].delegation, None);
    // At the table it is known.
    let seen = meeting.table.seen_by(&meeting.who("ben"));
    let there = &seen.circulation.corrections[0];
    assert_eq!(there.delegation.as_str(), "north");
    assert!(matches!(
        there.standing,
        CorrectionStanding::Accepted { .. }
    ));
}

#[test]
fn chair_and_rapporteur_sign_the_same_text() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "obi", "rae"] {
        let refused = meeting.asks(name, signs(CHAIR, &hash('a')));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
    }
    let refused = meeting.asks("fay", signs(RAPPORTEUR, &hash('a')));
    assert!(matches!(refused, Err(Refusal::NeedsRole { .. })));
    for text in ["", "a", &hash('z'), &hash('ä')] {
        let refused = meeting.asks("fay", signs(CHAIR, text));
        assert_eq!(refused, Err(Refusal::OutcomeHasChanged));
    }
    meeting.does("fay", signs(CHAIR, &hash('a')));
    assert_eq!(meeting.asks("fay", signs(CHAIR, &hash('a'))), Ok(vec![]));
    meeting.does("rae", signs(RAPPORTEUR, &hash('b')));
    assert!(!meeting.table.sign_off.is_signed_off(), "of another text");
    meeting.does("fay", signs(CHAIR, &hash('b')));
    let version = meeting.table.sign_off.current().expect("both have signed");
    assert_eq!((version.number, &version.text), (1, &hash('b')));
    let by = |capacity| version.signatures[&capacity].by.clone().expect("somebody");
    assert_eq!(by(CHAIR).as_str(), "fay");
    assert_eq!(by(RAPPORTEUR).as_str(), "rae");
    let again = meeting.asks("fay", signs(CHAIR, &hash('a')));
    assert_eq!(again, Err(Refusal::OutcomeSignedOff));
    let until = meeting.now().0 + 180_000;
    let late = meeting.asks("rae", circulates("o1", until));
    assert_eq!(late, Err(Refusal::OutcomeSignedOff));
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn the_chair_signs_alone_where_the_rapporteur_cannot_and_it_says_so() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let alone = SignOffCommand::SignOutcome {
        capacity: CHAIR,
        text: hash('a'),
        alone: true,
    };
    meeting.does("fay", alone);
    let version = meeting.table.sign_off.current().expect("it is signed off");
    assert!(version.signatures[&CHAIR].alone);
    let mut outcome = outcome_of(&meeting);
    outcome.sign_off = Some(version.into());
    let page = markdown(&[outcome], &Words::of(Language::ENGLISH));
    assert!(page.contains("without the rapporteur"), "{page}");
}

#[test]
fn nothing_is_signed_while_something_is_still_decided() {
    let mut meeting = Meeting::voting();
    let refused = meeting.asks("fay", signs(CHAIR, &hash('a')));
    assert_eq!(refused, Err(Refusal::BallotOpen));
    let mut meeting = circulating();
    meeting.does("ana", corrects("c1", "o1", 1, "x"));
    let refused = meeting.asks("rae", signs(RAPPORTEUR, &hash('a')));
    assert_eq!(refused, Err(Refusal::CorrectionsWait));
    meeting.does("rae", answers_correction("c1", "No."));
    meeting.does("rae", signs(RAPPORTEUR, &hash('a')));
}

#[test]
fn it_is_opened_again_with_a_reason_unless_it_is_published() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let nothing = meeting.asks("fay", reopens("A mistake."));
    assert_eq!(nothing, Err(Refusal::NothingSigned));
    let nothing = meeting.asks("fay", publishes(Attribution::Named));
    assert_eq!(nothing, Err(Refusal::NothingSigned));
    meeting.does("fay", signs(CHAIR, &hash('a')));
    meeting.does("rae", signs(RAPPORTEUR, &hash('a')));
    for name in ["ana", "rae"] {
        let refused = meeting.asks(name, publishes(Attribution::Named));
        assert!(matches!(refused, Err(Refusal::NeedsRole { .. })), "{name}");
    }
    meeting.does("fay", publishes(Attribution::Named));
    assert_eq!(
        meeting.asks("fay", publishes(Attribution::Named)),
        Ok(vec![])
    );
    let otherwise = meeting.asks("fay", publishes(Attribution::None));
    assert_eq!(otherwise, Err(Refusal::OutcomePublished));
    let published = meeting.asks("rae", reopens("A mistake."));
    assert_eq!(published, Err(Refusal::OutcomePublished));
    meeting.does("fay", SignOffCommand::UnpublishOutcome);
    assert_eq!(
        meeting.asks("fay", SignOffCommand::UnpublishOutcome),
        Ok(vec![])
    );
    let others = meeting.asks("ana", reopens("A mistake."));
    assert_eq!(others, Err(Refusal::NeedsToSign));
    let (what, empty) = (Noun::Reason, meeting.asks("rae", reopens(" ")));
    assert_eq!(empty, Err(Refusal::Empty { what }));
    meeting.does("rae", reopens("A mistake."));
    assert_eq!(meeting.asks("rae", reopens("A mistake.")), Ok(vec![]));
    assert!(meeting.table.sign_off.signatures.is_empty());
    meeting.does("fay", signs(CHAIR, &hash('b')));
    meeting.does("rae", signs(RAPPORTEUR, &hash('b')));
    let versions = &meeting.table.sign_off.versions;
    assert_eq!(
        versions.iter().map(|it| it.number).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(versions[0].is_reopened && !versions[1].is_reopened);
    // Whoever looks for the page finds what its event says.
    let said = meeting.log.iter().filter_map(|record| match &record.event {
        Event::SignOff(event @ SignOffEvent::OutcomePublished { .. }) => event.published(),
        _ => None,
    });
    assert_eq!(said.count(), 1);
}

#[test]
fn the_text_that_is_signed_is_what_was_said_and_not_how_it_came_about() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let text = outcome_of(&meeting).text();
    assert_eq!(outcome_of(&meeting).text(), text, "whenever it is asked");
    meeting.moves_to(Phase::WrapUp);
    meeting.does("fay", signs(CHAIR, &hash('a')));
    assert_eq!(outcome_of(&meeting).text(), text, "signing changes nothing");
    meeting.does(
        "rae",
        commits(
            "s1",
            "Report back",
            Holder::Other {
                name: "The host".into(),
            },
        ),
    );
    assert_ne!(outcome_of(&meeting).text(), text);
    // What is frozen names nobody, and the names are no part of what is hashed.
    let outcome = outcome_of(&meeting);
    let record = outcome.record();
    assert!(!record.contains("\"name\":\"fay\""), "{record}");
    let value = serde_json::to_value(&outcome).expect("it is JSON");
    assert_eq!(frozen_record(value), record, "from the file it is the same");
    let read: Outcome = serde_json::from_str(&record).expect("it is an outcome");
    assert_eq!(read.record(), record);
    assert_eq!(read.text(), outcome.text());
}

#[test]
fn paragraphs_are_numbered_throughout() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let outcome = outcome_of(&meeting);
    let words = Words::of(Language::ENGLISH);
    let all = outcome.paragraphs(&words);
    assert_eq!(
        (all.len(), outcome.paragraph_count()),
        (1, 1),
        "blank ones do not count"
    );
    assert_eq!(
        (all[0].number, &*all[0].words),
        (1, "Referral is followed up.")
    );
    assert!(outcome.stands_in(1, "is  followed\nup"));
    for (number, words) in [(0, "is"), (2, "is"), (1, "is paid for")] {
        assert!(!outcome.stands_in(number, words));
    }
}

#[test]
fn next_steps_are_written_struck_and_seen_at_a_glance() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let north = || Holder::Delegation {
        delegation: "north".parse().expect("an id"),
    };
    let refused = meeting.asks("ana", commits("s1", "Report back", north()));
    assert_eq!(refused, Err(Refusal::NeedsToConclude));
    meeting.does("rae", commits("s1", "Report back", north()));
    assert_eq!(
        meeting.asks("rae", commits("s1", "Report back ", north())),
        Ok(vec![])
    );
    let nowhere = Holder::Delegation {
        delegation: "nowhere".parse().expect("an id"),
    };
    let what = Noun::Delegation;
    let unknown = meeting.asks("rae", commits("s2", "Pay", nowhere));
    assert_eq!(unknown, Err(Refusal::Unknown { what }));
    meeting.does(
        "fay",
        commits(
            "s2",
            "Host",
            Holder::Other {
                name: "The host".into(),
            },
        ),
    );
    let words = Words::of(Language::ENGLISH);
    let mut outcome = outcome_of(&meeting);
    let page = html_glance(&outcome, &words, 2);
    for text in [
        "What was agreed",
        "What stays open",
        "Report back",
        "north process",
        "the next session",
    ] {
        assert!(page.contains(text), "{text} is missing in {page}");
    }
    let without = markdown(std::slice::from_ref(&outcome), &words);
    assert!(!without.contains("At a glance") && without.contains("Next steps"));
    outcome.glance_first = true;
    assert!(markdown(&[outcome], &words).contains("At a glance"));
    let commitment = "s1".parse().expect("an id");
    meeting.does("rae", CommitmentCommand::StrikeCommitment { commitment });
    assert_eq!(meeting.table.commitments.len(), 1);
    meeting.does("fay", signs(CHAIR, &hash('a')));
    meeting.does("rae", signs(RAPPORTEUR, &hash('a')));
    let late = meeting.asks("rae", commits("s3", "More", north()));
    assert_eq!(late, Err(Refusal::OutcomeSignedOff));
}

#[test]
fn what_is_signed_off_is_no_draft() {
    let words = Words::of(Language::ENGLISH);
    let signed = crate::story::signed();
    assert!(!signed.is_draft());
    let page = markdown(&[signed], &words);
    assert!(page.contains("Signed off as version 1") && !page.contains("draft"));
    let unsigned = markdown(&[crate::story::closed()], &words);
    assert!(unsigned.contains("its outcome is not signed off yet"));
}

#[test]
fn an_open_ballot_stays_open_at_a_glance() {
    let mut meeting = Meeting::discussing();
    meeting.moves_to(Phase::Voting);
    meeting.does("fay", opens("b1", &["p1"]));
    let page = html_glance(&outcome_of(&meeting), &Words::of(Language::ENGLISH), 2);
    assert!(page.contains("Still voted on"), "{page}");
}

#[test]
fn what_a_copy_is_told_with_is_no_part_of_what_is_signed() {
    let meeting = Meeting::in_phase(Phase::Drafting);
    let outcome = outcome_of(&meeting);
    let mut copy = outcome.clone();
    copy.sources = Some(Sources::default());
    copy.telling.silent_too = true;
    copy.glance_first = true;
    assert_eq!(copy.text(), outcome.text());
    assert_eq!(copy.record(), outcome.record());
}

#[test]
fn what_was_offered_can_be_answered_however_much_there_is_and_one_delegation_leaves_room() {
    let mut meeting = circulating();
    let long = |id: &str| {
        let proposed = "x".repeat(limits::CORRECTION);
        corrects(id, "o1", 1, &proposed)
    };
    let mut nth = 0;
    let refused = loop {
        nth += 1;
        match meeting.asks("ana", long(&format!("c{nth}"))) {
            Ok(_) => {}
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, Refusal::TooMany { .. }), "{refused:?}");
    assert!(nth < limits::CORRECTIONS_EACH);
    meeting.does("ben", corrects("b1", "o1", 1, "x"));
    meeting.does("ana", withdraws_correction("c1"));
    meeting.does("ana", corrects("again", "o1", 1, "x"));
    meeting.does("rae", answers_correction("c2", "No."));
}

#[test]
fn no_new_draft_hides_corrections_that_wait() {
    let mut meeting = circulating();
    meeting.does("ana", corrects("c1", "o1", 1, "x"));
    let until = meeting.now().0 + 180_000;
    let refused = meeting.asks("rae", circulates("o2", until));
    assert_eq!(refused, Err(Refusal::CorrectionsWait));
    meeting.does("rae", answers_correction("c1", "No."));
    meeting.does("rae", circulates("o2", until));
}

#[test]
fn a_published_page_says_who_signed_and_what_can_be_checked() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let alone = SignOffCommand::SignOutcome {
        capacity: CHAIR,
        text: hash('a'),
        alone: true,
    };
    meeting.does("fay", alone);
    let version = meeting.table.sign_off.current().expect("it is signed off");
    let mut outcome = outcome_of(&meeting);
    outcome.sign_off = Some(version.into());
    let words = Words::of(Language::ENGLISH);
    let page = |outcome: &Outcome| published(outcome, &words, "/outcome/x", &["md"]);
    let named = page(&outcome);
    assert!(
        !named.contains("presided and the rapporteur signed the"),
        "{named}"
    );
    assert!(named.contains("without a rapporteur"), "{named}");
    let telling = Telling {
        attribution: Attribution::None,
        ..Telling::default()
    };
    let name = outcome.delegations[0].name.clone();
    let told = page(&outcome.told(telling, &words));
    assert!(!told.contains(&name) && !told.contains("work all of it out again"));
}
