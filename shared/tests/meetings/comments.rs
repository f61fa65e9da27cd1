//! Comments on passages: who makes them, who resolves them, and what is left of them.

use crate::meeting::{
    Meeting, comment, comments, comments_to, delegation, hands_over, passage, practice, replies,
    resolves, takes_back,
};
use shared::features::agenda::{AgendaPoint, Phase};
use shared::features::comments::{Comment, CommentCommand, Letter};
use shared::features::people::Role;
use shared::features::practices::PracticeCommand;
use shared::ids::Timestamp;
use shared::limits;
use shared::outcome::{Outcome, html, markdown};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

fn there(meeting: &Meeting, id: &str) -> Comment {
    let found = meeting.table.comments.get(&comment(id));
    found.expect("the comment is there").clone()
}

#[test]
fn a_comment_keeps_its_passage_its_words_and_whom_it_is_for() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does(
        "ana",
        comments_to("c1", "answer/q1", "south", " Who pays? "),
    );
    let made = there(&meeting, "c1");
    assert_eq!(made.on, passage("answer/q1"));
    assert_eq!(made.quote, "followed up within a week");
    assert_eq!(made.text, "Who pays?", "as it is kept");
    assert_eq!(made.to, Some(delegation("south").id));
    assert_eq!(made.delegation, Some(delegation("north").id));
    assert_eq!(made.by, meeting.who("ana").id);
    assert!(made.awaits(&delegation("south").id) && !made.awaits(&delegation("north").id));
    meeting.does("ben", replies("c1", "y1", "We do."));
    meeting.does("rae", replies("c1", "y2", "From 2027 on."));
    let said: Vec<_> = there(&meeting, "c1")
        .replies
        .into_iter()
        .map(|reply| (reply.by.to_string(), reply.text))
        .collect();
    let expected = [("ben", "We do."), ("rae", "From 2027 on.")];
    assert_eq!(
        said,
        expected.map(|(by, text)| (by.to_owned(), text.to_owned()))
    );
}

#[test]
fn whoever_has_a_part_in_the_text_comments_and_others_look_on() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for (nth, name) in ["fay", "ana", "rae"].into_iter().enumerate() {
        meeting.does(name, comments(&format!("c{nth}"), "answer/q1", "How?"));
    }
    let role = Role::Delegate;
    for command in [
        comments("c9", "answer/q1", "How?"),
        replies("c1", "y1", "So."),
        resolves("c1", true),
        takes_back("c1"),
    ] {
        assert_eq!(
            meeting.asks("obi", command),
            Err(Refusal::NeedsRole { role })
        );
    }
}

#[test]
fn one_comments_on_what_is_locked_or_another_delegations_but_not_at_a_closed_table() {
    let mut meeting = Meeting::in_phase(Phase::Voting);
    meeting.does("ana", comments("c1", "answer/q1/south", "Is it agreed?"));
    meeting.moves_to(AgendaPoint::Closed);
    assert_eq!(
        meeting.asks("ana", comments("c1", "answer/q1/south", "Is it agreed?")),
        Ok(vec![]),
        "a retry"
    );
    for command in [
        comments("c2", "answer/q1", "How?"),
        replies("c1", "y1", "So."),
        resolves("c1", true),
        takes_back("c1"),
    ] {
        assert_eq!(meeting.asks("ana", command), Err(Refusal::TableClosed));
    }
    assert_eq!(
        meeting.asks("ana", resolves("c1", false)),
        Ok(vec![]),
        "it is open already"
    );
}

#[test]
fn only_texts_that_everybody_reads_are_commented_on() {
    let mut meeting = Meeting::discussing();
    meeting.does("ben", comments("c1", "practice/p1/done", "Since when?"));
    for root in [
        "desk/north",
        "report/summary",
        "answer/q9",
        "answer/q3",
        "practice/p9/done",
    ] {
        let refused = meeting.asks("ana", comments("c2", root, "How?"));
        assert_eq!(
            refused,
            Err(Refusal::Unknown { what: Noun::Root }),
            "{root}"
        );
    }
    meeting.does(
        "ana",
        PracticeCommand::WithdrawPractice {
            practice: practice("p1"),
        },
    );
    assert_eq!(
        there(&meeting, "c1").text,
        "Since when?",
        "it stays in the record"
    );
    let refused = meeting.asks("ben", comments("c3", "practice/p1/done", "And now?"));
    assert_eq!(refused, Err(Refusal::Unknown { what: Noun::Root }));
}

#[test]
fn nothing_is_taken_that_cannot_be() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let mut asks = |change: &dyn Fn(&mut CommentCommand)| {
        let mut command = CommentCommand::Comment {
            comment: comment("c1"),
            on: passage("answer/q1"),
            quote: "within a week".into(),
            text: "How?".into(),
            to: None,
        };
        change(&mut command);
        meeting.asks("ana", command)
    };
    let long = "x".repeat(limits::REMARK + 1);
    let parts = |command: &mut CommentCommand,
                 change: &dyn Fn(&mut Letter, &mut String, &mut String)| {
        if let CommentCommand::Comment {
            on, quote, text, ..
        } = command
        {
            change(&mut on.last, quote, text);
        }
    };
    let refused = asks(&|command| parts(command, &|last, _, _| last.client = 1 << 53));
    assert_eq!(
        refused,
        Err(Refusal::Unknown {
            what: Noun::Passage
        })
    );
    let refused = asks(&|command| parts(command, &|_, quote, _| quote.clear()));
    assert_eq!(
        refused,
        Err(Refusal::Empty {
            what: Noun::Passage
        })
    );
    let refused = asks(&|command| parts(command, &|_, quote, _| quote.clone_from(&long)));
    assert_eq!(
        refused,
        Err(Refusal::TooLong {
            what: Noun::Passage,
            most: limits::QUOTE
        })
    );
    let refused = asks(&|command| parts(command, &|_, _, text| *text = " \n".into()));
    assert_eq!(refused, Err(Refusal::Empty { what: Noun::Text }));
    let refused = asks(&|command| parts(command, &|_, _, text| text.clone_from(&long)));
    assert_eq!(
        refused,
        Err(Refusal::TooLong {
            what: Noun::Text,
            most: limits::REMARK
        })
    );
    let refused = asks(&|command| parts(command, &|_, _, text| *text = "\u{1b}[2J".into()));
    assert_eq!(refused, Err(Refusal::OddCharacters { what: Noun::Text }));
    let refused = asks(&|command| {
        if let CommentCommand::Comment { to, .. } = command {
            *to = Some("nowhere".parse().expect("an id"));
        }
    });
    assert_eq!(
        refused,
        Err(Refusal::Unknown {
            what: Noun::Delegation
        })
    );
    assert!(meeting.table.comments.is_empty());
}

#[test]
fn those_whom_it_concerns_resolve_it_and_whoever_leads_the_table() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("ana", comments_to("c1", "answer/q1", "south", "Who pays?"));
    meeting.does("fay", hands_over(&[], &["rae"]));
    assert_eq!(
        meeting.asks("cleo", resolves("c1", true)),
        Err(Refusal::NotInThread)
    );
    for name in ["ana", "abel", "ben", "fay", "rae"] {
        meeting.does(name, resolves("c1", true));
        assert_eq!(
            there(&meeting, "c1").resolved_by,
            Some(meeting.who(name).id)
        );
        assert_eq!(
            meeting.asks("ana", resolves("c1", true)),
            Ok(vec![]),
            "it is so"
        );
        meeting.does(name, resolves("c1", false));
        assert!(there(&meeting, "c1").is_open());
    }
}

#[test]
fn a_reply_opens_it_again() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("ana", comments("c1", "answer/q1", "Who pays?"));
    meeting.does("ana", resolves("c1", true));
    meeting.does("cleo", replies("c1", "y1", "Not so fast."));
    assert!(there(&meeting, "c1").is_open());
}

#[test]
fn ones_own_comment_is_taken_back_until_somebody_replies() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("ana", comments("c1", "answer/q1", "Who pays?"));
    meeting.does("ana", comments("c2", "answer/q1", "And who asks?"));
    for name in ["abel", "fay"] {
        assert_eq!(
            meeting.asks(name, takes_back("c1")),
            Err(Refusal::NotInThread),
            "{name}"
        );
    }
    meeting.does("ana", takes_back("c1"));
    assert_eq!(meeting.asks("ana", takes_back("c1")), Ok(vec![]), "a retry");
    assert_eq!(
        meeting.asks("ben", takes_back("c1")),
        Err(Refusal::NotInThread)
    );
    let unknown = Err(Refusal::Unknown {
        what: Noun::Comment,
    });
    assert_eq!(meeting.asks("ben", replies("c1", "y1", "We do.")), unknown);
    let taken = Err(Refusal::IdTaken {
        what: Noun::Comment,
    });
    assert_eq!(
        meeting.asks("ben", comments("c1", "answer/q1", "Mine")),
        taken
    );
    meeting.does("ben", replies("c2", "y1", "We do."));
    assert_eq!(
        meeting.asks("ana", takes_back("c2")),
        Err(Refusal::HasReplies)
    );
}

#[test]
fn a_retry_changes_nothing_and_no_id_is_used_twice() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let asked = comments_to("c1", "answer/q1", "south", "Who pays?");
    meeting.does("ana", asked.clone());
    assert_eq!(meeting.asks("ana", asked.clone()), Ok(vec![]));
    let taken = |what| Err(Refusal::IdTaken { what });
    assert_eq!(meeting.asks("abel", asked), taken(Noun::Comment));
    meeting.does("ben", replies("c1", "y1", "We do."));
    assert_eq!(
        meeting.asks("ben", replies("c1", "y1", "We do.")),
        Ok(vec![])
    );
    assert_eq!(
        meeting.asks("ana", replies("c1", "y1", "We do.")),
        taken(Noun::Reply)
    );
    meeting.does("ana", comments("c2", "answer/q1", "Who else?"));
    assert_eq!(
        meeting.asks("ben", replies("c2", "y1", "We do.")),
        taken(Noun::Reply)
    );
}

#[test]
fn there_are_so_many_comments_and_no_more() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for nth in 0..limits::COMMENTS_EACH {
        let id = format!("c{nth}");
        meeting.does("ana", comments(&id, "answer/q1", "Why?"));
        if nth > 0 {
            meeting.does("ana", takes_back(&id));
        }
    }
    let (what, most) = (Noun::Comment, limits::COMMENTS_EACH);
    let refused = meeting.asks("ana", comments("more", "answer/q1", "Why?"));
    assert_eq!(
        refused,
        Err(Refusal::TooMany { what, most }),
        "those taken back count"
    );
    for nth in 0..limits::REPLIES {
        meeting.does("ben", replies("c0", &format!("y{nth}"), "So."));
    }
    let (what, most) = (Noun::Reply, limits::REPLIES);
    let refused = meeting.asks("ben", replies("c0", "more", "So."));
    assert_eq!(refused, Err(Refusal::TooMany { what, most }));
    // All that is said together has an end, too: whoever comes gets it at once.
    let long = "x".repeat(limits::REMARK);
    let mut said = 0;
    let refused = loop {
        let id = format!("long{said}");
        match meeting.asks("ben", comments(&id, "answer/q1", &long)) {
            Ok(_) => said += 1,
            Err(refused) => break refused,
        }
    };
    assert!(said < limits::COMMENTS_EACH, "{said}");
    assert!(matches!(
        refused,
        Refusal::TooMany {
            what: Noun::Comment,
            ..
        }
    ));
}

#[test]
fn what_is_said_about_the_text_does_not_leave_the_room_with_it() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does(
        "ana",
        comments_to("c1", "answer/q1", "south", "Nobody believes this."),
    );
    meeting.does("ben", replies("c1", "y1", "Our capital does."));
    let words = Words::of(Language::ENGLISH);
    let outcome = Outcome::of(
        &meeting.table,
        &BTreeMap::new(),
        Seq::new(7),
        [0; 32],
        Timestamp(0),
    );
    let json = outcome.json().expect("an outcome is JSON");
    let outcomes = [outcome];
    for told in [json, markdown(&outcomes, &words), html(&outcomes, &words)] {
        for said in ["Nobody believes", "Our capital", "within a week"] {
            assert!(!told.contains(said), "{said} in {told}");
        }
    }
}
