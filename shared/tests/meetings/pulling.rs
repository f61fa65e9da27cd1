//! The delegations' answers are compiled, and words of one text are pulled into another.

use crate::meeting::{Meeting, compiles, hands_over, pulls, pulls_again, question_id};
use shared::features::agenda::Phase;
use shared::features::answers::{AnswerCommand, QuestionWording};
use shared::features::pulling::{Source, Taken, lands, seen};
use shared::limits;
use shared::prose::BlockKind;
use shared::refusal::{Noun, Refusal};

const JOINT: &str = "answer/q1";

fn from(compilation: &str) -> Source {
    Source::Compilation {
        compilation: compilation.parse().expect("an id"),
    }
}

fn paragraph(root: &str, block: u32) -> Taken {
    let root = root.to_owned();
    Taken::Paragraph { root, block }
}

fn north() -> Taken {
    paragraph("answer/q1/north", 0)
}

fn unknown<T>(what: Noun) -> Result<T, Refusal> {
    Err(Refusal::Unknown { what })
}

#[test]
fn whoever_runs_the_table_compiles_what_everybody_may_read() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        let asked = meeting.asks(name, compiles("c1", "q1"));
        assert_eq!(asked, Err(Refusal::NeedsChair), "{name}");
    }
    meeting.does("fay", compiles("c1", "q1"));
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", compiles("c2", "q1"));
    let pulling = &meeting.table.pulling;
    let newest = pulling.newest(&question_id("q1")).expect("it is there");
    assert_eq!(
        (newest.id.as_str(), &newest.by),
        ("c2", &Some(meeting.who("ana").id))
    );
    assert_eq!(newest.entry.get(), meeting.log.len() as u64);
    assert_eq!(pulling.newest(&question_id("q2")), None);
    for question in ["q2", "q3"] {
        let asked = meeting.asks("fay", compiles("c3", question));
        assert_eq!(asked, Err(Refusal::NotAnsweredSo), "{question}");
    }
    assert_eq!(
        meeting.asks("fay", compiles("c3", "q9")),
        unknown(Noun::Question)
    );
}

#[test]
fn a_private_answer_is_compiled_once_it_is_revealed_and_not_before() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let question = question_id("q1");
    meeting.does(
        "fay",
        AnswerCommand::KeepPrivate {
            question: question.clone(),
        },
    );
    let asked = meeting.asks("fay", compiles("c1", "q1"));
    assert_eq!(asked, Err(Refusal::AnswersPrivate));
    meeting.does("fay", AnswerCommand::RevealAnswers { question });
    meeting.does("fay", compiles("c1", "q1"));
    meeting.does(
        "ana",
        pulls("p1", from("c1"), paragraph("private/q1/south", 0), JOINT),
    );
}

#[test]
fn compiling_twice_is_compiling_once_and_nothing_is_compiled_without_end() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", compiles("c1", "q1"));
    assert_eq!(meeting.asks("fay", compiles("c1", "q1")), Ok(vec![]));
    let what = Noun::Compilation;
    assert_eq!(
        meeting.asks("fay", compiles("c1", "q3")),
        Err(Refusal::IdTaken { what })
    );
    for nth in 2..=limits::COMPILATIONS {
        meeting.does("fay", compiles(&format!("c{nth}"), "q1"));
    }
    let most = limits::COMPILATIONS;
    let more = meeting.asks("fay", compiles("more", "q1"));
    assert_eq!(more, Err(Refusal::TooMany { what, most }));
    meeting.moves_to(Phase::Closed);
    assert_eq!(
        meeting.asks("fay", compiles("c1", "q1")),
        Ok(vec![]),
        "a late retry"
    );
    assert_eq!(
        meeting.asks("fay", compiles("late", "q1")),
        Err(Refusal::TableClosed)
    );
}

#[test]
fn whoever_may_write_the_joint_answer_takes_words_into_it() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    assert_eq!(
        meeting.asks("ana", pulls("p1", from("c1"), north(), JOINT)),
        unknown(Noun::Compilation)
    );
    meeting.does("fay", compiles("c1", "q1"));
    meeting.does("ana", pulls("p1", from("c1"), north(), JOINT));
    assert_eq!(
        meeting.asks("ana", pulls("p1", from("c1"), north(), JOINT)),
        Ok(vec![]),
        "a retry"
    );
    let what = Noun::Passage;
    let other = meeting.asks("ana", pulls("p1", from("c1"), Taken::All, JOINT));
    assert_eq!(other, Err(Refusal::IdTaken { what }));
    let pulling = &meeting.table.pulling;
    assert!(pulling.has_taken(&from("c1"), "answer/q1/north", 0));
    assert!(!pulling.has_taken(&from("c1"), "answer/q1/north", 1));
    assert!(!pulling.has_taken(&from("c2"), "answer/q1/north", 0));

    let looks_on = meeting.asks("obi", pulls("p2", from("c1"), north(), JOINT));
    assert!(matches!(looks_on, Err(Refusal::NeedsRole { .. })));
    // All at once is for those who run the table.
    assert_eq!(
        meeting.asks("ana", pulls("p2", from("c1"), Taken::All, JOINT)),
        Err(Refusal::NeedsChair)
    );
    meeting.does("fay", pulls("p2", from("c1"), Taken::All, JOINT));
    assert!(
        meeting
            .table
            .pulling
            .has_taken(&from("c1"), "answer/q1/coast", 7)
    );

    meeting.does(
        "fay",
        AnswerCommand::LockAnswer {
            question: question_id("q1"),
            locked: true,
        },
    );
    assert_eq!(
        meeting.asks("ana", pulls("p3", from("c1"), north(), JOINT)),
        Err(Refusal::Locked)
    );
    meeting.moves_to(Phase::Welcome);
    let shut = meeting.asks("fay", pulls("p3", from("c1"), north(), JOINT));
    assert!(matches!(shut, Err(Refusal::NotOpenNow { .. })), "{shut:?}");
    meeting.moves_to(Phase::Closed);
    assert_eq!(
        meeting.asks("fay", pulls("p3", from("c1"), north(), JOINT)),
        Err(Refusal::TableClosed)
    );
}

#[test]
fn words_go_where_they_belong_only() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", compiles("c1", "q1"));
    for into in [
        "answer/q2",
        "answer/q1/north",
        "desk/north",
        "report/summary",
        "nowhere",
        "",
    ] {
        let asked = meeting.asks("ana", pulls("p1", from("c1"), north(), into));
        assert_eq!(asked, unknown(Noun::Root), "{into}");
    }
    for root in [
        "answer/q1",
        "answer/q3/north",
        "desk/north",
        "report/summary",
        "nowhere",
        "",
    ] {
        let asked = meeting.asks("ana", pulls("p1", from("c1"), paragraph(root, 0), JOINT));
        assert_eq!(asked, unknown(Noun::Passage), "{root}");
    }
}

#[test]
fn words_are_pulled_as_often_as_a_table_takes() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", compiles("c1", "q1"));
    let what = Noun::Passage;
    let full = |most| Err(Refusal::TooMany { what, most });
    let takes = |id: &str| pulls(id, from("c1"), north(), JOINT);
    for nth in 0..limits::PULLS_EACH {
        meeting.does("ana", takes(&format!("ana-{nth}")));
    }
    assert_eq!(meeting.asks("ana", takes("more")), full(limits::PULLS_EACH));
    // Nobody else is kept from it by that, and those who run the table by nobody.
    meeting.does("ben", takes("ben-0"));
    let others = limits::PULLS_OF_OTHERS - limits::PULLS_EACH - 1;
    for nth in 0..others {
        meeting.does("fay", takes(&format!("fay-{nth}")));
    }
    assert_eq!(
        meeting.asks("ben", takes("more")),
        full(limits::PULLS_OF_OTHERS)
    );
    for nth in others..others + limits::PULLS - limits::PULLS_OF_OTHERS {
        meeting.does("fay", takes(&format!("fay-{nth}")));
    }
    assert_eq!(meeting.asks("fay", takes("more")), full(limits::PULLS));
}

#[test]
fn words_that_somebody_has_just_taken_are_not_taken_twice_unawares() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", compiles("c1", "q1"));
    let takes = |id: &str, taken: &Taken, seen: u32| {
        pulls_again(id, from("c1"), taken.clone(), JOINT, seen)
    };
    let whole = Taken::Text {
        root: "answer/q1/north".to_owned(),
    };
    let just = Err(Refusal::JustTaken);
    meeting.does("ana", takes("p1", &north(), 0));
    let again = meeting.asks("ana", takes("p1", &north(), 0));
    assert_eq!(again, Ok(vec![]), "a retry");
    // A second press, or somebody else at the same time; what holds it, too.
    assert_eq!(meeting.asks("ana", takes("p2", &north(), 0)), just);
    assert_eq!(meeting.asks("ben", takes("p2", &north(), 0)), just);
    assert_eq!(meeting.asks("ben", takes("p2", &whole, 0)), just);
    assert_eq!(meeting.asks("fay", takes("p2", &Taken::All, 0)), just);
    // Others are free, and so is this one once it is seen to be taken, by one of two.
    meeting.does("ben", takes("p2", &paragraph("answer/q1/north", 1), 0));
    meeting.does("ben", takes("p3", &paragraph("answer/q1/south", 0), 0));
    meeting.does("ben", takes("p4", &north(), 1));
    assert_eq!(meeting.asks("ana", takes("p5", &north(), 1)), just);
    meeting.does("ana", takes("p5", &whole, 3));

    let (source, stretch) = on_desk("north", 1, 9);
    let publishes = |id: &str, taken: &Taken, seen: u32| {
        pulls_again(id, source.clone(), taken.clone(), JOINT, seen)
    };
    meeting.does("ana", publishes("d1", &stretch, 0));
    let beside = on_desk("north", 9, 12).1;
    let within = on_desk("north", 8, 12).1;
    assert_eq!(meeting.asks("ana", publishes("d2", &within, 0)), just);
    meeting.does("ana", publishes("d2", &beside, 0));
}

fn elsewhere(table: &str, root: &str) -> (Source, Taken) {
    let (table, root) = (table.parse().expect("an id"), root.to_owned());
    let seen = seen(&[]);
    (Source::Table { table, seen }, Taken::Text { root })
}

#[test]
fn whoever_runs_the_table_or_reports_pulls_from_another_table() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let (from, taken) = elsewhere("table-1", JOINT);
    for (name, no) in [("ana", Refusal::NeedsChair), ("obi", Refusal::NeedsChair)] {
        let asked = meeting.asks(name, pulls("p1", from.clone(), taken.clone(), JOINT));
        assert_eq!(asked, Err(no), "{name}");
        assert!(
            meeting
                .table
                .may_read_elsewhere(&meeting.who(name))
                .is_err()
        );
    }
    for (nth, name) in ["fay", "rae"].into_iter().enumerate() {
        assert_eq!(meeting.table.may_read_elsewhere(&meeting.who(name)), Ok(()));
        meeting.does(
            name,
            pulls(&format!("p{nth}"), from.clone(), taken.clone(), JOINT),
        );
    }
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", pulls("p3", from.clone(), taken.clone(), JOINT));

    // From elsewhere, answers to this question, as they were seen.
    let what = Noun::Table;
    let (here, _) = elsewhere("table-2", JOINT);
    assert_eq!(
        meeting.asks("fay", pulls("p4", here, taken.clone(), JOINT)),
        unknown(what)
    );
    // What is the same question is for people to say: other tables number theirs by themselves.
    let other = paragraph("answer/q2", 0);
    assert!(
        meeting
            .asks("fay", pulls("other", from.clone(), other, JOINT))
            .is_ok()
    );
    for root in ["desk/north", "report/summary", ""] {
        let taken = paragraph(root, 0);
        let asked = meeting.asks("fay", pulls("p4", from.clone(), taken, JOINT));
        assert_eq!(asked, unknown(Noun::Passage), "{root}");
    }
    let asked = meeting.asks("fay", pulls("p4", from.clone(), Taken::All, JOINT));
    assert_eq!(asked, unknown(Noun::Passage));
    let odd = Source::Table {
        table: "table-1".parse().expect("an id"),
        seen: "x".repeat(9_999),
    };
    assert_eq!(
        meeting.asks("fay", pulls("p4", odd, taken.clone(), JOINT)),
        unknown(Noun::Passage)
    );
    for into in ["answer/q1/north", "report/summary", "desk/north"] {
        let asked = meeting.asks("fay", pulls("p4", from.clone(), taken.clone(), into));
        assert_eq!(asked, unknown(Noun::Root), "{into}");
    }
}

#[test]
fn a_sign_tells_a_text_from_what_became_of_it() {
    let text = |words: &str| vec![crate::meeting::block(BlockKind::Paragraph, 0, words)];
    assert_eq!(seen(&text("One.")), seen(&text("One.")));
    assert_ne!(seen(&text("One.")), seen(&text("One,")));
    assert_ne!(
        seen(&text("One.")),
        seen(&[text("One."), text("")].concat())
    );
    assert_eq!(seen(&[]).len(), 16);
}

#[test]
fn a_question_is_the_same_elsewhere_by_its_id_and_words_or_what_these_were_first() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let asked = |meeting: &Meeting| {
        meeting
            .table
            .question(&question_id("q1"))
            .cloned()
            .expect("it is asked")
    };
    let first = asked(&meeting);
    let text = |text: &str| QuestionWording {
        label: "a".into(),
        name: String::new(),
        text: text.into(),
    };
    let revises = |words: &str| AnswerCommand::ReviseQuestion {
        question: question_id("q1"),
        wording: text(words),
    };
    meeting.does("fay", revises("Who waits?"));
    let once = asked(&meeting);
    meeting.does("fay", revises("Who waits longest?"));
    let twice = asked(&meeting);
    for (here, there) in [
        (&first, &first),
        (&first, &once),
        (&once, &first),
        (&once, &twice),
        (&twice, &first),
    ] {
        assert!(here.is_same_as(there), "{here:?} {there:?}");
    }
    let mut own = first.clone();
    own.text = "Who pays?".into();
    assert!(
        !first.is_same_as(&own) && !own.is_same_as(&twice),
        "only numbered alike"
    );
    let mut fourth = first.clone();
    fourth.id = question_id("q4");
    assert!(!first.is_same_as(&fourth));
}

#[test]
fn what_was_private_at_another_table_goes_where_nobody_else_reads_it() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let of = "north".parse().expect("an id");
    let question = question_id("q1");
    let into = |meeting: &Meeting, private| {
        lands(&of, private, meeting.table.question(&question)).to_string()
    };
    assert_eq!(into(&meeting, false), "answer/q1/north");
    assert_eq!(into(&meeting, true), "desk/north");
    meeting.does(
        "fay",
        AnswerCommand::KeepPrivate {
            question: question.clone(),
        },
    );
    assert_eq!(into(&meeting, true), "private/q1/north");
    assert_eq!(into(&meeting, false), "private/q1/north");
    meeting.does(
        "fay",
        AnswerCommand::RevealAnswers {
            question: question.clone(),
        },
    );
    assert_eq!(into(&meeting, true), "desk/north");
    assert_eq!(into(&meeting, false), "private/q1/north");
    assert_eq!(lands(&of, false, None).to_string(), "desk/north");
    let jointly = meeting.table.question(&question_id("q2"));
    assert_eq!(lands(&of, false, jointly).to_string(), "desk/north");

    // Also whoever asks by hand publishes nothing so.
    let own = Source::Own {
        table: "table-1".parse().expect("an id"),
        of: Some(of.clone()),
        seen: seen(&[]),
    };
    let taken = Taken::Text {
        root: "private/q1/north".to_owned(),
    };
    let asked = meeting.asks("ana", pulls("p1", own, taken, "private/q1/north"));
    assert_eq!(asked, unknown(Noun::Table));
}

fn on_desk(desk: &str, from: u32, to: u32) -> (Source, Taken) {
    let (root, seen) = (format!("desk/{desk}"), seen(&[]));
    let desk = Some(desk.parse().expect("an id"));
    (
        Source::Desk { desk, seen },
        Taken::Stretch { root, from, to },
    )
}

#[test]
fn whoever_works_on_a_desk_publishes_from_it_and_nobody_else_learns_which_it_was() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let (from, taken) = on_desk("north", 1, 9);
    let publishes = |id: &str, into: &str| pulls(id, from.clone(), taken.clone(), into);
    for name in ["ben", "fay", "rae"] {
        let asked = meeting.asks(name, publishes("p1", JOINT));
        assert!(asked.is_err(), "{name}: {asked:?}");
    }
    meeting.does("ana", publishes("p1", JOINT));
    meeting.does("ana", publishes("p2", "answer/q3/north"));
    assert_eq!(
        meeting.asks("ana", publishes("p2", "answer/q3/north")),
        Ok(vec![]),
        "a retry"
    );
    let theirs = meeting.asks("ana", publishes("p3", "answer/q3/south"));
    assert_eq!(theirs, Err(Refusal::NotYours));
    for into in ["private/q1/north", "desk/north", "report/summary"] {
        assert_eq!(
            meeting.asks("ana", publishes("p3", into)),
            unknown(Noun::Root),
            "{into}"
        );
    }
    let odd = [
        Taken::All,
        paragraph("desk/north", 0),
        on_desk("south", 1, 9).1,
        on_desk("north", 9, 9).1,
    ];
    for taken in odd {
        let asked = meeting.asks("ana", pulls("p3", from.clone(), taken, JOINT));
        assert_eq!(asked, unknown(Noun::Passage));
    }

    // Those who work on another desk, those who speak for nobody, and the outcome, do not learn whose it was.
    let last = meeting.log.last().expect("it happened").clone();
    for (name, is_told) in [
        ("abel", true),
        ("ben", false),
        ("fay", false),
        ("obi", false),
    ] {
        let told = last.clone().seen_by(&meeting.who(name));
        let table = meeting.table.seen_by(&meeting.who(name));
        let json = [
            serde_json::to_string(&told),
            serde_json::to_string(&table.pulling),
        ];
        for json in json {
            assert_eq!(
                json.expect("JSON").contains("desk/north"),
                is_told,
                "{name}"
            );
        }
        let mut before = meeting.table.clone();
        before.pulling.pulls.pop();
        let mut before = before.seen_by(&meeting.who(name));
        before.apply(&told);
        assert_eq!(
            before.pulling, table.pulling,
            "{name} comes to know the same either way"
        );
    }
    assert!(
        meeting
            .table
            .seen_by_all()
            .pulling
            .pulls
            .iter()
            .all(|pull| pull.taken == Taken::All)
    );
}

#[test]
fn a_delegation_takes_its_own_words_along_from_another_table_and_nobody_elses() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let along = |id: &str, from: &Source, root: &str, into: &str| {
        let root = root.to_owned();
        pulls(id, from.clone(), Taken::Text { root }, into)
    };
    let (public, _) = elsewhere("table-1", JOINT);
    let own = |of: &str| Source::Own {
        table: "table-1".parse().expect("an id"),
        of: of.parse().ok(),
        seen: seen(&[]),
    };
    let (answer, desk) = ("answer/q3/north", "desk/north");
    meeting.does("ana", along("p1", &public, answer, answer));
    meeting.does("ana", along("p2", &own("north"), desk, desk));
    let retry = meeting.asks("ana", along("p2", &own("north"), desk, desk));
    assert_eq!(retry, Ok(Vec::new()));
    assert!(
        meeting
            .table
            .pulling
            .has_along(&"table-1".parse().expect("an id"), desk)
    );

    for name in ["ben", "fay", "rae", "obi"] {
        for (from, root) in [(&public, answer), (&own("north"), desk)] {
            let asked = meeting.asks(name, along("p3", from, root, root));
            assert!(asked.is_err(), "{name}: {asked:?}");
        }
    }
    let here = Source::Own {
        table: meeting.table.id.clone(),
        of: "north".parse().ok(),
        seen: seen(&[]),
    };
    for (from, root, into) in [
        // Another's, into another text, of this table, and what is private as if it were not.
        (&own("south"), "desk/south", "desk/south"),
        (&own("south"), desk, desk),
        (&own("north"), desk, answer),
        (&own("north"), answer, answer),
        (&own("north"), "private/q1/north", "private/q1/north"),
        (&here, desk, desk),
        (&public, desk, desk),
        (&public, desk, answer),
        (&public, answer, "practice/p1/problem"),
    ] {
        let asked = meeting.asks("ana", along("p3", from, root, into));
        assert!(asked.is_err(), "{from:?} {root} {into}: {asked:?}");
    }

    // To another question that is theirs to choose, and to the desk what was private there.
    meeting.does("ana", along("p4", &public, answer, "answer/q1/north"));
    meeting.does("ana", along("p5", &own("north"), "private/q1/north", desk));
    assert!(
        meeting
            .table
            .pulling
            .has_along(&"table-1".parse().expect("an id"), "private/q1/north")
    );

    // Others learn that something was taken, and neither what nor whose.
    let last = meeting.log.last().expect("it happened").clone();
    for (name, is_told) in [("abel", true), ("ben", false), ("fay", false)] {
        let told = last.clone().seen_by(&meeting.who(name));
        let table = meeting.table.seen_by(&meeting.who(name));
        for json in [
            serde_json::to_string(&told),
            serde_json::to_string(&table.pulling),
        ] {
            let json = json.expect("JSON");
            assert_eq!(json.contains("desk/north"), is_told, "{name}: {json}");
        }
        let mut before = meeting.table.clone();
        before.pulling.pulls.pop();
        let mut before = before.seen_by(&meeting.who(name));
        before.apply(&told);
        assert_eq!(before.pulling, table.pulling, "{name}");
    }
}
