//! What was found of one thing.

use serde::Serialize;
use shared::words::{Value, Words};

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    /// As it should be.
    Ok,
    /// The server runs, and something is better changed.
    Warning,
    /// The server does not run like that, or loses what it should keep.
    Failed,
}

/// What was found of one thing.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// What was looked at, for programs.
    pub(super) check: &'static str,
    pub(super) verdict: Verdict,
    /// How it is, in words.
    says: String,
    /// What to do, in words.
    advice: Option<String>,
}

impl Finding {
    /// As it should be; `key` says how.
    pub(super) fn ok(
        check: &'static str,
        key: &str,
        told: &[(&str, Value<'_>)],
        words: &Words,
    ) -> Self {
        Self {
            check,
            verdict: Verdict::Ok,
            says: words.tell(key, told),
            advice: None,
        }
    }

    /// The server runs; `key` says what is not well, and with `-do` after it what to do.
    pub(super) fn warning(
        check: &'static str,
        key: &str,
        told: &[(&str, Value<'_>)],
        words: &Words,
    ) -> Self {
        Self {
            verdict: Verdict::Warning,
            advice: Some(words.tell(&format!("{key}-do"), told)),
            ..Self::ok(check, key, told, words)
        }
    }

    /// The server does not run; `key` says why, and with `-do` after it what to do.
    pub(super) fn failed(
        check: &'static str,
        key: &str,
        told: &[(&str, Value<'_>)],
        words: &Words,
    ) -> Self {
        Self {
            verdict: Verdict::Failed,
            ..Self::warning(check, key, told, words)
        }
    }

    /// A line for people.
    pub(super) fn line(&self, words: &Words) -> String {
        let verdict = words.say(match self.verdict {
            Verdict::Ok => "can-run-ok",
            Verdict::Warning => "can-run-warning",
            Verdict::Failed => "can-run-failed",
        });
        let Self { says, check, .. } = self;
        let advice = self.advice.as_ref().map(|it| format!(" {it}"));
        format!("{verdict:8} {check}: {says}{}", advice.unwrap_or_default())
    }
}
