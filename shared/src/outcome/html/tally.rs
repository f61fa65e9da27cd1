//! Counts of votes, as bars and as numbers.

use super::inline::{bdi, escape};
use crate::features::ballots::Tally;
use crate::outcome::report::{Row, verdict};
use crate::words::Words;
use std::fmt::Write as _;

/// Writes the counts as a table, a practice to a row.
pub(super) fn table(out: &mut String, rows: &[Row<'_>], words: &Words) {
    let heads = [
        "outcome-tally-practice",
        "outcome-tally-share",
        "choice-support",
        "choice-cannot-support",
        "choice-abstain",
        "outcome-not-voted",
    ];
    let caption = escape(&words.say("outcome-tally"));
    let _ = write!(
        out,
        "<table class=\"outcome-tally\">\n<caption>{caption}</caption>\n<thead><tr>"
    );
    let has_verdicts = rows.iter().any(|row| row.tally.tally.verdict.is_some());
    let verdict_head = has_verdicts.then_some("outcome-verdict");
    for head in heads.into_iter().chain(verdict_head) {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(&words.say(head)));
    }
    *out += "</tr></thead>\n<tbody>\n";
    for row in rows {
        let tally = &row.tally.tally;
        let _ = write!(out, "<tr><th scope=\"row\">{}</th><td>", bdi(row.practice));
        bar(out, tally, words);
        *out += "</td>";
        for count in counts(tally) {
            let _ = write!(out, "<td class=\"outcome-number\">{count}</td>");
        }
        if has_verdicts {
            let verdict = verdict(tally, words);
            let _ = write!(
                out,
                "<td class=\"outcome-verdict\">{}</td>",
                escape(&verdict)
            );
        }
        *out += "</tr>\n";
    }
    *out += "</tbody>\n</table>\n";
}

fn counts(tally: &Tally) -> [usize; 4] {
    [
        tally.support,
        tally.cannot_support,
        tally.abstain,
        tally.not_voted.len(),
    ]
}

/// A bar as wide as there are delegations, whose parts are as wide as the counts.
fn bar(out: &mut String, tally: &Tally, words: &Words) {
    let counts = counts(tally);
    let [support, cannot, abstain, silent] = counts;
    let said = words.tell(
        "outcome-tally-words",
        &[
            ("support", support.into()),
            ("cannot", cannot.into()),
            ("abstain", abstain.into()),
            ("silent", silent.into()),
        ],
    );
    let total: usize = counts.iter().sum();
    let _ = write!(
        out,
        "<svg class=\"outcome-bar\" role=\"img\" aria-label=\"{}\" width=\"160\" height=\"10\" \
         viewBox=\"0 0 {} 1\" preserveAspectRatio=\"none\">",
        escape(&said),
        total.max(1),
    );
    let mut from = 0;
    for (count, part) in
        counts
            .into_iter()
            .zip(["support", "cannot-support", "abstain", "not-voted"])
    {
        if count > 0 {
            let _ = write!(
                out,
                "<rect class=\"outcome-bar-{part}\" x=\"{from}\" y=\"0\" width=\"{count}\" height=\"1\"/>"
            );
        }
        from += count;
    }
    *out += "</svg>";
}
