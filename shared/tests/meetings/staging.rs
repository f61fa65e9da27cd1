//! A question goes by stages: own answers, compilation, joint answer. A stage opens nothing that the agenda does not.

use crate::meeting::{Meeting, at, compiles, hands_over, pulls, question_id, stages};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::answers::AnswerCommand;
use shared::features::answers::Stage::{self, Compilation, Joint, Own};
use shared::features::pulling::{Source, Taken};
use shared::refusal::Refusal;
use shared::table::GRACE;

fn may(meeting: &Meeting, name: &str, root: &str) -> Result<(), Refusal> {
    let root = Root::parse(root).expect("a root");
    meeting.table.may_write(&meeting.who(name), &root)
}

fn other(stage: Stage) -> Result<(), Refusal> {
    Err(Refusal::OtherStage { stage })
}

const JOINT: &str = "answer/q1";
const NORTH: &str = "answer/q1/north";

#[test]
fn the_stage_says_which_answer_is_written() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let both = |meeting: &Meeting| (may(meeting, "ana", JOINT), may(meeting, "ana", NORTH));
    assert_eq!(both(&meeting), (Ok(()), Ok(())), "it goes by none");
    meeting.does("fay", stages("q1", None, Some(Own)));
    assert_eq!(both(&meeting), (other(Own), Ok(())));
    meeting.does("fay", stages("q1", Some(Own), Some(Compilation)));
    assert_eq!(both(&meeting), (other(Compilation), other(Compilation)));
    assert_eq!(
        may(&meeting, "fay", JOINT),
        Ok(()),
        "it begins with what was compiled"
    );
    meeting.does("fay", stages("q1", Some(Compilation), Some(Joint)));
    assert_eq!(both(&meeting), (Ok(()), other(Joint)));
    // Back, and out of the stages.
    meeting.does("fay", stages("q1", Some(Joint), Some(Own)));
    assert_eq!(both(&meeting), (other(Own), Ok(())));
    meeting.does("fay", stages("q1", Some(Own), None));
    assert_eq!(both(&meeting), (Ok(()), Ok(())));
    assert_eq!(
        may(&meeting, "ana", "answer/q2"),
        Ok(()),
        "others go their own way"
    );
}

#[test]
fn a_stage_opens_nothing_that_the_agenda_or_a_lock_closes() {
    let mut meeting = Meeting::in_phase(Phase::Welcome);
    meeting.does("fay", stages("q1", None, Some(Joint)));
    assert!(matches!(
        may(&meeting, "ana", JOINT),
        Err(Refusal::NotOpenNow { .. })
    ));
    meeting.moves_to(Phase::Drafting);
    assert_eq!(may(&meeting, "ana", JOINT), Ok(()));
    meeting.moves_to(Phase::Closed);
    assert_eq!(may(&meeting, "ana", JOINT), Err(Refusal::TableClosed));
    let late = meeting.asks("fay", stages("q1", Some(Joint), Some(Own)));
    assert_eq!(late, Err(Refusal::TableClosed));
    assert_eq!(
        meeting.asks("fay", stages("q1", None, Some(Joint))),
        Ok(vec![]),
        "a late retry"
    );
}

#[test]
fn whoever_runs_the_table_sets_it_and_a_second_click_moves_it_no_further() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        let asked = meeting.asks(name, stages("q1", None, Some(Own)));
        assert_eq!(asked, Err(Refusal::NeedsChair), "{name}");
    }
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", stages("q1", None, Some(Own)));
    assert_eq!(
        meeting.asks("ana", stages("q1", None, Some(Own))),
        Ok(vec![])
    );
    let stale = meeting.asks("fay", stages("q1", None, Some(Compilation)));
    assert_eq!(stale, Err(Refusal::StageHasMoved));
    for question in ["q2", "q3"] {
        let asked = meeting.asks("fay", stages(question, None, Some(Joint)));
        assert_eq!(asked, Err(Refusal::NotAnsweredSo), "{question}");
    }
    let staging = meeting
        .table
        .question(&question_id("q1"))
        .expect("it is there")
        .staging;
    assert_eq!(
        staging.map(|it| (it.now, it.before)),
        Some((Some(Own), None))
    );
}

#[test]
fn last_words_land_after_a_step() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", stages("q1", None, Some(Own)));
    meeting.does("fay", stages("q1", Some(Own), Some(Compilation)));
    let question = meeting
        .table
        .question(&question_id("q1"))
        .expect("it is there");
    let since = question.staging.expect("it was set").since.0;
    let root = Root::parse(NORTH).expect("a root");
    let lands = |then: u64| meeting.table.may_land(&meeting.who("ana"), &root, at(then));
    assert_eq!(lands(since + GRACE - 1), Ok(()));
    assert_eq!(lands(since + GRACE), other(Compilation));
}

/// When the last thing happened, in milliseconds.
fn last(meeting: &Meeting) -> u64 {
    meeting.log.last().expect("something happened").at.0
}

/// Something else happens for so many seconds: once in each.
fn passes(meeting: &mut Meeting, seconds: usize) {
    for _ in 0..seconds {
        let question = question_id("q2");
        let locked = !meeting.table.question(&question).expect("there").locked;
        meeting.does("fay", AnswerCommand::LockAnswer { question, locked });
    }
}

#[test]
fn two_steps_in_a_row_take_nobody_the_time_for_last_words() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", stages("q1", None, Some(Own)));
    passes(&mut meeting, 30);
    meeting.does("fay", stages("q1", Some(Own), Some(Compilation)));
    let compilation = last(&meeting);
    passes(&mut meeting, 2);
    meeting.does("fay", stages("q1", Some(Compilation), Some(Joint)));
    let joint = last(&meeting);
    let lands = |root: &str, then: u64| {
        let root = Root::parse(root).expect("a root");
        meeting.table.may_land(&meeting.who("ana"), &root, at(then))
    };
    // Her own answer was open until the first of the two.
    assert_eq!(lands(NORTH, joint + 1), Ok(()));
    assert_eq!(lands(NORTH, compilation + GRACE - 1), Ok(()));
    assert_eq!(lands(NORTH, compilation + GRACE), other(Joint));
    assert_eq!(lands(JOINT, joint), Ok(()));

    // A stage between the two was open as well.
    passes(&mut meeting, 30);
    meeting.does("fay", stages("q1", Some(Joint), Some(Own)));
    passes(&mut meeting, 1);
    meeting.does("fay", stages("q1", Some(Own), Some(Compilation)));
    let end = last(&meeting);
    let lands = |root: &str, then: u64| {
        let root = Root::parse(root).expect("a root");
        meeting.table.may_land(&meeting.who("ana"), &root, at(then))
    };
    for root in [JOINT, NORTH] {
        assert_eq!(lands(root, end + 1), Ok(()), "{root}");
    }
    assert_eq!(lands(JOINT, end - 2_000 + GRACE), other(Compilation));
    assert_eq!(lands(NORTH, end + GRACE - 1), Ok(()));
    assert_eq!(lands(NORTH, end + GRACE), other(Compilation));
    // However often it is stepped, little is kept of it.
    for _ in 0..100 {
        meeting.does("fay", stages("q1", Some(Compilation), Some(Joint)));
        meeting.does("fay", stages("q1", Some(Joint), Some(Compilation)));
    }
    let question = meeting.table.question(&question_id("q1"));
    assert!(question.expect("it is there").left_stages.len() <= 10);
}

#[test]
fn words_are_taken_by_whoever_may_write_at_the_stage() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", stages("q1", None, Some(Own)));
    meeting.does("fay", compiles("c1", "q1"));
    let takes = |id: &str| {
        let compilation = "c1".parse().expect("an id");
        let root = NORTH.to_owned();
        pulls(
            id,
            Source::Compilation { compilation },
            Taken::Text { root },
            JOINT,
        )
    };
    let early = meeting.asks("fay", takes("p1"));
    assert_eq!(early, Err(Refusal::OtherStage { stage: Own }));
    meeting.does("fay", stages("q1", Some(Own), Some(Compilation)));
    let not_theirs = meeting.asks("ana", takes("p1"));
    assert_eq!(not_theirs, Err(Refusal::OtherStage { stage: Compilation }));
    meeting.does("fay", takes("p1"));
    meeting.does("fay", stages("q1", Some(Compilation), Some(Joint)));
    meeting.does("ana", takes("p2"));
}

#[test]
fn answers_are_due_to_be_compiled_once_the_last_words_are_in() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", stages("q1", None, Some(Compilation)));
    let since = meeting.log.last().expect("a record").at;
    let due = |meeting: &Meeting, after: u64| meeting.table.due_at(at(since.0 + after)).len();
    let hour = 60 * 60 * 1000;
    for (after, is_due) in [
        (0, 0),
        (GRACE, 0),
        (GRACE + 1_000, 1),
        (hour, 1),
        (2 * hour, 0),
    ] {
        assert_eq!(due(&meeting, after), is_due, "{after}");
    }
    // Too early, and then in time.
    meeting.does("fay", compiles("c1", "q1"));
    assert_eq!(due(&meeting, GRACE + 1_000), 1);
    meeting.waits();
    meeting.does("fay", compiles("c2", "q1"));
    assert_eq!(due(&meeting, GRACE + 1_000), 0);
    // Nothing is due at another stage, nor where there is nothing to be read side by side.
    meeting.does("fay", stages("q1", Some(Compilation), Some(Joint)));
    assert_eq!(meeting.table.due(meeting.now()), []);
    meeting.does("fay", stages("q1", Some(Joint), Some(Compilation)));
    assert_eq!(meeting.table.due(meeting.now()).len(), 1);
    let kept = AnswerCommand::KeepPrivate {
        question: question_id("q1"),
    };
    meeting.does("fay", kept);
    assert_eq!(meeting.table.due(meeting.now()), []);
}
