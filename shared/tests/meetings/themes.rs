//! Themes: where they come from, who says which there are, and what speaks to them.

use crate::meeting::{Meeting, card, practice};
use shared::features::agenda::Phase;
use shared::features::answers::AnswerCommand;
use shared::features::practices::Evidence::{Anchored, Evaluated, Monitored, Replicated};
use shared::features::practices::{
    Evidence, Filter, Maturity, PracticeCard, PracticeCommand, PracticeKind, SortBy, coverage,
    selected,
};
use shared::features::themes::{AnswerThemes, Theme, ThemeCommand};
use shared::ids::ThemeId;
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::Command;

fn theme(id: &str, name: &str) -> Theme {
    Theme {
        id: id.parse().expect("an id"),
        name: name.into(),
    }
}

fn sets(themes: &[(&str, &str)]) -> Command {
    let themes = themes.iter().map(|(id, name)| theme(id, name)).collect();
    Command::Themes(ThemeCommand::SetThemes { themes })
}

fn speaking_to(themes: &[&str]) -> PracticeCard {
    let id = |id: &&str| id.parse::<ThemeId>().expect("an id");
    PracticeCard {
        themes: themes.iter().map(id).collect(),
        ..card("Hotline")
    }
}

fn brings(id: &str, card: PracticeCard) -> Command {
    Command::Practices(PracticeCommand::BringPractice {
        practice: practice(id),
        card,
    })
}

fn revises(id: &str, card: PracticeCard) -> Command {
    Command::Practices(PracticeCommand::RevisePractice {
        practice: practice(id),
        card,
    })
}

#[test]
fn a_table_begins_with_the_themes_of_its_note() {
    let meeting = Meeting::convened();
    assert_eq!(
        meeting.table.themes,
        [theme("t1", "Data"), theme("t2", "Return")]
    );
}

#[test]
fn facilitators_say_which_there_are_and_nobody_else() {
    let mut meeting = Meeting::discussing();
    let refused = meeting.asks("ana", sets(&[("t1", "Data")]));
    assert!(matches!(refused, Err(Refusal::NeedsRole { .. })));
    meeting.does(
        "fay",
        sets(&[("t2", "Return"), ("t9", " New "), ("t8", "new"), ("t7", "")]),
    );
    assert_eq!(
        meeting.table.themes,
        [theme("t2", "Return"), theme("t9", "New")]
    );
    // Asking again is granted, closed or not; anything else is not, then.
    let same = sets(&[("t2", "Return"), ("t9", "New")]);
    meeting.moves_to(Phase::Closed);
    assert_eq!(meeting.asks("fay", same), Ok(vec![]));
    assert_eq!(meeting.asks("fay", sets(&[])), Err(Refusal::TableClosed));
}

#[test]
fn a_list_of_themes_keeps_to_its_limits() {
    let mut meeting = Meeting::discussing();
    let twice = sets(&[("t1", "One"), ("t1", "Other")]);
    let what = Noun::Theme;
    assert_eq!(meeting.asks("fay", twice), Err(Refusal::IdTaken { what }));
    let long = "x".repeat(limits::NAME + 1);
    let most = limits::NAME;
    assert_eq!(
        meeting.asks("fay", sets(&[("t1", &long)])),
        Err(Refusal::TooLong { what, most })
    );
    let names: Vec<String> = (0..=limits::THEMES).map(|nth| format!("n{nth}")).collect();
    let many: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), name.as_str()))
        .collect();
    let most = limits::THEMES;
    assert_eq!(
        meeting.asks("fay", sets(&many)),
        Err(Refusal::TooMany { what, most })
    );
    meeting.does("fay", sets(&many[1..]));
}

#[test]
fn a_practice_speaks_to_themes_that_are_there_and_keeps_those_that_went() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    let what = Noun::Theme;
    assert_eq!(
        meeting.asks("ana", brings("p1", speaking_to(&["t1", "t9"]))),
        Err(Refusal::Unknown { what })
    );
    meeting.does("ana", brings("p1", speaking_to(&["t1"])));
    meeting.does("fay", sets(&[("t2", "Return")]));
    let renamed = PracticeCard {
        title: "Help line".into(),
        ..speaking_to(&["t1", "t2"])
    };
    meeting.does("ana", revises("p1", renamed));
    meeting.does("ana", revises("p1", speaking_to(&["t2"])));
    assert_eq!(
        meeting.asks("ana", revises("p1", speaking_to(&["t1"]))),
        Err(Refusal::Unknown { what })
    );
}

#[test]
fn maturity_follows_from_the_evidence_and_only_grows_with_it() {
    let of = |evidence: &[Evidence]| Maturity::of(&evidence.iter().copied().collect());
    assert_eq!(of(&[]), Maturity::Innovation);
    assert_eq!(of(&[Anchored]), Maturity::Innovation);
    assert_eq!(of(&[Monitored, Anchored]), Maturity::Promising);
    assert_eq!(of(&[Replicated]), Maturity::Good);
    assert_eq!(of(&[Evaluated, Anchored]), Maturity::Institutionalised);
    // Over all sets: one piece of evidence more never makes it less.
    for set in 0_u8..16 {
        let given = |set: u8| {
            let has = |nth: &usize| set & (1 << nth) != 0;
            (0..4)
                .filter(has)
                .map(|nth| Evidence::ALL[nth])
                .collect::<Vec<_>>()
        };
        for more in 0..4 {
            assert!(of(&given(set | 1 << more)) >= of(&given(set)));
        }
    }
    let lesson = PracticeCard {
        kind: PracticeKind::Lesson,
        ..card("What did not work")
    };
    assert_eq!(lesson.maturity(), None);
}

#[test]
fn a_card_of_before_is_read_and_written_as_it_was() {
    let before =
        r#"{"title":"Hotline","place_and_time":"","contact":"","question":null,"theme":""}"#;
    let card: PracticeCard = serde_json::from_str(before).expect("a card");
    assert_eq!(card, crate::meeting::card("Hotline"));
    assert_eq!(serde_json::to_string(&card).expect("JSON"), before);
}

#[test]
fn the_collection_is_filtered_sorted_and_shows_what_nobody_speaks_to() {
    let mut meeting = Meeting::in_phase(Phase::Practices);
    let proven = PracticeCard {
        evidence: [Evidence::Replicated].into(),
        ..speaking_to(&["t1"])
    };
    meeting.does("ana", brings("p1", speaking_to(&["t1"])));
    meeting.does(
        "ben",
        brings(
            "p2",
            PracticeCard {
                title: "a desk".into(),
                ..proven
            },
        ),
    );
    let lesson = PracticeCard {
        kind: PracticeKind::Lesson,
        ..card("B")
    };
    meeting.does("ben", brings("p3", lesson));
    meeting.does("ana", crate::meeting::endorses("p3"));
    let table = &meeting.table;
    let ids = |filter: &Filter, by| -> Vec<&str> {
        selected(table, filter, by)
            .iter()
            .map(|it| it.id.as_str())
            .collect()
    };
    let all = Filter::default();
    assert_eq!(ids(&all, SortBy::Brought), ["p1", "p2", "p3"]);
    assert_eq!(ids(&all, SortBy::Endorsed), ["p3", "p1", "p2"]);
    assert_eq!(ids(&all, SortBy::Maturity), ["p2", "p1", "p3"]);
    assert_eq!(ids(&all, SortBy::Title), ["p2", "p3", "p1"]);
    let theme = Filter {
        theme: Some(theme("t1", "").id),
        ..all.clone()
    };
    assert_eq!(ids(&theme, SortBy::Brought), ["p1", "p2"]);
    let mature = Filter {
        maturity: Some(Maturity::Promising),
        ..all.clone()
    };
    assert_eq!(ids(&mature, SortBy::Brought), ["p2"]);
    let lessons = Filter {
        kind: Some(PracticeKind::Lesson),
        ..all
    };
    assert_eq!(ids(&lessons, SortBy::Brought), ["p3"]);

    let rows = coverage(table);
    assert_eq!(rows.len(), 2);
    let practices = rows[0].by_delegation.iter().map(|(practices, _)| practices);
    assert_eq!(practices.sum::<usize>(), 2);
    assert!(!rows[0].is_bare() && rows[1].is_bare());
}

fn answers_speak(question: &str, delegation: Option<&str>, themes: &[&str]) -> Command {
    let themes = themes.iter().map(|id| id.parse().expect("an id"));
    Command::Themes(ThemeCommand::SetAnswerThemes(AnswerThemes {
        question: question.parse().expect("an id"),
        delegation: delegation.map(|id| id.parse().expect("an id")),
        themes: themes.collect(),
    }))
}

#[test]
fn answers_speak_to_themes_as_those_say_whose_they_are() {
    let mut meeting = Meeting::convened();
    let by_both = shared::features::answers::Answered::Both;
    let both = meeting
        .table
        .questions
        .iter()
        .find(|it| it.answered == by_both);
    let there = both.map(|question| question.id.as_str().to_owned());
    let question = there.unwrap_or_else(|| {
        meeting.does("fay", crate::meeting::adds("qx", "What next?", by_both));
        "qx".to_owned()
    });
    let says = |delegation, themes: &[&str]| answers_speak(&question, delegation, themes);
    meeting.does("ana", says(Some("north"), &["t1"]));
    assert_eq!(
        meeting.asks("ana", says(Some("north"), &["t1"])),
        Ok(Vec::new())
    );
    assert_eq!(
        meeting.asks("ben", says(Some("north"), &["t2"])),
        Err(Refusal::NotYours)
    );
    assert!(
        meeting.asks("ana", says(None, &["t1"])).is_err(),
        "the joint answer is nobody's own"
    );
    let what = Noun::Theme;
    assert_eq!(
        meeting.asks("ana", says(Some("north"), &["t9"])),
        Err(Refusal::Unknown { what })
    );
    meeting.does("fay", says(Some("south"), &["t1"]));
    meeting.does("fay", says(None, &["t1"]));
    let rows = coverage(&meeting.table);
    assert_eq!(rows[0].by_delegation[..2], [(0, 1), (0, 1)]);
    assert_eq!(
        (rows[0].jointly, rows[0].is_bare(), rows[1].is_bare()),
        (1, false, true)
    );
    // Taken back, nothing is left of it; and a theme that is gone is not counted.
    meeting.does("fay", says(Some("south"), &[]));
    assert_eq!(meeting.table.answer_themes.len(), 2);
    meeting.does("fay", sets(&[("t2", "Return")]));
    assert!(coverage(&meeting.table)[0].is_bare());
    meeting.does("ana", says(Some("north"), &["t1", "t2"]));
    // What is answered privately does not even say what it is about.
    meeting.does(
        "fay",
        AnswerCommand::KeepPrivate {
            question: question.parse().expect("an id"),
        },
    );
    assert_eq!(
        meeting.asks("ana", says(Some("north"), &["t2"])),
        Err(Refusal::NotRevealedYet)
    );
    meeting.does(
        "fay",
        AnswerCommand::RevealAnswers {
            question: question.parse().expect("an id"),
        },
    );
    meeting.does("ana", says(Some("north"), &["t2"]));
}
