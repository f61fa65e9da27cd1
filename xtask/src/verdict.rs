//! What came of a row of steps: every one is run, timed and named at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

enum End {
    Passed,
    Failed(String),
    Skipped(String),
}

/// The steps run so far.
#[derive(Default)]
pub struct Verdict {
    steps: Vec<(&'static str, Duration, End)>,
}

impl Verdict {
    /// Runs a step; what it made is there only if it passed.
    pub fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let (end, made) = match work() {
            Ok(made) => (End::Passed, Some(made)),
            Err(error) => {
                println!("{name}: {error:#}");
                (End::Failed(format!("{error:#}")), None)
            }
        };
        self.steps.push((name, start.elapsed(), end));
        made
    }

    /// Says why a step was left out.
    pub fn skip(&mut self, name: &'static str, why: &str) {
        println!("\n== {name}: skipped, {why}");
        let end = End::Skipped(why.to_owned());
        self.steps.push((name, Duration::ZERO, end));
    }

    /// Prints every step with its time; one that failed makes the whole fail.
    pub fn close(self) -> Result<()> {
        println!();
        for (name, took, end) in &self.steps {
            let took = took.as_secs_f64();
            match end {
                End::Passed => println!("{name:<22}{took:>8.1} s  passed"),
                End::Failed(why) => println!("{name:<22}{took:>8.1} s  FAILED: {why}"),
                End::Skipped(why) => println!("{name:<22}{:>10}  skipped: {why}", "-"),
            }
        }
        let count =
            |wanted: fn(&End) -> bool| self.steps.iter().filter(|step| wanted(&step.2)).count();
        let passed = count(|end| matches!(end, End::Passed));
        let failed = count(|end| matches!(end, End::Failed(_)));
        let skipped = count(|end| matches!(end, End::Skipped(_)));
        let took: Duration = self.steps.iter().map(|step| step.1).sum();
        println!(
            "{passed} passed, {failed} failed, {skipped} skipped in {:.0} s",
            took.as_secs_f64()
        );
        if failed > 0 {
            bail!("{failed} of {} steps failed", self.steps.len());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_runs_and_one_failure_fails_all() {
        let mut verdict = Verdict::default();
        assert_eq!(verdict.step("good", || Ok(1)), Some(1));
        assert_eq!(verdict.step("bad", || -> Result<()> { bail!("no") }), None);
        let mut ran = false;
        verdict.step("after", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert!(verdict.close().is_err());
    }

    #[test]
    fn a_skipped_step_is_no_failure() {
        let mut verdict = Verdict::default();
        verdict.skip("optional", "not installed");
        assert!(verdict.close().is_ok());
    }
}
