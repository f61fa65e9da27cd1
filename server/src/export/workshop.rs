//! Where files are made while people sit at tables: never on the threads that serve them, few at once, and the larger ones by a process
//! of their own that may not take more than its share and is ended when it is late.

use std::future::Future;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use shared::outcome::Outcome;
use shared::words::{AllWords, Language, Words};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::{ExportError, Format, written};

/// How many files are made at once, by processes and by threads each; others wait.
const AT_ONCE: usize = 2;
/// How long one may take. A session of sixty delegations takes a fraction of a second.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest file, in bytes: what comes of all that a table holds is far smaller.
const LARGEST: u64 = 256 << 20;

/// How the process that makes a file is asked for: `roundtable make-file --format … --language …`.
pub const COMMAND: &str = "make-file";

/// Makes files for the server.
pub struct Workshop {
    words: Arc<AllWords>,
    /// What is run to make a file; without it, a thread makes it.
    program: Option<PathBuf>,
    /// Turns of processes.
    turns: Semaphore,
    /// Turns of threads: the page of an outcome does not wait for files.
    threads: Arc<Semaphore>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum NoFile {
    /// It took too long.
    #[error("it took too long")]
    TooSlow,
    /// It could not be made.
    #[error("{0}")]
    Failed(#[from] ExportError),
    /// The process that was to make it could not be run, or ended otherwise.
    #[error("the process that was to make it: {0}")]
    Process(std::io::Error),
    /// What was to make it panicked.
    #[error("what was to make it panicked")]
    Panicked,
}

impl Workshop {
    /// A workshop that speaks these languages and runs this program, if any.
    pub fn new(words: Arc<AllWords>, program: Option<PathBuf>) -> Self {
        Self {
            words,
            program,
            turns: Semaphore::new(AT_ONCE),
            threads: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The outcomes as a file.
    pub async fn file(
        &self,
        format: Format,
        language: Language,
        outcomes: Vec<Outcome>,
    ) -> Result<Vec<u8>, NoFile> {
        if let Some(program) = &self.program {
            let _turn = self.turns.acquire().await;
            let made = made_by(Command::new(program), format, language, &outcomes);
            return in_time(PATIENCE, made).await;
        }
        let make = move |words: &Words| written(format, &outcomes, words);
        Ok(self.off_thread(language, make).await??)
    }

    /// Makes something in words on a thread that serves nobody.
    pub async fn off_thread<T: Send + 'static>(
        &self,
        language: Language,
        make: impl FnOnce(&Words) -> T + Send + 'static,
    ) -> Result<T, NoFile> {
        // Whoever asked may go away; the turn is over when the work is.
        let turn = Arc::clone(&self.threads).acquire_owned().await;
        let words = Arc::clone(&self.words);
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            make(words.of(language))
        });
        work.await.map_err(|_| NoFile::Panicked)
    }
}

/// Gives up on what is late; a process that is not waited for any more is ended.
async fn in_time(
    patience: Duration,
    made: impl Future<Output = Result<Vec<u8>, NoFile>>,
) -> Result<Vec<u8>, NoFile> {
    let in_time = tokio::time::timeout(patience, made).await;
    in_time.map_err(|_| NoFile::TooSlow)?
}

/// Lets a process make the file. It is told the outcomes and nothing else: no environment, no other file, no address.
async fn made_by(
    mut command: Command,
    format: Format,
    language: Language,
    outcomes: &[Outcome],
) -> Result<Vec<u8>, NoFile> {
    let told = serde_json::to_vec(outcomes).map_err(ExportError::from)?;
    command
        .args([
            COMMAND,
            "--format",
            format.name(),
            "--language",
            language.tag(),
        ])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(NoFile::Process)?;
    let answer = spoken_with(&mut child, &told).await;
    let status = child.wait().await.map_err(NoFile::Process)?;
    if !status.success() {
        return Err(NoFile::Process(std::io::Error::other(status.to_string())));
    }
    answer.map_err(NoFile::Process)
}

/// Tells the process what to make a file of, while reading what it answers.
async fn spoken_with(child: &mut Child, told: &[u8]) -> std::io::Result<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let tell = async {
        if let Some(mut stdin) = stdin {
            stdin.write_all(told).await?;
            stdin.shutdown().await?;
        }
        Ok::<(), std::io::Error>(())
    };
    let hear = async {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(LARGEST).read_to_end(&mut answer).await?;
        }
        Ok::<_, std::io::Error>(answer)
    };
    let (heard, told) = tokio::join!(hear, tell);
    told.and(heard)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workshop(program: Option<&str>) -> Workshop {
        Workshop::new(Arc::new(AllWords::read()), program.map(PathBuf::from))
    }

    #[tokio::test]
    async fn a_thread_makes_what_no_process_does() {
        let made = workshop(None)
            .file(Format::Md, Language::ENGLISH, Vec::new())
            .await;
        let made = String::from_utf8(made.unwrap()).unwrap();
        assert!(made.starts_with("# Outcome"), "{made}");
    }

    #[tokio::test]
    async fn a_process_that_fails_makes_no_file() {
        for program in ["/bin/false", "/nowhere/at/all"] {
            let workshop = workshop(Some(program));
            let made = workshop.file(Format::Docx, Language::ENGLISH, Vec::new());
            assert!(matches!(made.await, Err(NoFile::Process(_))), "{program}");
        }
    }

    #[tokio::test]
    async fn a_process_that_is_late_is_ended() {
        let mut command = Command::new("sh");
        command.args(["-c", "exec sleep 1000"]);
        let made = made_by(command, Format::Docx, Language::ENGLISH, &[]);
        let made = in_time(Duration::from_millis(50), made).await;
        assert!(matches!(made, Err(NoFile::TooSlow)));
    }
}
