//! The report: who writes it, what it is made of, what is brought in, and who gets it in an outcome.

use crate::arbitrary::{held, somebody};
use crate::meeting::{
    Meeting, PEOPLE, at, begins_report, block, brings_in, closes, delegation, in_room, person,
    puts, question_id, section, votes, written,
};
use proptest::prelude::*;
use shared::document::{DocumentId, Root};
use shared::features::agenda::Phase;
use shared::features::ballots::Choice;
use shared::features::chair::ChairCommand;
use shared::features::people::Role;
use shared::features::report::{
    Attribution, Drift, ReportCommand, ReportKind, ReportSetting, ReportSource, SectionAbout, Told,
    facts, sign, signs,
};
use shared::ids::ParticipantId;
use shared::outcome::{Outcome, html, markdown};
use shared::prose::{Block, BlockKind, is_blank, plain};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::{Command, Event};
use shared::words::{Language, Words};
use std::collections::{BTreeMap, BTreeSet};

fn begun(kind: ReportKind) -> Meeting {
    let mut meeting = Meeting::discussing();
    meeting.does("rae", begins_report(kind));
    meeting
}

fn ids(meeting: &Meeting) -> Vec<String> {
    let report = meeting.table.report.as_ref().expect("it was begun");
    report.shown().map(|it| it.id.to_string()).collect()
}

fn root(id: &str) -> Root {
    Root::Section(section(id))
}

fn joint(question: &str) -> ReportSource {
    ReportSource::Joint {
        question: question_id(question),
    }
}

fn own(question: &str, of: &str) -> ReportSource {
    ReportSource::Own {
        question: question_id(question),
        delegation: delegation(of).id,
    }
}

fn adds(id: &str, title: &str, after: Option<&str>) -> Command {
    Command::Report(ReportCommand::AddSection {
        section: section(id),
        about: SectionAbout::Own,
        title: title.to_owned(),
        after: after.map(section),
    })
}

fn places(id: &str, after: Option<&str>) -> Command {
    Command::Report(ReportCommand::PlaceSection {
        section: section(id),
        after: after.map(section),
    })
}

fn leaves_out(id: &str, left_out: bool) -> Command {
    Command::Report(ReportCommand::LeaveOutSection {
        section: section(id),
        left_out,
    })
}

/// What is told in a section, in English.
fn told(meeting: &Meeting, about: &SectionAbout, attribution: Attribution) -> String {
    let setting = ReportSetting {
        attribution,
        ..ReportSetting::default()
    };
    let words = Words::of(Language::ENGLISH);
    let told = facts(&meeting.table, &setting, about);
    let blocks: Vec<Block> = told.iter().map(|it| it.block(&words)).collect();
    plain(&blocks)
}

proptest! {
    /// Whoever reads it facilitates, reports or presides, until a draft went out with it or it was signed off: then everybody does.
    /// Nobody does before it was begun, nobody else writes it, and it is known by one number, which no other document has.
    #[test]
    fn it_is_read_and_written_by_those_who_report(meeting in held(), viewer in somebody()) {
        let (table, seen) = (&meeting.table, meeting.table.seen_by(&viewer));
        let is_there = table.participants.get(&viewer.id) == Some(&viewer);
        let office = matches!(viewer.role, Role::Facilitator | Role::Rapporteur);
        let presides = table.presides(&viewer.id) && is_there;
        let reads = table.readers(&DocumentId::Report).holds(&viewer);
        if let Some(report) = &table.report {
            let drafts = table.circulation.drafts.iter().map(|draft| draft.since);
            let versions = table.sign_off.versions.iter().map(|version| version.at);
            let is_out = drafts.chain(versions).any(|at| at >= report.begun);
            if is_there {
                prop_assert_eq!(reads, is_out || office || presides);
            }
        } else {
            prop_assert!(!reads);
        }
        for table in [table, &seen] {
            prop_assert_eq!(table.documents_of(&viewer).contains(&DocumentId::Report), reads);
        }
        let writes = is_there && (office || presides) && !table.sign_off.is_signed_off();
        for root in table.roots_of(&DocumentId::Report) {
            prop_assert_eq!(root.document(), DocumentId::Report);
            prop_assert_eq!(Root::parse(&root.to_string()), Some(root.clone()));
            prop_assert_eq!(table.may_write(&viewer, &root).is_ok(), writes);
            prop_assert!(!table.roots().contains(&root), "no revision freezes it");
            prop_assert!(!root.takes_comments());
        }
        let handle = table.handle(&DocumentId::Report).expect("it has a number");
        prop_assert_eq!(table.document(handle), Some(DocumentId::Report));
        let others = table.delegations.iter().map(|it| DocumentId::Desk(it.id.clone()));
        let others = others.chain(table.private_answers());
        for other in others.chain([DocumentId::Table, DocumentId::Notes]) {
            prop_assert_ne!(table.handle(&other), Some(handle), "{}", other);
        }
    }

    /// What is told is the same for whoever looks, says something in each paragraph, and names no person.
    #[test]
    fn facts_are_the_same_for_everybody(meeting in held(), viewer in somebody(), named in any::<bool>()) {
        let attribution = if named { Attribution::Named } else { Attribution::None };
        let setting = ReportSetting { attribution, ..ReportSetting::default() };
        let words = Words::of(Language::ENGLISH);
        let seen = meeting.table.seen_by(&viewer);
        for about in [
            SectionAbout::Agenda,
            SectionAbout::Participants,
            SectionAbout::Proceedings,
            SectionAbout::Practices,
            SectionAbout::Decisions,
        ] {
            let told = facts(&meeting.table, &setting, &about);
            prop_assert_eq!(&facts(&seen, &setting, &about), &told);
            for it in &told {
                let block = it.block(&words);
                prop_assert!(!is_blank(std::slice::from_ref(&block)));
                let said = plain(&[block]);
                prop_assert!(!said.contains("report-fact") && !said.contains('{'), "{said}");
            }
        }
    }
}

#[test]
fn whoever_reports_begins_it_once() {
    for (name, role, _) in PEOPLE {
        let mut meeting = Meeting::discussing();
        let may = matches!(role, Role::Facilitator | Role::Rapporteur);
        let decided = meeting.asks(name, begins_report(ReportKind::Report));
        assert_eq!(decided.is_ok(), may, "{name}");
        assert_eq!(meeting.table.report.is_some(), may, "{name}");
        if may {
            // A retry changes nothing, and nobody begins another over it.
            assert_eq!(
                meeting.asks(name, begins_report(ReportKind::Report)),
                Ok(vec![])
            );
            let other = meeting.asks("fay", begins_report(ReportKind::Summary));
            assert_eq!(other, Err(Refusal::ReportBegun));
        }
    }
}

#[test]
fn who_presides_writes_it_as_long_as_they_do() {
    let mut meeting = begun(ReportKind::Summary);
    let reads = |meeting: &Meeting, name: &str| {
        let who = meeting.who(name);
        let reads = meeting.table.readers(&DocumentId::Report).holds(&who);
        assert_eq!(
            meeting.table.may_write(&who, &root("decisions")).is_ok(),
            reads
        );
        reads
    };
    let hands_over = |from: &[&str], to: &[&str]| {
        let people = |all: &[&str]| -> BTreeSet<ParticipantId> {
            all.iter()
                .map(|name| name.parse().expect("an id"))
                .collect()
        };
        Command::Chair(ChairCommand::HandOverChair {
            from: people(from),
            to: people(to),
        })
    };
    assert!(!reads(&meeting, "ana"));
    meeting.does("fay", hands_over(&[], &["ana"]));
    assert!(reads(&meeting, "ana") && reads(&meeting, "rae") && reads(&meeting, "fay"));
    assert!(!reads(&meeting, "abel"));
    meeting.does("fay", hands_over(&["ana"], &["ben"]));
    assert!(!reads(&meeting, "ana") && reads(&meeting, "ben"));
    // Whoever only looks on from now on reads it no more, though they were asked to preside.
    let later = person("ben", Role::Observer, None);
    meeting.admits(&later).expect("he looks on");
    assert!(!meeting.table.readers(&DocumentId::Report).holds(&later));
}

#[test]
fn it_begins_with_the_sections_that_its_kind_has() {
    let questions = |meeting: &Meeting| meeting.table.questions.len();
    let report = begun(ReportKind::Report);
    let all = ids(&report);
    assert_eq!(all[..3], ["agenda", "participants", "proceedings"]);
    assert_eq!(
        all[3 + questions(&report)..],
        [
            "practices",
            "decisions",
            "recommendations",
            "next-steps",
            "annexes"
        ]
    );
    let summary = begun(ReportKind::Summary);
    let all = ids(&summary);
    assert_eq!(all[..2], ["introduction", "participants"]);
    assert_eq!(all[2], "question-1");
    assert_eq!(
        all[2 + questions(&summary)..],
        ["practices", "decisions", "conclusions", "next-steps"]
    );
}

#[test]
fn sections_are_added_named_moved_and_left_out() {
    let mut meeting = begun(ReportKind::Report);
    meeting.does("rae", adds("s1", " Follow-up ", Some("agenda")));
    assert_eq!(ids(&meeting)[..3], ["agenda", "s1", "participants"]);
    assert_eq!(
        meeting.asks("rae", adds("s1", "Follow-up", None)),
        Ok(vec![])
    );
    let what = Noun::Section;
    let taken = Err(Refusal::IdTaken { what });
    assert_eq!(meeting.asks("rae", adds("s1", "Other", None)), taken);
    // The rapporteur's own words on the outcome go by that name.
    assert_eq!(meeting.asks("rae", adds("summary", "Summary", None)), taken);
    let nowhere = meeting.asks("rae", adds("s2", "Lost", Some("nowhere")));
    assert_eq!(nowhere, Err(Refusal::Unknown { what }));
    let untitled = meeting.asks("rae", adds("s2", " ", None));
    assert_eq!(untitled, Err(Refusal::Empty { what: Noun::Title }));

    meeting.does("fay", places("s1", None));
    assert_eq!(ids(&meeting)[..2], ["s1", "agenda"]);
    assert_eq!(meeting.asks("fay", places("s1", None)), Ok(vec![]));
    meeting.does("fay", places("s1", Some("participants")));
    assert_eq!(ids(&meeting)[..3], ["agenda", "participants", "s1"]);
    assert_eq!(meeting.asks("fay", places("s1", Some("s1"))), Ok(vec![]));

    let renames = |id: &str, title: &str| {
        Command::Report(ReportCommand::RenameSection {
            section: section(id),
            title: title.to_owned(),
        })
    };
    meeting.does("rae", renames("agenda", "Adoption of the agenda"));
    assert_eq!(
        meeting.asks("rae", renames("s1", "")),
        Err(Refusal::Empty { what: Noun::Title })
    );
    meeting.does("rae", renames("agenda", ""));

    meeting.does("rae", leaves_out("annexes", true));
    assert!(!ids(&meeting).contains(&"annexes".to_owned()));
    assert_eq!(meeting.asks("rae", leaves_out("annexes", true)), Ok(vec![]));
    // Its words are kept: its text is there.
    assert!(
        meeting
            .table
            .roots_of(&DocumentId::Report)
            .contains(&root("annexes"))
    );
    meeting.does("rae", leaves_out("annexes", false));
    assert!(ids(&meeting).contains(&"annexes".to_owned()));
    for stranger in ["ana", "obi"] {
        assert!(meeting.asks(stranger, adds("s3", "Mine", None)).is_err());
    }
}

#[test]
fn its_setting_is_limited() {
    let mut meeting = begun(ReportKind::Report);
    let changes = |setting: ReportSetting| {
        let kind = ReportKind::Summary;
        Command::Report(ReportCommand::ChangeReport { kind, setting })
    };
    let fine = ReportSetting {
        symbol: " RT/2026/1 ".to_owned(),
        most_words: Some(8_500),
        ..ReportSetting::default()
    };
    meeting.does("rae", changes(fine.clone()));
    let report = meeting.table.report.as_ref().expect("it was begun");
    assert_eq!(
        (report.kind, report.setting.symbol.as_str()),
        (ReportKind::Summary, "RT/2026/1")
    );
    assert_eq!(meeting.asks("rae", changes(fine)), Ok(vec![]));
    let long = ReportSetting {
        officers: "x".repeat(shared::limits::REPORT_FACT + 1),
        ..ReportSetting::default()
    };
    let (what, most) = (Noun::Text, shared::limits::REPORT_FACT);
    let decided = meeting.asks("rae", changes(long));
    assert_eq!(decided, Err(Refusal::TooLong { what, most }));
    for words in [0, u32::MAX] {
        let most_words = Some(words);
        let decided = meeting.asks(
            "rae",
            changes(ReportSetting {
                most_words,
                ..ReportSetting::default()
            }),
        );
        assert!(matches!(
            decided,
            Err(Refusal::TooMany {
                what: Noun::Word,
                ..
            })
        ));
    }
}

#[test]
fn a_closed_table_keeps_nobody_from_reporting() {
    let mut meeting = begun(ReportKind::Report);
    meeting.moves_to(Phase::Closed);
    let rae = meeting.who("rae");
    assert_eq!(
        meeting.table.may_land(&rae, &root("decisions"), at(0)),
        Ok(())
    );
    meeting.does("rae", adds("s1", "Afterwards", None));
    meeting.does("rae", brings_in("b1", "question-1", joint("q1")));
    let mut later = Meeting::in_phase(Phase::Closed);
    later.does("fay", begins_report(ReportKind::Report));
}

#[test]
fn a_report_does_not_single_out_and_a_summary_may() {
    let mut meeting = begun(ReportKind::Report);
    let brings = |from: ReportSource| brings_in("b1", "question-1", from);
    let decided = meeting.asks("rae", brings(own("q1", "north")));
    assert_eq!(decided, Err(Refusal::SinglesOut));
    let mut meeting = begun(ReportKind::Summary);
    meeting.does("rae", brings(own("q1", "north")));
    // What was brought in once is not brought in twice by a retry.
    assert_eq!(meeting.asks("rae", brings(own("q1", "north"))), Ok(vec![]));
    // A section takes what it is about.
    let what = Noun::Root;
    for (id, from) in [
        ("question-1", joint("q9")),
        ("question-1", ReportSource::Facts),
        ("decisions", joint("q1")),
        ("conclusions", ReportSource::Facts),
    ] {
        let decided = meeting.asks("rae", brings_in("b2", id, from));
        assert_eq!(decided, Err(Refusal::Unknown { what }), "{id}");
    }
    meeting.does("rae", brings_in("b2", "decisions", ReportSource::Facts));
    assert!(
        meeting
            .asks("ana", brings_in("b3", "decisions", ReportSource::Facts))
            .is_err()
    );
    let last = meeting.log.last().expect("there is a log");
    assert!(matches!(last.event, Event::Report(_)));
}

#[test]
fn what_changed_is_counted_by_paragraph() {
    let text = |lines: &[&str]| -> Vec<String> {
        let blocks = lines
            .iter()
            .map(|line| block(BlockKind::Paragraph, 0, line));
        signs(&blocks.collect::<Vec<_>>())
    };
    let then = text(&["One.", "", "Two.", "Two."]);
    assert_eq!(then.len(), 3, "what says nothing has no sign");
    assert_eq!(Drift::between(&then, &then), Drift::default());
    let drift = Drift::between(&then, &text(&["One.", "Two, then.", "Two.", "Three."]));
    assert_eq!((drift.come, drift.gone, drift.paragraphs()), (2, 1, 2));
    let drift = Drift::between(&then, &text(&["Two.", "Two.", "One."]));
    assert_eq!(drift, Drift::default(), "to stand elsewhere is no change");
    assert_eq!(Drift::between(&then, &[]).paragraphs(), 3);
    let heading = block(BlockKind::H1, 0, "One.");
    assert_ne!(sign(&heading), then[0], "to be a heading is one");
}

#[test]
fn facts_tell_what_the_table_did_and_adopt_nothing_by_preference() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    let open = told(&meeting, &SectionAbout::Decisions, Attribution::Named);
    assert_eq!(open, "", "an open ballot has no result");
    meeting.does("fay", closes("b1"));
    meeting.does("fay", puts("d1", in_room(60, false)));
    let decisions = told(&meeting, &SectionAbout::Decisions, Attribution::Named);
    assert!(
        decisions.contains("decides nothing") && decisions.contains("1 in support"),
        "{decisions}"
    );
    assert!(!decisions.contains("adopted") && !decisions.contains("Referral is followed up."));
    meeting.passed += 120_000;
    let closing = meeting.table.closes_due(meeting.now());
    drop(meeting.record(None, Ok(closing)));
    let decisions = told(&meeting, &SectionAbout::Decisions, Attribution::Named);
    assert!(
        decisions.contains("no objection") && decisions.contains("It is paid for."),
        "{decisions}"
    );

    let participants = told(&meeting, &SectionAbout::Participants, Attribution::Named);
    for delegation in &meeting.table.delegations {
        assert!(participants.contains(&delegation.name));
    }
    assert!(
        !participants.contains("Ana"),
        "names of people are in no log"
    );
    let practices = |attribution| told(&meeting, &SectionAbout::Practices, attribution);
    let by = &meeting.table.delegations[0].name;
    assert!(practices(Attribution::Named).contains(by.as_str()));
    assert!(!practices(Attribution::None).contains(by.as_str()));
}

#[test]
fn a_sign_of_a_fact_tells_it_from_others() {
    let meeting = Meeting::discussing();
    let setting = ReportSetting::default();
    let of = |about| -> Vec<String> {
        let told = facts(&meeting.table, &setting, &about);
        told.iter().map(Told::sign).collect()
    };
    let agenda = of(SectionAbout::Agenda);
    let distinct: BTreeSet<&String> = agenda.iter().collect();
    assert!(agenda.len() > 2 && distinct.len() == agenda.len());
}

fn outcome(meeting: &Meeting, prose: &BTreeMap<Root, Vec<Block>>) -> Outcome {
    Outcome::of(&meeting.table, prose, Seq::new(1), [0; 32], at(0))
}

#[test]
fn an_outcome_tells_it_only_where_it_was_taken_in() {
    let mut meeting = begun(ReportKind::Report);
    let setting = ReportSetting {
        symbol: "RT/2026/1".to_owned(),
        place: "Palais".to_owned(),
        ..ReportSetting::default()
    };
    let kind = ReportKind::Report;
    meeting.does(
        "rae",
        Command::Report(ReportCommand::ChangeReport { kind, setting }),
    );
    let prose = written(&[
        (Root::Joint(question_id("q1")), "We agree on a fund."),
        (root("question-1"), "The meeting agreed on a fund."),
        (root("recommendations"), "States should pay."),
        (root("annexes"), "Left in a drawer."),
    ]);
    meeting.does("rae", leaves_out("annexes", true));
    let words = Words::of(Language::ENGLISH);
    let texts = |outcome: Outcome| {
        let json = outcome.json().expect("an outcome is JSON");
        let outcomes = [outcome];
        [json, markdown(&outcomes, &words), html(&outcomes, &words)]
    };
    for text in texts(outcome(&meeting, &prose)) {
        assert!(text.contains("We agree on a fund."));
        for secret in ["agreed on a fund", "should pay", "RT/2026/1", "drawer"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    let mut taken = outcome(&meeting, &prose);
    taken.take_report(&meeting.table, &prose);
    let [json, markdown, html] = texts(taken);
    for text in [&json, &markdown, &html] {
        for told in ["agreed on a fund", "should pay", "RT/2026/1", "Palais"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("drawer"), "{text}");
    }
    for text in [&markdown, &html] {
        // What was written stands in the place of the answer; what was not, as it is made anyhow.
        assert!(!text.contains("We agree on a fund."), "{text}");
        assert!(
            text.contains("Recommendations") && text.contains("Draft"),
            "{text}"
        );
        let practice = &meeting
            .table
            .practices
            .iter()
            .next()
            .expect("there is one")
            .card
            .title;
        assert!(text.contains(practice.as_str()));
        assert!(
            !text.contains("Next steps"),
            "an empty section has no heading: {text}"
        );
    }
}

#[test]
fn what_was_left_out_comes_back_nowhere_and_paragraphs_are_numbered_as_they_stand() {
    let mut meeting = begun(ReportKind::Report);
    let prose = written(&[
        (Root::Joint(question_id("q1")), "We agree on a fund."),
        (root("recommendations"), "States should pay."),
    ]);
    let words = Words::of(Language::ENGLISH);
    let taken = |meeting: &Meeting| {
        let mut taken = outcome(meeting, &prose);
        taken.take_report(&meeting.table, &prose);
        taken
    };
    let numbered = |outcome: &Outcome| -> Vec<String> {
        let all = outcome.paragraphs(&words).into_iter();
        all.map(|it| it.words).collect()
    };
    // An answer stands in its section, before what was written in a later one.
    let there = taken(&meeting);
    assert_eq!(
        numbered(&there),
        ["We agree on a fund.", "States should pay."]
    );
    assert!(there.stands_in(1, "a fund") && there.stands_in(2, "should pay"));
    let page = markdown(&[there], &words);
    assert!(page.find("a fund") < page.find("should pay"), "{page}");
    for id in ["question-1", "practices"] {
        meeting.does("rae", leaves_out(id, true));
    }
    let there = taken(&meeting);
    assert_eq!(numbered(&there), ["States should pay."]);
    let practice = meeting.table.practices.iter().next().expect("there is one");
    let title = practice.card.title.clone();
    for page in [
        markdown(std::slice::from_ref(&there), &words),
        html(std::slice::from_ref(&there), &words),
    ] {
        assert!(!page.contains("We agree on a fund."), "{page}");
        assert!(!page.contains(&title), "{page}");
    }
}

#[test]
fn a_report_does_not_retell_what_each_delegation_answered_and_a_summary_may() {
    let words = Words::of(Language::ENGLISH);
    for (kind, tells) in [(ReportKind::Report, false), (ReportKind::Summary, true)] {
        let meeting = begun(kind);
        let mut taken = outcome(&meeting, &BTreeMap::new());
        taken.take_report(&meeting.table, &BTreeMap::new());
        let own = shared::outcome::OwnAnswer {
            delegation: meeting.table.delegations[0].id.clone(),
            answer: vec![block(BlockKind::Paragraph, 0, "We alone pay.")],
        };
        taken.questions[0].by_delegation = Some(vec![own]);
        let is_numbered = taken.paragraphs(&words).iter().any(|it| it.holds("alone"));
        assert_eq!(is_numbered, tells, "{kind:?}");
        let page = markdown(&[taken], &words);
        assert_eq!(page.contains("We alone pay."), tells, "{kind:?}: {page}");
    }
}

#[test]
fn participants_are_brought_in_by_name_by_group_or_as_a_number() {
    let mut meeting = Meeting::discussing();
    "Isles".clone_into(&mut meeting.table.delegations[0].group);
    let name = meeting.table.delegations[0].name.clone();
    let participants = |attribution| told(&meeting, &SectionAbout::Participants, attribution);
    assert!(participants(Attribution::Named).contains(&name));
    let groups = participants(Attribution::Group);
    assert!(groups.contains("Isles: one delegation") && groups.contains("other delegation"));
    assert!(!groups.contains(&name), "{groups}");
    let count = participants(Attribution::None);
    assert_eq!(
        count,
        format!("{} delegations took part.", meeting.table.delegations.len())
    );
}

#[test]
fn a_report_that_was_begun_after_a_draft_went_out_is_not_said_to_be_out() {
    let mut meeting = Meeting::discussing();
    let until = meeting.now().0 + 180_000;
    meeting.does("rae", crate::meeting::circulates("o1", until));
    meeting.passes(60_000);
    meeting.does("rae", begins_report(ReportKind::Report));
    let taken = |meeting: &Meeting| {
        let mut taken = outcome(meeting, &BTreeMap::new());
        taken.take_report(&meeting.table, &BTreeMap::new());
        taken
    };
    let before = taken(&meeting);
    assert!(!before.is_out());
    meeting.does("rae", crate::meeting::circulates("o2", until));
    let after = taken(&meeting);
    assert!(after.is_out());
    assert_eq!(
        before.text(),
        after.text(),
        "sending it out changes no word"
    );
}
