//! Seats for whoever plans a story in another language: one request a line on standard input, one
//! answer a line on standard output, both JSON.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use server::store::Store;
use server::tables::state::TableState;
use shared::document::DocumentId;
use shared::ids::TableId;
use std::collections::HashMap;
use std::io::Write as _;
use tests::content::{Content, replayed, sent_whole};
use tests::door::Door;
use tests::seat::Seat;
use tokio_tungstenite::tungstenite::Message;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut seats = HashMap::new();
    // Waiting for a line keeps nobody from listening: the seats' tasks have threads of their own.
    for line in std::io::stdin().lines() {
        let answer = obey(&mut seats, &serde_json::from_str(&line?)?).await?;
        writeln!(std::io::stdout(), "{answer}")?;
    }
    Ok(())
}

/// Does what is asked. Panics and errors end the process, which its planner notices.
async fn obey(seats: &mut HashMap<String, Seat>, asked: &Value) -> anyhow::Result<Value> {
    let word = |key: &str| asked[key].as_str().unwrap_or_default();
    let number = |key: &str| asked[key].as_u64().unwrap_or_default();
    match word("do") {
        "join" => {
            let (door, table) = (Door::at(word("door")), TableId::new(word("table"))?);
            let (secret, client) = (word("secret"), number("client"));
            let seat = Seat::invited(door, table, secret, word("seat"), client).await;
            seats.insert(word("seat").to_owned(), seat);
            return Ok(json!({}));
        }
        "read" => return read(word("database"), word("table"), &roots(asked)).await,
        _ => {}
    }
    let seat = seats
        .get(word("seat"))
        .ok_or_else(|| anyhow::anyhow!("nobody sits there: {asked}"))?;
    match word("do") {
        "return" => Ok(json!({ "back": seat.connects().await.is_ok() })),
        "drop" => {
            seat.drops();
            Ok(json!({}))
        }
        "edit" => {
            seat.edits(word("root"), &mut StdRng::seed_from_u64(number("seed")));
            Ok(json!({}))
        }
        "say" => {
            seat.sends(Message::text(word("text")));
            Ok(json!({}))
        }
        "hear" => {
            let heard = number("frames");
            seat.until("has heard as much", |so_far| {
                so_far.frames >= heard || so_far.closed.is_some()
            })
            .await;
            Ok(json!({}))
        }
        "save" => {
            seat.is_saved().await;
            Ok(json!({}))
        }
        "tell" => Ok(Content::of(seat.doc(), &roots(asked)).told()),
        other => anyhow::bail!("not understood: {other}"),
    }
}

fn roots(asked: &Value) -> Vec<String> {
    let named = asked["roots"].as_array().into_iter().flatten();
    named
        .filter_map(|root| root.as_str().map(str::to_owned))
        .collect()
}

/// What a house that is closed has kept: by its log alone, by its snapshot, and for whoever joins.
async fn read(database: &str, table: &str, roots: &[String]) -> anyhow::Result<Value> {
    let table = TableId::new(table)?;
    let store = Store::open(database).await?;
    let log = Content::of(&replayed(&store, &table).await, roots).told();
    let has_snapshot = store.snapshot(&table).await?.is_some();
    let mut state = TableState::open(&store, &table).await?;
    let snapshot = Content::of(&state.document(&DocumentId::Table).open().doc, roots).told();
    let whole = Content::of(&sent_whole(&mut state), roots).told();
    let is_sound = store.verify().await?.is_sound();
    store.close().await?;
    Ok(json!({
        "log": log,
        "snapshot": snapshot,
        "whole": whole,
        "has_snapshot": has_snapshot,
        "is_sound": is_sound,
    }))
}
