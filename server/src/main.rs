//! The `roundtable` command.

mod command_line;

use std::process::ExitCode;

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

use crate::command_line::CommandLine;

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    trace();
    match command_line.obey() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("roundtable: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What operators follow goes to stderr; what was asked for goes to stdout.
fn trace() {
    let filter =
        EnvFilter::try_from_env("ROUNDTABLE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
