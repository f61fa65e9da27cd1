//! Files for calendars (RFC 5545): the end of a time to object, or an agenda with its times. In UTC, so that every calendar shows
//! them in its own zone.

use crate::ids::Timestamp;
use crate::words::moment;

/// How many bytes a line may have, its end not counted.
const LINE: usize = 75;

/// What the file says.
#[derive(Debug, Clone, Copy)]
pub struct Appointment<'a> {
    /// What tells it from all others, in the whole world.
    pub uid: &'a str,
    /// How often it was changed: a calendar takes the newest.
    pub sequence: u64,
    /// When the file is made.
    pub made: Timestamp,
    /// When the time is over.
    pub until: Timestamp,
    /// What it is called.
    pub summary: &'a str,
    /// What is to be known.
    pub description: &'a str,
    /// Where to object.
    pub url: &'a str,
}

/// The file.
pub fn calendar(it: &Appointment<'_>) -> String {
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Round Table//No objection//EN");
    line("METHOD:PUBLISH");
    line("BEGIN:VEVENT");
    line(&format!("UID:{}", escaped(it.uid)));
    line(&format!("SEQUENCE:{}", it.sequence));
    line(&format!("DTSTAMP:{}", stamp(it.made)));
    line(&format!("DTSTART:{}", stamp(it.until)));
    line(&format!("SUMMARY:{}", escaped(it.summary)));
    line(&format!("DESCRIPTION:{}", escaped(it.description)));
    line(&format!("URL:{}", address(it.url)));
    line("TRANSP:TRANSPARENT");
    for before in ["-P1D", "-PT1H"] {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("TRIGGER:{before}"));
        line(&format!("DESCRIPTION:{}", escaped(it.summary)));
        line("END:VALARM");
    }
    line("END:VEVENT");
    line("END:VCALENDAR");
    file
}

/// An item of an agenda, with the time that is planned for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What tells it from all others, in the whole world.
    pub uid: String,
    /// How often the agenda was changed: a calendar takes the newest.
    pub sequence: u64,
    /// When it is to begin.
    pub begins: Timestamp,
    /// For how many minutes; 0 if nobody said.
    pub minutes: u32,
    /// What it is called.
    pub summary: String,
    /// Where it is held.
    pub url: String,
}

/// A file with a whole agenda, or several, made at that moment.
pub fn agenda(made: Timestamp, items: &[Planned]) -> String {
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Round Table//Agenda//EN");
    line("METHOD:PUBLISH");
    for it in items {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&it.uid)));
        line(&format!("SEQUENCE:{}", it.sequence));
        line(&format!("DTSTAMP:{}", stamp(made)));
        line(&format!("DTSTART:{}", stamp(it.begins)));
        if it.minutes > 0 {
            line(&format!("DURATION:PT{}M", it.minutes));
        }
        line(&format!("SUMMARY:{}", escaped(&it.summary)));
        line(&format!("URL:{}", address(&it.url)));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// An address has no text's escapes, and no line's end.
fn address(url: &str) -> String {
    url.chars().filter(|c| !c.is_control()).collect()
}

/// A moment as `20261123T140500Z`.
fn stamp(at: Timestamp) -> String {
    // As `2026-11-23 14:05 UTC`: the seconds are left out there.
    let minutes = moment(at);
    let digits: String = minutes.chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at(digits.len().saturating_sub(4));
    format!("{day}T{time}{:02}Z", at.0 / 1_000 % 60)
}

/// A text as a value: what would end it, or part it, is escaped; other control characters are left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(letter);
            }
            '\n' => value.push_str("\\n"),
            '\t' => value.push(' '),
            _ if letter.is_control() => {}
            _ => value.push(letter),
        }
    }
    value
}

/// Writes a line, folded where it is too long; no letter is cut in half.
fn fold(file: &mut String, text: &str) {
    let mut room = LINE;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        file.push(letter);
        room -= letter.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(summary: &str) -> String {
        calendar(&Appointment {
            uid: "d1@table-2",
            sequence: 3,
            made: Timestamp(951_782_400_000),
            until: Timestamp(1_795_449_907_000),
            summary,
            description: "One; two,\nthree\\",
            url: "https://table.example.org/t/table-2",
        })
    }

    #[test]
    fn times_are_utc_to_the_second() {
        let file = file("Silence");
        assert!(file.contains("\r\nDTSTAMP:20000229T000000Z\r\n"), "{file}");
        assert!(file.contains("\r\nDTSTART:20261123T160507Z\r\n"), "{file}");
        // What has no length has no end (RFC 5545, 3.8.2.2).
        assert!(!file.contains("DTEND"), "{file}");
    }

    #[test]
    fn an_agenda_has_an_event_for_each_item() {
        let item = |uid: &str, minutes: u32| Planned {
            uid: uid.to_owned(),
            sequence: 4,
            begins: Timestamp(1_795_449_900_000),
            minutes,
            summary: "Experience, good\npractices".to_owned(),
            url: "https://table.example.org/tables/t".to_owned(),
        };
        let file = agenda(
            Timestamp(951_782_400_000),
            &[item("a@t", 25), item("b@t", 0)],
        );
        assert_eq!(file.matches("BEGIN:VEVENT\r\n").count(), 2);
        assert_eq!(file.matches("DTSTART:20261123T160500Z\r\n").count(), 2);
        assert_eq!(file.matches("DURATION:PT25M\r\n").count(), 1);
        assert!(!file.contains("PT0M"), "{file}");
        assert!(
            file.contains("SUMMARY:Experience\\, good\\npractices\r\n"),
            "{file}"
        );
    }

    #[test]
    fn what_people_wrote_adds_no_line() {
        let file = file("x\r\nATTACH:https://evil.example/\u{0}");
        assert!(file.contains("SUMMARY:x\\nATTACH:https://evil.example/\r\n"));
        assert!(file.contains("DESCRIPTION:One\\; two\\,\\nthree\\\\\r\n"));
        let lines = file.split("\r\n");
        assert!(lines.clone().all(|line| !line.starts_with("ATTACH")));
        assert!(lines.into_iter().all(|line| !line.contains(['\n', '\r'])));
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let long = "المغرب ".repeat(40);
        let file = file(&long);
        assert!(file.split("\r\n").all(|line| line.len() <= LINE));
        let unfolded = file.replace("\r\n ", "");
        assert!(
            unfolded.contains(&format!("SUMMARY:{long}\r\n")),
            "{unfolded}"
        );
    }
}
