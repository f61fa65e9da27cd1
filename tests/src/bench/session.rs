//! A session at its fullest: sixty delegations of three at one table.

use crate::bench::line::Mouth;
use crate::bench::load::{Load, Outcome, Room, drain};
use crate::bench::report::Figures;
use crate::bench::target::{Maker, Target};
use anyhow::ensure;
use shared::document::Root;
use shared::features::agenda::AgendaCommand;
use shared::features::comments::{CommentCommand, Letter, Passage};
use shared::features::floor::{FloorCommand, SpeechKind};
use shared::ids::{CommentId, QuestionId, SpeechId, Timestamp};
use shared::protocol::ClientMessage;
use shared::table::Command;
use std::time::Duration;

const DELEGATIONS: usize = 60;
/// How many delegations ask for the floor and comment, each once a second.
const ASKING: usize = 20;

/// Twelve of 180 people write; then again, while delegations ask for the floor and comment, and the clock is set.
pub async fn session(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let load = Load {
        tables: 1,
        clients: DELEGATIONS * 3,
        writers: 12,
        rate: 5.0,
        lasting: Duration::from_secs(10),
    };
    let target = Target::start_with(maker, load.tables, Some(DELEGATIONS)).await?;
    let mut room = Room::seat(&target, load).await?;
    room.runs(&target, load.rate, Duration::from_secs(2)).await;
    let alone = room.runs(&target, load.rate, load.lasting).await;
    let asking = ask(&target).await?;
    let amid = room.runs(&target, load.rate, load.lasting).await;
    asking.iter().for_each(tokio::task::JoinHandle::abort);
    ensure!(alone.lost() + amid.lost() == 0, "edits were lost");
    ensure!(alone.gone + amid.gone == 0, "connections were lost");
    tell(figures, "writing alone", &alone);
    tell(figures, "with floor, comments, clock", &amid);
    Ok(())
}

fn tell(figures: &mut Figures, how: &str, outcome: &Outcome) {
    for (permille, name) in [(500, "p50"), (950, "p95"), (990, "p99")] {
        let what: &'static str = format!("{how}: {name}, ms").leak();
        figures.note("session", what, outcome.gauge.permille(permille));
    }
    let what: &'static str = format!("{how}: server time per delivery, µs").leak();
    figures.note("session", what, outcome.micros_each());
}

/// Lets delegations ask for the floor, comment and withdraw, and a facilitator set the clock, until that is stopped.
async fn ask(target: &Target) -> anyhow::Result<Vec<tokio::task::JoinHandle<()>>> {
    let mut tasks = Vec::new();
    for number in 0..ASKING {
        let (mouth, ear) = target.sits(0, number).await?;
        tasks.push(drain(ear));
        tasks.push(tokio::task::spawn_local(delegate(mouth, number as u64)));
    }
    let (mouth, ear) = target.facilitates(0).await?;
    tasks.push(drain(ear));
    tasks.push(tokio::task::spawn_local(facilitator(mouth)));
    Ok(tasks)
}

async fn delegate(mouth: Mouth, number: u64) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    for round in 0_u64.. {
        tick.tick().await;
        let command = turn(number, round);
        let request = (number + 1) * 1_000_000 + round;
        if mouth
            .asks(&ClientMessage::Ask { request, command })
            .await
            .is_err()
        {
            return;
        }
    }
}

/// What a delegation asks in that round: the floor, to comment, and not to speak after all.
fn turn(number: u64, round: u64) -> Command {
    let speech = || SpeechId::new(format!("s-{number}-{}", round / 3)).expect("an id");
    match round % 3 {
        0 => FloorCommand::AskForFloor {
            speech: speech(),
            kind: SpeechKind::Statement,
            on_behalf_of: String::new(),
        }
        .into(),
        1 => {
            let letter = Letter {
                client: 1,
                clock: 1,
            };
            CommentCommand::Comment {
                comment: CommentId::new(format!("c-{number}-{round}")).expect("an id"),
                on: Passage {
                    root: Root::Joint(QuestionId::new("q1").expect("an id")),
                    first: letter,
                    last: letter,
                },
                quote: "here".to_owned(),
                text: "By whom, and who pays for it?".to_owned(),
                to: None,
            }
            .into()
        }
        _ => FloorCommand::WithdrawFromList { speech: speech() }.into(),
    }
}

async fn facilitator(mouth: Mouth) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    for round in 0_u64.. {
        tick.tick().await;
        let ends = Some(Timestamp(4_000_000_000_000 + round));
        let command = AgendaCommand::KeepTime { ends, left: None }.into();
        let request = 900_000_000 + round;
        if mouth
            .asks(&ClientMessage::Ask { request, command })
            .await
            .is_err()
        {
            return;
        }
    }
}
