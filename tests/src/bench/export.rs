//! How long a session at its fullest takes to become a file, in each form.

use crate::bench::report::Figures;
use crate::bench::target::Maker;
use serde_json::{Value, json};
use server::export::{Format, written};
use shared::outcome::Outcome;
use shared::words::{Language, Words};
use std::time::Instant;

const DELEGATIONS: usize = 60;
const QUESTIONS: usize = 6;
/// Paragraphs of an answer, joint or of one delegation.
const PARAGRAPHS: usize = 4;

/// Sixty delegations answered six questions each, brought a practice each and voted on all of them.
pub fn export(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let outcome: Outcome = serde_json::from_value(outcome())?;
    let (outcomes, words) = ([outcome], Words::of(Language::ENGLISH));
    for &format in Format::ALL {
        let begun = Instant::now();
        let file = written(format, &outcomes, &words)?;
        let took = begun.elapsed().as_secs_f64() * 1_000.0;
        let what: &'static str = format!("60 delegations as {}, ms", format.name()).leak();
        figures.aim("export", what, took, "≤ 5,000");
        let what: &'static str = format!("{}, kB", format.name()).leak();
        figures.note("export", what, file.len() as f64 / 1_000.0);
    }
    Ok(())
}

fn outcome() -> Value {
    let ids: Vec<String> = (0..DELEGATIONS).map(|nth| format!("d{nth}")).collect();
    let delegations = ids.iter().map(|id| {
        let people = (0..3).map(|nth| json!({ "id": format!("{id}-{nth}"), "name": format!("Person {nth} of {id}") }));
        json!({ "id": id, "name": format!("Delegation of {id}"), "short": id, "people": people.collect::<Vec<_>>() })
    });
    let own = || {
        ids.iter()
            .map(|id| json!({ "delegation": id, "answer": prose(PARAGRAPHS) }))
    };
    let questions = (0..QUESTIONS).map(|nth| {
        json!({
            "id": format!("q{nth}"), "label": nth.to_string(), "name": "", "text": "What has worked, and what stands in the way?",
            "joint": prose(PARAGRAPHS * 10), "by_delegation": own().collect::<Vec<_>>(),
        })
    });
    let tally = |nth: usize| {
        let recorded = ids.iter().map(|id| (id.clone(), json!("support")));
        json!({
            "ballot": "b", "indicative": true, "practice": format!("p{nth}"), "support": DELEGATIONS, "cannot_support": 0,
            "abstain": 0, "not_voted": [], "recorded": recorded.collect::<serde_json::Map<_, _>>(),
        })
    };
    let practices = ids.iter().enumerate().map(|(nth, id)| {
        json!({
            "rank": nth + 1, "id": format!("p{nth}"), "delegation": id,
            "card": { "title": format!("Practice of {id}"), "place_and_time": "Two districts, since 2021", "contact": "",
                "question": null, "theme": "" },
            "fields": { "results": prose(PARAGRAPHS) }, "endorsed_by": ids, "remarks": [], "tally": tally(nth),
        })
    });
    let spoken = ids
        .iter()
        .map(|id| json!({ "delegation": id, "millis": 180_000, "speeches": 2 }));
    json!({
        "version": 1, "session": "s", "table": "t", "title": "A full session", "table_name": "Plenary", "phase": "closed",
        "made": 1_795_449_900_000_u64, "summary": prose(PARAGRAPHS), "background": [], "footnotes": [],
        "questions": questions.collect::<Vec<_>>(), "practices": practices.collect::<Vec<_>>(),
        "ballots": [{
            "id": "b", "title": "Which of these belong in the outcome?", "indicative": true, "recorded": true, "opened": 1,
            "standing": { "is": "closed", "at": 2, "tallies": (0..DELEGATIONS).map(tally).collect::<Vec<_>>() },
        }],
        "delegations": delegations.collect::<Vec<_>>(), "others": [], "spoken": spoken.collect::<Vec<_>>(),
        "milestones": [], "counts": shared::outcome::Counts::default(), "log": { "head": 1, "chain": null },
    })
}

fn prose(paragraphs: usize) -> Vec<Value> {
    let paragraph = |_| {
        let text =
            "Water points were built by the villages themselves, and are looked after by them. "
                .repeat(5);
        json!({ "kind": "paragraph", "runs": [{ "text": text }, { "text": "This is what counts.", "strong": true }] })
    };
    (0..paragraphs).map(paragraph).collect()
}
