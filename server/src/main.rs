//! The `roundtable` command.

mod cli;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

use crate::cli::{CommandLine, LogFormat};

/// Gives back to the system what tables that were put away have held.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let line = match CommandLine::read() {
        Ok(line) => line,
        Err(error) => return failed(&error),
    };
    let format = line.log_format();
    trace(format);
    match line.obey() {
        Ok(code) => code,
        // Whoever was reading, such as `head`, has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if format == LogFormat::Json => {
            tracing::error!(error = format!("{error:#}"), "ended");
            ExitCode::FAILURE
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("roundtable: {error:#}");
    ExitCode::FAILURE
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<io::Error>();
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// What operators follow goes to stderr; what was asked for goes to stdout.
fn trace(format: LogFormat) {
    let filter =
        EnvFilter::try_from_env("ROUNDTABLE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // At a finer level it prints every frame, and with it what people write.
    let discreet = "tungstenite=info".parse();
    let filter = filter.add_directive(discreet.expect("a directive of our own"));
    let printed = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    match format {
        LogFormat::Text => printed.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => printed.json().init(),
    }
}
