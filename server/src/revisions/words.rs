//! How two paragraphs differ, word by word, where words are what Unicode says: between spaces in Arabic, sign by sign in
//! Chinese.

use shared::features::revisions::{ComparedRun, WordChange};
use shared::prose::{Block, Marks, Run};
use similar::{ChangeTag, TextDiff};
use std::ops::Range;
use std::time::Instant;

/// Words that share their marks.
type Part = (String, Marks);

/// Words of which this happened follow each other.
struct Stretch {
    change: WordChange,
    text: String,
}

/// The words of both paragraphs; those that lead elsewhere by now are taken out and put in, whereas how words look is told as it is now.
/// After the deadline whole stretches are taken out and put in.
pub(super) fn compared(older: &Block, newer: &Block, deadline: Instant) -> Vec<ComparedRun> {
    let (was, is) = (plain(older), plain(newer));
    let mut marked = (Marked::of(&older.runs), Marked::of(&newer.runs));
    let mut runs = Vec::new();
    for stretch in stretches(&was, &is, deadline) {
        let length = stretch.text.len();
        match stretch.change {
            WordChange::Same => {
                let (was, is) = (marked.0.take(length), marked.1.take(length));
                runs.extend(led(&was, is));
            }
            WordChange::Inserted => {
                runs.extend(became(WordChange::Inserted, marked.1.take(length)));
            }
            WordChange::Deleted => runs.extend(became(WordChange::Deleted, marked.0.take(length))),
        }
    }
    runs
}

fn became(change: WordChange, parts: Vec<Part>) -> impl Iterator<Item = ComparedRun> {
    parts.into_iter().map(move |(text, marks)| ComparedRun {
        change,
        text,
        marks,
    })
}

/// Words that are in both: the same where they lead to the same, otherwise taken out and put in.
fn led(was: &[Part], is: Vec<Part>) -> Vec<ComparedRun> {
    let alike = |was: &Part, is: &Part| was.1.link == is.1.link;
    let (mut told, mut from) = (Vec::new(), 0);
    for part in is {
        let to = from + part.0.len();
        let before = within(was, from..to);
        from = to;
        if before.iter().all(|before| alike(before, &part)) {
            told.extend(became(WordChange::Same, vec![part]));
            continue;
        }
        // Cut where they led elsewhere before.
        let mut at = 0;
        for before in before {
            let end = at + before.0.len();
            let now = (part.0[at..end].to_owned(), part.1.clone());
            at = end;
            if alike(&before, &now) {
                told.extend(became(WordChange::Same, vec![now]));
            } else {
                told.extend(became(WordChange::Deleted, vec![before]));
                told.extend(became(WordChange::Inserted, vec![now]));
            }
        }
    }
    told
}

/// What of these parts lies between two bytes.
fn within(parts: &[Part], bytes: Range<usize>) -> Vec<Part> {
    let mut at = 0;
    let cut = parts.iter().filter_map(|(text, marks)| {
        let (start, end) = (at, at + text.len());
        at = end;
        let (from, to) = (bytes.start.max(start), bytes.end.min(end));
        (from < to).then(|| (text[from - start..to - start].to_owned(), marks.clone()))
    });
    cut.collect()
}

/// All words of a paragraph, which share what became of it.
pub(super) fn all(block: &Block, change: WordChange) -> Vec<ComparedRun> {
    let run = |run: &Run| ComparedRun {
        change,
        text: run.text.clone(),
        marks: run.marks.clone(),
    };
    block.runs.iter().map(run).collect()
}

pub(super) fn plain(block: &Block) -> String {
    block.runs.iter().map(|run| run.text.as_str()).collect()
}

fn stretches(was: &str, is: &str, deadline: Instant) -> Vec<Stretch> {
    if was == is {
        let (change, text) = (WordChange::Same, is.to_owned());
        return vec![Stretch { change, text }];
    }
    let diff = TextDiff::configure()
        .deadline(deadline)
        .diff_unicode_words(was, is);
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in diff.iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => WordChange::Same,
            ChangeTag::Insert => WordChange::Inserted,
            ChangeTag::Delete => WordChange::Deleted,
        };
        push(&mut stretches, tag, change.value());
    }
    readable(stretches)
}

fn push(stretches: &mut Vec<Stretch>, change: WordChange, text: &str) {
    match stretches.last_mut() {
        Some(last) if last.change == change => last.text.push_str(text),
        _ => stretches.push(Stretch {
            change,
            text: text.to_owned(),
        }),
    }
}

/// Joins changes that only a space keeps apart: nobody reads “old new old new” for two words that became two others.
fn readable(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let (mut joined, mut gone, mut come) = (Vec::new(), String::new(), String::new());
    let mut rest = stretches.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        match stretch.change {
            WordChange::Deleted => gone.push_str(&stretch.text),
            WordChange::Inserted => come.push_str(&stretch.text),
            WordChange::Same => {
                let is_gap = stretch.text.chars().all(char::is_whitespace);
                if is_gap && !gone.is_empty() && !come.is_empty() && rest.peek().is_some() {
                    gone.push_str(&stretch.text);
                    come.push_str(&stretch.text);
                    continue;
                }
                settle(&mut joined, &mut gone, &mut come);
                push(&mut joined, WordChange::Same, &stretch.text);
            }
        }
    }
    settle(&mut joined, &mut gone, &mut come);
    joined
}

fn settle(joined: &mut Vec<Stretch>, gone: &mut String, come: &mut String) {
    for (change, text) in [(WordChange::Deleted, gone), (WordChange::Inserted, come)] {
        if !text.is_empty() {
            push(joined, change, text);
            text.clear();
        }
    }
}

/// Runs that are read piece by piece.
struct Marked<'a> {
    runs: &'a [Run],
    /// How many bytes of the first run were read.
    read: usize,
}

impl<'a> Marked<'a> {
    fn of(runs: &'a [Run]) -> Self {
        Self { runs, read: 0 }
    }

    /// The next bytes, cut where the marks change.
    fn take(&mut self, mut bytes: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some((run, rest)) = self.runs.split_first().filter(|_| bytes > 0) {
            let end = (self.read + bytes).min(run.text.len());
            parts.push((run.text[self.read..end].to_owned(), run.marks.clone()));
            bytes -= end - self.read;
            self.read = end;
            if end == run.text.len() {
                (self.runs, self.read) = (rest, 0);
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn block(text: &str) -> Block {
        let runs = vec![Run {
            text: text.to_owned(),
            ..Run::default()
        }];
        Block {
            runs,
            ..Block::default()
        }
    }

    /// As `[-gone-]{+come+}`.
    fn told(was: &str, is: &str) -> String {
        let deadline = Instant::now() + Duration::from_mins(1);
        let runs = compared(&block(was), &block(is), deadline);
        let told = runs.iter().map(|run| match run.change {
            WordChange::Same => run.text.clone(),
            WordChange::Deleted => format!("[-{}-]", run.text),
            WordChange::Inserted => format!("{{+{}+}}", run.text),
        });
        told.collect()
    }

    #[test]
    fn words_are_compared_in_english_arabic_and_chinese() {
        for (was, is, want) in [
            (
                "States shall consider measures.",
                "States should consider new measures.",
                "States [-shall-]{+should+} consider {+new +}measures.",
            ),
            (
                "to protect, respect and fulfil",
                "to respect and fulfil",
                "to [-protect, -]respect and fulfil",
            ),
            (
                "حماية حقوق المهاجرين",
                "حماية كرامة المهاجرين",
                "حماية [-حقوق-]{+كرامة+} المهاجرين",
            ),
            (
                "各国应当保护移民的权利。",
                "各国应该保护移民的尊严。",
                "各国应[-当-]{+该+}保护移民的[-权利-]{+尊严+}。",
            ),
            (
                "one two three four",
                "one six seven four",
                "one [-two three-]{+six seven+} four",
            ),
            ("", "new", "{+new+}"),
            ("same", "same", "same"),
        ] {
            assert_eq!(told(was, is), want);
        }
    }

    #[test]
    fn all_words_of_both_are_there_whatever_they_are_and_however_little_time_there_is() {
        let texts = [
            "a b  c\td",
            "b c, d! 😀 e\u{301}",
            "",
            " ",
            "各国 حقوق x",
            "x x x x",
        ];
        for (was, is) in texts.iter().flat_map(|was| texts.map(|is| (*was, is))) {
            for deadline in [Instant::now(), Instant::now() + Duration::from_mins(1)] {
                let runs = compared(&block(was), &block(is), deadline);
                let of = |not: WordChange| -> String {
                    let there = runs.iter().filter(|run| run.change != not);
                    there.map(|run| run.text.as_str()).collect()
                };
                assert_eq!(of(WordChange::Inserted), was);
                assert_eq!(of(WordChange::Deleted), is);
            }
        }
    }

    #[test]
    fn marks_stay_with_their_words() {
        let run = |text: &str, strong| Run {
            text: text.to_owned(),
            marks: Marks {
                strong,
                ..Marks::default()
            },
        };
        let of = |runs: &[Run]| Block {
            runs: runs.to_vec(),
            ..Block::default()
        };
        let deadline = Instant::now() + Duration::from_mins(1);
        let was = of(&[run("An ", false), run("old rule", true)]);
        let is = of(&[run("An old ", false), run("law", true)]);
        let runs = compared(&was, &is, deadline);
        let told: Vec<_> = runs
            .iter()
            .map(|run| (run.change, run.text.as_str(), run.marks.strong))
            .collect();
        let want = [
            (WordChange::Same, "An old ", false),
            (WordChange::Deleted, "rule", true),
            (WordChange::Inserted, "law", true),
        ];
        assert_eq!(told, want);
    }

    #[test]
    fn words_that_lead_elsewhere_are_taken_out_and_put_in() {
        let run = |text: &str, strong, link: Option<&str>| Run {
            text: text.to_owned(),
            marks: Marks {
                strong,
                link: link.map(str::to_owned),
                ..Marks::default()
            },
        };
        let of = |runs: &[Run]| Block {
            runs: runs.to_vec(),
            ..Block::default()
        };
        let deadline = Instant::now() + Duration::from_mins(1);
        let (a, b) = (Some("https://a.int"), Some("https://b.int"));
        let was = of(&[run("See ", false, None), run("the law here", false, a)]);
        let is = of(&[
            run("See ", true, None),
            run("the ", false, a),
            run("law", false, b),
            run(" here", false, None),
        ]);
        let runs = compared(&was, &is, deadline);
        let told: Vec<_> = runs
            .iter()
            .map(|run| (run.change, run.text.as_str(), run.marks.link.as_deref()))
            .collect();
        let want = [
            (WordChange::Same, "See ", None),
            (WordChange::Same, "the ", a),
            (WordChange::Deleted, "law", a),
            (WordChange::Inserted, "law", b),
            (WordChange::Deleted, " here", a),
            (WordChange::Inserted, " here", None),
        ];
        assert_eq!(told, want);
    }
}
