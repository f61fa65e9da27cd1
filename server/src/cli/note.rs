//! `roundtable note`.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use server::sessions::note;
use shared::concept_note::Doubt;
use shared::words::Words;

use super::{tell, words};

/// Show what the importer understands of a concept note.
#[derive(Debug, Args)]
pub struct Note {
    /// A text, a Markdown file or a Word document (.docx); PDF is read in the browser.
    file: PathBuf,
    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

impl Note {
    /// Reads it and prints what was understood; what to look at, and what was left out, goes to stderr.
    pub fn obey(self) -> anyhow::Result<()> {
        let words = words();
        let file = std::fs::read(&self.file)
            .with_context(|| format!("cannot read {}", self.file.display()))?;
        let read = note::read(&file).map_err(|problem| anyhow::anyhow!(problem.message(&words)))?;
        if self.json {
            tell(serde_json::to_string_pretty(&read.note)?)?;
        } else {
            tell(read.note.to_text())?;
        }
        for doubt in &read.doubts {
            eprintln!("{}", said(doubt, &words));
        }
        for omission in &read.omissions {
            let what = words.say(omission.what.key());
            eprintln!(
                "{}: {}",
                words.tell("omitted", &[("what", what.into())]),
                omission.text
            );
        }
        Ok(())
    }
}

fn said(doubt: &Doubt, words: &Words) -> String {
    let value = doubt.value().map(|(name, value)| (name, value.into()));
    words.tell(doubt.key(), &value.into_iter().collect::<Vec<_>>())
}
