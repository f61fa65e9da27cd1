//! `roundtable practices`.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use shared::practice_file::{self, Doubt, Heads, Preview};
use shared::words::{AllWords, Words};

use super::{tell, words};

/// Show what a table could bring in from a file of practices: a workbook (.xlsx), our own JSON or an exported outcome. Nothing is brought;
/// that is done at the table, by whoever answers for the words.
#[derive(Debug, Args)]
pub struct Practices {
    /// The file.
    file: PathBuf,
    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

impl Practices {
    /// Reads it and prints what would come; what to look at goes to stderr.
    pub fn obey(self) -> anyhow::Result<()> {
        let words = words();
        let name = self.file.display();
        let file = std::fs::read(&self.file).with_context(|| format!("cannot read {name}"))?;
        let rows = practice_file::read(&file, &Heads::of(&AllWords::read()));
        let rows = rows.map_err(|error| {
            let values: Vec<_> = error.values();
            let values = values.into_iter().map(|(name, value)| (name, value.into()));
            anyhow::anyhow!(words.tell(&error.key(), &values.collect::<Vec<_>>()))
        })?;
        let preview = rows.fitted(None);
        if self.json {
            tell(serde_json::to_string_pretty(&preview)?)?;
        } else {
            listed(&preview, &words)?;
        }
        for doubt in &preview.doubts {
            eprintln!("{}", said(doubt, &words));
        }
        Ok(())
    }
}

fn listed(preview: &Preview, words: &Words) -> std::io::Result<()> {
    let values = [("count", preview.coming.len().into())];
    tell(words.tell("practices-found", &values))?;
    for coming in &preview.coming {
        let whose = if coming.whose.is_empty() {
            String::new()
        } else {
            format!(" ({})", coming.whose)
        };
        tell(format!("{}. {}{whose}", coming.row, coming.card.title))?;
    }
    Ok(())
}

fn said(doubt: &Doubt, words: &Words) -> String {
    let column = doubt.column.map(|column| words.say(column.key()));
    let place = [doubt.row.map(|row| row.to_string()), column];
    let place: Vec<_> = place.into_iter().flatten().collect();
    let said = words.tell(doubt.what.key(), &[("text", doubt.text.as_str().into())]);
    if place.is_empty() {
        said
    } else {
        format!("{}: {said}", place.join(", "))
    }
}
