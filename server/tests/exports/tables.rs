//! What the sheets say.

use crate::said::{file, outcomes};
use crate::unpacked::parts;
use server::export::Format;

/// The rows of a file of the CSV, its head first.
fn rows(name: &str) -> Vec<Vec<String>> {
    let all = parts(&file(Format::Csv, &outcomes()));
    let text = String::from_utf8(all[name].clone()).unwrap();
    assert!(text.ends_with("\r\n"));
    let text = text.strip_prefix('\u{feff}').unwrap().to_owned();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|it| row(it.unwrap())).collect()
}

#[test]
fn votes_are_counted_and_an_open_ballot_tells_nothing() {
    let votes = rows("votes.csv");
    let closed = votes
        .iter()
        .find(|row| row.contains(&"Shared referral desk".to_owned()))
        .unwrap();
    assert_eq!(closed[2..4], ["Indicative", "Closed"]);
    assert_eq!(closed[7..11], ["2", "0", "0", "1"]);
    let open: Vec<_> = votes.iter().filter(|row| row[3] == "Open").collect();
    assert_eq!(open.len(), 1);
    assert!(open[0][7..].iter().all(String::is_empty), "{open:?}");
}

#[test]
fn choices_are_told_where_they_were_recorded() {
    let choices = rows("choices.csv");
    let told = |delegation: &str, choice: &str| {
        choices
            .iter()
            .any(|row| row[3] == delegation && row[4] == choice)
    };
    assert!(
        told("north process", "Support") && told("coast process", "Cannot support"),
        "{choices:?}"
    );
    // Of the ballot that is open, nothing is told, though a vote was cast.
    assert!(choices.iter().skip(1).all(|row| row[2] != "p3"));
}

#[test]
fn speaking_times_and_participants_are_told() {
    let speaking = rows("speaking.csv");
    assert_eq!(speaking[1][1..], ["north process", "2", "3723", "1:02:03"]);
    let people = rows("people.csv");
    let there = |role: &str, name: &str| people.iter().any(|row| row[2] == role && row[3] == name);
    assert!(
        there("Delegate", "ana") && there("Facilitator", "fay"),
        "{people:?}"
    );
    let about = rows("about.csv");
    assert_eq!(
        (about[1][3].as_str(), about[2][3].as_str()),
        ("Draft", "Draft"),
        "closed, and signed by nobody"
    );
    let practices = rows("practices.csv");
    assert_eq!(
        practices[1][1..5],
        ["1", "Shared referral desk", "north process", "1"]
    );
}
