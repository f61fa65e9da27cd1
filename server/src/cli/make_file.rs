//! `roundtable make-file`: what the server runs to make one file, apart from itself.

use std::io::{Read as _, Write as _};

use clap::Args;
use server::export::{Format, written};
use shared::outcome::Outcome;
use shared::words::{Language, Words};

/// Makes a file of the outcomes that it is told on stdin, and writes it to stdout.
#[derive(Debug, Args)]
pub struct MakeFile {
    /// As what.
    #[arg(long, value_enum)]
    format: Format,
    /// In which language.
    #[arg(long, value_name = "TAG")]
    language: String,
}

impl MakeFile {
    /// Makes it, within bounds.
    pub fn obey(self) -> anyhow::Result<()> {
        bounds()?;
        let mut told = Vec::new();
        std::io::stdin().lock().read_to_end(&mut told)?;
        let outcomes: Vec<Outcome> = serde_json::from_slice(&told)?;
        let words = Words::of(Language::negotiated(&self.language));
        let file = written(self.format, &outcomes, &words)?;
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(&file)?;
        Ok(stdout.flush()?)
    }
}

/// From here on, so much memory and time and no more, and no file is opened, nor one written.
#[cfg(unix)]
fn bounds() -> std::io::Result<()> {
    use rlimit::Resource;
    /// In bytes of addresses, of which many are never used.
    const MEMORY: u64 = 2 << 30;
    /// In seconds of computing.
    const TIME: u64 = 20;
    /// What is open already: stdin, stdout and stderr.
    const OPEN: u64 = 3;
    Resource::AS.set(MEMORY, MEMORY)?;
    Resource::CPU.set(TIME, TIME)?;
    Resource::FSIZE.set(0, 0)?;
    Resource::NOFILE.set(OPEN, OPEN)?;
    Resource::CORE.set(0, 0)
}

#[cfg(not(unix))]
fn bounds() -> std::io::Result<()> {
    Ok(())
}
