//! Whoever presides leads everybody's view.

use crate::meeting::{Meeting, closes, practice, replay};
use shared::features::agenda::Phase;
use shared::features::lead::{LeadCommand, Led};
use shared::refusal::{Noun, Refusal};

fn to(to: Led) -> LeadCommand {
    LeadCommand::LeadRoom { to }
}

fn question(id: &str) -> Led {
    Led::Question {
        question: id.parse().expect("an id"),
    }
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
