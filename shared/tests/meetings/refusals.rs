//! Every refusal says why, and what to do.

use crate::arbitrary::held;
use proptest::prelude::*;
use shared::document::Root;
use shared::features::answers::Stage;
use shared::features::people::Role;
use shared::refusal::{Noun, Refusal};
use shared::words::{Language, Words};

const NOUNS: [Noun; 40] = [
    Noun::Name,
    Noun::ShortName,
    Noun::Label,
    Noun::Title,
    Noun::Text,
    Noun::Theme,
    Noun::Place,
    Noun::Contact,
    Noun::Delegation,
    Noun::Table,
    Noun::Participant,
    Noun::Question,
    Noun::Practice,
    Noun::Remark,
    Noun::Ballot,
    Noun::Reason,
    Noun::Root,
    Noun::AgendaItem,
    Noun::Minutes,
    Noun::Chair,
    Noun::Speech,
    Noun::Letter,
    Noun::Announcement,
    Noun::Comment,
    Noun::Reply,
    Noun::Revision,
    Noun::Passage,
    Noun::TemperatureCheck,
    Noun::Compilation,
    Noun::Statement,
    Noun::BallotOption,
    Noun::Decision,
    Noun::Report,
    Noun::Section,
    Noun::Word,
    Noun::Draft,
    Noun::Correction,
    Noun::Version,
    Noun::Commitment,
    Noun::Group,
];

/// One of every kind, and of every noun and role that a kind may speak of.
#[allow(clippy::too_many_lines, reason = "one line for each")]
fn every_refusal() -> Vec<Refusal> {
    let mut all = vec![
        Refusal::Stranger,
        Refusal::NeedsDelegation,
        Refusal::NotYours,
        Refusal::YourOwn,
        Refusal::TableClosed,
        Refusal::AgendaHasMoved,
        Refusal::ItemIsCurrent,
        Refusal::BallotClosed,
        Refusal::BallotOpen,
        Refusal::NotOnBallot,
        Refusal::PutToBallot,
        Refusal::BallotCancelled,
        Refusal::NeedsRule,
        Refusal::NothingToTakeBack,
        Refusal::OtherMethod,
        Refusal::MethodUnfit,
        Refusal::TooManyPoints { most: 10 },
        Refusal::TooManyPointsOnOne { most: 10 },
        Refusal::ScoreOutOfRange,
        Refusal::ScoresOwn,
        Refusal::RankedTwice,
        Refusal::Unanswered,
        Refusal::NeedsQuorum,
        Refusal::NeedsRoll,
        Refusal::Locked,
        Refusal::NotAnsweredSo,
        Refusal::AnsweredPrivately,
        Refusal::NotRevealedYet,
        Refusal::AnswersRevealed,
        Refusal::NeedsChair,
        Refusal::ChairHasMoved,
        Refusal::NotAnObserver,
        Refusal::FloorHasMoved,
        Refusal::HasSpoken,
        Refusal::OnTheList,
        Refusal::ListClosed,
        Refusal::WarnFirst,
        Refusal::ListNotEmpty,
        Refusal::PointStands,
        Refusal::RepliesUsed,
        Refusal::PointsUsed,
        Refusal::CheckIsOn,
        Refusal::HeadVotes,
        Refusal::DecisionOver,
        Refusal::StillRunning,
        Refusal::NotAgreed,
        Refusal::OnlyLonger,
        Refusal::UnfitTime,
        Refusal::WordingRuns,
        Refusal::HeadPublishes,
        Refusal::SecretOnPaper,
        Refusal::OpenWordingFull,
        Refusal::WordingFull,
        Refusal::NeedsToConclude,
        Refusal::NeedsToSign,
        Refusal::DraftReplaced,
        Refusal::CirculationOver,
        Refusal::SameWords,
        Refusal::NotInPassage,
        Refusal::CorrectionAnswered,
        Refusal::CorrectionWithdrawn,
        Refusal::CorrectionsWait,
        Refusal::OutcomeHasChanged,
        Refusal::OutcomeSignedOff,
        Refusal::OutcomePublished,
        Refusal::NothingSigned,
        Refusal::TooOften,
        Refusal::NotInThread,
        Refusal::HasReplies,
        Refusal::TextUnchanged { number: 3 },
        Refusal::NothingToCompile,
        Refusal::ReportBegun,
        Refusal::SinglesOut,
        Refusal::NothingToBringIn,
        Refusal::StageHasMoved,
        Refusal::AnswersPrivate,
        Refusal::SourceHasChanged,
        Refusal::JustTaken,
        Refusal::AnswersUnchanged,
        Refusal::DuplicateDelegation {
            name: "Coastal Process".into(),
        },
        Refusal::DuplicateTable {
            name: "Plenary".into(),
        },
    ];
    all.extend(Stage::ALL.map(|stage| Refusal::OtherStage { stage }));
    all.extend(Role::ALL.map(|role| Refusal::NeedsRole { role }));
    for what in [Noun::Question, Noun::Practice, Noun::Ballot] {
        for under in [vec![], vec!["Good practices".into(), "Decisions".into()]] {
            all.push(Refusal::NotOpenNow { what, under });
        }
    }
    for what in NOUNS {
        all.extend([
            Refusal::Unknown { what },
            Refusal::IdTaken { what },
            Refusal::Empty { what },
            Refusal::TooLong { what, most: 123 },
            Refusal::TooLarge { what },
            Refusal::TooMany { what, most: 123 },
            Refusal::OddCharacters { what },
        ]);
    }
    all
}

/// Fails to compile when a kind of refusal is added: then add it above, and count it here.
const fn kind(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::Stranger => 0,
        Refusal::NeedsRole { .. } => 1,
        Refusal::NeedsDelegation => 2,
        Refusal::NotYours => 3,
        Refusal::YourOwn => 4,
        Refusal::TableClosed => 5,
        Refusal::AgendaHasMoved => 6,
        Refusal::Unknown { .. } => 7,
        Refusal::IdTaken { .. } => 8,
        Refusal::BallotClosed => 9,
        Refusal::BallotOpen => 10,
        Refusal::NotOnBallot => 11,
        Refusal::PutToBallot => 12,
        Refusal::Locked => 13,
        Refusal::NotAnsweredSo => 14,
        Refusal::Empty { .. } => 15,
        Refusal::TooLong { .. } => 16,
        Refusal::OddCharacters { .. } => 17,
        Refusal::TooMany { .. } => 18,
        Refusal::DuplicateDelegation { .. } => 19,
        Refusal::BallotCancelled => 20,
        Refusal::NeedsRule => 21,
        Refusal::NothingToTakeBack => 22,
        Refusal::DuplicateTable { .. } => 23,
        Refusal::NotOpenNow { .. } => 24,
        Refusal::ItemIsCurrent => 25,
        Refusal::NeedsChair => 26,
        Refusal::ChairHasMoved => 27,
        Refusal::NotAnObserver => 28,
        Refusal::FloorHasMoved => 29,
        Refusal::OnTheList => 30,
        Refusal::ListClosed => 31,
        Refusal::WarnFirst => 32,
        Refusal::ListNotEmpty => 33,
        Refusal::PointStands => 34,
        Refusal::RepliesUsed => 35,
        Refusal::AnsweredPrivately => 36,
        Refusal::AnswersRevealed => 37,
        Refusal::TooOften => 38,
        Refusal::NotInThread => 39,
        Refusal::HasReplies => 40,
        Refusal::TextUnchanged { .. } => 41,
        Refusal::CheckIsOn => 42,
        Refusal::NothingToCompile => 43,
        Refusal::AnswersUnchanged => 44,
        Refusal::OtherStage { .. } => 45,
        Refusal::StageHasMoved => 46,
        Refusal::AnswersPrivate => 47,
        Refusal::SourceHasChanged => 48,
        Refusal::HeadVotes => 49,
        Refusal::JustTaken => 50,
        Refusal::HasSpoken => 51,
        Refusal::OtherMethod => 52,
        Refusal::MethodUnfit => 53,
        Refusal::TooManyPoints { .. } => 54,
        Refusal::TooManyPointsOnOne { .. } => 55,
        Refusal::ScoreOutOfRange => 56,
        Refusal::ScoresOwn => 57,
        Refusal::RankedTwice => 58,
        Refusal::Unanswered => 59,
        Refusal::NeedsQuorum => 60,
        Refusal::NeedsRoll => 61,
        Refusal::DecisionOver => 62,
        Refusal::StillRunning => 63,
        Refusal::NotAgreed => 64,
        Refusal::OnlyLonger => 65,
        Refusal::UnfitTime => 66,
        Refusal::WordingRuns => 67,
        Refusal::PointsUsed => 68,
        Refusal::HeadPublishes => 69,
        Refusal::TooLarge { .. } => 70,
        Refusal::OpenWordingFull => 71,
        Refusal::WordingFull => 72,
        Refusal::SecretOnPaper => 73,
        Refusal::ReportBegun => 74,
        Refusal::SinglesOut => 75,
        Refusal::NothingToBringIn => 76,
        Refusal::NeedsToConclude => 77,
        Refusal::NeedsToSign => 78,
        Refusal::DraftReplaced => 79,
        Refusal::CirculationOver => 80,
        Refusal::SameWords => 81,
        Refusal::NotInPassage => 82,
        Refusal::CorrectionAnswered => 83,
        Refusal::CorrectionWithdrawn => 84,
        Refusal::CorrectionsWait => 85,
        Refusal::OutcomeHasChanged => 86,
        Refusal::OutcomeSignedOff => 87,
        Refusal::OutcomePublished => 88,
        Refusal::NothingSigned => 89,
        Refusal::NotRevealedYet => 90,
    }
}
const KINDS: usize = 91;

/// The same for nouns.
const fn noun(what: Noun) -> usize {
    match what {
        Noun::Name => 0,
        Noun::ShortName => 1,
        Noun::Label => 2,
        Noun::Title => 3,
        Noun::Text => 4,
        Noun::Theme => 5,
        Noun::Place => 6,
        Noun::Contact => 7,
        Noun::Delegation => 8,
        Noun::Table => 9,
        Noun::Participant => 10,
        Noun::Question => 11,
        Noun::Practice => 12,
        Noun::Remark => 13,
        Noun::Ballot => 14,
        Noun::Reason => 15,
        Noun::Root => 16,
        Noun::AgendaItem => 17,
        Noun::Minutes => 18,
        Noun::Chair => 19,
        Noun::Speech => 20,
        Noun::Letter => 21,
        Noun::Announcement => 22,
        Noun::Comment => 23,
        Noun::Reply => 24,
        Noun::Revision => 25,
        Noun::Passage => 26,
        Noun::TemperatureCheck => 27,
        Noun::Compilation => 28,
        Noun::Statement => 29,
        Noun::BallotOption => 30,
        Noun::Decision => 31,
        Noun::Report => 32,
        Noun::Section => 33,
        Noun::Word => 34,
        Noun::Draft => 35,
        Noun::Correction => 36,
        Noun::Version => 37,
        Noun::Commitment => 38,
        Noun::Group => 39,
    }
}

#[test]
fn the_lists_in_this_test_are_whole() {
    let all = every_refusal();
    assert!((0..KINDS).all(|nth| all.iter().any(|refusal| kind(refusal) == nth)));
    assert!((0..NOUNS.len()).all(|nth| noun(NOUNS[nth]) == nth));
}

#[test]
fn every_refusal_is_a_whole_sentence_with_nothing_left_to_fill_in() {
    let words = Words::of(Language::ENGLISH);
    for refusal in every_refusal() {
        let said = words.refusal(&refusal);
        assert!(
            said.ends_with('.') && said.contains(' '),
            "{refusal:?}: {said}"
        );
        for hole in ["{", "$", "refusal-", "noun-", "role-", "phase-"] {
            assert!(!said.contains(hole), "{refusal:?}: {said}");
        }
    }
}

proptest! {
    #[test]
    fn whoever_wrote_what_is_not_taken_is_told_why(meeting in held()) {
        let words = Words::of(Language::ENGLISH);
        let table = &meeting.table;
        let mut roots = table.roots();
        for question in &table.questions {
            for delegation in &table.delegations {
                let (question, of) = (question.id.clone(), delegation.id.clone());
                roots.push(Root::Own(question.clone(), of.clone()));
                roots.push(Root::Private(question, of.clone()));
                roots.push(Root::Desk(of));
            }
        }
        for who in table.participants.values() {
            for root in &roots {
                let Err(refusal) = table.may_write(who, root) else {
                    continue;
                };
                let key = format!("not-accepted-{}", refusal.code());
                let said = words.say(&key);
                prop_assert!(said.ends_with('.'), "{said}");
            }
        }
    }
}

#[test]
fn a_step_to_another_stage_is_said_to_whoever_wrote_meanwhile() {
    let refusal = Refusal::OtherStage {
        stage: Stage::Joint,
    };
    let key = format!("not-accepted-{}", refusal.code());
    assert!(Words::of(Language::ENGLISH).say(&key).contains("stage"));
}

#[test]
fn codes_tell_refusals_apart_and_survive_the_wire() {
    let mut codes: Vec<&str> = every_refusal().iter().map(Refusal::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), KINDS);
    for refusal in every_refusal() {
        let json = serde_json::to_value(&refusal).expect("a refusal is JSON");
        assert_eq!(json["refusal"], refusal.code());
        assert_eq!(
            serde_json::from_value::<Refusal>(json).expect("and back"),
            refusal
        );
    }
}

#[test]
fn every_role_has_its_word_and_is_told_what_its_invitation_is_for() {
    let words = Words::of(Language::ENGLISH);
    for role in Role::ALL {
        let mut keys = vec![format!("role-{role}")];
        // A delegate is told for whom, a facilitator for what.
        if !matches!(role, Role::Delegate | Role::Facilitator) {
            keys.push(format!("join-as-{role}"));
        }
        for key in keys {
            assert_ne!(words.say(&key), key);
        }
    }
}
