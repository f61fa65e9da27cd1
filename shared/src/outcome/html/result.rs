//! The result of a ballot that was cast as a whole: what came of it, bars, and the tables behind them.

use super::inline::{bdi, escape};
use crate::features::ballots::drawn::{Bar, Drawn, Said, Table};
use std::fmt::Write as _;

/// What came of a ballot, as a sentence and bars. The numbers stand beside the bars, so that these need no words.
pub fn result_bars(drawn: &Drawn) -> String {
    let mut out = String::new();
    if !drawn.sentence.is_empty() {
        let said: Vec<String> = drawn.sentence.iter().map(said).collect();
        let _ = writeln!(out, "<p class=\"result-sentence\">{}</p>", said.join(" "));
    }
    let _ = writeln!(
        out,
        "<p class=\"result-turnout\">{}</p>",
        escape(&drawn.turnout)
    );
    out += "<ul class=\"result-bars\">\n";
    drawn.bars.iter().for_each(|it| bar(&mut out, it));
    out += "</ul>\n";
    if let Some(few) = &drawn.few {
        let _ = writeln!(
            out,
            "<p class=\"result-few\"><strong>{}</strong> {}</p>\n<ul class=\"result-bars result-few-bars\">",
            escape(&few.title),
            escape(&few.hint)
        );
        few.bars.iter().for_each(|it| bar(&mut out, it));
        out += "</ul>\n";
    }
    out
}

fn bar(out: &mut String, bar: &Bar) {
    let _ = write!(
        out,
        "<li><span class=\"result-label\">{}</span>\
         <svg class=\"result-bar\" aria-hidden=\"true\" focusable=\"false\" width=\"160\" height=\"10\" \
         viewBox=\"0 0 {} 1\" preserveAspectRatio=\"none\">",
        bdi(&bar.label),
        bar.whole.max(1),
    );
    let mut from = 0;
    for (kind, size) in &bar.parts {
        if *size > 0 {
            let _ = write!(
                out,
                "<rect class=\"result-{kind}\" x=\"{from}\" y=\"0\" width=\"{size}\" height=\"1\"/>"
            );
        }
        from += size;
    }
    let _ = writeln!(
        out,
        "</svg><span class=\"result-said\">{}</span></li>",
        escape(&bar.said)
    );
}

/// The numbers behind the bars, and who said what if that was recorded.
pub fn result_tables(drawn: &Drawn) -> String {
    let mut out = String::new();
    drawn.tables.iter().for_each(|it| table(&mut out, it));
    if let Some(recorded) = &drawn.recorded {
        table(&mut out, recorded);
        let _ = writeln!(
            out,
            "<p class=\"result-hint\">{}</p>",
            escape(&drawn.recorded_hint)
        );
    }
    out
}

fn table(out: &mut String, table: &Table) {
    let caption = escape(&table.caption);
    // A wide one is scrolled by itself, by keys too.
    let _ = write!(
        out,
        "<div class=\"result-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{caption}\">\
         <table class=\"result-table\"><caption>{caption}</caption>\n<thead><tr>"
    );
    for head in &table.head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", said(head));
    }
    *out += "</tr></thead>\n<tbody>\n";
    for row in &table.rows {
        *out += "<tr>";
        for (nth, cell) in row.iter().enumerate() {
            let _ = match nth {
                0 => write!(out, "<th scope=\"row\">{}</th>", said(cell)),
                _ => write!(out, "<td>{}</td>", said(cell)),
            };
        }
        *out += "</tr>\n";
    }
    *out += "</tbody></table></div>\n";
}

fn said(said: &Said) -> String {
    match said {
        Said::Ours(words) => escape(words),
        Said::Theirs(words) => bdi(words),
    }
}
