//! The machine: its clock, its disk, how many files may be open, and whether files for offices can be made.

use std::path::Path;
use std::sync::Arc;

use server::clock::now;
use server::config::PublicUrl;
use server::export::Format;
use server::export::workshop::Workshop;
use server::sessions::demo;
use server::store::Store;
use server::tables::state::TableState;
use shared::outcome::Outcome;
use shared::words::{AllWords, Language, Words};

use super::super::serve::program;
use super::finding::Finding;

/// When this program was young: a clock before that was never set.
const YOUNG: u64 = 1_735_689_600_000;
/// Below so much room a long session may fill the disk, in bytes.
#[cfg(unix)]
const ROOMY: u64 = 1 << 30;
/// Below so much room nothing should be begun, in bytes.
#[cfg(unix)]
const FULL: u64 = 64 << 20;
/// So many connections are a large conference.
#[cfg(unix)]
const MANY_FILES: u64 = 4_096;

/// Whether the clock was ever set.
pub(super) fn clock(words: &Words) -> Vec<Finding> {
    let now = now();
    let told = [("at", words.moment(now).into())];
    vec![if now.0 < YOUNG {
        Finding::failed("clock", "can-run-clock-unset", &told, words)
    } else {
        Finding::ok("clock", "can-run-clock", &told, words)
    }]
}

/// Whether a database can live in the folder of this file: other files are put beside it.
pub(super) fn place(file: &Path, words: &Words) -> Vec<Finding> {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let name = || ("folder", folder.display().to_string().into());
    let probe = folder.join(format!(".roundtable-check-{}", std::process::id()));
    let mut new = std::fs::OpenOptions::new();
    let made = new.write(true).create_new(true).open(&probe);
    let taken = made.and_then(|_| std::fs::remove_file(&probe));
    if let Err(error) = taken {
        let told = [name(), ("why", error.to_string().into())];
        return vec![Finding::failed(
            "folder",
            "can-run-folder-not",
            &told,
            words,
        )];
    }
    room(folder, words).into_iter().collect()
}

#[cfg(unix)]
fn room(folder: &Path, words: &Words) -> Option<Finding> {
    let disk = nix::sys::statvfs::statvfs(folder).ok()?;
    // Their types differ between systems.
    #[allow(clippy::useless_conversion, reason = "not on every system")]
    let bytes = u64::from(disk.blocks_available()).saturating_mul(disk.fragment_size().into());
    let told = [
        ("folder", folder.display().to_string().into()),
        ("megabytes", (bytes >> 20).into()),
    ];
    Some(if bytes < FULL {
        Finding::failed("disk", "can-run-disk-full", &told, words)
    } else if bytes < ROOMY {
        Finding::warning("disk", "can-run-disk-low", &told, words)
    } else {
        Finding::ok("disk", "can-run-disk", &told, words)
    })
}

#[cfg(not(unix))]
fn room(_: &Path, _: &Words) -> Option<Finding> {
    None
}

/// Whether others on this machine may read a file.
#[cfg(unix)]
pub(super) fn others_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let about = std::fs::metadata(file);
    about.is_ok_and(|about| about.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
pub(super) fn others_read(_: &Path) -> bool {
    false
}

/// How many connections there may be: each is an open file, and the server takes as many as it may have.
#[cfg(unix)]
pub(super) fn open_files(words: &Words) -> Option<Finding> {
    let (_, most) = rlimit::Resource::NOFILE.get().ok()?;
    let told = [("most", most.into())];
    Some(if most < MANY_FILES {
        Finding::warning("open-files", "can-run-open-files-few", &told, words)
    } else {
        Finding::ok("open-files", "can-run-open-files", &told, words)
    })
}

#[cfg(not(unix))]
pub(super) fn open_files(_: &Words) -> Option<Finding> {
    None
}

/// Makes files of a session to try, as the server does: by a process within bounds.
pub(super) async fn files(words: &Words) -> Vec<Finding> {
    let mut all = Vec::new();
    let failed = |error: String| {
        let told = [("why", error.into())];
        Finding::failed("files", "can-run-files-not", &told, words)
    };
    let outcome = match tried(words).await {
        Ok(outcome) => outcome,
        Err(error) => return vec![failed(error.to_string())],
    };
    let workshop = Workshop::new(Arc::new(AllWords::read()), program());
    for format in [
        Format::Docx,
        #[cfg(feature = "pdf")]
        Format::Pdf,
    ] {
        let made = workshop.file(format, Language::ENGLISH, vec![outcome.clone()]);
        if let Err(error) = made.await {
            all.push(failed(error.to_string()));
        }
    }
    if all.is_empty() {
        let key = if cfg!(feature = "pdf") {
            "can-run-files-pdf"
        } else {
            "can-run-files"
        };
        all.push(Finding::ok("files", key, &[], words));
    }
    all
}

/// The outcome of a session to try, which is nowhere but in memory.
async fn tried(words: &Words) -> anyhow::Result<Outcome> {
    let store = Store::open("sqlite::memory:").await?;
    let here = PublicUrl::of(([127, 0, 0, 1], 80).into());
    let id = demo::house_demo()?;
    let made = demo::convene(&store, words, id, (1, 2), &here).await?;
    let table = made.tables.first();
    let table = table.ok_or_else(|| anyhow::anyhow!("a demo has a table"))?;
    let mut state = TableState::open(&store, &table.id).await?;
    let prose = state.prose();
    let outcome = Outcome::of(&state.table, &prose, state.head, state.chain, now());
    store.close().await?;
    Ok(outcome)
}
