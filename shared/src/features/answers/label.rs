//! What questions are labelled with in a note: `a`, `b`, `c`.

use std::collections::{BTreeMap, BTreeSet};

/// The labels with a number behind those that occur more than once: `b` and `b` become `b.1` and `b.2`.
/// Empty ones stay empty.
pub fn distinct_labels(labels: &[&str]) -> Vec<String> {
    let taken: BTreeSet<String> = labels.iter().map(|label| same_label(label)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let distinct = |label: &&str| {
        let key = same_label(label);
        let twins = labels.iter().filter(|other| same_label(other) == key);
        if key.is_empty() || twins.count() == 1 {
            return label.trim().to_owned();
        }
        let stem = label.trim().trim_end_matches(['.', ')', ':']);
        loop {
            let number = counts.entry(key.clone()).or_default();
            *number += 1;
            let label = format!("{stem}.{number}");
            let is_free = !taken.contains(&same_label(&label));
            if is_free && given.insert(same_label(&label)) {
                return label;
            }
        }
    };
    labels.iter().map(distinct).collect()
}

/// What people take for the same label: case, spaces and what ends it do not tell labels apart.
pub fn same_label(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    let label = words.join(" ");
    label
        .trim_matches(['.', ')', '(', ':', '[', ']'])
        .trim()
        .to_owned()
}

/// The label that is missing where labels that count up (`a`, `b`, … or `1`, `2`, …) leave one out.
pub fn missing_label(labels: &[&str]) -> Option<(String, String)> {
    let labels: Vec<String> = labels.iter().map(|label| same_label(label)).collect();
    let mut pairs = labels.iter().zip(labels.iter().skip(1));
    pairs.find_map(|(before, after)| {
        let (here, there) = (ordinal(before)?, ordinal(after)?);
        let is_gap = here.0 == there.0 && there.1 > here.1 + 1;
        is_gap.then(|| (before.clone(), after.clone()))
    })
}

/// What a label counts in, and where it stands there.
fn ordinal(label: &str) -> Option<(bool, u32)> {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ 'a'..='z'), None) => Some((true, u32::from(letter))),
        _ => label.parse().ok().map(|number| (false, number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_occur_twice_are_numbered() {
        let cases: [(&[&str], &[&str]); 6] = [
            (&["a", "b", "b", "c"], &["a", "b.1", "b.2", "c"]),
            (&["a)", "A", "b."], &["a.1", "A.2", "b."]),
            (&["", "", "1"], &["", "", "1"]),
            (&["b", "b", "b.1"], &["b.2", "b.3", "b.1"]),
            (&["\u{627}", "\u{627}"], &["\u{627}.1", "\u{627}.2"]),
            (&[], &[]),
        ];
        for (labels, distinct) in cases {
            assert_eq!(distinct_labels(labels), distinct, "{labels:?}");
            let given = distinct_labels(labels);
            let again: Vec<&str> = given.iter().map(String::as_str).collect();
            assert_eq!(distinct_labels(&again), given, "once is enough");
        }
    }

    #[test]
    fn a_gap_is_found_where_labels_count_up() {
        let gap = |labels: &[&str]| missing_label(labels).map(|(before, after)| before + &after);
        assert_eq!(gap(&["a", "b", "d"]), Some("bd".to_owned()));
        assert_eq!(gap(&["1.", "3."]), Some("13".to_owned()));
        for labels in [
            &["a", "b", "c"][..],
            &["a", "1"],
            &["", "c"],
            &["b", "a"],
            &["a", "b.1", "b.2", "c"],
        ] {
            assert_eq!(gap(labels), None, "{labels:?}");
        }
    }
}
