//! Whoever presides leads everybody's view.

use crate::meeting::{Meeting, closes, passage, practice, replay};
use shared::features::agenda::Phase;
use shared::features::lead::{LeadCommand, Led};
use shared::limits::QUOTE;
use shared::refusal::{Noun, Refusal};

fn to(to: Led) -> LeadCommand {
    LeadCommand::LeadRoom { to }
}

fn question(id: &str) -> Led {
    Led::Question {
        question: id.parse().expect("an id"),
    }
}

fn pointed(root: &str, quote: &str) -> Led {
    let (on, quote) = (Box::new(passage(root)), quote.to_owned());
    Led::Passage { on, quote }
}

#[test]
fn everybody_is_led_from_page_to_page_and_let_go() {
    let mut meeting = Meeting::voting();
    assert!(meeting.table.lead.is_nowhere());
    let pages = [
        question("q1"),
        Led::Practice {
            practice: practice("p1"),
        },
        Led::Practices,
        Led::Ballots,
        pointed("answer/q1", "Referral"),
        pointed("practice/p1/done", "a boat"),
        Led::Note,
    ];
    for page in pages {
        meeting.does("fay", to(page.clone()));
        assert_eq!(meeting.table.lead.0.as_ref(), Some(&page));
        assert_eq!(meeting.asks("fay", to(page)), Ok(Vec::new()), "once");
    }
    meeting.does("fay", closes("b1"));
    meeting.moves_to(Phase::Closed);
    meeting.does("fay", to(question("q2")));
    meeting.does("fay", LeadCommand::LetRoomGo);
    assert_eq!(meeting.asks("fay", LeadCommand::LetRoomGo), Ok(Vec::new()));
    assert!(meeting.table.lead.is_nowhere());
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn only_whoever_presides_leads_and_only_to_what_is_there() {
    let mut meeting = Meeting::voting();
    for name in ["ana", "rae", "obi"] {
        let refused = meeting.asks(name, to(Led::Note));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
    }
    let nowhere = meeting.asks("fay", to(question("q9")));
    let what = Noun::Question;
    assert_eq!(nowhere, Err(Refusal::Unknown { what }));
    let nowhere = Led::Practice {
        practice: practice("p9"),
    };
    let what = Noun::Practice;
    assert_eq!(
        meeting.asks("fay", to(nowhere)),
        Err(Refusal::Unknown { what })
    );
}

#[test]
fn nobody_is_pointed_to_what_not_everybody_reads_or_to_what_cannot_be() {
    let mut meeting = Meeting::voting();
    for root in [
        "desk/north",
        "private/q1/north",
        "report/summary",
        "answer/q9",
    ] {
        let refused = meeting.asks("fay", to(pointed(root, "Referral")));
        let what = Noun::Root;
        assert_eq!(refused, Err(Refusal::Unknown { what }), "{root}");
    }
    let what = Noun::Passage;
    let empty = meeting.asks("fay", to(pointed("answer/q1", " \n")));
    assert_eq!(empty, Err(Refusal::Empty { what }));
    let most = QUOTE;
    let long = meeting.asks("fay", to(pointed("answer/q1", &"a".repeat(most + 1))));
    assert_eq!(long, Err(Refusal::TooLong { what, most }));
    let mut nobodys = passage("answer/q1");
    nobodys.first.client = 1 << 53;
    let (on, quote) = (Box::new(nobodys), "Referral".to_owned());
    let refused = meeting.asks("fay", to(Led::Passage { on, quote }));
    assert_eq!(refused, Err(Refusal::Unknown { what }));
    assert!(meeting.table.lead.is_nowhere());
}
