//! What was asked and done: a command that comes in twice is done once, however late the second comes.
//!
//! A client asks again when it does not know whether it was heard. Most commands can tell by
//! themselves that they were done; one that sets a value could not, and would set it back after
//! somebody else has changed it. So each is marked, and the key is kept with the first event it led to.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use shared::features::ballots::BallotCommand;
use shared::ids::ParticipantId;
use shared::table::Command;
use std::collections::{BTreeMap, VecDeque};

/// How many marks of each participant are remembered: more than anybody leaves unanswered.
const REMEMBERED: usize = 64;

/// Names what a participant asked: the number they gave it and the command itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestKey(String);

impl RequestKey {
    /// The key of a command under a number of the client's choice. Of a vote, it does not depend on what is chosen.
    pub fn of(request: u64, command: &Command) -> Self {
        // Our own types, whose maps have text keys, cannot fail to serialise.
        let command = match command {
            // The log keeps the key: what is chosen must not be found by trying. Its number says which vote it is.
            Command::Ballots(BallotCommand::CastVote {
                ballot, practice, ..
            }) => serde_json::to_vec(&("cast-vote", ballot, practice)),
            Command::Ballots(BallotCommand::CastBallot { ballot, .. }) => {
                serde_json::to_vec(&("cast-ballot", ballot))
            }
            other => serde_json::to_vec(other),
        };
        let command = command.unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(request.to_le_bytes())
            .chain_update(command)
            .finalize();
        let hex = digest[..12].iter().map(|byte| format!("{byte:02x}"));
        Self(hex.collect())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The latest marks of every participant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DoneRequests(BTreeMap<ParticipantId, VecDeque<RequestKey>>);

/// The part of an event's entry that tells what led to it.
#[derive(Deserialize)]
struct Marked {
    #[serde(default)]
    asked: Option<RequestKey>,
}

impl DoneRequests {
    /// Whether this was done before.
    pub fn holds(&self, who: &ParticipantId, key: &RequestKey) -> bool {
        self.0.get(who).is_some_and(|marks| marks.contains(key))
    }

    /// Remembers that this is done.
    pub fn note(&mut self, who: &ParticipantId, key: RequestKey) {
        let marks = self.0.entry(who.clone()).or_default();
        if marks.len() >= REMEMBERED {
            marks.pop_front();
        }
        marks.push_back(key);
    }

    /// Remembers what the log says was done.
    pub fn note_entry(&mut self, who: &ParticipantId, body: &[u8]) {
        if let Ok(Marked { asked: Some(key) }) = serde_json::from_slice(body) {
            self.note(who, key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::features::agenda::AgendaCommand;
    use shared::features::ballots::{Choice, Marks};
    use shared::ids::Timestamp;

    fn keep(ends: u64) -> Command {
        Command::Agenda(AgendaCommand::KeepTime {
            ends: Some(Timestamp(ends)),
            left: None,
        })
    }

    #[test]
    fn a_number_and_a_command_make_a_mark() {
        assert_eq!(RequestKey::of(1, &keep(5)), RequestKey::of(1, &keep(5)));
        assert_ne!(RequestKey::of(1, &keep(5)), RequestKey::of(2, &keep(5)));
        assert_ne!(RequestKey::of(1, &keep(5)), RequestKey::of(1, &keep(6)));
    }

    #[test]
    fn the_key_of_a_vote_does_not_tell_the_choice() {
        let casts = |choice| {
            Command::Ballots(BallotCommand::CastVote {
                ballot: "b1".parse().unwrap(),
                practice: "p1".parse().unwrap(),
                choice,
            })
        };
        let keys = Choice::ALL.map(|choice| RequestKey::of(1, &casts(choice)));
        assert!(keys.iter().all(|key| *key == keys[0]));
        assert_ne!(keys[0], RequestKey::of(2, &casts(Choice::Support)));
        let whole = |options: &[&str]| {
            let options = options.iter().map(|id| id.parse().unwrap()).collect();
            Command::Ballots(BallotCommand::CastBallot {
                ballot: "b1".parse().unwrap(),
                marks: Marks::Approval { options },
            })
        };
        assert_eq!(
            RequestKey::of(1, &whole(&["a"])),
            RequestKey::of(1, &whole(&["b"]))
        );
        assert_ne!(RequestKey::of(1, &whole(&["a"])), keys[0]);
    }

    #[test]
    fn each_participant_has_marks_of_their_own_and_not_too_many() {
        let [ana, ben] = ["ana", "ben"].map(|id| ParticipantId::new(id).unwrap());
        let mut asked = DoneRequests::default();
        for request in 0..1_000 {
            asked.note(&ana, RequestKey::of(request, &keep(5)));
        }
        assert!(asked.holds(&ana, &RequestKey::of(999, &keep(5))));
        assert!(!asked.holds(&ana, &RequestKey::of(0, &keep(5))));
        assert!(!asked.holds(&ben, &RequestKey::of(999, &keep(5))));
        assert_eq!(asked.0[&ana].len(), REMEMBERED);
    }

    #[test]
    fn the_log_tells_what_was_done() {
        let ana = ParticipantId::new("ana").unwrap();
        let key = RequestKey::of(7, &keep(5));
        let mut asked = DoneRequests::default();
        asked.note_entry(&ana, br#"{"event":"time-kept","ends":5}"#);
        assert_eq!(asked, DoneRequests::default());
        let body = format!(
            r#"{{"event":"time-kept","ends":5,"asked":"{}"}}"#,
            key.as_str()
        );
        asked.note_entry(&ana, body.as_bytes());
        assert!(asked.holds(&ana, &key));
    }
}
