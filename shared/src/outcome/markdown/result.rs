//! The result of a ballot that was cast as a whole, as a sentence and tables.

use super::inline::{guarded, line};
use super::isolated;
use crate::features::ballots::drawn::{Bar, Drawn, Said, Table};

/// The result as blocks.
pub(super) fn result(drawn: &Drawn) -> Vec<String> {
    let mut blocks = Vec::new();
    if !drawn.sentence.is_empty() {
        let said: Vec<String> = drawn.sentence.iter().map(said).collect();
        blocks.push(guarded(&said.join(" ")));
    }
    blocks.push(guarded(&line(&drawn.turnout)));
    let item = |bar: &Bar| format!("- {}: {}", isolated(&bar.label), line(&bar.said));
    let items = |bars: &[Bar]| bars.iter().map(item).collect::<Vec<_>>().join("\n");
    if !drawn.bars.is_empty() {
        blocks.push(items(&drawn.bars));
    }
    if let Some(few) = &drawn.few {
        blocks.push(guarded(&line(&format!("{}. {}", few.title, few.hint))));
        blocks.push(items(&few.bars));
    }
    for it in &drawn.tables {
        blocks.extend([guarded(&line(&it.caption)), table(it)]);
    }
    if let Some(recorded) = &drawn.recorded {
        let hint = guarded(&line(&drawn.recorded_hint));
        blocks.extend([guarded(&line(&recorded.caption)), table(recorded), hint]);
    }
    blocks
}

fn table(table: &Table) -> String {
    let row = |cells: &[Said]| {
        let cells: Vec<String> = cells.iter().map(said).collect();
        format!("| {} |", cells.join(" | "))
    };
    let numbers = " ---: |".repeat(table.head.len().saturating_sub(1));
    let mut lines = vec![row(&table.head), format!("| --- |{numbers}")];
    lines.extend(table.rows.iter().map(|it| row(it)));
    lines.join("\n")
}

fn said(said: &Said) -> String {
    match said {
        Said::Ours(words) => line(words),
        Said::Theirs(words) => isolated(words),
    }
}
