//! The ballots of the day.

use crate::{PRACTICES, People, does};
use serde_json::{Value, json};
use shared::features::agenda::Phase;
use tests::table::Table;

fn vote(practice: &str, choice: &str) -> Value {
    json!({ "command": "cast-vote", "practice": practice, "choice": choice })
}

fn marks(marks: &Value) -> Value {
    json!([{ "command": "cast-ballot", "marks": marks }])
}

fn options() -> Value {
    json!([
        { "id": "spring", "text": "Meet again in spring" },
        { "id": "autumn", "text": "Meet again in autumn" },
        { "id": "online", "text": "Meet online in between" },
    ])
}

/// An indicative ballot whose result is recorded, unless the rest says otherwise.
fn rules(title: &str, method: &Value, rest: &Value) -> Value {
    let mut rules = json!({
        "title": title, "practices": [], "indicative": true, "recorded": true, "method": method,
    });
    let rest = rest.as_object().expect("fields").clone();
    rules.as_object_mut().expect("fields").extend(rest);
    rules
}

impl People {
    /// Opens a ballot, has each delegation say what it says, and closes it.
    async fn hold(&self, id: &str, rules: Value, said: [Value; 4]) {
        does(
            &self.fatou,
            json!({ "command": "open-ballot", "ballot": id, "rules": rules }),
        )
        .await;
        for (seat, said) in self.delegates().into_iter().zip(said) {
            seat.sees("the ballot", |table| {
                table.ballot(&id.parse().expect("an id")).is_some()
            })
            .await;
            for asked in said.as_array().expect("what is asked") {
                let mut asked = asked.clone();
                asked["ballot"] = id.into();
                does(seat, asked).await;
            }
        }
        does(
            &self.fatou,
            json!({ "command": "close-ballot", "ballot": id }),
        )
        .await;
    }

    /// A ballot by each method, one of them secret, one from paper, one cancelled.
    pub async fn vote(&self, table: &Table) {
        self.fatou.moves(Phase::Practices, Phase::Voting).await;
        let present: Vec<_> = (0..4).map(|place| table.delegation(place)).collect();
        does(
            &self.fatou,
            json!({ "command": "call-roll", "present": present }),
        )
        .await;
        self.vote_on_practices().await;
        self.vote_on_options().await;
        // Another is filled in on paper, and cancelled.
        let again = rules(
            "Shall we begin?",
            &json!({ "is": "approval" }),
            &json!({ "options": options() }),
        );
        does(
            &self.fatou,
            json!({ "command": "open-ballot", "ballot": "again", "rules": again }),
        )
        .await;
        let paper = json!({ "is": "approval", "options": ["spring"] });
        does(&self.fatou, json!({ "command": "enter-ballot", "ballot": "again", "delegation": table.delegation(3), "marks": paper })).await;
        does(&self.fatou, json!({ "command": "cancel-ballot", "ballot": "again", "reason": "It was asked before." })).await;
    }

    async fn vote_on_options(&self) {
        self.hold(
            "approval",
            rules(
                "When shall we meet?",
                &json!({ "is": "approval" }),
                &json!({ "options": options(), "recorded": false }),
            ),
            [
                marks(&json!({ "is": "approval", "options": ["spring", "online"] })),
                marks(&json!({ "is": "approval", "options": ["autumn", "online"] })),
                marks(&json!({ "is": "approval", "options": ["online"] })),
                marks(&json!({ "is": "approval", "options": [] })),
            ],
        )
        .await;
        self.hold(
            "points",
            rules(
                "Where should support go first?",
                &json!({ "is": "points", "points": 10, "cap": 6 }),
                &json!({ "options": options() }),
            ),
            [
                marks(&json!({ "is": "points", "points": { "spring": 6, "online": 4 } })),
                marks(&json!({ "is": "points", "points": { "autumn": 5, "online": 5 } })),
                marks(&json!({ "is": "points", "points": { "online": 6 } })),
                json!([]),
            ],
        )
        .await;
        self.hold(
            "ranked",
            rules(
                "In which order?",
                &json!({ "is": "ranked" }),
                &json!({ "options": options() }),
            ),
            [
                marks(&json!({ "is": "ranking", "ranking": [["spring"], ["online"], ["autumn"]] })),
                marks(&json!({ "is": "ranking", "ranking": [["autumn"], ["online", "spring"]] })),
                marks(&json!({ "is": "ranking", "ranking": [["online"]] })),
                marks(&json!({ "is": "ranking", "ranking": [["spring"], ["autumn"]] })),
            ],
        )
        .await;
        let majority = json!({ "is": "majority", "of": "present", "share": "two-thirds" });
        let asks = json!([{ "id": "year", "text": "A first assessment within a year" }]);
        self.hold(
            "majority",
            rules(
                "Shall we begin?",
                &majority,
                &json!({ "options": asks, "indicative": false }),
            ),
            [
                marks(&json!({ "is": "answers", "answers": { "year": "yes" } })),
                marks(&json!({ "is": "answers", "answers": { "year": "yes" } })),
                marks(&json!({ "is": "answers", "answers": { "year": "yes" } })),
                json!([]),
            ],
        )
        .await;
    }

    async fn vote_on_practices(&self) {
        let support = json!({ "title": "Which practices belong in the outcome?", "practices": PRACTICES, "indicative": false, "recorded": true, "rule": "no-objection" });
        self.hold(
            "support",
            support,
            [
                json!([vote("one-form", "support"), vote("fairs", "support")]),
                json!([vote("one-form", "support"), vote("trial", "cannot-support")]),
                json!([vote("one-form", "support"), vote("fairs", "abstain")]),
                json!([]),
            ],
        )
        .await;
        let criteria = json!({ "is": "score", "criteria": ["effective", "replicable"], "own": false, "few": 2 });
        self.hold("score", rules("How strong are the practices?", &criteria, &json!({ "practices": PRACTICES })), [
            marks(&json!({ "is": "scores", "scores": { "fairs": { "effective": 3, "replicable": 4 }, "trial": { "effective": 2 } } })),
            marks(&json!({ "is": "scores", "scores": { "one-form": { "effective": 4, "replicable": 4 } } })),
            marks(&json!({ "is": "scores", "scores": { "one-form": { "effective": 3 }, "fairs": { "replicable": 2 } } })),
            marks(&json!({ "is": "scores", "scores": { "one-form": { "effective": 4 }, "trial": { "effective": 1, "replicable": 0 } } })),
        ]).await;
    }
}
